/**
 * Fit my car: from recorded runs to the numbers of the car that drove them. Layer: fit. Specification: docs/protocols/fit.md.
 *
 * The runs are taken in bit by bit: first half a second after the first command, then more and more. Why: from the kit's numbers alone the car is
 * soon so far off that the stripes it counts are others than those it crossed; with numbers that are right for one second it is hardly off in
 * the next half.
 */
import { Random } from '../base/random.ts';
import { fail, ok, type Result } from '../base/result.ts';
import type { RobotProfile } from '../robot/profile.ts';
import type { AnyValueOf } from './car-model.ts';
import { FitProblem } from './fit-problem.ts';
import type { FitRun } from './fit-run.ts';
import type { FitFaultCode, FitProgress, FitRequest, FitResult } from './fit-types.ts';
import { fittedCalibration, fittedCar, fittedKit, type ValueOf } from './fitted-profile.ts';
import { judge, parameterOf, type Judged } from './judge.ts';
import { choleskyOf, costOf, identity, minimise, openAt, type Effort } from './least-squares.ts';
import { predictRun } from './predict-run.ts';
import { placesOf, unknownsOf, type Unknown, type UnknownId } from './unknowns.ts';

const FIT_RUNS_MAX = 8;
const HORIZON_FIRST_MS = 300;
const HORIZON_GROWTH = 1.3;
const ON_THE_WAY: Effort = { stepsMax: 15, gainMin: 0.01, isExact: false };
const AT_THE_END: Effort = { stepsMax: 25, gainMin: 1e-6, isExact: true };
/** Of this none is suspicious; beyond, none that is so much worse than before more was taken in. In the sensors' own noise. */
const RESIDUAL_SOUND = 0.45;
const LOST_FROM = 1.5;
/** In standard deviations of what is not known yet. */
const SEARCH_REACH = [1, 2.5] as const;
const SEARCH_PLACES = 200;
const SEARCH_TRIES = 4;
const SEARCH_SEED = 1;
const PROBES = 2;
const PROBE_REACH = 0.4;
const PROBING: Effort = { stepsMax: 15, gainMin: 1e-4, isExact: false };
const PROBE_STEPS = 6;
const PROBE_LOST = 4;
const AS_GOOD = 1.03;
/** How much worse the kit's values for what was not told may explain the runs. */
const KIT_FITS = 1.3;
const OF_THE_CAR: ReadonlySet<UnknownId> = new Set<UnknownId>([
  'motorLagMs',
  'deadZonePercent',
  'speedCurve',
  'topMmPerS',
  'casterDragMmPerS2',
  'lineDelayMs',
]);
/** A car whose signals are explained by less than this did something else than its program said. */
const EXPLAINED_MIN = 0.5;
const NOTHING: AnyValueOf = () => undefined;

/** Step by step, so that whoever runs it can show how far it is, and stop. The result is the generator's. Errors: `FitFaultCode`. */
export function* fitCar(request: FitRequest): Generator<FitProgress, Result<FitResult, FitFaultCode>> {
  const refusal = refusalOf(request);
  if (refusal !== undefined) return refusal;
  const { runs, heldOut = [] } = request;
  const measured = runs[0]!.profile;
  const kit = kitOf(request);
  const all = unknownsOf(kit, runs);
  const found = yield* takenIn(runs, kit, all);
  const lost = lostRun(runs, kit, found);
  if (lost !== undefined) return fail('fit.does-not-follow', lost);
  const others = yield* asGood(found, all);
  const verdict = judge(found, others, all);
  if (!verdict.some(({ isTold }) => isTold)) return fail('fit.nothing-observable', {});
  yield { stage: 'judge', share: 0.85, residual: found.residual };
  const last = yield* withoutUntold(found, { runs, kit, all, verdict });
  const told = new Set(verdict.flatMap(({ id, sensor, isTold }) => (isTold ? [`${id} ${sensor ?? ''}`] : [])));
  const valueOf: ValueOf = (id, sensor) => (told.has(`${id} ${sensor ?? ''}`) ? last.problem.valueOf(last.at, -1)(id, sensor) : undefined);
  const parameters = verdict.map((each) => parameterOf(each, kit, valueOf));
  const predicted = runs.map((run, index) => predictRun(run, kit, { before: NOTHING, fitted: last.problem.valueOf(last.at, index) }));
  const unseen: FitResult['heldOut'][number][] = [];
  for (const run of heldOut) {
    yield { stage: 'predict', share: 0.95, residual: last.residual };
    unseen.push(yield* unseenRun(run, kit, last));
  }
  return ok({
    ...{ parameters, residual: last.residual, residualBefore: residualBefore(runs, kit), runs: predicted, heldOut: unseen },
    kit: fittedKit(kit, measured, valueOf),
    car: fittedCar(kit, measured, valueOf),
    calibration: fittedCalibration(measured, valueOf),
  });
}

