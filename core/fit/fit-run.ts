/**
 * What a recording says of how its car drove: what its motors were given, and what its sensors then read. Layer: fit. Specification: docs/protocols/fit.md.
 * Out of the exact channel, by robot time. A real car's true pose is nowhere in it.
 */
import { fail, ok, type Result } from '../base/result.ts';
import { RADIANS_PER_DEGREE } from '../base/deterministic-math.ts';
import { wheelPower } from '../robot/calibration.ts';
import type { IdealEffect } from '../robot/ideal-effects.ts';
import { partOf, type RobotProfile } from '../robot/profile.ts';
import type { InputId, PortValue } from '../robot/robot-port.ts';
import { checkSeal } from '../run/check-seal.ts';
import { checkWhole } from '../run/check-whole.ts';
import type { ExactEntry } from '../run/exact-channel.ts';
import { openRun, type RunFile } from '../run/run-file.ts';
import type { RunHeader } from '../run/run-header.ts';
import type { Track } from '../sim/track.ts';
import type { FitFaultCode, FitOwnFaultCode, SignalId, SignalKind } from './fit-types.ts';

/** What lies beyond is not looked at: it would cost time and tell little more. */
const USED_MS_MAX = 60_000;
/** From the first command on. */
const DRIVEN_MS_MIN = 1000;
/** Of one sensor; more are thinned out evenly. */
const SAMPLES_MAX = 2000;
/** A sensor whose readings span less than this has seen nothing of a car that moves. */
const SPAN_MIN: { readonly [K in SignalKind]: number } = { line: 12, encoder: 1, gyro: 3, sonar: 20 };

/** Driven in the dark for so long: a car takes itself for lifted and stops its motors, whatever its program says. */
const LIFTED_AFTER_MS = 190;
const DARK_PERCENT = 50;

/** How a signal was read: times and values, oldest first. */
export interface Signal {
  readonly id: SignalId;
  readonly atMs: Float64Array;
  readonly values: Float64Array;
}

/** Steps of power, oldest first: from `atMs` on each wheel is given so many percent. */
export interface Commands {
  readonly atMs: Float64Array;
  readonly left: Float64Array;
  readonly right: Float64Array;
}

export interface RecordedPose {
  readonly atMs: number;
  readonly xMm: number;
  readonly yMm: number;
}

export interface FitRun {
  readonly name: string;
  /** As it was recorded: a car's own calibration is in it. */
  readonly profile: RobotProfile;
  readonly track: Track | undefined;
  readonly start: { readonly xMm: number; readonly yMm: number; readonly headingRad: number };
  /** Somebody put a real car there. */
  readonly isStartUnsure: boolean;
  readonly durationMs: number;
  /** Up to which it is looked at. */
  readonly usedMs: number;
  /** When the motors were first switched on. */
  readonly movesFromMs: number;
  readonly commands: Commands;
  readonly signals: readonly Signal[];
  /** Of a simulated or virtual car. */
  readonly poses: readonly RecordedPose[];
}

/** @param name for whoever reads what is wrong. Errors: `FitFaultCode`. */
export function openFitRun(name: string, bytes: Uint8Array): Result<FitRun, FitFaultCode> {
  const opened = openRun(bytes);
  if (!opened.ok) return opened;
  const seal = checkSeal(bytes).state;
  if (seal === 'broken' || (seal === 'none' && checkWhole(bytes) === 'damaged')) return fail('fit.altered', { run: name });
  return fitRunOf(name, opened.value);
}

/** Without these a car is measured all the better. */
const NOT_FITTED: ReadonlySet<IdealEffect> = new Set(['line-noise', 'sunlight', 'sonar-loss', 'gyro-drift', 'sensor-noise']);

const hasAllToFit = ({ ideal = [] }: RobotProfile): boolean => ideal !== true && ideal.every((effect) => NOT_FITTED.has(effect));

