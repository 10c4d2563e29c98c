/** Is the car still on the line, as the rules see it? Layer: sim. Rules: docs/protocols/rules.md. Why bounds: most steps cannot change the answer. */
import { partOf, type RobotProfile } from '../robot/profile.ts';
import type { Drive } from './drive.ts';
import type { Rules } from './rules.ts';
import { distanceToLinesMm, type Stroke } from './strokes.ts';

/** The body is looked at in a grid of points, so far apart at most, one row of them along its middle. */
const GRID_MM = 10;

interface JudgedPoint {
  readonly xMm: number;
  readonly yMm: number;
}

export interface OffLineState {
  readonly unchangedMm: number;
  readonly x: number;
  readonly y: number;
  readonly headingRad: number;
  readonly isOff: boolean;
}

/** From the car's middle to the right and ahead; the first one is what the bound is taken at. */
function judgedPoints(judged: Rules['offLine']['judged'], profile: RobotProfile): readonly JudgedPoint[] {
  if (judged === 'axle') return [{ xMm: 0, yMm: 0 }];
  const { widthMm, lengthMm, axleToFrontMm } = profile.body;
  if (judged === 'sensors') {
    const sensors = partOf(profile, 'line')?.sensors ?? [{ xMm: 0, yMm: axleToFrontMm }];
    const mean = (of: (sensor: JudgedPoint) => number): number => sensors.reduce((sum, sensor) => sum + of(sensor), 0) / sensors.length;
    return [{ xMm: mean(({ xMm }) => xMm), yMm: mean(({ yMm }) => yMm) }];
  }
  const steps = (mm: number): number => 2 * Math.max(1, Math.ceil(mm / 2 / GRID_MM));
  const [columns, rows] = [steps(widthMm), steps(lengthMm)];
  return Array.from({ length: (columns + 1) * (rows + 1) }, (_, i) => ({
    xMm: ((i % (columns + 1)) / columns - 0.5) * widthMm,
    yMm: axleToFrontMm - (Math.floor(i / (columns + 1)) / rows) * lengthMm,
  }));
}

export class OffLineWatch {
  readonly #strokes: readonly Stroke[];
  readonly #toleranceMm: number;
  readonly #points: readonly JudgedPoint[];
  /** No judged point is farther from the first one than this. */
  readonly #reachMm: number;
  /** The first point may move this far, turning of the others included, before the answer can change. */
  #unchangedMm = 0;
  #x = 0;
  #y = 0;
  #headingRad = 0;
  #isOff = false;

  constructor(strokes: readonly Stroke[], { judged, toleranceMm }: Rules['offLine'], profile: RobotProfile) {
    this.#strokes = strokes;
    this.#toleranceMm = toleranceMm;
    this.#points = judgedPoints(judged, profile);
    const first = this.#points[0]!;
    this.#reachMm = Math.max(...this.#points.map(({ xMm, yMm }) => Math.abs(xMm - first.xMm) + Math.abs(yMm - first.yMm)));
  }

  /** After each step. A floor without lines has nothing to leave. */
  isOff(car: Drive): boolean {
    if (this.#strokes.length === 0) return false;
    const { xMm, yMm } = this.#points[0]!;
    const x = car.xMm + xMm * car.cosHeading + yMm * car.sinHeading;
    const y = car.yMm - xMm * car.sinHeading + yMm * car.cosHeading;
    this.#unchangedMm -= Math.abs(x - this.#x) + Math.abs(y - this.#y) + Math.abs(car.headingRad - this.#headingRad) * this.#reachMm;
    this.#x = x;
    this.#y = y;
    this.#headingRad = car.headingRad;
    if (this.#unchangedMm > 0) return this.#isOff;
    const distance = this.#nearestMm(car);
    this.#unchangedMm = Math.abs(distance - this.#toleranceMm);
    return (this.#isOff = distance > this.#toleranceMm);
  }

  #nearestMm(car: Drive): number {
    let nearest = Infinity;
    for (const { xMm, yMm } of this.#points) {
      const x = car.xMm + xMm * car.cosHeading + yMm * car.sinHeading;
      const y = car.yMm - xMm * car.sinHeading + yMm * car.cosHeading;
      nearest = Math.min(nearest, distanceToLinesMm(this.#strokes, x, y));
      if (nearest === 0) return 0;
    }
    return nearest;
  }

  state(): OffLineState {
    return { unchangedMm: this.#unchangedMm, x: this.#x, y: this.#y, headingRad: this.#headingRad, isOff: this.#isOff };
  }

  setState({ unchangedMm, x, y, headingRad, isOff }: OffLineState): void {
    this.#unchangedMm = unchangedMm;
    this.#x = x;
    this.#y = y;
    this.#headingRad = headingRad;
    this.#isOff = isOff;
  }
}
