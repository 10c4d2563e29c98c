/**
 * Several boards on one bridge, each emulated in a thread of its own: how soon the program of one answers its button, alone and beside others of
 * which one is flooded by its program and one hangs in its program. By the computer's time, so it wants a computer that emulates all of them
 * in real time: two boards a core, at most eight.
 */
import { availableParallelism } from 'node:os';
import { startVirtualCar, type VirtualCarDevice } from '../../bridge/emulator/virtual-car-device.ts';
import { UNO_PINS } from '../../bridge/emulator/uno-pins.ts';
import { Devices } from '../../bridge/sessions/devices.ts';
import { requestOf } from '../../bridge/sessions/testing/emulated-devices.ts';
import { ok } from '../../core/base/result.ts';
import type { LiveSession } from '../../core/live/live-session.ts';
import { DEFAULT_TRACK_ID, shippedTrack } from '../../core/sim/tracks/index.ts';
import { DEFAULT_PROFILE_ID, shippedProfile } from '../../firmware-profiles/index.ts';
import type { Bench, BenchRow } from './bench.ts';
import { quantile } from './measure.ts';
import { PROGRAMS } from './stop/programs.ts';

const BOARDS_MAX = 8;
const PRESSES = 150;
const PRESS_EVERY_MS = 31;
const LED_PIN = 13;
const MORE_MS_MAX = 5;
const ANSWERS = 'while (true) {\n  led.set(button.pressed() ? "red" : "off");\n  wait(1);\n}\n';
const HANGS = 'car.drive(60, 60);\nlet n = 0;\nwhile (true) {\n  n += 1;\n}\n';
const OTHERS = [PROGRAMS.floods, HANGS, PROGRAMS.drives] as const;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const nowMs = (): number => performance.timeOrigin + performance.now();

async function connect(devices: Devices, id: string): Promise<LiveSession> {
  const session = devices.openSession(id, { trackId: DEFAULT_TRACK_ID });
  while (session.status.state === 'connecting') await pause(5);
  if (session.status.state !== 'ready') throw new Error(JSON.stringify(session.status));
  return session;
}

async function run(session: LiveSession, text: string): Promise<void> {
  const begun = await session.run(requestOf(text));
  if (!begun.ok) throw new Error(begun.fault.code);
}

/** From the press of a button to the lamp that a program switches by it, ms. */
async function answers(car: VirtualCarDevice): Promise<readonly number[]> {
  const times: number[] = [];
  let pressedAtMs = 0;
  const unsubscribe = car.pinChanges.subscribe(({ hostMs }) => times.push(hostMs - pressedAtMs));
  car.watchPins([UNO_PINS.pin(LED_PIN)]);
  for (let i = 0; i < PRESSES; i++) {
    pressedAtMs = nowMs();
    car.press(i % 2 === 0);
    await pause(PRESS_EVERY_MS);
  }
  unsubscribe();
  return times;
}

export const boardsBench: Bench = {
  name: 'boards',
  async run() {
    const count = Math.max(2, Math.min(BOARDS_MAX, 2 * availableParallelism()));
    const profile = shippedProfile(DEFAULT_PROFILE_ID)!;
    const track = shippedTrack(DEFAULT_TRACK_ID)!;
    const cars = Array.from({ length: count }, (_, seed) => startVirtualCar({ profile, track, seed }));
    const devices = new Devices({
      onBug: (cause) => console.error(cause),
      list: () => Promise.resolve(ok([])),
      reach: (id) => ({ opener: cars[Number(id)]!.opener, clock: cars[Number(id)]!.clock }),
    });
    try {
      const [first, ...others] = cars;
      await run(await connect(devices, '0'), ANSWERS);
      const alone = await answers(first!);
      const sessions = await Promise.all(others.map((_, index) => connect(devices, String(index + 1))));
      for (const [index, session] of sessions.entries()) await run(session, OTHERS[Math.min(index, OTHERS.length - 1)]!);
      const beside = await answers(first!);
      const slowest = Math.min(...cars.map(({ speedFactor }) => speedFactor));
      const isLost = sessions.some(({ status }) => status.state !== 'running');
      if (isLost) throw new Error('a board was lost');
      return rows({ count, alone, beside, slowest });
    } finally {
      await devices.close();
      await Promise.all(cars.map((car) => car.close()));
    }
  },
};

interface Found {
  readonly count: number;
  readonly alone: readonly number[];
  readonly beside: readonly number[];
  readonly slowest: number;
}

function rows({ count, alone, beside, slowest }: Found): readonly BenchRow[] {
  const note = `the slowest chip ran at ${slowest.toFixed(2)} × real time`;
  return [
    ['p50', 0.5],
    ['p95', 0.95],
  ].map(([name, share]): BenchRow => {
    const [value, reference] = [quantile(beside, Number(share)), quantile(alone, Number(share))];
    return {
      ...{ what: `button to lamp beside ${count - 1} boards, one flooding and one hanging, ${name}`, value, unit: 'ms', note },
      ...{ reference: { what: 'alone', value: reference }, ratio: reference / value },
      ...(name === 'p50' ? { target: `≤ ${MORE_MS_MAX} ms more`, reached: value - reference <= MORE_MS_MAX } : {}),
    };
  });
}
