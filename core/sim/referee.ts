/**
 * The referee of the simulator: counts laps, checkpoints, time off the line, stops, collisions and boxes in zones by the track's rules. Layer: sim.
 * Rules: docs/protocols/rules.md; what it emits: docs/protocols/referee-events.md. It sees the car only from outside.
 */
import type { RobotProfile } from '../robot/profile.ts';
import type { Drive } from './drive.ts';
import type { RefereeEvent } from './referee-events.ts';
import type { Rules } from './rules.ts';
import { OffLineWatch, type OffLineState } from './off-line-watch.ts';
import { distanceToSegmentMm } from './segment-distance.ts';
import { BoxWatch, type BoxState, type WatchedBox } from './box-watch.ts';
import { StopWatch, type StopState } from './stop-watch.ts';
import { strokesOf } from './strokes.ts';
import type { Gate, Track } from './track-schema.ts';

/** Why: events nobody takes must not grow without end. */
const PENDING_MAX = 10_000;
const NO_EVENTS: readonly RefereeEvent[] = [];
/** More than a distance can be wrong by, being rounded. */
const ROUNDED_MM = 1e-6;

const side = (gate: Gate, x: number, y: number): number =>
  (gate.right.xMm - gate.left.xMm) * (y - gate.left.yMm) - (gate.right.yMm - gate.left.yMm) * (x - gate.left.xMm);

/** Did the way from a to b lead through the gate in its direction? */
function passes(gate: Gate, ax: number, ay: number, bx: number, by: number): boolean {
  const before = side(gate, ax, ay);
  const after = side(gate, bx, by);
  if (!(before < 0 && after >= 0)) return false;
  const share = before / (before - after);
  const x = ax + (bx - ax) * share;
  const y = ay + (by - ay) * share;
  const gx = gate.right.xMm - gate.left.xMm;
  const gy = gate.right.yMm - gate.left.yMm;
  const along = (x - gate.left.xMm) * gx + (y - gate.left.yMm) * gy;
  return along >= 0 && along <= gx * gx + gy * gy;
}

/** What the counts need to know of the car at one moment. */
interface Place {
  readonly xMm: number;
  readonly yMm: number;
  readonly headingDeg: number;
}

/** All that it remembers. */
export interface RefereeState {
  readonly lapTimesMs: readonly number[];
  readonly checkpoints: Referee['checkpoints'];
  readonly offLineCount: number;
  readonly collisions: number;
  readonly lapStartedAtMs: number | undefined;
  readonly hasFinished: boolean;
  readonly frontX: number;
  readonly frontY: number;
  readonly nextCheckpoint: number;
  readonly offSinceMs: number | undefined;
  readonly offCounted: boolean;
  readonly offTotalMs: number;
  readonly offLine: OffLineState;
  readonly stops: readonly StopState[];
  readonly boxes: BoxState;
  readonly lastTouchMs: number;
  readonly pending: readonly RefereeEvent[];
}

export class Referee {
  /** Finished laps, ms each. */
  readonly lapTimesMs: number[] = [];
  readonly checkpoints: { readonly id: string; readonly atMs: number }[] = [];
  offLineCount = 0;
  collisions = 0;
  /** Of the lap that is being driven; undefined before the first starts and after the finish. */
  lapStartedAtMs: number | undefined;
  hasFinished = false;

  readonly #track: Track;
  readonly #rules: Rules;
  readonly #frontMm: number;
  readonly #offLine: OffLineWatch;
  readonly #stops: StopWatch;
  readonly #boxes: BoxWatch;
  #frontX: number;
  #frontY: number;
  /** The front may move this far before it can come to a gate. */
  #gatesFreeMm = 0;
  #nextCheckpoint = 0;
  /** Moment the present excursion began; undefined on the line. */
  #offSinceMs: number | undefined;
  #offCounted = false;
  #offTotalMs = 0;
  #lastTouchMs = -Infinity;
  #pending: RefereeEvent[] = [];

