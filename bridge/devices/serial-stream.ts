/** ByteStream over a serial port. Layer: bridge/devices. serialport 13 is imported here and in device-list.ts only. */
import { SerialPort } from 'serialport';
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { ByteStream, ByteStreamOpener, StreamFaultCode } from '../../core/device/byte-stream.ts';
import { QueuedStream } from '../../core/device/queued-stream.ts';
import { nodeClock } from './node-clock.ts';

/** What the operating system and the USB chip may still hold when the wire should have carried everything. */
const LEAVES_MS = 50;
/** The Uno's reset line hangs on DTR by a capacitor: long enough to discharge, short for people. */
const DTR_LOW_MS = 50;

/** @param path as the system names it: `/dev/ttyACM0`, `COM3`. */
export function serialOpener(path: string): ByteStreamOpener {
  return { open: ({ baud }) => openSerial(path, baud) };
}

/** By the texts of Linux's and macOS's errno, of Windows' error numbers, and of serialport's own lock. */
function openFaultCode(message: string): StreamFaultCode {
  if (/EACCES|EPERM|Permission denied/i.test(message) && process.platform !== 'win32') return 'device.no-permission';
  if (/EBUSY|Cannot lock port|Resource temporarily unavailable|Access denied|error code 5\b|EACCES/i.test(message)) return 'device.busy';
  if (/ENOENT|ENXIO|ENODEV|No such file|File not found|error code (2|3|31|433)\b/i.test(message)) return 'device.not-found';
  return 'device.open-failed';
}

function openSerial(path: string, baud: number): Promise<Result<ByteStream, StreamFaultCode>> {
  return new Promise((resolve) => {
    const port = new SerialPort({ path, baudRate: baud, autoOpen: false });
    port.open((error) => {
      if (error === null) return resolve(ok(streamOver(port, baud)));
      resolve(fail(openFaultCode(error.message), { device: path, what: error.message }, error));
    });
  });
}

function streamOver(port: SerialPort, baud: number): ByteStream {
  const stream = new QueuedStream(
    {
      handOver: (bytes, done) => port.write(bytes, () => done()),
      resetBoard: () => pulseDtr(port),
      setLines: (lines) => new Promise((resolve) => port.set(lines, () => resolve())),
      close: () => closePort(port),
    },
    { clock: nodeClock, baud },
  );
  port.on('data', (bytes: Buffer) => stream.received(new Uint8Array(bytes)));
  // An 'error' is followed by 'close' where the port is gone; alone it is a failed call that its caller hears of.
  port.on('error', () => {});
  port.on('close', (cause: unknown) => stream.ended({ code: 'device.vanished', params: {}, cause }));
  return stream;
}

/**
 * What the operating system still holds goes out first: some of them throw it away with the port. Why not by asking it: the question holds one
 * of Node's few threads, and a board that takes nothing would hold it for ever.
 */
function closePort(port: SerialPort): Promise<void> {
  if (!port.isOpen) return Promise.resolve();
  return new Promise((resolve) => {
    setTimeout(() => (port.isOpen ? port.close(() => resolve()) : resolve()), LEAVES_MS);
  });
}

/** A pseudo-terminal has no DTR and answers ENOTTY: its board is reset by the opening, so that is no failure. */
async function pulseDtr(port: SerialPort): Promise<void> {
  const set = (dtr: boolean): Promise<void> => new Promise((resolve) => port.set({ dtr, rts: dtr }, () => resolve()));
  await set(false);
  await new Promise((resolve) => setTimeout(resolve, DTR_LOW_MS));
  await set(true);
}