/** Of a recording that is known to be whole. Errors: `FitFaultCode`. */
function fitRunOf(name: string, file: RunFile): Result<FitRun, FitFaultCode> {
  const { header } = file;
  if (!hasAllToFit(header.profile)) return fail('fit.ideal-car', { run: name });
  if ((header.track?.ramps.length ?? 0) > 0) return fail('fit.uneven-floor', { run: name });
  const exact = file.exact();
  if (!exact.ok) return exact;
  const collisionMs = file.events.find(({ kind }) => kind === 'collision')?.atMs ?? Infinity;
  const listened = listen(header, exact.value, Math.min(USED_MS_MAX, collisionMs, file.durationMs));
  const first = listened.commands.findIndex(({ left, right }) => left !== 0 || right !== 0);
  if (first === -1) return fail('fit.no-motion', { run: name });
  const movesFromMs = listened.commands[first]!.atMs;
  const run: FitRun = {
    ...{ name, profile: header.profile, track: header.track ?? undefined, ...startOf(header, file) },
    ...{ durationMs: file.durationMs, usedMs: listened.untilMs, movesFromMs, commands: columnsOf(listened.commands) },
    signals: [...listened.readings].flatMap(([key, readings]) => signalOf(key, readings, header, movesFromMs) ?? []),
    poses: file.telemetry.flatMap(({ atMs, pose }) => (pose === undefined ? [] : [{ atMs, xMm: pose.xMm, yMm: pose.yMm }])),
  };
  const fault = faultOf(run, [...listened.readings.keys()]);
  return fault === undefined ? ok(run) : fail(fault.code, { run: name, ...fault.params });
}

function faultOf(
  { signals, usedMs, movesFromMs, track }: FitRun,
  read: readonly string[],
): { readonly code: FitOwnFaultCode; readonly params?: { readonly seconds: number; readonly min: number } } | undefined {
  const seconds = Math.max(0, usedMs - movesFromMs) / 1000;
  if (seconds * 1000 < DRIVEN_MS_MIN) return { code: 'fit.too-short', params: { seconds, min: DRIVEN_MS_MIN / 1000 } };
  if (signals.length === 0)
    return { code: track === undefined && read.some((key) => key.startsWith('line')) ? 'fit.no-track' : 'fit.no-signals' };
  return signals.some(hasSeenMotion) ? undefined : { code: 'fit.no-motion' };
}

function hasSeenMotion({ id, values }: Signal): boolean {
  let least = Infinity;
  let most = -Infinity;
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return most - least >= SPAN_MIN[id.kind];
}

interface Step {
  readonly atMs: number;
  readonly left: number;
  readonly right: number;
}

interface Reading {
  readonly atMs: number;
  readonly value: number;
}

interface Listened {
  readonly commands: readonly Step[];
  /** By `kind index`. */
  readonly readings: ReadonlyMap<string, readonly Reading[]>;
  readonly untilMs: number;
}

const SIGNAL_OF: { readonly [I in InputId]?: SignalKind } = { line: 'line', encoder: 'encoder', gyro: 'gyro', sonar: 'sonar' };

/** Goes through the exact channel; an entry happened at the last time that was asked for before it. */
function listen({ profile, robot }: RunHeader, entries: readonly ExactEntry[], endMs: number): Listened {
  const commands: Step[] = [];
  const readings = new Map<string, Reading[]>();
  let nowMs = 0;
  let knowsLine = true;
  let hasDriven = false;
  const sensors = partOf(profile, 'line')?.sensors.length ?? 0;
  const command = (values: readonly PortValue[]): void => {
    const [left, right] = [Number(values[0]), Number(values[1])] as const;
    const power = (side: 'left' | 'right', percent: number): number => (robot === 'live' ? wheelPower(profile, side, percent) : percent);
    hasDriven ||= left !== 0 || right !== 0;
    commands.push({ atMs: Math.round(nowMs), left: power('left', left), right: power('right', right) });
  };
  const lastSeen = new Map<number, number>();
  let lightAtMs = 0;
  const isDarkForLong = (sensor: number, percent: number): boolean => {
    lastSeen.set(sensor, percent);
    // It may begin on a black bar.
    if (!hasDriven || lastSeen.size < sensors || [...lastSeen.values()].some((each) => each <= DARK_PERCENT)) lightAtMs = nowMs;
    return nowMs - lightAtMs >= LIFTED_AFTER_MS;
  };
  for (const entry of entries) {
    if (entry.kind === 'clock') nowMs = entry.nowMs;
    if (nowMs >= endMs) break;
    if (entry.kind === 'stop-all') command([0, 0]);
    if (entry.kind === 'write' && entry.output === 'motors') command(entry.values);
    // Learnt levels are nowhere in the recording: what percent means is not known any more.
    if (entry.kind === 'write' && entry.output === 'learnLine') knowsLine = false;
    if (entry.kind !== 'read') continue;
    if (hasDriven && entry.input === 'lifted' && entry.value === true) return { commands, readings, untilMs: nowMs };
    const kind = SIGNAL_OF[entry.input];
    if (kind === undefined || (kind === 'line' && !knowsLine)) continue;
    const list = readings.get(`${kind} ${entry.index}`) ?? [];
    readings.set(`${kind} ${entry.index}`, list);
    if (list.at(-1)?.atMs === nowMs) list.pop();
    list.push({ atMs: nowMs, value: Number(entry.value) });
    if (kind === 'line' && isDarkForLong(entry.index, Number(entry.value))) return { commands, readings, untilMs: lightAtMs };
  }
  return { commands, readings, untilMs: Math.min(endMs, nowMs) };
}

