/**
 * What several bodies share: walls, boxes and cars on one floor. Layer: sim. Specification: docs/protocols/contacts.md.
 * Whoever owns it lets a millisecond pass here first, then in each car's world. Contacts are computed once in a window of 5 ms.
 */
import { assert } from '../../base/assert.ts';
import type { RobotProfile } from '../../robot/profile.ts';
import type { Track } from '../track-schema.ts';
import { boxBody, FIXED_SLOT, type Body, type BodyState } from './body.ts';
import { CarBody, type CarBodyState } from './car-body.ts';
import { Outline } from './outline.ts';
import { touchesAmong } from './find-touches.ts';
import { Impulses, moveApart } from './impulses.ts';
import type { PushState } from './push-memory.ts';
import { Touches, type Touch } from './touch.ts';
import { WallGrid } from './wall-grid.ts';

/** Contacts are computed 200 times a second. */
export const WINDOW_MS = 5;
const WINDOW_S = WINDOW_MS / 1000;
const STEP_S = 0.001;

/** In one world. */
export const CARS_MAX = 8;

export interface CarPlace {
  readonly profile: RobotProfile;
  readonly start: Track['start'];
}

/** In memory only: it is no format. */
export interface ArenaState {
  readonly sinceMs: number;
  readonly boxes: readonly BodyState[];
  readonly cars: readonly CarBodyState[];
  readonly pushes: PushState;
}

export class Arena {
  readonly #walls: WallGrid;
  readonly #boxes: readonly Body[];
  readonly #boxOutlines: readonly Outline[];
  /** In the order of their numbers. */
  readonly cars: readonly CarBody[];
  /** Boxes, then cars. */
  readonly #bodies: readonly Body[];
  readonly #touches = new Touches();
  readonly #impulses: Impulses;
  #sinceMs = 0;

  /** Each car still has to enter. */
  constructor(track: Track, cars: readonly CarPlace[]) {
    assert(cars.length <= CARS_MAX, 'no more cars than a world has room for');
    this.#walls = new WallGrid(track);
    this.#boxes = track.boxes.map(boxBody);
    this.#boxOutlines = this.#boxes.map((body) => new Outline(body));
    this.cars = cars.map(({ profile, start }) => new CarBody(profile, start));
    this.#bodies = [...this.#boxes, ...this.cars.map(({ body }) => body)];
    for (const [i, body] of this.#bodies.entries()) body.slot = i + 1;
    this.#impulses = new Impulses(this.#bodies, this.cars);
  }

  /** Borrowed: they move with each step. */
  get boxes(): readonly Body[] {
    return this.#boxes;
  }

  /** What a car's sonar and bumpers meet besides walls. */
  outlinesFor(car: CarBody): readonly Outline[] {
    return [...this.#boxOutlines, ...this.cars.filter((other) => other !== car).map(({ outline }) => outline)];
  }

  /** One millisecond, before that of the cars. */
  step(): void {
    if (this.#sinceMs % WINDOW_MS === 0) this.#open();
    this.#sinceMs++;
    for (let i = 0; i < this.#boxes.length; i++) {
      const box = this.#boxes[i]!;
      if (box.rests) continue;
      box.move(STEP_S);
      this.#boxOutlines[i]!.isStale = true;
    }
  }

  #open(): void {
    for (const box of this.#boxes) if (!box.rests) box.slow(WINDOW_S);
    for (const car of this.cars) car.begin();
    const touches = this.#touches;
    touches.clear();
    touchesAmong(this.#bodies, this.#walls, WINDOW_S, touches);
    if (touches.length === 0) return this.#impulses.forget();
    this.#impulses.exchange(touches, WINDOW_S);
    for (let i = 0; i < touches.length; i++) if (this.#impulses.hasPushed(i)) this.#push(touches.at(i));
    moveApart(touches);
    for (const car of this.cars) car.takePlace();
    for (const [i, box] of this.#boxes.entries()) if (box.isAwake) this.#boxOutlines[i]!.isStale = true;
  }

  /** A box that is pushed is no collision; a wall and another car are. */
  #push({ a, b }: Touch): void {
    this.#carOf(a)?.push(!this.#isBox(b));
    this.#carOf(b)?.push(!this.#isBox(a));
  }

  #carOf({ slot }: Body): CarBody | undefined {
    return slot > this.#boxes.length ? this.cars[slot - this.#boxes.length - 1] : undefined;
  }

  #isBox({ slot }: Body): boolean {
    return slot > FIXED_SLOT && slot <= this.#boxes.length;
  }

  /** g·mm²/s², of all that moves, cars by their wheels. */
  get energy(): number {
    return this.#bodies.reduce((sum, { energy }) => sum + energy, 0);
  }

  state(): ArenaState {
    return {
      sinceMs: this.#sinceMs,
      boxes: this.#boxes.map((box) => box.state()),
      cars: this.cars.map((car) => car.state()),
      pushes: this.#impulses.state(),
    };
  }

  /** Of an arena of the same track and cars. */
  setState({ sinceMs, boxes, cars, pushes }: ArenaState): void {
    this.#sinceMs = sinceMs;
    for (const [i, box] of this.#boxes.entries()) {
      box.setState(boxes[i]!);
      this.#boxOutlines[i]!.isStale = true;
    }
    for (const [i, car] of this.cars.entries()) car.setState(cars[i]!);
    this.#impulses.setState(pushes);
  }
}
