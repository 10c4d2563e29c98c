/**
 * Tries one part of a connected car after another, with a person beside it: what the car can tell by itself it tells, and only what nobody but a
 * person can see is asked. Layer: live. The page has it and `guiji doctor --parts`; both look at the car through its bench alone.
 */
import { ok, type Result } from '../base/result.ts';
import type { Clock } from '../device/clock.ts';
import type { DoctorCode, Finding } from '../device/doctor/diagnose.ts';
import type { CarBench, OutputTry, Reading } from '../protocol/robot-session.ts';
import { partOf, type PartType, type RobotProfile } from '../robot/profile.ts';
import type { RobotInputId } from '../robot/robot-port.ts';

export type PartTask = Exclude<PartType, 'motors'> | 'left-motor' | 'right-motor';

/** What a person saw: `backwards` and `other` of a wheel alone. */
export type Said = 'yes' | 'no' | 'backwards' | 'other';

export type PartVerdict =
  | { readonly kind: 'works' }
  | { readonly kind: 'broken'; readonly findings: readonly Finding[] }
  /** Only a person knows. */
  | Question;

export interface Question {
  readonly kind: 'ask';
  /** The car did move, whichever wheel it was. */
  readonly moved: boolean;
  /** Its encoders counted nothing. */
  readonly uncounted: boolean;
}

export interface PartTrial {
  readonly bench: CarBench;
  readonly clock: Clock;
  readonly profile: RobotProfile;
  /** What the car is called where it stands among others. */
  readonly device: string;
  /** Which of the part's sensors have shown that they live, in their order; each time that changes. */
  readonly onSeen?: (alive: readonly boolean[]) => void;
  readonly isCancelled?: () => boolean;
}

/** Long enough to put a hand before a sonar, or to push a car over a line. */
const WATCH_MS = 12_000;
const LOOK_EVERY_MS = 100;
const SPIN_PERCENT = 60;
const SPIN_MS = 900;
/** A wheel rolls on after its motor is off. */
const ROLL_MS = 300;
const SHOW_MS = 1500;

/** In this order: what lies, then what is touched, then what drives. */
const ORDER: readonly PartType[] = [
  ...(['battery', 'led', 'buzzer', 'display', 'button', 'bump', 'line', 'sonar'] as const),
  ...(['light', 'sound', 'color', 'gyro', 'encoder', 'servo', 'motors'] as const),
];

export function partTasks(profile: RobotProfile): readonly PartTask[] {
  const has = ORDER.filter((type) => profile.parts.some((part) => part.type === type));
  return has.flatMap((type): readonly PartTask[] => (type === 'motors' ? ['left-motor', 'right-motor'] : [type]));
}

/** How much a value must change until its sensor is known to live: in the units of the API. What is no number must show two values. */
const SPANS = { line: 30, sonar: 50, light: 15, sound: 10, gyro: 30, encoder: 15 } as const;
/** A hand is nearer than that; a room is not. */
const HAND_MM_MAX = 300;
/** The least by which a raw line sensor, a gyro and an encoder show that a car has moved. */
const MOVED = { raw: 0.12, gyroDeg: 8, encoderMm: 10 } as const;

const SHOWN: Readonly<Partial<Record<PartTask, readonly Omit<OutputTry, 'ms'>[]>>> = {
  led: [
    { output: 'led', values: ['red'] },
    { output: 'led', values: ['green'] },
    { output: 'led', values: ['blue'] },
  ],
  buzzer: [{ output: 'tone', values: [880, SHOW_MS] }],
  display: [{ output: 'display', values: ['888'] }],
  servo: [
    { output: 'servo', values: [30] },
    { output: 'servo', values: [150] },
    { output: 'servo', values: [90] },
  ],
};

/** Errors: those of `CarBench`. A cancelled one answers as one that works. */
export async function tryPart(task: PartTask, trial: PartTrial): Promise<Result<PartVerdict>> {
  if (task === 'battery') return await tryBattery(trial);
  if (task === 'left-motor' || task === 'right-motor') return await tryMotor(task, trial);
  const shown = SHOWN[task];
  return shown === undefined ? await watchSensors(task as RobotInputId & PartTask, trial) : await show(shown, trial);
}

