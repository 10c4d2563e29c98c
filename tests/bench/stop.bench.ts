/**
 * From a cause to motor pins that rest, on the emulated chip with our own firmware, for each cause that the board or its session must honour:
 * 95 % of the times. The chip's cycles are the clock, on the in-memory stream; what a page's WebSocket adds is not in it.
 */
import { InProcessCar } from '../../bridge/emulator/testing/in-process-car.ts';
import { withOwnFirmware } from '../../bridge/emulator/testing/own-firmware.ts';
import { requestOf } from '../../bridge/sessions/testing/emulated-devices.ts';
import { LiveSession } from '../../core/live/live-session.ts';
import type { RobotProfile } from '../../core/robot/profile.ts';
import { DEFAULT_PROFILE_ID, shippedProfile } from '../../firmware-profiles/index.ts';
import type { Bench, BenchRow } from './bench.ts';

const TIMES = 12;
/** Causes fall anywhere between two messages. */
const SPREAD_MS = 17;
const GIVE_UP_MS = 1500;
const DRIVE = 'forever(() => {\n  car.drive(60 + random(0, 9), 60);\n  wait(5);\n});\n';
const FLOOD = 'while (true) {\n  car.drive(random(20, 90), random(-90, 90));\n  led.set(random(0, 1) === 0 ? "red" : "off");\n}\n';

interface Cause {
  readonly what: string;
  readonly limitMs: number;
  readonly program: string;
  bring(rig: Rig): void;
  /** So that it can drive again. */
  after?(rig: Rig): void;
}

const CAUSES: readonly Cause[] = [
  { what: 'Stop', limitMs: 30, program: DRIVE, bring: ({ session }) => void session.stop() },
  { what: 'Stop over a full queue', limitMs: 30, program: FLOOD, bring: ({ session }) => void session.stop() },
  {
    what: 'program error',
    limitMs: 500,
    program: `${DRIVE}on("button.down", () => {\n  const none: number[] = [];\n  none[0]!.toFixed();\n});\n`,
    bring: ({ bench }) => bench.car.press(true),
    after: ({ bench }) => bench.car.press(false),
  },
  {
    what: 'program end',
    limitMs: 500,
    program: `${DRIVE}on("button.down", () => stop());\n`,
    bring: ({ bench }) => bench.car.press(true),
    after: ({ bench }) => bench.car.press(false),
  },
  {
    what: 'host silent (bridge killed, USB pulled)',
    limitMs: 350,
    program: DRIVE,
    bring: (rig) => rig.mute(true),
    after: (rig) => rig.mute(false),
  },
  { what: 'lifted car', limitMs: 500, program: DRIVE, bring: (rig) => rig.lift(true), after: (rig) => rig.lift(false) },
];

class Rig {
  readonly bench: InProcessCar;
  session!: LiveSession;
  readonly #profile: RobotProfile;

  constructor(profile: RobotProfile) {
    this.#profile = profile;
    this.bench = new InProcessCar({ profile });
  }

  async connect(): Promise<void> {
    const { bench } = this;
    const device = { profile: this.#profile, clock: bench.clock, opener: bench.opener, release: () => Promise.resolve() };
    this.session = new LiveSession({
      take: () => Promise.resolve({ ok: true, value: device }),
      onGone: () => {},
      onBug: (cause) => console.error(cause),
    });
    await this.until(() => this.session.status.state !== 'connecting', 15_000);
    if (this.session.status.state !== 'ready') throw new Error(JSON.stringify(this.session.status));
  }

  get isDriving(): boolean {
    const { leftPercent, rightPercent } = this.bench.car.telemetry();
    return leftPercent !== 0 || rightPercent !== 0;
  }

  /** @returns chip time it took */
  async until(holds: () => boolean, limitMs: number): Promise<number> {
    const fromMs = this.bench.car.nowMs;
    while (!holds() && this.bench.car.nowMs < fromMs + limitMs) await this.bench.runMs(1);
    return this.bench.car.nowMs - fromMs;
  }

  /** Nothing reaches the board any more, and nothing is closed. */
  mute(isMute: boolean): void {
    const stream = this.bench.stream!;
    if (!isMute) return void (Reflect.deleteProperty(stream, 'write') && Reflect.deleteProperty(stream, 'writeFirst'));
    Object.assign(stream, { write: () => {}, writeFirst: () => {} });
  }

  lift(isLifted: boolean): void {
    const { world } = this.bench.car;
    if (isLifted) Object.assign(world, { lineRaw: () => 1 });
    else Reflect.deleteProperty(world, 'lineRaw');
  }
}

async function timesOf(rig: Rig, cause: Cause): Promise<readonly number[]> {
  const times: number[] = [];
  for (let i = 0; i < TIMES; i++) {
    const begun = await rig.session.run(requestOf(cause.program, { profileId: DEFAULT_PROFILE_ID }));
    if (!begun.ok) throw new Error(begun.fault.code);
    await rig.until(() => rig.isDriving, GIVE_UP_MS);
    await rig.bench.runMs(20 + ((i * 7) % SPREAD_MS));
    cause.bring(rig);
    times.push(await rig.until(() => !rig.isDriving, GIVE_UP_MS));
    cause.after?.(rig);
    await rig.session.stop();
    await rig.bench.runMs(250);
  }
  return times;
}

function rowOf({ what, limitMs }: Cause, times: readonly number[]): BenchRow {
  const sorted = times.toSorted((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))]!;
  return { what: `motors off after: ${what}, p95`, value, unit: 'ms', target: `≤ ${limitMs} ms`, reached: value <= limitMs };
}

export const stopBench: Bench = {
  name: 'stop',
  async run() {
    const rig = new Rig(withOwnFirmware(shippedProfile(DEFAULT_PROFILE_ID)!));
    await rig.connect();
    const rows: BenchRow[] = [];
    for (const cause of CAUSES) rows.push(rowOf(cause, await timesOf(rig, cause)));
    await rig.bench.until(rig.session.close());
    return rows;
  },
};