function refusalOf({ runs, heldOut = [], profile }: FitRequest): ReturnType<typeof fail<FitFaultCode>> | undefined {
  const all = [...runs, ...heldOut];
  const first = runs[0];
  if (first === undefined) return fail('fit.no-runs', {});
  if (all.length > FIT_RUNS_MAX) return fail('fit.too-many-runs', { runs: all.length, max: FIT_RUNS_MAX });
  const wanted = profile?.id ?? first.profile.id;
  const other = all.find((run) => run.profile.id !== wanted);
  if (other !== undefined) return fail('fit.other-kit', { run: other.name, kit: other.profile.id, wanted });
  if (profile === undefined && first.profile.ideal !== undefined) return fail('fit.kit-unnamed', { run: first.name });
  const changed = all.find((run) => calibrationOf(run.profile) !== calibrationOf(first.profile));
  return changed === undefined ? undefined : fail('fit.other-calibration', { run: changed.name });
}

/** By which a percent meant what it meant. */
const calibrationOf = ({ parts }: RobotProfile): string => JSON.stringify(parts.filter(({ type }) => type === 'line' || type === 'motors'));

/** Without what belongs to the one car that was recorded. */
function kitOf({ runs, profile }: FitRequest): RobotProfile {
  const { dynamics, parts, ...rest } = profile ?? runs[0]!.profile;
  const { gains: _gains, ...shared } = dynamics;
  return {
    ...rest,
    dynamics: shared,
    parts: parts.map((part) => {
      if (part.type === 'motors') {
        const { measured: _measured, ...motors } = part;
        return motors;
      }
      if (part.type !== 'line') return part;
      return { ...part, sensors: part.sensors.map(({ rawWhite: _white, rawBlack: _black, ...sensor }) => sensor) };
    }),
  };
}

interface Found {
  readonly problem: FitProblem;
  readonly at: Float64Array;
  readonly residual: number;
}

const horizonOf = (runs: readonly FitRun[]): number => Math.max(...runs.map(({ usedMs, movesFromMs }) => usedMs - movesFromMs));

function* takenIn(runs: readonly FitRun[], kit: RobotProfile, unknowns: readonly Unknown[]): Generator<FitProgress, Found> {
  const end = horizonOf(runs);
  let at: Float64Array = new Float64Array(unknowns.length);
  let residual = 0;
  let before: FitProblem | undefined;
  for (let horizonMs = HORIZON_FIRST_MS; ; horizonMs *= HORIZON_GROWTH) {
    const problem = new FitProblem({ runs, kit, unknowns, horizonMs });
    const isLast = horizonMs >= end;
    const share = 0.75 * Math.min(1, horizonMs / end);
    const plain = yield* reported(minimise(problem, at, isLast ? AT_THE_END : ON_THE_WAY), share);
    const isLost = plain.residual > Math.max(RESIDUAL_SOUND, LOST_FROM * residual);
    const spread = isLost ? spreadAt(before, at) : undefined;
    ({ at, residual } = spread === undefined ? plain : yield* searched(problem, { at, spread, plain, share }));
    before = problem;
    if (isLast) return { problem, at, residual };
  }
}

/** How far from here the car may be by what has been taken in: the root of its covariance, row by row. */
function spreadAt(problem: FitProblem | undefined, at: Float64Array): Float64Array {
  const covariance = problem === undefined ? identity(at.length) : openAt(problem, at).covariance;
  return choleskyOf(covariance, at.length);
}

interface Reached {
  readonly at: Float64Array;
  readonly residual: number;
}

function* reported(steps: Generator<number, Float64Array>, share: number): Generator<FitProgress, Reached> {
  for (let residual = 0; ;) {
    const step = steps.next();
    if (step.done === true) return { at: step.value, residual };
    residual = step.value;
    yield { stage: 'fit', share, residual };
  }
}

interface Search {
  readonly at: Float64Array;
  readonly spread: Float64Array;
  /** What the plain way led to. */
  readonly plain: Reached;
  readonly share: number;
}

/** Suddenly worse: it counts the wrong stripes. Looks where the car may be as well, and goes on from the best places. */
function* searched(problem: FitProblem, { at, spread, plain, share }: Search): Generator<FitProgress, Reached> {
  const random = new Random(SEARCH_SEED);
  const size = at.length;
  const places = Array.from({ length: SEARCH_PLACES }, (_, i) => {
    const reach = SEARCH_REACH[i % SEARCH_REACH.length]!;
    const drawn = Float64Array.from({ length: size }, () => reach * random.gaussian());
    const place = problem.bounded(at.map((value, row) => drawn.reduce((sum, each, k) => sum + spread[row * size + k]! * each, value)));
    return { place, cost: costOf(problem.residuals(place), place) };
  });
  let best = plain;
  for (const { place } of places.toSorted((a, b) => a.cost - b.cost).slice(0, SEARCH_TRIES)) {
    const reached = yield* reported(minimise(problem, place, ON_THE_WAY), share);
    if (reached.residual < best.residual) best = reached;
  }
  return best;
}