/** What follows from a person's answer to `ask`; nothing: the part works. */
export function heardOf(task: PartTask, said: Said, { moved, uncounted }: Question): readonly Finding[] {
  const isMotor = task === 'left-motor' || task === 'right-motor';
  if (!isMotor) return said === 'yes' ? [] : [problem(NOT_SEEN[task] ?? 'doctor.part-unmoved', { part: task })];
  const side = sideOf(task);
  if (said === 'yes') return uncounted ? [problem('doctor.encoder-silent', { side })] : [];
  if (said === 'backwards') return [problem('doctor.motor-reversed', { side })];
  // The car did move, and this wheel did not: the other one has its wires.
  if (said === 'other' || moved) return [problem('doctor.motors-swapped')];
  return [problem('doctor.motor-still', { side })];
}

const NOT_SEEN: Readonly<Partial<Record<PartTask, DoctorCode>>> = {
  ...{ led: 'doctor.lamp-dark', buzzer: 'doctor.buzzer-quiet', servo: 'doctor.servo-still', display: 'doctor.display-dark' },
};

const problem = (code: DoctorCode, params: Finding['params'] = {}): Finding => ({ code, severity: 'problem', params });
const sideOf = (task: 'left-motor' | 'right-motor'): 'left' | 'right' => (task === 'left-motor' ? 'left' : 'right');
const pass = (clock: Clock, ms: number): Promise<void> => new Promise((resolve) => void clock.after(ms, resolve));
const WORKS: PartVerdict = { kind: 'works' };
const verdictOf = (findings: readonly Finding[]): PartVerdict => (findings.length === 0 ? WORKS : { kind: 'broken', findings });

async function tryBattery({ bench, profile, device }: PartTrial): Promise<Result<PartVerdict>> {
  const measured = await bench.measure();
  if (!measured.ok) return measured;
  const volts = Number(measured.value.readings.find(({ input }) => input === 'battery')?.value ?? 0);
  const { lowV, absentV } = partOf(profile, 'battery')!;
  const shown = { device, volts: Math.round(volts * 10) / 10 };
  if (volts < absentV) return ok(verdictOf([problem('doctor.battery-off', shown)]));
  return ok(volts < lowV ? verdictOf([problem('doctor.battery-low', shown)]) : WORKS);
}

async function show(shown: readonly Omit<OutputTry, 'ms'>[], { bench, clock, isCancelled }: PartTrial): Promise<Result<PartVerdict>> {
  for (const what of shown) {
    if (isCancelled?.() === true) break;
    const answer = await bench.tryOutput({ ...what, ms: SHOW_MS });
    if (!answer.ok) return answer;
    await pass(clock, SHOW_MS / 2);
  }
  return ok({ kind: 'ask', moved: false, uncounted: false });
}

/** Until each of the part's sensors has shown that it lives, or the time is over. */
async function watchSensors(task: RobotInputId & PartTask, { bench, clock, onSeen, isCancelled }: PartTrial): Promise<Result<PartVerdict>> {
  const endMs = clock.nowMs() + WATCH_MS;
  let seen: readonly Reading['value'][][] = [];
  let told = '';
  while (clock.nowMs() < endMs && isCancelled?.() !== true) {
    const measured = await bench.measure();
    if (!measured.ok) return measured;
    const values = measured.value.readings.filter(({ input }) => input === task).map(({ value }) => value);
    seen = values.map((value, index) => [...(seen[index] ?? []), value]);
    const alive = seen.map((each) => isAlive(task, each));
    if (alive.join() !== told) onSeen?.(alive);
    told = alive.join();
    if (alive.length > 0 && alive.every(Boolean)) return ok(WORKS);
    await pass(clock, LOOK_EVERY_MS);
  }
  if (isCancelled?.() === true) return ok(WORKS);
  return ok(
    verdictOf(seen.flatMap((values, index) => (isAlive(task, values) ? [] : [silenceOf(task, values, { index, of: seen.length })]))),
  );
}

