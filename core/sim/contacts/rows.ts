/**
 * What is wanted of speeds between bodies, one row each, and the impulses that bring it about. Layer: sim. Specification: docs/protocols/contacts.md.
 *
 * Projected Gauss–Seidel: each row wants one relative speed to be no less than `−bias` (or to be none), by an impulse within bounds. Each step is
 * coordinate descent on the kinetic energy, and where the rounds begin is the lowest point on the way there from rest of all impulses: so the
 * energy never grows, however early the rounds end.
 */
import { FIXED_SLOT, type Body } from './body.ts';
import { Islands } from './islands.ts';
import type { Touch } from './touch.ts';

/** A round that changes no speed by more than this is the last. */
const STILL_MM_PER_S = 0.1;

/** A body on wheels, which do not slide sideways: the axle's middle, so far behind the body's centre, moves along the heading only. */
export interface Axle {
  readonly body: Body;
  readonly aheadMm: number;
}

/**
 * How a body can move: of a free one vx, vy and spin; of one on wheels its speed ahead and its spin, and then the axle is held by how it is
 * reckoned; a fixed one not at all. Each with what an impulse changes of it, and with 1 / that.
 */
const WAYS = 3;
const GIVES = WAYS;
const MASSES = 2 * WAYS;
const BODY_NUMBERS = 3 * WAYS;

/** A row: how far it goes each body's ways, and what an impulse of 1 changes of them; 1 / (what that changes of its speed); bias; bounds; impulse. */
const ALONG_A = 0;
const ALONG_B = WAYS;
const CHANGES_A = 2 * WAYS;
const CHANGES_B = 3 * WAYS;
const MASS = 4 * WAYS;
const BIAS = MASS + 1;
const LOW = MASS + 2;
const HIGH = MASS + 3;
const IMPULSE = MASS + 4;
/** The impulse that the rounds begin from, if it brings the bodies nearer to rest. */
const START = MASS + 5;
const ROW_NUMBERS = MASS + 6;
/** Where the two bodies' numbers begin, and their island. */
const ISLAND = 2;
const END_NUMBERS = 3;

const numbersOf = ({ slot }: Body): number => (slot > FIXED_SLOT ? slot * BODY_NUMBERS : 0);

export class Rows {
  readonly #bodies: readonly Body[];
  /** By slot; NaN of a body without wheels. */
  readonly #aheadMm: Float64Array;
  readonly #ways: Float64Array;
  readonly #islands: Islands;
  #rows = new Float64Array(0);
  #ends = new Int32Array(0);
  /** For a warm start: what it changes of each body's ways; by island, what of the energy it takes and what it costs. */
  readonly #pull: Float64Array;
  readonly #wins: Float64Array;
  readonly #costs: Float64Array;

  /** @param bodies each in its slot, from 1 on */
  constructor(bodies: readonly Body[], axles: readonly Axle[]) {
    const slots = bodies.length + 1;
    this.#bodies = bodies;
    this.#aheadMm = new Float64Array(slots).fill(NaN);
    this.#ways = new Float64Array(slots * BODY_NUMBERS);
    this.#pull = new Float64Array(slots * BODY_NUMBERS);
    this.#islands = new Islands(slots);
    this.#wins = new Float64Array(slots);
    this.#costs = new Float64Array(slots);
    for (const { slot, inverseMass, inverseInertia } of bodies) this.#setGives(slot, [inverseMass, inverseMass, inverseInertia]);
    for (const { body, aheadMm } of axles) {
      this.#aheadMm[body.slot] = aheadMm;
      const { inverseMass, inverseInertia } = body;
      const aroundAxle = inverseInertia / (1 + (aheadMm * aheadMm * inverseInertia) / inverseMass);
      this.#setGives(body.slot, [inverseMass, aroundAxle, 0]);
    }
  }

