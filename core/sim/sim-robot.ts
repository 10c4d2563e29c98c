/** A car of the simulator as a RobotPort. Layer: sim. Time is the world's; nothing here lets it pass. */
import { assert, AssertionError, unreachable } from '../base/assert.ts';
import { partOf, type PartType, type RobotProfile } from '../robot/profile.ts';
import type { InputId, OutputId, PortValue, RobotPort } from '../robot/robot-port.ts';
import type { World } from './world.ts';

const PART_OF_OUTPUT: { readonly [O in OutputId]?: PartType } = {
  motors: 'motors',
  led: 'led',
  tone: 'buzzer',
  servo: 'servo',
  display: 'display',
  learnLine: 'line',
};

export class SimRobot implements RobotPort {
  readonly profile: RobotProfile;
  readonly #world: World;

  constructor(world: World) {
    this.profile = world.profile;
    this.#world = world;
  }

  nowMs(): number {
    return this.#world.timeMs;
  }

  read(input: InputId, index: number): PortValue {
    const world = this.#world;
    switch (input) {
      case 'line':
        // A sensor that is not there sees nothing.
        return index >= 0 && index < world.lineCount ? world.line(index) : 0;
      case 'lifted':
        return world.isLifted;
      case 'sonar':
        return world.sonarMm();
      case 'button':
        return world.button;
      case 'battery':
        return world.parts.batteryVolts();
      case 'gyro':
        return world.parts.headingDeg(world.timeMs);
      case 'encoder':
        return world.parts.encoderMm(index === 0 ? 0 : 1);
      case 'bump':
        return world.parts.bump(index);
      case 'light':
        return world.light;
      case 'sound':
        return world.sound;
      case 'color':
        return world.parts.colorName();
      case 'aiLabel':
      case 'aiClass':
      case 'aiConfidence':
      case 'aiOut':
      case 'remote':
      case 'tune':
      case 'message':
      case 'messages':
        throw new AssertionError('what comes from outside is not the world’s to answer');
      default:
        return unreachable(input);
    }
  }

  write(output: OutputId, values: readonly PortValue[]): void {
    assert(this.#has(PART_OF_OUTPUT[output]), 'the checker lets no program set a part that the robot lacks');
    if (output === 'motors') this.#world.setMotors(Number(values[0]), Number(values[1]));
    else if (output === 'led') this.#world.setLed(String(values[0]));
    else if (output === 'tone') this.#world.setTone(Number(values[0]), Number(values[1]));
    else if (output === 'servo') this.#world.servoDeg = Number(values[0]);
    else if (output === 'display') this.#world.display = String(values[0]);
    else if (output === 'learnLine') this.#world.learnLine(values[0] === 1);
  }

  stopAll(): void {
    this.#world.setMotors(0, 0);
    this.#world.setTone(0, 0);
  }

  #has(part: PartType | undefined): boolean {
    return part !== undefined && partOf(this.profile, part) !== undefined;
  }
}
