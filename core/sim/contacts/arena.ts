/**
 * What several bodies share: walls, boxes and cars on one floor. Layer: sim. Specification: docs/protocols/contacts.md.
 * Whoever owns it lets a millisecond pass here first, then in each car's world. Contacts are computed once in a window of 5 ms.
 */
import { assert } from '../../base/assert.ts';
import type { RobotProfile } from '../../robot/profile.ts';
import type { Track } from '../track-schema.ts';
import { boxBody, wallBody, type Body, type BodyState } from './body.ts';
import { CarBody, type CarBodyState } from './car-body.ts';
import { Outline, type Edge } from './outline.ts';
import { touchesAmong } from './find-touches.ts';
import { exchangeImpulses, moveApart } from './impulses.ts';
import type { Touch } from './touch.ts';

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
}

export class Arena {
  readonly #walls: readonly Body[];
  readonly #boxes: readonly Body[];
  readonly #boxOutlines: readonly Outline[];
  /** In the order of their numbers. */
  readonly cars: readonly CarBody[];
  /** Boxes, then cars. */
  readonly #bodies: readonly Body[];
  #sinceMs = 0;

  /** Each car still has to enter. */
  constructor(track: Track, cars: readonly CarPlace[]) {
    assert(cars.length <= CARS_MAX, 'no more cars than a world has room for');
    this.#walls = track.walls.map(({ from, to }) => wallBody(from, to));
    this.#boxes = track.boxes.map(boxBody);
    this.#boxOutlines = this.#boxes.map((body) => new Outline(body));
    this.cars = cars.map(({ profile, start }) => new CarBody(profile, start));
    this.#bodies = [...this.#boxes, ...this.cars.map(({ body }) => body)];
  }

  /** Borrowed: they move with each step. */
  get boxes(): readonly Body[] {
    return this.#boxes;
  }

  /** What a car's sonar and bumpers meet besides walls. */
  edgesFor(car: CarBody): readonly Edge[] {
    const others = this.cars.filter((other) => other !== car).map(({ outline }) => outline);
    return [...this.#boxOutlines, ...others].flatMap(({ edges }) => edges);
  }

  /** One millisecond, before that of the cars. */
  step(): void {
    if (this.#sinceMs % WINDOW_MS === 0) this.#open();
    this.#sinceMs++;
    for (const [i, box] of this.#boxes.entries()) {
      if (box.rests) continue;
      box.move(STEP_S);
      this.#boxOutlines[i]!.follow();
    }
  }

  #open(): void {
    for (const box of this.#boxes) box.slow(WINDOW_S);
    for (const car of this.cars) car.begin();
    const touches = touchesAmong(this.#bodies, this.#walls, WINDOW_S);
    if (touches.length === 0) return;
    for (const touch of exchangeImpulses(touches, this.cars, WINDOW_S)) this.#push(touch);
    moveApart(touches);
    for (const car of this.cars) car.takePlace();
    for (const [i, box] of this.#boxes.entries()) if (box.isAwake) this.#boxOutlines[i]!.follow();
  }

  #push({ a, b }: Touch): void {
    for (const car of this.cars) {
      if (car.body !== a && car.body !== b) continue;
      car.push(!this.#boxes.includes(car.body === a ? b : a));
    }
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
    };
  }

  /** Of an arena of the same track and cars. */
  setState({ sinceMs, boxes, cars }: ArenaState): void {
    this.#sinceMs = sinceMs;
    for (const [i, box] of this.#boxes.entries()) {
      box.setState(boxes[i]!);
      this.#boxOutlines[i]!.follow();
    }
    for (const [i, car] of this.cars.entries()) car.setState(cars[i]!);
  }
}
