/** An emulated board in its own thread behind a pseudo-terminal, and the bridge's sessions on it, as in class but for the chip. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { servePty } from '../../../bridge/emulator/serve-pty.ts';
import type { ServedPort } from '../../../bridge/emulator/serve-tcp.ts';
import { startVirtualCar, type VirtualCarDevice } from '../../../bridge/emulator/virtual-car-device.ts';
import { UNO_PINS } from '../../../bridge/emulator/uno-pins.ts';
import { Devices } from '../../../bridge/sessions/devices.ts';
import { requestOf } from '../../../bridge/sessions/testing/emulated-devices.ts';
import { ok } from '../../../core/base/result.ts';
import type { LiveSession } from '../../../core/live/live-session.ts';
import { DEFAULT_TRACK_ID, shippedTrack } from '../../../core/sim/tracks/index.ts';
import { DEFAULT_PROFILE_ID, shippedProfile } from '../../../firmware-profiles/index.ts';
import { MotorPins, motorPinsOf } from './motor-pins.ts';

const GUIJI = fileURLToPath(new URL('../../../scripts/guiji.mjs', import.meta.url));
const LOOK_EVERY_MS = 1;
const GIVE_UP_MS = 60_000;
const DRIVE_MS = 60;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export class PtyRig {
  readonly car: VirtualCarDevice;
  readonly devices = new Devices({ onBug: (cause) => console.error(cause), list: () => Promise.resolve(ok([])) });
  readonly #folder: string;
  readonly #pins = new MotorPins();
  #port: ServedPort | undefined;
  #session: LiveSession | undefined;

  private constructor(folder: string) {
    this.#folder = folder;
    const profile = shippedProfile(DEFAULT_PROFILE_ID)!;
    this.car = startVirtualCar({ profile, track: shippedTrack(DEFAULT_TRACK_ID)!, seed: 1, restsWhenIdle: false });
    this.car.pinChanges.subscribe(({ pin, isHigh, atMs }) => this.#pins.changed(pin, isHigh, atMs));
    this.car.watchPins(motorPinsOf(profile).map((pin) => UNO_PINS.pin(pin)));
  }

  /** Throws where there is no socat. */
  static async start(): Promise<PtyRig> {
    const rig = new PtyRig(await mkdtemp(join(tmpdir(), 'guiji-stop-')));
    try {
      await rig.plug();
      return rig;
    } catch (cause) {
      await rig.close();
      throw cause;
    }
  }

  get path(): string {
    return join(this.#folder, 'ttyUno');
  }

  get session(): LiveSession {
    return this.#session!;
  }

  get isDriving(): boolean {
    return this.#pins.restingSinceMs(this.car.clock.nowMs()) === undefined;
  }

  async plug(): Promise<void> {
    const served = await servePty(this.car, this.path);
    if (!served.ok) throw new Error(served.fault.code);
    this.#port = served.value;
  }

  async unplug(): Promise<void> {
    const port = this.#port;
    this.#port = undefined;
    await port?.close();
  }

  async connect(): Promise<void> {
    this.#session = this.devices.openSession(this.path, { trackId: DEFAULT_TRACK_ID });
    await this.until(() => this.session.status.state !== 'connecting');
  }

  /** A program on a robot that stands ready, until its motors turn. */
  async drive(text: string): Promise<void> {
    if (this.#session?.status.state !== 'ready') await this.connect();
    const begun = await this.session.run(requestOf(text));
    if (!begun.ok) throw new Error(`${begun.fault.code} ${JSON.stringify(this.session.status)}`);
    await this.turning();
  }

  async turning(): Promise<void> {
    await this.until(() => this.#pins.isAnyHigh);
    await pause(DRIVE_MS);
  }

  /** @returns chip time from the cause until the motor pins went low for good */
  async restAfter(cause: () => unknown): Promise<number> {
    const fromMs = this.car.clock.nowMs();
    const caused = cause();
    await this.until(() => !this.isDriving);
    await caused;
    return Math.max(0, this.#pins.restingSinceMs(this.car.clock.nowMs())! - fromMs);
  }

  /** The same, after `guiji run` as a process of its own is ended as a power cut would. */
  async restAfterKill(text: string): Promise<number> {
    const program = join(this.#folder, 'program.ts');
    await writeFile(program, text);
    const bridge = spawn(process.execPath, [GUIJI, 'run', program, '--robot', this.path], { stdio: 'ignore' });
    const gone = new Promise((resolve) => bridge.once('exit', resolve));
    try {
      await this.turning();
      return await this.restAfter(() => bridge.kill('SIGKILL'));
    } finally {
      bridge.kill('SIGKILL');
      await gone;
    }
  }

  async close(): Promise<void> {
    await this.devices.close();
    await this.unplug();
    await this.car.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async until(holds: () => boolean): Promise<void> {
    for (const endMs = performance.now() + GIVE_UP_MS; !holds(); await pause(LOOK_EVERY_MS)) {
      if (performance.now() > endMs) throw new Error('the emulated board does not follow');
    }
  }
}
