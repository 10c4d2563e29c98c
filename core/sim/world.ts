/**
 * One car on one track, alone or among others, in steps of a millisecond. Layer: sim.
 *
 * The same world stands behind SimRobot and behind the emulated board: the one writes percents, the other what it measures on its pins.
 * Same profile, track, seed and calls: the same numbers in every engine. All noise comes from generators of the seed, one for each part,
 * so that a further sensor does not change what the others see.
 */
import { assert } from '../base/assert.ts';
import { RADIANS_PER_DEGREE } from '../base/deterministic-math.ts';
import { Random } from '../base/random.ts';
import type { RobotProfile } from '../robot/profile.ts';
import { CarParts, type CarPartsState } from './car-parts.ts';
import { Arena, type ArenaState } from './contacts/arena.ts';
import type { CarBody } from './contacts/car-body.ts';
import { darknessOfTrack } from './darkness.ts';
import { Drive, STEP_MS, type CarState, type DriveState } from './drive.ts';
import { wrappedDeg } from './heading.ts';
import { LineSensors, type LineSensorsState } from './line-sensors.ts';
import { Referee, type RefereeState } from './referee.ts';
import type { RefereeEvent } from './referee-events.ts';
import { RoomLight } from './room-light.ts';
import type { Rules } from './rules.ts';
import { Ramps } from './ramps.ts';
import { Sonar, type SonarState } from './sonar.ts';
import type { Track } from './track.ts';
import { Walls } from './walls.ts';

export interface WorldOptions {
  readonly profile: RobotProfile;
  readonly track: Track;
  /** Its low 32 bits count. */
  readonly seed: number;
  /** Instead of the track's own. */
  readonly rules?: Rules;
  /** Where other cars drive too. The track's start is then this car's own; whoever owns the arena steps it before the cars. */
  readonly among?: { readonly arena: Arena; readonly car: number };
}

/** Floor frame, mm; heading −180 < h ≤ 180, 0 = up, clockwise positive. */
export interface CarPose {
  readonly xMm: number;
  readonly yMm: number;
  readonly headingDeg: number;
}

/** All that time and the program change in a world. In memory only: it is no format. */
export interface WorldState {
  readonly button: boolean;
  readonly led: string;
  readonly ambientLight: number;
  readonly servoDeg: number;
  readonly display: string;
  readonly parts: CarPartsState;
  readonly timeMs: number;
  readonly toneHz: number;
  readonly toneEndsAtMs: number;
  readonly distanceMm: number;
  readonly touchesWall: boolean;
  readonly car: DriveState;
  readonly sensors: LineSensorsState;
  readonly sonar: SonarState;
  readonly referee: RefereeState;
  /** Of boxes and other cars; absent where the car is alone with walls. */
  readonly arena: ArenaState | undefined;
}

/** Numbers that tell one generator of a seed from another; any, but never changed. */
const STREAM = { motors: 0x6d6f746f, line: 0x6c696e65, sonar: 0x736f6e61, parts: 0x70617274 } as const;

/** As high as a hand takes it to look at its wheels. */
const LIFTED_MM = 150;

const streamOf = (seed: number, stream: number): Random => new Random(new Random(seed ^ stream).uint32() ^ seed);

export class World {
  readonly profile: RobotProfile;
  readonly track: Track;
  readonly rules: Rules;
  readonly seed: number;
  readonly referee: Referee;
  /** The button on the car; pages and tests press it. */
  button = false;
  /** Colour name, `#rrggbb` or 'off'. */
  led = 'off';
  servoDeg = 90;
  display = '';
  readonly parts: CarParts;

  #timeMs = 0;
  #toneHz = 0;
  #toneEndsAtMs = 0;
  #distanceMm = 0;
  #touchesWall = false;
  readonly #car: Drive;
  readonly #light: RoomLight;
  readonly #walls: Walls;
  readonly #ramps: Ramps;
  readonly #arena: Arena | undefined;
  readonly #ownsArena: boolean;
  readonly #body: CarBody | undefined;
  readonly #sensors: LineSensors;
  readonly #sonar: Sonar;
  readonly #before = { xMm: 0, yMm: 0, headingRad: 0 };

