/** What hangs on this computer's USB, and the port that the system made of it. Layer: bridge/devices. */
import { z } from 'zod';
import type { UsbFact } from '../../../core/device/doctor/doctor-facts.ts';
import type { SystemPort } from './system-port.ts';

const USB_DEVICES_MAX = 256;

/** undefined: the system does not say. */
export async function usbFacts(system: SystemPort): Promise<readonly UsbFact[] | undefined> {
  switch (system.system) {
    case 'linux':
      return await linuxUsb(system);
    case 'windows':
      return await windowsUsb(system);
    case 'macos':
      return await macUsb(system);
  }
}

const SYS_USB = '/sys/bus/usb/devices';

/** sysfs: a device's folder holds its ids, an interface's folder (`1-2:1.0`) the tty that a driver made of it. */
async function linuxUsb(system: SystemPort): Promise<readonly UsbFact[] | undefined> {
  const names = await system.list(SYS_USB);
  if (names === undefined) return undefined;
  const devices = names.filter((name) => !name.includes(':')).slice(0, USB_DEVICES_MAX);
  const found = await Promise.all(
    devices.map(async (name): Promise<UsbFact | undefined> => {
      const [vendorId, productId] = await Promise.all(['idVendor', 'idProduct'].map((file) => system.read(`${SYS_USB}/${name}/${file}`)));
      if (vendorId === undefined || productId === undefined) return undefined;
      const port = await linuxPort(
        system,
        names.filter((other) => other.startsWith(`${name}:`)),
      );
      return { vendorId: vendorId.trim(), productId: productId.trim(), ...(port === undefined ? {} : { port }) };
    }),
  );
  return found.filter((device) => device !== undefined);
}

async function linuxPort(system: SystemPort, interfaces: readonly string[]): Promise<string | undefined> {
  for (const name of interfaces) {
    const folder = `${SYS_USB}/${name}`;
    const entries = (await system.list(folder)) ?? [];
    const usb = entries.find((entry) => /^ttyUSB\d+$/.test(entry));
    if (usb !== undefined) return `/dev/${usb}`;
    const acm = entries.includes('tty') ? (await system.list(`${folder}/tty`))?.[0] : undefined;
    if (acm !== undefined) return `/dev/${acm}`;
  }
  return undefined;
}

/** One line a device: id, name with its COM port, version of its driver. */
const WINDOWS_SCRIPT =
  "Get-CimInstance Win32_PnPEntity | Where-Object { $_.PNPDeviceID -like 'USB\\VID_*' } | ForEach-Object { $d = $_; " +
  '$v = (Get-PnpDeviceProperty -InstanceId $d.PNPDeviceID -KeyName DEVPKEY_Device_DriverVersion -ErrorAction SilentlyContinue).Data; ' +
  '[pscustomobject]@{ id = $d.PNPDeviceID; name = $d.Name; driver = $v; error = $d.ConfigManagerErrorCode } } | ConvertTo-Json -Compress';

const text = z.string().nullish();
const windowsDevice = z.object({ id: z.string(), name: text, driver: text });
const windowsDevices = z.union([z.array(windowsDevice), windowsDevice.transform((one) => [one])]);

function parseJson<T>(json: string | undefined, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(JSON.parse(json ?? '')).data;
  } catch {
    return undefined;
  }
}

export function powershell(system: SystemPort, script: string): Promise<string | undefined> {
  return system.run('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', script]);
}

async function windowsUsb(system: SystemPort): Promise<readonly UsbFact[] | undefined> {
  const devices = parseJson(await powershell(system, WINDOWS_SCRIPT), windowsDevices);
  return devices?.slice(0, USB_DEVICES_MAX).flatMap(({ id, name, driver }): UsbFact[] => {
    const [, vendorId, productId] = /VID_([0-9A-F]{4})&PID_([0-9A-F]{4})/i.exec(id) ?? [];
    // A composite device's own entry has no port; its interface (`&MI_00`) has.
    if (vendorId === undefined || productId === undefined || (driver && /composite/i.test(name ?? ''))) return [];
    const port = /\((COM\d+)\)/.exec(name ?? '')?.[1];
    return [
      {
        ...{ vendorId: vendorId.toLowerCase(), productId: productId.toLowerCase() },
        ...(port === undefined ? {} : { port }),
        ...(driver ? { driverVersion: driver } : {}),
      },
    ];
  });
}

interface IoNode {
  readonly idVendor?: number | undefined;
  readonly idProduct?: number | undefined;
  readonly IOCalloutDevice?: string | undefined;
  readonly IORegistryEntryChildren?: readonly IoNode[] | undefined;
}
const ioNode: z.ZodType<IoNode> = z.lazy(() =>
  z.object({
    idVendor: z.number().optional(),
    idProduct: z.number().optional(),
    IOCalloutDevice: z.string().optional(),
    IORegistryEntryChildren: z.array(ioNode).optional(),
  }),
);

/** `ioreg -a` writes a property list; `plutil` makes JSON of it. */
async function macUsb(system: SystemPort): Promise<readonly UsbFact[] | undefined> {
  const json = await system.run('/bin/sh', ['-c', '/usr/sbin/ioreg -r -c IOUSBHostDevice -l -a | /usr/bin/plutil -convert json -r -o - -']);
  const roots = parseJson(json, z.array(ioNode));
  if (roots === undefined) return undefined;
  const facts: UsbFact[] = [];
  const visit = (node: IoNode): void => {
    if (facts.length >= USB_DEVICES_MAX) return;
    if (node.idVendor !== undefined && node.idProduct !== undefined) {
      const port = calloutOf(node, 0);
      const hex = (value: number): string => value.toString(16).padStart(4, '0');
      facts.push({ vendorId: hex(node.idVendor), productId: hex(node.idProduct), ...(port === undefined ? {} : { port }) });
    }
    node.IORegistryEntryChildren?.forEach(visit);
  };
  roots.forEach(visit);
  return facts;
}

const IO_DEPTH_MAX = 12;

function calloutOf(node: IoNode, depth: number): string | undefined {
  if (node.IOCalloutDevice !== undefined || depth > IO_DEPTH_MAX) return node.IOCalloutDevice;
  for (const child of node.IORegistryEntryChildren ?? []) {
    const found = calloutOf(child, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
