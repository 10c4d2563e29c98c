/**
 * Several cars in one world, each with its own program, port, referee and recording. Layer: run.
 *
 * Each driver has the same millisecond, then the world steps once. No order among the programs can be seen: they meet in the world only, and
 * what one sends reaches the others in the next millisecond, by the senders' numbers.
 */
import type { NumberKind } from '../base/single-precision.ts';
import type { VerifiedProgram } from '../bytecode/verifier.ts';
import type { RobotMessage } from '../robot/message.ts';
import type { RobotProfile } from '../robot/profile.ts';
import { Arena } from '../sim/contacts/arena.ts';
import type { Rules } from '../sim/rules.ts';
import { SimRobot } from '../sim/sim-robot.ts';
import type { Track } from '../sim/track.ts';
import { World } from '../sim/world.ts';
import type { LoadedModels } from './loaded-models.ts';
import type { RobotTime } from './robot-time.ts';
import type { RunText } from './run-report.ts';
import { setUpRun, type RunSetup, type RunSetupOptions } from './run-setup.ts';

/** One of the cars: all that its run depends on besides the track and the others. */
export interface CrowdCar {
  readonly program: VerifiedProgram;
  readonly source: readonly RunText[];
  readonly profile: RobotProfile;
  readonly start: Track['start'];
  readonly seed: number;
  readonly numbers?: NumberKind;
  readonly models?: LoadedModels;
}

export interface CrowdOptions {
  readonly track: Track;
  /** In the order of their numbers; `CARS_MAX` at most. */
  readonly cars: readonly CrowdCar[];
  /** Instead of the track's own. */
  readonly rules?: Rules;
  readonly limitMs?: number;
  readonly quotaPerMs?: number;
  /** What one car's run has beyond the others': its recording, its listeners. */
  readonly extrasOf?: (car: number) => Partial<RunSetupOptions>;
}

export class Crowd {
  readonly setups: readonly RunSetup[];
  readonly #arena: Arena;
  /** Borrowed: each goes on when its program has ended. */
  readonly worlds: readonly World[];
  #passedMs = 0;
  /** In this millisecond: no more than the programs' quotas allow. */
  #sent: { readonly car: number; readonly message: RobotMessage }[] = [];

  constructor({ track, cars, rules, extrasOf, limitMs, quotaPerMs }: CrowdOptions) {
    this.#arena = new Arena(track, cars);
    this.worlds = cars.map(
      ({ profile, seed, start }, car) =>
        new World({
          profile,
          seed,
          track: { ...track, start },
          among: { arena: this.#arena, car },
          ...(rules === undefined ? {} : { rules }),
        }),
    );
    this.setups = cars.map(({ profile: _profile, start: _start, ...own }, car) =>
      setUpRun({
        ...{ ...own, robot: new SimRobot(this.worlds[car]!), world: this.worlds[car]!, time: this.#timeOf() },
        ...(limitMs === undefined ? {} : { limitMs }),
        ...(quotaPerMs === undefined ? {} : { quotaPerMs }),
        ...extrasOf?.(car),
        onSend: (message) => void this.#sent.push({ car, message }),
      }),
    );
  }

  /** A millisecond passes for a program once the world has made it. */
  #timeOf(): RobotTime {
    let passedMs = 0;
    return {
      pass: () => {
        if (passedMs >= this.#passedMs) return false;
        passedMs++;
        return true;
      },
      hold: () => {},
      release: () => {},
    };
  }

  /** Until each program has ended, or `isOver` says that nobody needs the rest. Programs that have ended leave a car that stands in the way. */
  run(isOver?: () => boolean): void {
    for (const { driver } of this.setups) driver.start();
    for (;;) {
      // A turn that was halted when the run was recorded goes on, as it did then.
      while (!this.turn()) for (const { driver } of this.setups) driver.resume();
      if (this.isOver || isOver?.() === true) return;
      this.step();
    }
  }

  /** Each program has ended. */
  get isOver(): boolean {
    return this.setups.every(({ driver }) => driver.state === 'ended');
  }

  /** Each program has its share of this millisecond. False: one is halted before it, and all after it wait. */
  turn(): boolean {
    return this.setups.every(({ driver }) => {
      driver.advance();
      return driver.state !== 'paused';
    });
  }

  /** A millisecond passes for all, after each has had its share of the one before. */
  step(): void {
    this.#arena.step();
    for (const world of this.worlds) world.step();
    this.#passedMs++;
    const sent = this.#sent;
    if (sent.length === 0) return;
    this.#sent = [];
    for (const { car, message } of sent.toSorted((a, b) => a.car - b.car))
      for (const [other, setup] of this.setups.entries()) if (other !== car) setup.tell({ kind: 'message', ...message });
  }
}
