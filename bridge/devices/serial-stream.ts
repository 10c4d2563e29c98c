/** ByteStream over a serial port. Layer: bridge/devices. The one place that imports serialport, with device-list.ts. */
import { fail, type Result } from '../../core/base/result.ts';
import type { ByteStream, ByteStreamOpener, StreamFaultCode } from '../../core/device/byte-stream.ts';

/** @param path as the system names it: `/dev/ttyACM0`, `COM3`. */
export function serialOpener(path: string): ByteStreamOpener {
  return {
    open: (_options): Promise<Result<ByteStream, StreamFaultCode>> => Promise.resolve(fail('device.not-found', { device: path })),
  };
}