  /** @param boxes of the world */
  constructor(track: Track, rules: Rules, profile: RobotProfile, car: Drive, boxes: readonly WatchedBox[] = []) {
    this.#track = track;
    this.#rules = rules;
    this.#offLine = new OffLineWatch(strokesOf(track), rules.offLine, profile);
    this.#stops = new StopWatch(track);
    this.#boxes = new BoxWatch(track, boxes);
    this.#frontMm = profile.body.axleToFrontMm;
    this.#frontX = car.xMm + this.#frontMm * car.sinHeading;
    this.#frontY = car.yMm + this.#frontMm * car.cosHeading;
    if (track.course === 'open') this.#startLap(0, this.#placeOf(car));
  }

  state(): RefereeState {
    const { lapTimesMs, checkpoints, offLineCount, collisions, lapStartedAtMs, hasFinished } = this;
    return {
      ...{ lapTimesMs: [...lapTimesMs], checkpoints: [...checkpoints], offLineCount, collisions, lapStartedAtMs, hasFinished },
      ...{ frontX: this.#frontX, frontY: this.#frontY, nextCheckpoint: this.#nextCheckpoint, offSinceMs: this.#offSinceMs },
      ...{ offCounted: this.#offCounted, offTotalMs: this.#offTotalMs, offLine: this.#offLine.state() },
      ...{ stops: this.#stops.state(), boxes: this.#boxes.state(), lastTouchMs: this.#lastTouchMs, pending: [...this.#pending] },
    };
  }

  setState(state: RefereeState): void {
    this.lapTimesMs.splice(0, Infinity, ...state.lapTimesMs);
    this.checkpoints.splice(0, Infinity, ...state.checkpoints);
    this.offLineCount = state.offLineCount;
    this.collisions = state.collisions;
    this.lapStartedAtMs = state.lapStartedAtMs;
    this.hasFinished = state.hasFinished;
    this.#frontX = state.frontX;
    this.#frontY = state.frontY;
    this.#nextCheckpoint = state.nextCheckpoint;
    this.#gatesFreeMm = 0;
    this.#offSinceMs = state.offSinceMs;
    this.#offCounted = state.offCounted;
    this.#offTotalMs = state.offTotalMs;
    this.#offLine.setState(state.offLine);
    this.#stops.setState(state.stops);
    this.#boxes.setState(state.boxes);
    this.#lastTouchMs = state.lastTouchMs;
    this.#pending = [...state.pending];
  }

  get laps(): number {
    return this.lapTimesMs.length;
  }

  /** Excursions that count, the present one up to `nowMs` included. */
  offLineTotalMs(nowMs: number): number {
    return this.#offTotalMs + (this.#offCounted && this.#offSinceMs !== undefined ? nowMs - this.#offSinceMs : 0);
  }

  get isOffLine(): boolean {
    return this.#offCounted;
  }

  /** After each step of the world. */
  watch(nowMs: number, car: Drive, touchesWall: boolean): void {
    this.#watchGates(nowMs, car);
    this.#watchLine(nowMs, car);
    for (const news of this.#stops.watch(car)) this.#emit({ ...news, atMs: nowMs, ...this.#placeOf(car) });
    for (const news of this.#boxes.watch()) this.#emit({ ...news, atMs: nowMs, ...this.#placeOf(car) });
    if (touchesWall) {
      if (nowMs - this.#lastTouchMs > this.#rules.collision.graceMs) {
        this.collisions++;
        this.#emit({ kind: 'collision', atMs: nowMs, ...this.#placeOf(car) });
      }
      this.#lastTouchMs = nowMs;
    }
    if (nowMs === this.#rules.timeLimitMs && !this.hasFinished) this.#emit({ kind: 'time-over', atMs: nowMs, ...this.#placeOf(car) });
  }

  /** What happened since the last call, oldest first. */
  takeEvents(): readonly RefereeEvent[] {
    if (this.#pending.length === 0) return NO_EVENTS;
    const events = this.#pending;
    this.#pending = [];
    return events;
  }

  #emit(event: RefereeEvent): void {
    if (this.#pending.length < PENDING_MAX) this.#pending.push(event);
  }

  #placeOf(car: Drive): Place {
    return { xMm: car.xMm, yMm: car.yMm, headingDeg: car.headingDeg };
  }

  #startLap(nowMs: number, place: Place): void {
    this.lapStartedAtMs = nowMs;
    this.#nextCheckpoint = 0;
    this.#emit({ kind: 'lap-started', atMs: nowMs, ...place, lap: this.laps + 1 });
  }

  #watchGates(nowMs: number, car: Drive): void {
    const x = car.xMm + this.#frontMm * car.sinHeading;
    const y = car.yMm + this.#frontMm * car.cosHeading;
    const fromX = this.#frontX;
    const fromY = this.#frontY;
    this.#frontX = x;
    this.#frontY = y;
    if (this.hasFinished || (x === fromX && y === fromY)) return;
    this.#gatesFreeMm -= Math.abs(x - fromX) + Math.abs(y - fromY);
    if (this.#gatesFreeMm > 0) return;
    const { checkpoints, finish } = this.#track;
    const checkpoint = checkpoints[this.#nextCheckpoint];
    if (this.lapStartedAtMs !== undefined && checkpoint !== undefined && passes(checkpoint.gate, fromX, fromY, x, y)) {
      this.#nextCheckpoint++;
      this.checkpoints.push({ id: checkpoint.id, atMs: nowMs });
      this.#emit({ kind: 'checkpoint', atMs: nowMs, ...this.#placeOf(car), lap: this.laps + 1, id: checkpoint.id });
    }
    if (finish !== null && passes(finish, fromX, fromY, x, y)) this.#passFinish(nowMs, this.#placeOf(car));
    const next = checkpoints[this.#nextCheckpoint];
    const distance = (gate: Gate | undefined): number => (gate === undefined ? Infinity : distanceToSegmentMm(gate.left, gate.right, x, y));
    this.#gatesFreeMm = Math.min(distance(next?.gate), distance(finish ?? undefined)) - ROUNDED_MM;
  }

  #passFinish(nowMs: number, place: Place): void {
    const startedAtMs = this.lapStartedAtMs;
    if (startedAtMs === undefined) return this.#startLap(nowMs, place);
    const missing = this.#track.checkpoints[this.#nextCheckpoint];
    if (missing !== undefined) {
      this.#emit({ kind: 'lap-refused', atMs: nowMs, ...place, missing: missing.id });
      return;
    }
    this.lapTimesMs.push(nowMs - startedAtMs);
    this.#emit({ kind: 'lap', atMs: nowMs, ...place, lap: this.laps, lapMs: nowMs - startedAtMs });
    this.lapStartedAtMs = undefined;
    if (this.#track.course === 'open' || this.laps === this.#rules.lapsToFinish) {
      this.hasFinished = true;
      this.#emit({ kind: 'finished', atMs: nowMs, ...place, laps: this.laps });
    } else this.#startLap(nowMs, place);
  }

  #watchLine(nowMs: number, car: Drive): void {
    if (this.#offLine.isOff(car)) this.#offSinceMs ??= nowMs;
    else if (this.#offSinceMs !== undefined) this.#backOnLine(nowMs, this.#offSinceMs, car);
    const since = this.#offSinceMs;
    if (since !== undefined && !this.#offCounted && nowMs - since >= this.#rules.offLine.graceMs) {
      this.#offCounted = true;
      this.offLineCount++;
      this.#emit({ kind: 'off-line', atMs: nowMs, ...this.#placeOf(car), sinceMs: since });
    }
  }

  #backOnLine(nowMs: number, sinceMs: number, car: Drive): void {
    this.#offSinceMs = undefined;
    if (!this.#offCounted) return;
    this.#offCounted = false;
    this.#offTotalMs += nowMs - sinceMs;
    this.#emit({ kind: 'on-line', atMs: nowMs, ...this.#placeOf(car), offMs: nowMs - sinceMs });
  }
}
