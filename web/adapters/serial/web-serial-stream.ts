/** ByteStream over Web Serial: the same code above it drives a board from a page as from the bridge. Layer: web/adapters/serial. */
import { fail, ok, type Result } from '../../../core/base/result.ts';
import type { ByteStream, ByteStreamOpener, StreamFaultCode } from '../../../core/device/byte-stream.ts';
import type { Clock } from '../../../core/device/clock.ts';
import { QueuedStream } from '../../../core/device/queued-stream.ts';
import type { WebSerialPort } from './web-serial.ts';

/** What the browser keeps of each direction; more than a flasher's largest answer. */
const BUFFER_BYTES = 4096;
/** The Uno's reset line hangs on DTR by a capacitor: long enough to discharge, short for people. */
const DTR_LOW_MS = 50;
/** Noise on the wire ends a stream that can be had again; a port that only makes noise is none. */
const ERRORS_MAX = 100;

export function webSerialOpener(port: WebSerialPort, clock: Clock): ByteStreamOpener {
  return { open: ({ baud }) => openPort(port, clock, baud) };
}

async function openPort(port: WebSerialPort, clock: Clock, baud: number): Promise<Result<ByteStream, StreamFaultCode>> {
  try {
    await port.open({ baudRate: baud, bufferSize: BUFFER_BYTES });
  } catch (cause) {
    const { name, message } = cause as DOMException;
    // NetworkError: another program has it, or it is gone. InvalidStateError: another page of ours has it.
    const code = name === 'InvalidStateError' ? 'device.busy' : 'device.open-failed';
    return fail(code, { device: 'USB', what: message }, cause);
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
  const set = (level: boolean): Promise<void> => port.setSignals({ dataTerminalReady: level, requestToSend: level }).catch(() => {});
  await set(false);
  await new Promise<void>((resolve) => clock.after(DTR_LOW_MS, resolve));
  await set(true);
}
