/** ByteStream over Web Serial: the same code above it drives a board from a page as from the bridge. Layer: web/adapters/serial. */
import { fail, ok, type Result } from '../../../core/base/result.ts';
import type { ByteStream, ByteStreamOpener, StreamFaultCode } from '../../../core/device/byte-stream.ts';
import type { Clock } from '../../../core/device/clock.ts';
import { QueuedStream } from '../../../core/device/queued-stream.ts';
import type { PortChoice } from './serial-messages.ts';
import type { WebSerialPort } from './web-serial.ts';

/** What the browser keeps of each direction; more than a flasher's largest answer. */
const BUFFER_BYTES = 4096;
/** The Uno's reset line hangs on DTR by a capacitor: long enough to discharge, short for people. */
const DTR_LOW_MS = 50;
/** Noise on the wire ends a stream that can be had again; a port that only makes noise is none. */
const ERRORS_MAX = 100;

/** Of the specification's `open()`; NetworkError is all that Chromium says where the system does not give the port. */
const OPEN_FAULTS: Readonly<Record<string, StreamFaultCode>> = { InvalidStateError: 'device.busy', NetworkError: 'device.port-refused' };

export type GrantedPorts = () => Promise<readonly WebSerialPort[]>;

/** Looks for the port each time: a cable that was pulled and put back is another port to the browser. */
export function webSerialOpener(choice: PortChoice, ports: GrantedPorts, clock: Clock): ByteStreamOpener {
  return {
    async open({ baud }) {
      const port = chosen(await ports(), choice);
      return port === undefined ? fail('device.not-found', { device: nameOf(choice) }) : await openPort(port, { clock, baud, choice });
    },
  };
}

/** Of a device's id in the places where people see one. */
export function nameOf({ usbVendorId, usbProductId }: PortChoice): string {
  const hex = (id: number | undefined): string => (id ?? 0).toString(16).padStart(4, '0');
  return usbVendorId === undefined ? 'USB' : `USB ${hex(usbVendorId)}:${hex(usbProductId)}`;
}

export function choiceOf(ports: readonly WebSerialPort[], port: WebSerialPort): PortChoice {
  const { usbVendorId, usbProductId } = port.getInfo();
  return { index: ports.indexOf(port), usbVendorId, usbProductId };
}

export function isChoice(port: WebSerialPort | undefined, { usbVendorId, usbProductId }: PortChoice): boolean {
  const info = port?.getInfo();
  return info !== undefined && info.usbVendorId === usbVendorId && info.usbProductId === usbProductId;
}

function chosen(ports: readonly WebSerialPort[], choice: PortChoice): WebSerialPort | undefined {
  const there = ports[choice.index];
  return isChoice(there, choice) ? there : ports.find((port) => isChoice(port, choice));
}

interface Opening {
  readonly clock: Clock;
  readonly baud: number;
  readonly choice: PortChoice;
}

async function openPort(port: WebSerialPort, { clock, baud, choice }: Opening): Promise<Result<ByteStream, StreamFaultCode>> {
  try {
    await port.open({ baudRate: baud, bufferSize: BUFFER_BYTES });
  } catch (cause) {
    const { name, message } = cause as DOMException;
    return fail(OPEN_FAULTS[name] ?? 'device.open-failed', { device: nameOf(choice), what: message }, cause);
  }
  return ok(streamOver(port, clock, baud));
}

function streamOver(port: WebSerialPort, clock: Clock, baud: number): ByteStream {
  const writer = port.writable!.getWriter();
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  let isClosing = false;
  const stream = new QueuedStream(
    {
      handOver: (bytes, done) => void writer.write(bytes).then(done, () => stream.ended({ code: 'device.vanished', params: {} })),
      resetBoard: () => pulseDtr(port, clock),
      setLines: ({ dtr, rts }) =>
        setSignals(port, {
          ...(dtr === undefined ? {} : { dataTerminalReady: dtr }),
          ...(rts === undefined ? {} : { requestToSend: rts }),
        }),
      async close() {
        isClosing = true;
        await reader?.cancel().catch(() => {});
        await writer.close().catch(() => {});
        writer.releaseLock();
        await reading.catch(() => {});
        await port.close().catch(() => {});
      },
    },
    { clock, baud },
  );
  const read = async (): Promise<void> => {
    for (let errors = 0; errors < ERRORS_MAX && port.readable !== null && !isClosing; errors++) {
      reader = port.readable.getReader();
      try {
        for (;;) {
          const { value, done } = await reader.read();
          if (done) break;
          stream.received(value);
        }
      } catch {
        // Noise on the wire: there is another stream behind. A port that was pulled has none.
      } finally {
        reader.releaseLock();
      }
    }
    stream.ended({ code: 'device.vanished', params: {} });
  };
  const reading = read();
  return stream;
}

async function pulseDtr(port: WebSerialPort, clock: Clock): Promise<void> {
  const set = (level: boolean): Promise<void> => setSignals(port, { dataTerminalReady: level, requestToSend: level });
  await set(false);
  await new Promise<void>((resolve) => clock.after(DTR_LOW_MS, resolve));
  await set(true);
}

/** A port without such lines is none the worse for it. */
async function setSignals(port: WebSerialPort, lines: Parameters<WebSerialPort['setSignals']>[0]): Promise<void> {
  await port.setSignals(lines).catch(() => {});
}
