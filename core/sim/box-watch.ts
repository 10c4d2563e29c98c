/** How many boxes stand in the zones that want some? Layer: sim. Rules: docs/protocols/rules.md. Where a box is, says its centre. */
import { depthIn, type Depth } from './areas.ts';
import type { Track } from './track-schema.ts';

export interface BoxNews {
  readonly kind: 'box-in-zone' | 'box-out-of-zone';
  readonly id: string;
  /** That are in it now. */
  readonly boxes: number;
  readonly wanted: number;
}

/** Borrowed: it moves with each step. */
export interface WatchedBox {
  readonly x: number;
  readonly y: number;
}

/** By zone that wants some: how many are in it. */
export type BoxState = readonly number[];

interface BoxZone {
  readonly id: string;
  readonly wanted: number;
  readonly depth: Depth;
  count: number;
}

const NO_NEWS: readonly BoxNews[] = [];

export class BoxWatch {
  readonly #boxes: readonly WatchedBox[];
  readonly #zones: readonly BoxZone[];

  /** Boxes that stand in a zone from the start are in it without a word. */
  constructor(track: Track, boxes: readonly WatchedBox[]) {
    this.#boxes = boxes;
    this.#zones = track.zones.flatMap(({ id, area, boxes: wanted }) =>
      wanted === null ? [] : [{ id, wanted, depth: depthIn(area), count: 0 }],
    );
    this.watch();
  }

  /** After each millisecond. */
  watch(): readonly BoxNews[] {
    return this.#zones.length === 0 ? NO_NEWS : this.#zones.flatMap((zone) => this.#count(zone));
  }

  #count(zone: BoxZone): readonly BoxNews[] {
    const { id, wanted, count: before } = zone;
    zone.count = this.#boxes.filter(({ x, y }) => zone.depth(x, y) >= 0).length;
    if (zone.count === before) return NO_NEWS;
    return [{ kind: zone.count > before ? 'box-in-zone' : 'box-out-of-zone', id, boxes: zone.count, wanted }];
  }

  state(): BoxState {
    return this.#zones.map(({ count }) => count);
  }

  setState(state: BoxState): void {
    for (const [i, zone] of this.#zones.entries()) zone.count = state[i]!;
  }
}