function columnsOf(commands: readonly Step[]): Commands {
  return {
    atMs: Float64Array.from(commands, ({ atMs }) => atMs),
    left: Float64Array.from(commands, ({ left }) => left),
    right: Float64Array.from(commands, ({ right }) => right),
  };
}

/** undefined where the kit has no such sensor, or nobody knows what it should have seen. */
function signalOf(
  key: string,
  readings: readonly Reading[],
  { profile, track, robot }: RunHeader,
  movesFromMs: number,
): Signal | undefined {
  const [kind, index] = key.split(' ') as [SignalKind, string];
  const id = { kind, index: Number(index) };
  const part = partOf(profile, kind);
  if (part === undefined || (track === null && (kind === 'line' || kind === 'sonar'))) return undefined;
  if (part.type === 'line' && !(id.index < part.sensors.length)) return undefined;
  if (kind === 'sonar' && track?.walls.length === 0) return undefined;
  const kept = kind === 'line' || kind === 'gyro' ? readings.filter(({ value }) => Number.isFinite(value)) : changes(kind, readings, robot);
  if (kept.length === 0) return undefined;
  const every = Math.ceil(kept.length / SAMPLES_MAX);
  const thinned = kept.filter((_, i) => i % every === 0);
  const zero = kind === 'gyro' ? meanBefore(kept, movesFromMs) : 0;
  return { id, atMs: Float64Array.from(thinned, ({ atMs }) => atMs), values: Float64Array.from(thinned, ({ value }) => value - zero) };
}

/**
 * Only what is new says when it was so. A wheel's count changes between two reads, at the step that it passed; a sonar's new distance came
 * just before it was read.
 */
function changes(kind: 'encoder' | 'sonar', readings: readonly Reading[], robot: RunHeader['robot']): readonly Reading[] {
  // A simulated wheel counts whole steps away from where it began; a real one counts edges.
  const size = robot === 'sim' ? Math.abs : (value: number): number => value;
  return readings.flatMap((reading, i) => {
    const before = readings[i - 1];
    if (before === undefined || reading.value === before.value || !Number.isFinite(reading.value)) return [];
    if (kind === 'sonar') return [reading];
    const passed = size(reading.value) > size(before.value) ? reading.value : before.value;
    return [{ atMs: (reading.atMs + before.atMs) / 2, value: passed }];
  });
}

/** A gyro's heading counts from wherever it was. */
function meanBefore(readings: readonly Reading[], untilMs: number): number {
  const still = readings.filter(({ atMs }) => atMs <= untilMs);
  return still.length === 0 ? readings[0]!.value : still.reduce((sum, { value }) => sum + value, 0) / still.length;
}

function startOf({ robot, track }: RunHeader, file: RunFile): Pick<FitRun, 'start' | 'isStartUnsure'> {
  const seen = robot === 'live' ? file.telemetry.find(({ pose }) => pose !== undefined)?.pose : undefined;
  const { xMm, yMm, headingDeg } = seen ?? track?.start ?? { xMm: 0, yMm: 0, headingDeg: 0 };
  return { start: { xMm, yMm, headingRad: headingDeg * RADIANS_PER_DEGREE }, isStartUnsure: robot === 'live' };
}
