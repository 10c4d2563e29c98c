/** From a device's id to the way its bytes go. Layer: bridge/devices. */
import type { ByteStreamOpener } from '../../core/device/byte-stream.ts';
import { serialOpener } from './serial-stream.ts';
import { tcpOpener } from './tcp-stream.ts';

/** @param deviceId a port's path, or `tcp:HOST:PORT`; not the virtual car. */
export function deviceOpener(deviceId: string): ByteStreamOpener {
  const tcp = /^tcp:(.+):(\d{1,5})$/.exec(deviceId);
  return tcp === null ? serialOpener(deviceId) : tcpOpener(tcp[1]!, Number(tcp[2]));
}
