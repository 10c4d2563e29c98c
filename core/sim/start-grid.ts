/** Where several cars start: one behind the other along the line, from the track's start backwards. Layer: sim. */
import { cos, RADIANS_PER_DEGREE, sin } from '../base/deterministic-math.ts';
import { cornersOf, overlap, type Convex } from './convex-shapes.ts';
import { strokesOf, type Stroke } from './strokes.ts';
import type { Track } from './track-schema.ts';

type Start = Track['start'];

export interface StartingCar {
  readonly widthMm: number;
  readonly lengthMm: number;
  readonly axleToFrontMm: number;
}

/** Between two cars: a sonar of most kits sees that the next one is near, and does not touch it. */
const GAP_MM = 60;
const STEP_MM = 10;
/** The line may bend so much in a step that leads along it. */
const BEND_DEG = 8;
/** Farther from its middle there is no line to follow. */
const OFF_LINE_MM = 12;

const toMiddle = (strokes: readonly Stroke[], x: number, y: number): number =>
  strokes.reduce((nearest, stroke) => Math.min(nearest, stroke.distanceMm(x, y)), Infinity);

function back({ xMm, yMm, headingDeg }: Start, deg: number): Start {
  const rad = (headingDeg + deg) * RADIANS_PER_DEGREE;
  return { xMm: xMm - STEP_MM * sin(rad), yMm: yMm - STEP_MM * cos(rad), headingDeg: headingDeg + deg };
}

/** One step back along the line; straight back where there is none. */
function stepBack(strokes: readonly Stroke[], at: Start): Start {
  let best = back(at, 0);
  let least = toMiddle(strokes, best.xMm, best.yMm);
  if (least > OFF_LINE_MM + STEP_MM) return best;
  for (let deg = 1; deg <= BEND_DEG; deg++) {
    for (const side of [deg, -deg]) {
      const tried = back(at, side);
      const distance = toMiddle(strokes, tried.xMm, tried.yMm);
      // Why a margin: of two ways that are as good the straighter one is the line's, at a crossing too.
      if (distance < least - 0.2) [best, least] = [tried, distance];
    }
  }
  return best;
}

const bodyAt = ({ xMm, yMm, headingDeg }: Start, { widthMm, lengthMm, axleToFrontMm }: StartingCar): Convex => {
  const rad = headingDeg * RADIANS_PER_DEGREE;
  const ahead = axleToFrontMm - lengthMm / 2;
  return cornersOf({ center: { xMm: xMm + ahead * sin(rad), yMm: yMm + ahead * cos(rad) }, widthMm, lengthMm, headingDeg });
};

function isFree({ floor, walls, boxes }: Track, body: Convex, standing: readonly Convex[]): boolean {
  const isOnFloor = body.every(({ xMm, yMm }) => xMm >= 0 && yMm >= 0 && xMm <= floor.widthMm && yMm <= floor.heightMm);
  const others = [...walls.map(({ from, to }) => [from, to]), ...boxes.map(cornersOf), ...standing];
  return isOnFloor && !others.some((other) => overlap(other, body));
}

/** As much as any of them needs on any side of its axle. */
function roomFor(cars: readonly StartingCar[]): StartingCar {
  const most = (of: (car: StartingCar) => number): number => cars.reduce((max, car) => Math.max(max, of(car)), 0);
  const axleToFrontMm = most((car) => car.axleToFrontMm);
  return { widthMm: most((car) => car.widthMm), axleToFrontMm, lengthMm: axleToFrontMm + most((car) => car.lengthMm - car.axleToFrontMm) };
}

/** In the order of the cars' numbers: fewer places than cars where floor, walls, boxes or the way's end leave no room for more. */
export function startGrid(track: Track, cars: readonly StartingCar[]): readonly Start[] {
  const car = roomFor(cars);
  const strokes = strokesOf(track);
  const starts: Start[] = [track.start];
  const standing: Convex[] = [bodyAt(track.start, car)];
  let at = track.start;
  while (starts.length < cars.length) {
    for (let mm = 0; mm < car.lengthMm + GAP_MM; mm += STEP_MM) at = stepBack(strokes, at);
    const body = bodyAt(at, car);
    if (!isFree(track, body, standing)) break;
    starts.push(at);
    standing.push(body);
  }
  return starts;
}
