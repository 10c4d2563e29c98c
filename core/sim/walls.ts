/**
 * Walls: what stops a car and what a sonar hears. Layer: sim. Floor frame, mm; headings in radians, clockwise from up.
 *
 * Contacts of a car that is alone with walls are simple: a step that would put the body across a wall is tried again with less and less of it
 * (slide along the wall with the turn, slide, turn, nothing), and the first that fits is taken. Where bodies push each other: contacts/arena.ts.
 */
import { cos, sin } from '../base/deterministic-math.ts';
import type { RobotProfile } from '../robot/profile.ts';
import type { CarState, Drive } from './drive.ts';
import type { Edge, Outline } from './contacts/outline.ts';
import type { Track } from './track.ts';

/** A slide this long, as a share of the step that was meant, lets the wheels slip (60° from head-on). */
const SLIP_SHARE = 0.5;

type Wall = Readonly<Edge>;

/** Does the part of a line from p to p + d with parameters 0 … 1 touch an upright box around the origin? Source: Liang–Barsky clipping. */
function segmentMeetsBox(
  px: number,
  py: number,
  dx: number,
  dy: number,
  box: { left: number; right: number; low: number; high: number },
): boolean {
  let enter = 0;
  let leave = 1;
  const clip = (p: number, d: number, low: number, high: number): boolean => {
    if (d === 0) return p >= low && p <= high;
    const a = (low - p) / d;
    const b = (high - p) / d;
    enter = Math.max(enter, Math.min(a, b));
    leave = Math.min(leave, Math.max(a, b));
    return enter <= leave;
  };
  return clip(px, dx, box.left, box.right) && clip(py, dy, box.low, box.high);
}

function distanceToWall(wall: Wall, xMm: number, yMm: number): number {
  const px = xMm - wall.x;
  const py = yMm - wall.y;
  const along = (px * wall.dx + py * wall.dy) / (wall.length * wall.length);
  const share = along < 0 ? 0 : along > 1 ? 1 : along;
  const ex = px - share * wall.dx;
  const ey = py - share * wall.dy;
  return Math.sqrt(ex * ex + ey * ey);
}

function nearestOf(walls: readonly Wall[], xMm: number, yMm: number, before: number): number {
  let nearest = before;
  for (let i = 0; i < walls.length; i++) nearest = Math.min(nearest, distanceToWall(walls[i]!, xMm, yMm));
  return nearest;
}

/** No point of it is nearer. */
function leastDistance({ body }: Outline, xMm: number, yMm: number): number {
  const px = body.x - xMm;
  const py = body.y - yMm;
  return Math.sqrt(px * px + py * py) - body.radius;
}

/** From a place along a direction of length 1, and what it has met so far. */
interface Ray {
  x: number;
  y: number;
  dx: number;
  dy: number;
  nearest: number;
  /** From the nearest that it met. */
  comesBack: boolean;
}

function meet(ray: Ray, walls: readonly Wall[], incidenceCosMin: number): void {
  const { x, y, dx, dy } = ray;
  for (let i = 0; i < walls.length; i++) {
    const wall = walls[i]!;
    const across = dx * wall.dy - dy * wall.dx;
    if (across === 0) continue;
    const px = wall.x - x;
    const py = wall.y - y;
    const distance = (px * wall.dy - py * wall.dx) / across;
    const share = (px * dy - py * dx) / across;
    if (distance >= 0 && distance < ray.nearest && share >= 0 && share <= 1) {
      ray.nearest = distance;
      ray.comesBack = Math.abs(across) >= incidenceCosMin * wall.length;
    }
  }
}

/** Does the ray come near it before what it has met? */
function mayMeet({ x, y, dx, dy, nearest }: Ray, { body }: Outline): boolean {
  const px = body.x - x;
  const py = body.y - y;
  const along = px * dx + py * dy;
  return along > -body.radius && along < nearest + body.radius && Math.abs(px * dy - py * dx) <= body.radius;
}

export class Walls {
  readonly #walls: readonly Wall[];
  readonly #outlines: readonly Outline[];
  readonly #box: { left: number; right: number; low: number; high: number };
  /** No point of the body is farther from the axle's middle than this. */
  readonly #reachMm: number;
  /** The axle's middle may move this far before any wall can matter. */
  #freeMm = 0;
  readonly #ray: Ray = { x: 0.5, y: 0.5, dx: 0.5, dy: 0.5, nearest: 0.5, comesBack: false };

