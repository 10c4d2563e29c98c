/** Ports that come and go, as the system tells: for boards that enter their bootloader under another name. Layer: bridge/devices. */
import { SerialPort } from 'serialport';
import type { PortWatch } from '../../core/device/flash/port-touch.ts';
import { serialOpener } from './serial-stream.ts';

const LOOK_EVERY_MS = 100;

/** Path and USB ids: a Leonardo's bootloader often has its sketch's path. */
async function portKeys(): Promise<ReadonlyMap<string, string>> {
  const ports = await SerialPort.list().catch(() => []);
  return new Map(ports.map(({ path, vendorId, productId }) => [`${path} ${vendorId ?? ''} ${productId ?? ''}`.toLowerCase(), path]));
}

export const systemPortWatch: PortWatch = {
  async appeared(timeoutMs) {
    let known = new Set((await portKeys()).keys());
    const endMs = performance.now() + timeoutMs;
    while (performance.now() < endMs) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      const now = await portKeys();
      const fresh = [...now].find(([key]) => !known.has(key));
      if (fresh !== undefined) return serialOpener(fresh[1]);
      // One that goes and comes back under the same name is as new.
      known = new Set([...known].filter((key) => now.has(key)));
    }
    return undefined;
  },
};
