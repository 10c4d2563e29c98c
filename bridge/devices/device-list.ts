/** The robots a computer can reach. Layer: bridge/devices. */
import { ok, type Result } from '../../core/base/result.ts';

export type DeviceKind = 'serial' | 'tcp' | 'virtual-car';

export interface DeviceInfo {
  /** What `guiji run --robot` and the page take: a port's path, `tcp:HOST:PORT` or `virtual-car`. */
  readonly id: string;
  readonly kind: DeviceKind;
  /** Profile ids whose USB ids match; several kits share a USB chip. */
  readonly profiles: readonly string[];
  /** undefined: nobody knows without opening it. */
  readonly busy?: boolean;
  /** A code of core/words/device-words.ts. */
  readonly problem?: string;
}

export type DeviceListFaultCode = 'device.list-failed';

export function listDevices(): Promise<Result<readonly DeviceInfo[], DeviceListFaultCode>> {
  return Promise.resolve(ok([]));
}
