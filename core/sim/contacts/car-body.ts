/** A car among other bodies: its wheels say where it goes, until something is in the way. Layer: sim. Specification: docs/protocols/contacts.md. */
import type { RobotProfile } from '../../robot/profile.ts';
import type { CarState, Drive } from '../drive.ts';
import { RADIANS_PER_DEGREE } from '../../base/deterministic-math.ts';
import { assert } from '../../base/assert.ts';
import type { Track } from '../track-schema.ts';
import { Body, type BodyState } from './body.ts';
import type { Axle } from './rows.ts';
import { Outline } from './outline.ts';

const STEP_S = 0.001;

/** In memory only. */
export interface CarBodyState {
  readonly body: BodyState;
  readonly isPushed: boolean;
  readonly isFirstMs: boolean;
  readonly hits: boolean;
}

type Place = Pick<CarState, 'xMm' | 'yMm' | 'headingRad'>;

export class CarBody implements Axle {
  readonly body: Body;
  readonly outline: Outline;
  /** In this window a wall or another car pushes it, as a referee counts. */
  hits = false;
  /** Its centre lies so far ahead of the axle. */
  readonly aheadMm: number;
  readonly #wheelBaseMm: number;
  #drive: Drive | undefined;
  #isPushed = false;
  #isFirstMs = false;

  constructor({ body }: RobotProfile, { xMm, yMm, headingDeg }: Track['start']) {
    this.body = new Body(body, body.massG);
    this.#wheelBaseMm = body.wheelBaseMm;
    this.aheadMm = body.axleToFrontMm - body.lengthMm / 2;
    this.body.place(xMm, yMm, headingDeg * RADIANS_PER_DEGREE);
    const { sin, cos } = this.body;
    this.body.place(xMm + this.aheadMm * sin, yMm + this.aheadMm * cos, this.body.headingRad);
    this.outline = new Outline(this.body);
  }

  /** Whose wheels it has; once. */
  enter(drive: Drive): void {
    assert(this.#drive === undefined, 'a car enters once');
    this.#drive = drive;
  }

  get #wheels(): Drive {
    assert(this.#drive !== undefined, 'all cars have entered before the first step');
    return this.#drive;
  }

  /** Where the car is. */
  #placeBody(): void {
    const { xMm, yMm, headingRad, sinHeading, cosHeading } = this.#wheels;
    this.body.placeTurned(xMm + this.aheadMm * sinHeading, yMm + this.aheadMm * cosHeading, headingRad, sinHeading, cosHeading);
    this.outline.isStale = true;
  }

  /** A window opens: the body is where the car is, and goes where its wheels lead. */
  begin(): void {
    this.#placeBody();
    const { leftMmPerS, rightMmPerS } = this.#wheels;
    this.body.roll((leftMmPerS + rightMmPerS) / 2, (leftMmPerS - rightMmPerS) / this.#wheelBaseMm, this.aheadMm);
    this.#isPushed = false;
    this.hits = false;
  }

  /** @param isHit by what a referee counts */
  push(isHit: boolean): void {
    this.#isPushed = true;
    this.#isFirstMs = true;
    if (isHit) this.hits = true;
  }

  /** Overlaps were taken away: the car stands where its body stands. */
  takePlace(): void {
    if (!this.body.isAwake) return;
    const { x, y, headingRad, sin, cos } = this.body;
    this.#wheels.moveTo(x - this.aheadMm * sin, y - this.aheadMm * cos, headingRad, sin, cos);
  }

  /** After the car's own step from `before`: where it was pushed, it goes as the push leads, and its wheels turn with it. */
  hold(before: Place): boolean {
    if (this.#isPushed) this.#goAsPushed(before);
    else this.#placeBody();
    return this.hits;
  }

  #goAsPushed(before: Place): void {
    const { body } = this;
    body.move(STEP_S);
    this.outline.isStale = true;
    const x = body.x - this.aheadMm * body.sin;
    const y = body.y - this.aheadMm * body.cos;
    // Why only once in a window: through the motors' lag the wheels then pull up again, which is what pushes a box.
    if (this.#isFirstMs) this.#wheels.stopAt(before, x, y, body.headingRad, body.sin, body.cos);
    else this.#wheels.moveTo(x, y, body.headingRad, body.sin, body.cos);
    this.#isFirstMs = false;
  }

  /** Of the axle's middle. */
  get pose(): { readonly xMm: number; readonly yMm: number; readonly headingDeg: number } {
    const { xMm, yMm, headingDeg } = this.#wheels;
    return { xMm, yMm, headingDeg };
  }

  state(): CarBodyState {
    return { body: this.body.state(), isPushed: this.#isPushed, isFirstMs: this.#isFirstMs, hits: this.hits };
  }

  /** After that of its drive. */
  setState({ body, isPushed, isFirstMs, hits }: CarBodyState): void {
    this.body.setState(body);
    this.#isPushed = isPushed;
    this.#isFirstMs = isFirstMs;
    this.hits = hits;
    this.outline.isStale = true;
  }
}