function isAlive(task: PartTask, values: readonly Reading['value'][]): boolean {
  if (typeof values[0] !== 'number') return new Set(values).size > 1;
  const numbers = values.map(Number);
  const span = Math.max(...numbers) - Math.min(...numbers.filter(Number.isFinite), Infinity);
  if (task === 'sonar' && Math.min(...numbers) > HAND_MM_MAX) return false;
  return span >= SPANS[task as keyof typeof SPANS];
}

/** @param of how many the part has: of one alone its number says nothing */
function silenceOf(
  task: PartTask,
  values: readonly Reading['value'][],
  { index, of }: { readonly index: number; readonly of: number },
): Finding {
  if (task === 'sonar') return problem('doctor.sonar-blind');
  const params = { part: task, sensor: index + 1 };
  if (values.at(-1) === true) return problem('doctor.switch-stuck', params);
  return of === 1 ? problem('doctor.part-unmoved', params) : problem('doctor.sensor-unmoved', params);
}

interface Stand {
  readonly raw: readonly number[];
  readonly gyroDeg: number | undefined;
  readonly encoderMm: readonly number[];
}

async function tryMotor(task: 'left-motor' | 'right-motor', trial: PartTrial): Promise<Result<PartVerdict>> {
  const { bench, clock } = trial;
  const before = await standOf(bench);
  if (!before.ok) return before;
  const isLeft = task === 'left-motor';
  const spun = await bench.spin(isLeft ? SPIN_PERCENT : 0, isLeft ? 0 : SPIN_PERCENT, SPIN_MS);
  if (!spun.ok) return spun;
  let rawMoved = 0;
  for (let leftMs = SPIN_MS + ROLL_MS; leftMs > 0; leftMs -= LOOK_EVERY_MS) {
    await pass(clock, LOOK_EVERY_MS);
    const now = await standOf(bench);
    if (now.ok) rawMoved = Math.max(rawMoved, ...now.value.raw.map((each, at) => Math.abs(each - (before.value.raw[at] ?? each))));
  }
  const after = await standOf(bench);
  return after.ok ? ok(motorVerdict(task, before.value, after.value, rawMoved)) : after;
}

async function standOf(bench: CarBench): Promise<Result<Stand>> {
  const measured = await bench.measure();
  if (!measured.ok) return measured;
  const { rawLine: raw, readings } = measured.value;
  const of = (input: RobotInputId): readonly number[] => readings.filter((each) => each.input === input).map(({ value }) => Number(value));
  return ok({ raw, gyroDeg: of('gyro')[0], encoderMm: of('encoder') });
}

/** Encoders know which wheel turned and which way; a gyro which way the car turned; line sensors only that it moved. */
function motorVerdict(task: 'left-motor' | 'right-motor', before: Stand, after: Stand, rawMoved: number): PartVerdict {
  const side = sideOf(task);
  const own = task === 'left-motor' ? 0 : 1;
  const [left = 0, right = 0] = after.encoderMm.map((mm, at) => mm - (before.encoderMm[at] ?? 0));
  const [ownMm, otherMm] = own === 0 ? [left, right] : [right, left];
  const turnedDeg = (after.gyroDeg ?? 0) - (before.gyroDeg ?? 0);
  if (Math.abs(ownMm) >= MOVED.encoderMm) return ownMm > 0 ? WORKS : verdictOf([problem('doctor.motor-reversed', { side })]);
  if (Math.abs(otherMm) >= MOVED.encoderMm) return verdictOf([problem('doctor.motors-swapped')]);
  const uncounted = after.encoderMm.length > 0;
  if (uncounted || Math.abs(turnedDeg) < MOVED.gyroDeg) return { kind: 'ask', moved: rawMoved >= MOVED.raw, uncounted };
  return turnedDeg > 0 === (own === 0) ? WORKS : verdictOf([problem('doctor.motor-wrong-way', { side })]);
}
