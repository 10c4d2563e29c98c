/** A car of the simulator as a RobotPort. Layer: sim. Time is the world's; nothing here lets it pass. */
import { assert, AssertionError, unreachable } from '../base/assert.ts';
import { partOf, type PartType, type RobotProfile } from '../robot/profile.ts';
import type { InputId, OutputId, PortValue, RobotPort } from '../robot/robot-port.ts';
import type { World } from './world.ts';

const PART_OF_OUTPUT: { readonly [O in OutputId]?: PartType } = { motors: 'motors', led: 'led', tone: 'buzzer' };

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
        return world.batteryVolts;
      case 'gyro':
        return world.turnedDeg;
      case 'encoder':
        return world.wheelWayMm(index === 0 ? 0 : 1);
      case 'bump':
      case 'light':
      case 'color':
        throw new AssertionError('the checker lets no program read a part that the robot lacks');
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
  }

  stopAll(): void {
    this.#world.setMotors(0, 0);
    this.#world.setTone(0, 0);
  }

  #has(part: PartType | undefined): boolean {
    return part !== undefined && partOf(this.profile, part) !== undefined;
  }
}
