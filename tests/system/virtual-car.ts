/** A virtual car for system tests, and waiting for what its pins do. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { servePty } from '../../bridge/emulator/serve-pty.ts';
import { serveTcp, type ServedPort } from '../../bridge/emulator/serve-tcp.ts';
import { startVirtualCar, type VirtualCarDevice } from '../../bridge/emulator/virtual-car-device.ts';
import type { TelemetryFrame } from '../../core/run/run-types.ts';
import { shippedTrack } from '../../core/sim/tracks/index.ts';
import { DEFAULT_PROFILE_ID, shippedProfile } from '../../firmware-profiles/index.ts';

export const profile = shippedProfile(DEFAULT_PROFILE_ID)!;

export class SystemCar {
  readonly device: VirtualCarDevice;
  readonly #folder: string;
  readonly #ports: ServedPort[] = [];

  private constructor(device: VirtualCarDevice, folder: string) {
    this.device = device;
    this.#folder = folder;
  }

  static async start(options: { readonly blank: boolean }): Promise<SystemCar> {
    const device = startVirtualCar({ profile, track: shippedTrack('oval')!, seed: 1, restsWhenIdle: false, ...options });
    const ready = await device.ready;
    if (!ready.ok) throw new Error(String(ready.fault.params['what']));
    return new SystemCar(device, await mkdtemp(join(tmpdir(), 'guiji system 测试-')));
  }

  /** The path of a pseudo-terminal that is the board's serial port. */
  async pty(): Promise<string> {
    const served = await servePty(this.device, join(this.#folder, 'ttyGuiji'));
    if (!served.ok) throw new Error(served.fault.code);
    this.#ports.push(served.value);
    return served.value.address;
  }

  async tcpPort(): Promise<number> {
    const served = await serveTcp(this.device, 0);
    if (!served.ok) throw new Error(served.fault.code);
    this.#ports.push(served.value);
    return Number(served.value.address.split(':').at(-1));
  }

  /** Resolves with the first frame that is so; what it shows of motors, lamp and buzzer is what the pins do. */
  until(isSo: (frame: TelemetryFrame) => boolean): Promise<TelemetryFrame> {
    return new Promise((resolve) => {
      const unsubscribe = this.device.telemetry.subscribe((frames) => {
        const frame = frames.find(isSo);
        if (frame === undefined) return;
        unsubscribe();
        resolve(frame);
      });
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.#ports.map((port) => port.close()));
    await this.device.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