  #setGives(slot: number, gives: readonly number[]): void {
    this.#ways.set(gives, slot * BODY_NUMBERS + GIVES);
    this.#ways.set(
      gives.map((each) => (each === 0 ? 0 : 1 / each)),
      slot * BODY_NUMBERS + MASSES,
    );
  }

  /** With the bodies' present speeds, and room for so many rows. */
  begin(count: number): void {
    if (this.#ends.length < count * END_NUMBERS) {
      this.#rows = new Float64Array(2 * count * ROW_NUMBERS);
      this.#ends = new Int32Array(2 * count * END_NUMBERS);
    }
    for (const body of this.#bodies) this.#takeSpeed(body);
    this.#islands.begin();
  }

  /** All that touch, before any row. */
  join(a: Body, b: Body): void {
    this.#islands.join(a, b);
  }

  /** The bodies have the speeds that came out. */
  end(): void {
    for (const body of this.#bodies) this.#giveSpeed(body);
  }

  impulse(row: number): number {
    return this.#rows[row * ROW_NUMBERS + IMPULSE]!;
  }

  setStart(row: number, impulse: number): void {
    this.#rows[row * ROW_NUMBERS + START] = impulse;
  }

  #takeSpeed({ slot, vx, vy, spin, sin, cos }: Body): void {
    const ways = this.#ways;
    const at = slot * BODY_NUMBERS;
    const isFree = Number.isNaN(this.#aheadMm[slot]!);
    ways[at] = isFree ? vx : vx * sin + vy * cos;
    ways[at + 1] = isFree ? vy : spin;
    ways[at + 2] = isFree ? spin : 0;
  }

  #giveSpeed(body: Body): void {
    const ways = this.#ways;
    const at = body.slot * BODY_NUMBERS;
    const aheadMm = this.#aheadMm[body.slot]!;
    if (Number.isNaN(aheadMm)) {
      body.vx = ways[at]!;
      body.vy = ways[at + 1]!;
      body.spin = ways[at + 2]!;
    } else body.roll(ways[at]!, ways[at + 1]!, aheadMm);
  }

  /** Along `x`, `y`, from rest: the two are to part by `−bias` at least. */
  put(row: number, { a, b, ax, ay, bx, by }: Touch, x: number, y: number, bias: number, low: number, high: number): void {
    const end = END_NUMBERS * row;
    this.#ends[end] = numbersOf(a);
    this.#ends[end + 1] = numbersOf(b);
    this.#ends[end + ISLAND] = this.#islands.of(a, b);
    const rows = this.#rows;
    const at = row * ROW_NUMBERS;
    const gives = this.#side(at + ALONG_A, a, x, y, ay * x - ax * y) + this.#side(at + ALONG_B, b, x, y, by * x - bx * y);
    rows[at + MASS] = 1 / gives;
    rows[at + BIAS] = bias;
    rows[at + LOW] = low;
    rows[at + HIGH] = high;
    rows[at + IMPULSE] = 0;
  }

  /** What the direction `x`, `y` with this arm around its centre means to a body. @returns what an impulse of 1 changes of its speed that way */
  #side(at: number, body: Body, x: number, y: number, arm: number): number {
    const rows = this.#rows;
    const ways = this.#ways;
    const { sin, cos } = body;
    const first = numbersOf(body);
    const aheadMm = this.#aheadMm[first / BODY_NUMBERS]!;
    const isFree = Number.isNaN(aheadMm);
    const one = isFree ? x : x * sin + y * cos;
    const two = isFree ? y : arm + aheadMm * (x * cos - y * sin);
    const three = isFree ? arm : 0;
    const gives = first + GIVES;
    const changes = at + CHANGES_A;
    rows[at] = one;
    rows[at + 1] = two;
    rows[at + 2] = three;
    rows[changes] = one * ways[gives]!;
    rows[changes + 1] = two * ways[gives + 1]!;
    rows[changes + 2] = three * ways[gives + 2]!;
    return one * rows[changes]! + two * rows[changes + 1]! + three * rows[changes + 2]!;
  }

  /** Goes the whole way to where the rounds are to begin, or in each island the share of it that leaves the least energy. */
  startWarm(from: number, to: number): void {
    const wins = this.#wins.fill(0);
    if (!this.#pullToStart(from, to, wins)) return;
    const shares = this.#goShares(wins);
    const rows = this.#rows;
    for (let row = from; row < to; row++) {
      const at = row * ROW_NUMBERS;
      const impulse = rows[at + IMPULSE]!;
      rows[at + IMPULSE] = impulse + shares[this.#ends[END_NUMBERS * row + ISLAND]!]! * (rows[at + START]! - impulse);
    }
  }

  /** What the whole way changes of each body; and, by island, what of the energy that takes: here, what the biases have against it. @returns false: nothing */
  #pullToStart(from: number, to: number, wins: Float64Array): boolean {
    const rows = this.#rows;
    const ends = this.#ends;
    const pull = this.#pull.fill(0);
    let isAny = false;
    for (let row = from; row < to; row++) {
      const at = row * ROW_NUMBERS;
      const change = rows[at + START]! - rows[at + IMPULSE]!;
      if (change === 0) continue;
      isAny = true;
      const a = ends[END_NUMBERS * row]!;
      const b = ends[END_NUMBERS * row + 1]!;
      const island = ends[END_NUMBERS * row + ISLAND]!;
      wins[island] = wins[island]! - change * rows[at + BIAS]!;
      pull[a] = pull[a]! - change * rows[at + CHANGES_A]!;
      pull[a + 1] = pull[a + 1]! - change * rows[at + CHANGES_A + 1]!;
      pull[a + 2] = pull[a + 2]! - change * rows[at + CHANGES_A + 2]!;
      pull[b] = pull[b]! + change * rows[at + CHANGES_B]!;
      pull[b + 1] = pull[b + 1]! + change * rows[at + CHANGES_B + 1]!;
      pull[b + 2] = pull[b + 2]! + change * rows[at + CHANGES_B + 2]!;
    }
    return isAny;
  }

  /** Along the pull the energy is a parabola, whose lowest point is known. The bodies go there. @returns the shares of it, by island */
  #goShares(wins: Float64Array): Float64Array {
    const ways = this.#ways;
    const pull = this.#pull;
    const costs = this.#costs.fill(0);
    for (let slot = 1; slot < costs.length; slot++) {
      const island = this.#islands.rootOf(slot);
      for (let way = slot * BODY_NUMBERS; way < slot * BODY_NUMBERS + WAYS; way++) {
        const momentum = pull[way]! * ways[way + MASSES]!;
        wins[island] = wins[island]! - ways[way]! * momentum;
        costs[island] = costs[island]! + pull[way]! * momentum;
      }
    }
    const shares = wins;
    for (let island = 0; island < shares.length; island++)
      shares[island] = costs[island]! > 0 ? Math.min(1, Math.max(0, wins[island]! / costs[island]!)) : 0;
    for (let slot = 1; slot < costs.length; slot++) {
      const share = shares[this.#islands.rootOf(slot)]!;
      for (let way = slot * BODY_NUMBERS; way < slot * BODY_NUMBERS + WAYS; way++) ways[way] = ways[way]! + share * pull[way]!;
    }
    return shares;
  }

  solve(from: number, to: number, rounds: number): void {
    for (let round = 0; round < rounds; round++) if (this.#isStillAfter(from, to)) return;
  }

  /** One round over these rows. */
  #isStillAfter(from: number, to: number): boolean {
    const rows = this.#rows;
    const ends = this.#ends;
    const ways = this.#ways;
    let isStill = true;
    for (let row = from; row < to; row++) {
      const at = row * ROW_NUMBERS;
      const a = ends[END_NUMBERS * row]!;
      const b = ends[END_NUMBERS * row + 1]!;
      const ofA = rows[at + ALONG_A]! * ways[a]! + rows[at + ALONG_A + 1]! * ways[a + 1]! + rows[at + ALONG_A + 2]! * ways[a + 2]!;
      const ofB = rows[at + ALONG_B]! * ways[b]! + rows[at + ALONG_B + 1]! * ways[b + 1]! + rows[at + ALONG_B + 2]! * ways[b + 2]!;
      const before = rows[at + IMPULSE]!;
      const mass = rows[at + MASS]!;
      const wanted = before - (ofB - ofA + rows[at + BIAS]!) * mass;
      const low = rows[at + LOW]!;
      const high = rows[at + HIGH]!;
      const impulse = wanted < low ? low : wanted > high ? high : wanted;
      const change = impulse - before;
      if (change === 0) continue;
      if (change > STILL_MM_PER_S * mass || -change > STILL_MM_PER_S * mass) isStill = false;
      rows[at + IMPULSE] = impulse;
      ways[a] = ways[a]! - change * rows[at + CHANGES_A]!;
      ways[a + 1] = ways[a + 1]! - change * rows[at + CHANGES_A + 1]!;
      ways[a + 2] = ways[a + 2]! - change * rows[at + CHANGES_A + 2]!;
      ways[b] = ways[b]! + change * rows[at + CHANGES_B]!;
      ways[b + 1] = ways[b + 1]! + change * rows[at + CHANGES_B + 1]!;
      ways[b + 2] = ways[b + 2]! + change * rows[at + CHANGES_B + 2]!;
    }
    return isStill;
  }
}