/**
 * Sets out again from other numbers: where that ends as well elsewhere, the runs do not tell them apart. Why not by the covariance alone: it is that of
 * a straight valley, and where powers and speeds make up for one another the valley is bent.
 */
function* asGood(found: Found, unknowns: readonly Unknown[]): Generator<FitProgress, readonly Float64Array[]> {
  const random = new Random(SEARCH_SEED);
  const good: Float64Array[] = [];
  for (let probe = 0; probe < PROBES; probe++) {
    const elsewhere = found.at.map((value, i) => (OF_THE_CAR.has(unknowns[i]!.id) ? value + PROBE_REACH * random.gaussian() : value));
    const reached = yield* reported(
      unlessLost(minimise(found.problem, found.problem.bounded(elsewhere), PROBING), PROBE_LOST * found.residual),
      0.8,
    );
    if (reached.residual <= AS_GOOD * found.residual) good.push(reached.at);
  }
  return good;
}

/** Gives up where it is still so far off after a few steps. */
function* unlessLost(steps: Generator<number, Float64Array>, residualMax: number): Generator<number, Float64Array> {
  for (let taken = 1; ; taken++) {
    const step = steps.next();
    if (step.done === true) return step.value;
    yield step.value;
    if (taken >= PROBE_STEPS && step.value > residualMax) return new Float64Array();
  }
}

interface Judgement {
  readonly runs: readonly FitRun[];
  readonly kit: RobotProfile;
  readonly all: readonly Unknown[];
  readonly verdict: readonly Judged[];
}

/** Once more with the kit's values for what was not told; where they explain the runs far worse, what was found stands. */
function* withoutUntold(found: Found, { runs, kit, all, verdict }: Judgement): Generator<FitProgress, Found> {
  const untold = new Set(verdict.flatMap(({ unknown, isTold }) => (isTold ? [] : [unknown])));
  if (untold.size === 0) return found;
  const kept = all.filter((unknown) => !untold.has(unknown));
  const last = yield* settled(runs, kit, kept, startingFrom(found.at, all, kept));
  return last.residual > KIT_FITS * found.residual ? found : last;
}

function startingFrom(at: Float64Array, all: readonly Unknown[], kept: readonly Unknown[]): Float64Array {
  return Float64Array.from(kept, (unknown) => at[all.indexOf(unknown)]!);
}

/** The rest stands where the kit has it. */
function* settled(
  runs: readonly FitRun[],
  kit: RobotProfile,
  unknowns: readonly Unknown[],
  from: Float64Array,
  fixed?: AnyValueOf,
): Generator<FitProgress, Found> {
  const problem = new FitProblem({ runs, kit, unknowns, horizonMs: horizonOf(runs), ...(fixed === undefined ? {} : { fixed }) });
  const steps = minimise(problem, from, AT_THE_END);
  for (let residual = 0; ;) {
    const step = steps.next();
    if (step.done === true) return { problem, at: step.value, residual };
    residual = step.value;
    yield { stage: 'judge', share: 0.9, residual };
  }
}

function residualBefore(runs: readonly FitRun[], kit: RobotProfile): number {
  const problem = new FitProblem({ runs, kit, unknowns: [], horizonMs: horizonOf(runs) });
  const residuals = problem.residuals(new Float64Array(0));
  return Math.sqrt(residuals.reduce((sum, residual) => sum + residual * residual, 0) / residuals.length);
}

/** The run, if any, whose signals the fitted car does not explain. */
function lostRun(
  runs: readonly FitRun[],
  kit: RobotProfile,
  { problem, at }: Found,
): { readonly run: string; readonly percent: number } | undefined {
  for (const [index, run] of runs.entries()) {
    const { curves } = predictRun(run, kit, { before: NOTHING, fitted: problem.valueOf(at, index) });
    let left = 0;
    let all = Number.EPSILON;
    for (const { measured, rms, signal } of curves) {
      const mean = measured.reduce((sum, value) => sum + value, 0) / measured.length;
      const unit = signal.kind === 'line' ? 1 : 4;
      left += unit * measured.length * rms * rms;
      for (const value of measured) all += unit * (value - mean) * (value - mean);
    }
    const explained = 1 - left / all;
    if (explained < EXPLAINED_MIN) return { run: run.name, percent: Math.max(0, Math.round(100 * explained)) };
  }
  return undefined;
}

/** Of a run that the fit did not see nothing is changed but where, on a real floor, the car was put down. */
function* unseenRun(run: FitRun, kit: RobotProfile, { problem, at }: Found): Generator<FitProgress, FitResult['heldOut'][number]> {
  const car = problem.valueOf(at, -1);
  const places = placesOf(run, 0);
  if (places.length === 0) return predictRun(run, kit, { before: NOTHING, fitted: car });
  const placed = yield* settled([run], kit, places, new Float64Array(places.length), car);
  return predictRun(run, kit, { before: NOTHING, fitted: placed.problem.valueOf(placed.at, 0) });
}
