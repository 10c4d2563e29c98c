/** The robots a computer can reach: its serial ports, with a guess of the kit by USB ids, and the virtual car. Layer: bridge/devices. */
import { access, constants, readdir, stat } from 'node:fs/promises';
import { SerialPort } from 'serialport';
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { RobotProfile } from '../../core/robot/profile.ts';
import { DEFAULT_PROFILE_ID, shippedProfiles } from '../../firmware-profiles/index.ts';

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
  /** Of a USB port: lower-case hex. */
  readonly usb?: { readonly vendorId: string; readonly productId: string; readonly serial?: string };
}

export type DeviceListFaultCode = 'device.list-failed';

export const VIRTUAL_CAR_ID = 'virtual-car';

interface PortInfo {
  readonly path: string;
  readonly vendorId?: string | undefined;
  readonly productId?: string | undefined;
  /** Not every chip has one. */
  readonly serialNumber?: string | undefined;
}

/** Errors: `device.list-failed` {what}. */
export async function listDevices(): Promise<Result<readonly DeviceInfo[], DeviceListFaultCode>> {
  try {
    const ports = await listPorts();
    const serial = await Promise.all(ports.filter(isCandidate).map(describe));
    return ok([...serial, { id: VIRTUAL_CAR_ID, kind: 'virtual-car', profiles: [DEFAULT_PROFILE_ID], busy: false }]);
  } catch (cause) {
    return fail('device.list-failed', { what: cause instanceof Error ? cause.message : String(cause) }, cause);
  }
}

/** A port's USB ids may be known a little after its name. */
const SETTLED_MS = 5000;

let lastListed: { readonly ports: readonly PortInfo[]; readonly devChangedAtMs: number } | undefined;

/**
 * Why not asked each time on Linux: serialport starts a program to find out, and starting one holds up everything else in the bridge for
 * tens of milliseconds. `/dev` says itself when something was plugged in or out.
 */
async function listPorts(): Promise<readonly PortInfo[]> {
  if (process.platform !== 'linux') return await SerialPort.list();
  const { mtimeMs: devChangedAtMs } = await stat('/dev');
  if (lastListed?.devChangedAtMs === devChangedAtMs) return lastListed.ports;
  const ports = await listLinuxPorts();
  lastListed = Math.abs(Date.now() - devChangedAtMs) > SETTLED_MS ? { ports, devChangedAtMs } : undefined;
  return ports;
}

/** On Linux serialport asks `udevadm`; a container or a small system has none, and its ports still have names. */
async function listLinuxPorts(): Promise<readonly PortInfo[]> {
  try {
    return await SerialPort.list();
  } catch {
    const names = await readdir('/dev');
    return names.filter((name) => /^tty(ACM|USB)\d+$/.test(name)).map((name) => ({ path: `/dev/${name}` }));
  }
}

/** A PC's own ports (ttyS0 … ttyS31, mostly without a plug) are no robots. */
function isCandidate({ path, vendorId }: PortInfo): boolean {
  return vendorId !== undefined || !/^\/dev\/ttyS\d+$/.test(path);
}

export function profilesByUsbIds(port: Omit<PortInfo, 'path'>, profiles: readonly RobotProfile[]): readonly string[] {
  const vendorId = port.vendorId?.toLowerCase();
  const productId = port.productId?.toLowerCase();
  const matches = profiles.filter(({ board }) => board.usbIds.some((ids) => ids.vendorId === vendorId && ids.productId === productId));
  return matches.map(({ id }) => id);
}

async function describe(port: PortInfo): Promise<DeviceInfo> {
  const { path: id, vendorId, productId, serialNumber } = port;
  const serial = isOwnNumber(serialNumber) ? { serial: serialNumber } : {};
  const usb = vendorId && productId ? { usb: { vendorId: vendorId.toLowerCase(), productId: productId.toLowerCase(), ...serial } } : {};
  const info: DeviceInfo = { id, kind: 'serial', profiles: profilesByUsbIds(port, shippedProfiles()), ...usb };
  return (await mayOpen(port.path)) ? info : { ...info, problem: 'device.no-permission' };
}

/** Some makers give all their chips one number, such as 0 or 0001; Windows makes up one with `&` where there is none. */
function isOwnNumber(serial: string | undefined): serial is string {
  return serial !== undefined && serial.length >= 6 && !serial.includes('&') && !/^0+\d?$/.test(serial);
}

async function mayOpen(path: string): Promise<boolean> {
  if (process.platform === 'win32') return true;
  try {
    await access(path, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