  constructor({ profile, track, seed, rules, among }: WorldOptions) {
    this.profile = profile;
    this.track = track;
    this.rules = rules ?? track.rules;
    this.seed = seed;
    const { xMm, yMm, headingDeg } = track.start;
    const start = { xMm, yMm, headingRad: headingDeg * RADIANS_PER_DEGREE };
    this.#car = new Drive(profile, start, streamOf(seed, STREAM.motors));
    this.#ramps = new Ramps(track);
    this.#ownsArena = among === undefined && track.boxes.length > 0;
    this.#arena = this.#ownsArena ? new Arena(track, [{ profile, start: track.start }]) : among?.arena;
    this.#body = this.#arena?.cars[among?.car ?? 0];
    this.#body?.enter(this.#car);
    this.#walls = new Walls(track, profile, this.#body === undefined ? [] : this.#arena!.outlinesFor(this.#body));
    const [car, light, walls] = [this.#car, (this.#light = new RoomLight(track)), this.#walls];
    const map = darknessOfTrack(track, profile.sensing.line.spotMm);
    this.#sensors = new LineSensors({ profile, map, light, random: streamOf(seed, STREAM.line), car });
    this.#sonar = new Sonar(profile, walls, streamOf(seed, STREAM.sonar), car);
    this.parts = new CarParts({ profile, track, car, walls, light, random: streamOf(seed, STREAM.parts) });
    this.referee = new Referee(track, this.rules, profile, this.#car, this.#arena?.boxes);
  }

  /** Lets one millisecond pass. */
  step(): void {
    const car = this.#car;
    const before = this.#before;
    before.xMm = car.xMm;
    before.yMm = car.yMm;
    before.headingRad = car.headingRad;
    if (this.#ownsArena) this.#arena!.step();
    this.#drive(car, before);
    this.#touchesWall = this.#body === undefined ? this.#walls.hold(car, before) : this.#body.hold(before);
    this.#timeMs += STEP_MS;
    const dx = car.xMm - before.xMm;
    const dy = car.yMm - before.yMm;
    this.#distanceMm += Math.sqrt(dx * dx + dy * dy);
    this.#sensors.sample(car);
    this.parts.sample();
    this.#sonar.watch(this.#timeMs, car);
    this.referee.watch(this.#timeMs, car, this.#touchesWall);
    assert(Number.isFinite(car.xMm + car.yMm + car.headingRad), 'the pose stays finite');
  }

  #drive(car: Drive, before: Pick<CarState, 'xMm' | 'yMm'>): void {
    if (this.#ramps.areNone) return car.step();
    const { pullMmPerS2, share } = this.#ramps.under(car.xMm, car.yMm, car.sinHeading, car.cosHeading);
    car.slopeMmPerS2 = pullMmPerS2;
    car.step();
    if (share === 1) return;
    const along = (from: number, to: number): number => from + (to - from) * share;
    car.moveTo(along(before.xMm, car.xMm), along(before.yMm, car.yMm), car.headingRad);
  }

  /** Apart from the world: it may go on. */
  state(): WorldState {
    return {
      ...{ ambientLight: this.ambientLight, servoDeg: this.servoDeg, display: this.display, parts: this.parts.state() },
      ...{ button: this.button, led: this.led, timeMs: this.#timeMs, toneHz: this.#toneHz, toneEndsAtMs: this.#toneEndsAtMs },
      ...{ distanceMm: this.#distanceMm, touchesWall: this.#touchesWall, car: this.#car.state(), sensors: this.#sensors.state() },
      ...{ sonar: this.#sonar.state(), referee: this.referee.state(), arena: this.#arena?.state() },
    };
  }

  /** Of a world of the same profile, track, seed and rules. From here it goes on as that one did. */
  setState(state: WorldState): void {
    this.button = state.button;
    this.led = state.led;
    this.ambientLight = state.ambientLight;
    this.servoDeg = state.servoDeg;
    this.display = state.display;
    this.parts.setState(state.parts);
    this.#timeMs = state.timeMs;
    this.#toneHz = state.toneHz;
    this.#toneEndsAtMs = state.toneEndsAtMs;
    this.#distanceMm = state.distanceMm;
    this.#touchesWall = state.touchesWall;
    this.#car.setState(state.car);
    this.#sensors.setState(state.sensors);
    this.#sonar.setState(state.sonar);
    this.referee.setState(state.referee);
    this.#walls.lookAgain();
    if (state.arena !== undefined) this.#arena!.setState(state.arena);
  }

  /** Percent, away from zones that the sun shines on; pages and tests draw the curtains. */
  get ambientLight(): number {
    return this.#light.percent;
  }

  set ambientLight(percent: number) {
    this.#light.percent = percent;
  }

  /** Takes the car into the air, or puts it back: its wheels turn, its sensors lose the floor, the car stays where it is. */
  lift(isLifted: boolean): void {
    this.#car.lift(isLifted);
    this.#sensors.lift(isLifted ? LIFTED_MM : 0);
  }

  get timeMs(): number {
    return this.#timeMs;
  }

  /** Percent; outside −100 … 100 is clamped, NaN is 0. */
  setMotors(leftPercent: number, rightPercent: number): void {
    this.#car.setMotors(leftPercent, rightPercent);
  }

  /** What was last commanded. */
  get motors(): { readonly leftPercent: number; readonly rightPercent: number } {
    return this.#car;
  }

  /** Borrowed: it changes with each step. */
  get car(): CarState {
    return this.#car;
  }

  get pose(): CarPose {
    return { xMm: this.#car.xMm, yMm: this.#car.yMm, headingDeg: this.#car.headingDeg };
  }

  /** Mean of both wheels. */
  get speedMmPerS(): number {
    return (this.#car.leftMmPerS + this.#car.rightMmPerS) / 2;
  }

  /** Length of the way since the start, forwards and backwards alike. */
  get distanceMm(): number {
    return this.#distanceMm;
  }

  /** A wall, or another car. */
  get touchesWall(): boolean {
    return this.#touchesWall;
  }

  /** Centres of the boxes, in the track's order. */
  get boxes(): readonly CarPose[] {
    return this.#arena?.boxes.map(({ x, y, headingRad }) => ({ xMm: x, yMm: y, headingDeg: wrappedDeg(headingRad) })) ?? [];
  }

  /** The other cars of this world with their numbers. */
  get others(): readonly (CarPose & { readonly car: number })[] {
    return this.#arena?.cars.flatMap((other, car) => (other === this.#body ? [] : [{ car, ...other.pose }])) ?? [];
  }

  /** Degrees since the start, not wrapped. */
  get turnedDeg(): number {
    return this.#car.headingRad / RADIANS_PER_DEGREE - this.track.start.headingDeg;
  }

  get lineCount(): number {
    return this.#sensors.count;
  }

  /** On the pin, share of the ADC's range 0 … 1; sensor 0 is the leftmost. */
  lineRaw(index: number): number {
    return this.#sensors.raw(index);
  }

  /** 0 (light) … 100 (dark), whole numbers. */
  line(index: number): number {
    return this.#sensors.percent(index);
  }

  /** All line sensors dark for 200 ms. */
  get isLifted(): boolean {
    return this.#sensors.isLifted;
  }

  /** Learn black and white from what each sensor sees from now on, or stop that and read by it. */
  learnLine(learning: boolean): void {
    this.#sensors.learn(learning);
  }

  /** Infinity without an echo. */
  sonarMm(): number {
    return this.#sonar.mm;
  }

  get sonarVolts(): number {
    return this.#sonar.volts;
  }

  /** 0 … 100. */
  get light(): number {
    return this.parts.light();
  }

  /** 0 … 100. */
  get sound(): number {
    return this.parts.sound(this.toneHz > 0);
  }

  setLed(color: string): void {
    this.led = color;
  }

  /** @param durationMs Infinity: until the next call */
  setTone(hz: number, durationMs: number): void {
    this.#toneHz = hz;
    this.#toneEndsAtMs = this.#timeMs + durationMs;
  }

  /** 0 in silence. */
  get toneHz(): number {
    return this.#timeMs < this.#toneEndsAtMs ? this.#toneHz : 0;
  }

  /** What the referee saw since the last call, oldest first. */
  takeEvents(): readonly RefereeEvent[] {
    return this.referee.takeEvents();
  }
}
