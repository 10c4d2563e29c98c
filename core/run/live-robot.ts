/**
 * A live robot as a run sees it: its own robot time, and motors that rest while the program is paused. Layer: run.
 * Why: someone at a breakpoint must not watch a car drive off the table; and a `wait` must not be over because one read the code.
 */
import type { Clock } from '../device/clock.ts';
import type { InputId, OutputId, PortValue, RobotPort } from '../robot/robot-port.ts';
import { LiveTime, type WaitingTime } from './robot-time.ts';

export class LiveRobot implements RobotPort {
  readonly profile: RobotPort['profile'];
  readonly time: WaitingTime;
  readonly #robot: RobotPort;
  readonly #live: LiveTime;
  #motors: readonly PortValue[] = [0, 0];
  #isHeld = false;

  /** Robot time 0 is now. The robot is borrowed. */
  constructor(robot: RobotPort, clock: Clock) {
    this.profile = robot.profile;
    this.#robot = robot;
    const live = new LiveTime(clock);
    this.#live = live;
    this.time = {
      pass: () => live.pass(),
      beginSlice: () => live.beginSlice(),
      idleMs: (wakeAtMs) => live.idleMs(wakeAtMs),
      hold: () => this.#hold(),
      release: () => this.#release(),
    };
  }

  nowMs(): number {
    return this.#live.nowMs();
  }

  read(input: InputId, index: number): PortValue {
    return this.#robot.read(input, index);
  }

  /** While held, motors are only remembered: a step at a breakpoint may set them, and they turn on resume. */
  write(output: OutputId, values: readonly PortValue[]): void {
    if (output === 'motors') {
      this.#motors = [...values];
      if (this.#isHeld) return;
    }
    this.#robot.write(output, values);
  }

  stopAll(): void {
    this.#motors = [0, 0];
    this.#robot.stopAll();
  }

  #hold(): void {
    if (this.#isHeld) return;
    this.#isHeld = true;
    this.#live.hold();
    this.#robot.stopAll();
  }

  #release(): void {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    this.#live.release();
    this.#robot.write('motors', this.#motors);
  }
}
