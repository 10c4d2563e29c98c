/**
 * The VM's whole outside world (DESIGN: one program, one port, four robots, one recording). Layer: robot.
 * Implemented by SimRobot (core/sim), FirmataRobot (core/device), and ReplayRobot (core/run).
 *
 * Values are primitives in API units: mm, ms, degrees clockwise, percent. Clamping is done by the API table's natives, never here.
 */
import type { RobotProfile } from './profile.ts';

export type PortValue = number | boolean | string;

/** What a robot answers. The index says which of several (`line` 0 is the leftmost sensor; `encoder` 0 left, 1 right). */
export type RobotInputId =
  | 'line' // number 0 (light) … 100 (dark)
  | 'sonar' // number mm, Infinity without an echo
  | 'bump' // boolean
  | 'button' // boolean
  | 'light' // number 0 … 100
  | 'sound' // number 0 … 100
  | 'color' // string, a colour name
  | 'gyro' // number degrees, clockwise positive, 0 at start
  | 'encoder' // number mm since start
  | 'lifted' // boolean: every line sensor dark for 200 ms
  | 'battery'; // number volts

/** What comes from outside the robot and its world (core/run/outside-port.ts answers, whatever the robot). */
export type OutsideInputId =
  | 'aiLabel' // string: what the camera sees, '' where nothing is sure
  | 'aiClass' // string: name of class `index`, '' past the end
  | 'aiConfidence' // number 0 … 100, of class `index`
  | 'aiOut' // number: of question `index / 64`: place 0 how it went (see model-answers.ts), place 1 + i output i
  | 'tune' // number: where slider `index` stands
  | 'message' // number, boolean or text: what came last under name `index`; 0 before anything came
  | 'messages' // number: how many messages have come under name `index`
  | 'remote'; // number percent: what a person at the keys asks of the motors; 0 left, 1 right

/** What a program can read. */
export type InputId = RobotInputId | OutsideInputId;

/** What a robot takes. */
export type RobotOutputId =
  | 'motors' // [left, right] percent −100 … 100
  | 'led' // [colour: name, '#rrggbb' or 'off']
  | 'tone' // [frequencyHz, durationMs]
  | 'servo' // [degrees 0 … 180]
  | 'display' // [text]
  | 'learnLine'; // [1: learn each sensor's black and white from now on; 0: read by what was learnt]

/** Answered by whoever stands around the robot, see InputId. */
export type OutsideOutputId =
  | 'aiAsk' // [question's number, model's name, …inputs], answered at `aiOut`
  | 'tune' // [index, name, initial, min, max], answered at `tune`
  | 'send' // [name, value]
  | 'listen'; // [index, name], answered at `message` and `messages`

export type OutputId = RobotOutputId | OutsideOutputId;

export interface RobotPort {
  readonly profile: RobotProfile;
  /** Robot time since the run began: simulated or monotonic, never the wall clock. Whole milliseconds in the simulator. */
  nowMs(): number;
  /** The latest value; never waits. An input that the robot lacks is a bug of the checker and asserts. */
  read(input: InputId, index: number): PortValue;
  write(output: OutputId, values: readonly PortValue[]): void;
  /** All motors off, and everything queued before it is overtaken. Idempotent. */
  stopAll(): void;
}
