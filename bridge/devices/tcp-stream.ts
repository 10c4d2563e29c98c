/** ByteStream over TCP: an emulated board, or a real one behind a serial server. Layer: bridge/devices. */
import { fail, type Result } from '../../core/base/result.ts';
import type { ByteStream, ByteStreamOpener, StreamFaultCode } from '../../core/device/byte-stream.ts';

export function tcpOpener(host: string, port: number): ByteStreamOpener {
  return {
    open: (_options): Promise<Result<ByteStream, StreamFaultCode>> =>
      Promise.resolve(fail('device.not-found', { device: `${host}:${port}` })),
  };
}
