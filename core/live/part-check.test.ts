import { describe, expect, it } from 'vitest';
import { fail, ok } from '../base/result.ts';
import type { Clock } from '../device/clock.ts';
import type { CarBench, CarMeasures, OutputTry, Reading } from '../protocol/robot-session.ts';
import type { RobotProfile } from '../robot/profile.ts';
import { heardOf, partTasks, tryPart, type PartTask, type PartVerdict } from './part-check.ts';
import { shippedProfile } from '../../firmware-profiles/index.ts';

const profile = shippedProfile('mega-explorer')!;
const line = shippedProfile('uno-line-car')!;

/** Time passes only by waiting. */
class StepClock implements Clock {
  ms = 0;
  nowMs = () => this.ms;
  after(delayMs: number, callback: () => void): () => void {
    queueMicrotask(() => {
      this.ms += delayMs;
      callback();
    });
    return () => {};
  }
}

type World = Partial<Record<Reading['input'], readonly Reading['value'][]>>;

/** A car whose parts read what the test says, by time and by what its wheels were told. */
class FakeCar {
  readonly clock = new StepClock();
  readonly shown: OutputTry[] = [];
  spins: readonly [number, number] = [0, 0];
  spunAtMs = 0;
  readonly #world: (ms: number, car: FakeCar) => World & { readonly raw?: readonly number[] };

  constructor(world: (ms: number, car: FakeCar) => World & { readonly raw?: readonly number[] }) {
    this.#world = world;
  }

  /** Turned by a wheel since it was told to, in ms of driving. */
  get drivenMs(): number {
    return Math.min(900, this.clock.ms - this.spunAtMs);
  }

  readonly bench: CarBench = {
    measure: () => {
      const { raw = [], ...readings } = this.#world(this.clock.ms, this);
      const all = Object.entries(readings).flatMap(([input, values]) =>
        values.map((value, index) => ({ input: input as Reading['input'], index, value })),
      );
      return Promise.resolve(ok<CarMeasures>({ rawLine: raw, readings: all }));
    },
    spin: (left, right) => {
      this.spins = [left, right];
      this.spunAtMs = this.clock.ms;
      return Promise.resolve(ok(undefined));
    },
    tryOutput: (what) => Promise.resolve(ok(void this.shown.push(what))),
    calibrate: () => Promise.resolve(fail('session.wrong-state')),
    name: () => Promise.resolve(fail('session.wrong-state')),
  };

  async try(task: PartTask, kit: RobotProfile = profile): Promise<PartVerdict> {
    const tried = await tryPart(task, { bench: this.bench, clock: this.clock, profile: kit, device: 'COM3' });
    if (!tried.ok) throw new Error(tried.fault.code);
    return tried.value;
  }
}

const broken = (code: string, params = {}) => ({ kind: 'broken', findings: [{ code, severity: 'problem', params }] });

describe('what can be tried', () => {
  it('is what the kit has, each wheel by itself and last', () => {
    expect(partTasks(line)).toEqual(['led', 'buzzer', 'button', 'line', 'sonar', 'left-motor', 'right-motor']);
    expect(partTasks(profile)).toContain('servo');
  });
});

describe('a sensor', () => {
  it.each<[string, PartTask, (ms: number) => World, PartVerdict | ReturnType<typeof broken>]>([
    ['that sees a hand lives', 'sonar', (ms) => ({ sonar: [ms < 2000 ? Infinity : 120] }), { kind: 'works' }],
    ['that sees the room alone does not', 'sonar', (ms) => ({ sonar: [900 + (ms % 200)] }), broken('doctor.sonar-blind')],
    ['that is always silent does not', 'sonar', () => ({ sonar: [Infinity] }), broken('doctor.sonar-blind')],
    ['of a line that was passed lives', 'line', (ms) => ({ line: [ms % 900 < 300 ? 90 : 5, ms % 700 < 300 ? 80 : 9] }), { kind: 'works' }],
    [
      'of a line whose wire is off is named',
      'line',
      (ms) => ({ line: [ms % 900 < 300 ? 90 : 5, 100] }),
      broken('doctor.sensor-unmoved', { part: 'line', sensor: 2 }),
    ],
    ['that is pressed and let go lives', 'button', (ms) => ({ button: [ms > 900] }), { kind: 'works' }],
    [
      'that is never let go is stuck',
      'bump',
      (ms) => ({ bump: [true, ms > 99] }),
      broken('doctor.switch-stuck', { part: 'bump', sensor: 1 }),
    ],
    ['of light that a hand covers lives', 'light', (ms) => ({ light: [ms > 500 ? 20 : 60] }), { kind: 'works' }],
    [
      'of colours that names one alone does not',
      'color',
      () => ({ color: ['none'] }),
      broken('doctor.part-unmoved', { part: 'color', sensor: 1 }),
    ],
    ['of the heading follows a hand', 'gyro', (ms) => ({ gyro: [ms / 50] }), { kind: 'works' }],
    [
      'of the battery says that it is off',
      'battery',
      () => ({ battery: [0.4] }),
      broken('doctor.battery-off', { device: 'COM3', volts: 0.4 }),
    ],
  ])('%s', async (_, task, world, verdict) => {
    expect(await new FakeCar(world).try(task)).toEqual(verdict);
  });

  it('tells as it goes on which have been seen', async () => {
    const car = new FakeCar((ms) => ({ line: [ms > 500 ? 90 : 5, ms > 900 ? 80 : 9] }));
    const seen: string[] = [];
    const trial = { bench: car.bench, clock: car.clock, profile, device: '' };
    await tryPart('line', { ...trial, onSeen: (alive) => seen.push(alive.join()) });
    expect(seen).toEqual(['false,false', 'true,false', 'true,true']);
  });
});

