/** No robot at all: only `log` and time. Layer: run. For `guiji run --robot none`. */
import { AssertionError } from '../base/assert.ts';
import type { RobotProfile } from '../robot/profile.ts';
import type { InputId, OutputId, PortValue, RobotPort } from '../robot/robot-port.ts';

export class BareRobot implements RobotPort {
  readonly profile: RobotProfile;
  #timeMs = 0;

  /** @param profile whose parts are ignored */
  constructor(profile: RobotProfile) {
    this.profile = { ...profile, parts: [] };
  }

  step(): void {
    this.#timeMs++;
  }

  nowMs(): number {
    return this.#timeMs;
  }

  read(input: InputId): PortValue {
    throw new AssertionError(`the checker lets no program read ${input} without a robot`);
  }

  write(output: OutputId): void {
    throw new AssertionError(`the checker lets no program set ${output} without a robot`);
  }

  stopAll(): void {}
}