  /** @param outlines of what moves among the walls: sonar and bumpers meet it, `hold` is not for it */
  constructor(track: Track, profile: RobotProfile, outlines: readonly Outline[] = []) {
    this.#walls = track.walls.map(({ from, to }) => {
      const dx = to.xMm - from.xMm;
      const dy = to.yMm - from.yMm;
      return { x: from.xMm, y: from.yMm, dx, dy, length: Math.sqrt(dx * dx + dy * dy) };
    });
    this.#outlines = outlines;
    const { widthMm, lengthMm, axleToFrontMm } = profile.body;
    this.#box = { left: -widthMm / 2, right: widthMm / 2, low: axleToFrontMm - lengthMm, high: axleToFrontMm };
    const far = Math.max(Math.abs(this.#box.low), Math.abs(this.#box.high));
    this.#reachMm = Math.sqrt(far * far + (widthMm / 2) * (widthMm / 2));
  }

  /** The car stands elsewhere than it went. */
  lookAgain(): void {
    this.#freeMm = 0;
  }

  #touched(xMm: number, yMm: number, headingRad: number): Wall | undefined {
    const s = sin(headingRad);
    const c = cos(headingRad);
    return this.#walls.find((wall) => {
      const px = wall.x - xMm;
      const py = wall.y - yMm;
      return segmentMeetsBox(px * c - py * s, px * s + py * c, wall.dx * c - wall.dy * s, wall.dx * s + wall.dy * c, this.#box);
    });
  }

  /** After a step from `before`: takes back what a wall forbids. True where a wall was touched. */
  hold(car: Drive, before: Pick<CarState, 'xMm' | 'yMm' | 'headingRad'>): boolean {
    if (this.#walls.length === 0) return false;
    const mx = car.xMm - before.xMm;
    const my = car.yMm - before.yMm;
    // Why: an upper bound of √(mx² + my²) without the root.
    this.#freeMm -= Math.abs(mx) + Math.abs(my);
    if (this.#freeMm > 0) return false;
    const wall = this.#touched(car.xMm, car.yMm, car.headingRad);
    if (wall === undefined) {
      this.#freeMm = nearestOf(this.#walls, car.xMm, car.yMm, Infinity) - this.#reachMm;
      return false;
    }
    this.#freeMm = 0;
    const along = (mx * wall.dx + my * wall.dy) / (wall.length * wall.length);
    const slideX = before.xMm + along * wall.dx;
    const slideY = before.yMm + along * wall.dy;
    // Why: at a slant the wheels slip and keep turning; nearly head-on they grip and stall.
    const slips = Math.abs(along) * wall.length >= SLIP_SHARE * Math.sqrt(mx * mx + my * my);
    const tries = [
      [slideX, slideY, car.headingRad, slips],
      [slideX, slideY, before.headingRad, slips],
      [before.xMm, before.yMm, car.headingRad, false],
    ] as const;
    const found = tries.find(([x, y, heading]) => this.#touched(x, y, heading) === undefined);
    const [x, y, heading, keepsSpeed] = found ?? [before.xMm, before.yMm, before.headingRad, false];
    if (keepsSpeed) car.moveTo(x, y, heading);
    else car.stopAt(before, x, y, heading);
    return true;
  }

  /** To the nearest wall in any direction, mm; Infinity where there is none. */
  distanceMm(xMm: number, yMm: number): number {
    let nearest = nearestOf(this.#walls, xMm, yMm, Infinity);
    for (const outline of this.#outlines)
      if (leastDistance(outline, xMm, yMm) < nearest) nearest = nearestOf(outline.edges, xMm, yMm, nearest);
    return nearest;
  }

  /**
   * To the nearest wall along a ray, mm; Infinity where it meets none, or where that wall throws the sound away.
   * @param incidenceCosMin cosine of the most slanting angle, from head-on, at which an echo comes back
   * @param reachMm what is farther away does not matter
   */
  echoMm(xMm: number, yMm: number, headingRad: number, incidenceCosMin: number, reachMm = Infinity): number {
    const ray = this.#ray;
    ray.x = xMm;
    ray.y = yMm;
    ray.dx = sin(headingRad);
    ray.dy = cos(headingRad);
    ray.nearest = reachMm;
    ray.comesBack = false;
    meet(ray, this.#walls, incidenceCosMin);
    for (const outline of this.#outlines) if (mayMeet(ray, outline)) meet(ray, outline.edges, incidenceCosMin);
    return ray.comesBack ? ray.nearest : Infinity;
  }
}