describe('what only a person can see', () => {
  it('is shown, and asked', async () => {
    const car = new FakeCar(() => ({}));
    expect(await car.try('servo')).toEqual({ kind: 'ask', moved: false, uncounted: false });
    expect(car.shown.map(({ values }) => values)).toEqual([[30], [150], [90]]);
  });

  it.each<[PartTask, string]>([
    ['led', 'doctor.lamp-dark'],
    ['buzzer', 'doctor.buzzer-quiet'],
    ['servo', 'doctor.servo-still'],
    ['display', 'doctor.display-dark'],
  ])('%s: no is a finding, yes is none', (task, code) => {
    const asked = { kind: 'ask', moved: false, uncounted: false } as const;
    expect(heardOf(task, 'no', asked)).toMatchObject([{ code }]);
    expect(heardOf(task, 'yes', asked)).toEqual([]);
  });
});

describe('a motor', () => {
  const told = ({ spins }: FakeCar, side: 0 | 1) => spins[side] / 100;
  const counting = (left: (car: FakeCar) => number, right: (car: FakeCar) => number) =>
    new FakeCar((_, car) => ({ encoder: [left(car) * car.drivenMs, right(car) * car.drivenMs] }));

  it.each<[string, FakeCar, unknown]>([
    [
      'whose encoder counts ahead works',
      counting(
        (car) => told(car, 0),
        (car) => told(car, 1),
      ),
      { kind: 'works' },
    ],
    [
      'whose encoder counts back is reversed',
      counting(
        (car) => -told(car, 0),
        () => 0,
      ),
      broken('doctor.motor-reversed', { side: 'left' }),
    ],
    [
      'whose neighbour counts has its wires',
      counting(
        (car) => told(car, 1),
        (car) => told(car, 0),
      ),
      broken('doctor.motors-swapped'),
    ],
    [
      'that no encoder has seen is asked for',
      counting(
        () => 0,
        () => 0,
      ),
      { kind: 'ask', moved: false, uncounted: true },
    ],
    [
      'that turns the car to its other side works',
      new FakeCar((_, car) => ({ gyro: [told(car, 0) * car.drivenMs * 0.05] })),
      { kind: 'works' },
    ],
    [
      'that turns the car to its own side does not',
      new FakeCar((_, car) => ({ gyro: [-told(car, 0) * car.drivenMs * 0.05] })),
      broken('doctor.motor-wrong-way', { side: 'left' }),
    ],
    [
      'under whose line sensors the floor has changed did move something',
      new FakeCar((_, car) => ({ raw: [0.1, 0.1 + told(car, 0) * car.drivenMs * 0.001] })),
      { kind: 'ask', moved: true, uncounted: false },
    ],
    ['of which nothing is known is asked for', new FakeCar(() => ({ raw: [0.1] })), { kind: 'ask', moved: false, uncounted: false }],
  ])('%s', async (_, car, verdict) => {
    expect(await car.try('left-motor')).toEqual(verdict);
  });

  it('is what the person says, as far as the car does not know better', () => {
    const asked = { kind: 'ask', moved: false, uncounted: false } as const;
    expect(heardOf('right-motor', 'yes', asked)).toEqual([]);
    expect(heardOf('right-motor', 'no', asked)).toMatchObject([{ code: 'doctor.motor-still', params: { side: 'right' } }]);
    expect(heardOf('right-motor', 'backwards', asked)).toMatchObject([{ code: 'doctor.motor-reversed' }]);
    expect(heardOf('right-motor', 'other', asked)).toMatchObject([{ code: 'doctor.motors-swapped' }]);
    expect(heardOf('right-motor', 'no', { ...asked, moved: true })).toMatchObject([{ code: 'doctor.motors-swapped' }]);
    expect(heardOf('right-motor', 'yes', { ...asked, uncounted: true })).toMatchObject([{ code: 'doctor.encoder-silent' }]);
  });
});
