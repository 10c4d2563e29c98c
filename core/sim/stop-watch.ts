/** Did the car stand in the stop zones? Layer: sim. Rules: docs/protocols/rules.md. Where the car is, says the point midway between its wheels. */
import { depthIn, type Depth } from './areas.ts';
import type { Drive } from './drive.ts';
import type { Track } from './track-schema.ts';

/** A wheel that turns more slowly than this stands: below what any encoder of a kit tells from rest. */
const STANDING_MM_PER_S = 5;

export type ZoneNews =
  | { readonly kind: 'zone-entered'; readonly id: string }
  | { readonly kind: 'zone-stop'; readonly id: string }
  | { readonly kind: 'zone-left'; readonly id: string; readonly stoodMs: number };

export interface StopState {
  readonly isIn: boolean;
  /** Of the present rest. */
  readonly standsForMs: number;
  /** The longest rest of this visit. */
  readonly stoodMs: number;
}

interface StopZone {
  readonly id: string;
  readonly stopMs: number;
  readonly depth: Depth;
  state: StopState;
}

const OUTSIDE: StopState = { isIn: false, standsForMs: 0, stoodMs: 0 };
const NO_NEWS: readonly ZoneNews[] = [];

const stands = ({ leftMmPerS, rightMmPerS }: Drive): boolean =>
  Math.abs(leftMmPerS) < STANDING_MM_PER_S && Math.abs(rightMmPerS) < STANDING_MM_PER_S;

export class StopWatch {
  readonly #zones: readonly StopZone[];

  constructor(track: Track) {
    this.#zones = track.zones.flatMap(({ id, area, stopMs }) =>
      stopMs === null ? [] : [{ id, stopMs, depth: depthIn(area), state: OUTSIDE }],
    );
  }

  /** After each millisecond. */
  watch(car: Drive): readonly ZoneNews[] {
    if (this.#zones.length === 0) return NO_NEWS;
    return this.#zones.flatMap((zone) => visit(zone, car));
  }

  state(): readonly StopState[] {
    return this.#zones.map(({ state }) => state);
  }

  setState(states: readonly StopState[]): void {
    for (const [i, zone] of this.#zones.entries()) zone.state = states[i]!;
  }
}

function visit(zone: StopZone, car: Drive): readonly ZoneNews[] {
  const { id, state, stopMs } = zone;
  if (!(zone.depth(car.xMm, car.yMm) >= 0)) {
    zone.state = OUTSIDE;
    return state.isIn ? [{ kind: 'zone-left', id, stoodMs: state.stoodMs }] : NO_NEWS;
  }
  const standsForMs = stands(car) ? state.standsForMs + 1 : 0;
  zone.state = { isIn: true, standsForMs, stoodMs: Math.max(state.stoodMs, standsForMs) };
  const entered: readonly ZoneNews[] = state.isIn ? NO_NEWS : [{ kind: 'zone-entered', id }];
  const hasStopped = zone.state.stoodMs >= stopMs && state.stoodMs < stopMs;
  return hasStopped ? [...entered, { kind: 'zone-stop', id }] : entered;
}
