/** How much of the cars' ways is drawn already: a trail grows by its new end, and begins anew when a run does. Layer: web/ui. */
import type { CarMoment } from './stage.ts';

export interface TrailPiece {
  readonly car: number;
  /** Index of the first frame that is new. */
  readonly from: number;
  readonly to: number;
}

export class TrailGrowth {
  #drawn: { first: unknown; count: number }[] = [];

  /** Everything is to be drawn again. */
  forget(): void {
    this.#drawn = [];
  }

  /** @returns what is to be added; `isAnew`: to an empty picture */
  grow(cars: readonly CarMoment[]): { readonly isAnew: boolean; readonly pieces: readonly TrailPiece[] } {
    const isAnew =
      this.#drawn.length !== cars.length ||
      cars.some(({ frames, frameCount }, car) => frames[0] !== this.#drawn[car]!.first || frameCount < this.#drawn[car]!.count);
    if (isAnew) this.#drawn = cars.map(({ frames }) => ({ first: frames[0], count: 0 }));
    const pieces = cars
      .map(({ frameCount }, car) => ({ car, from: this.#drawn[car]!.count, to: frameCount }))
      .filter(({ from, to }) => to > from);
    for (const { car, to } of pieces) this.#drawn[car]!.count = to;
    return { isAnew, pieces };
  }
}
