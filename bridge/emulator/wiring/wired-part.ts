/** What stands at a board's pins, by part type. Layer: bridge/emulator. One file a subject, and a row in wiring-table.ts. */
import type { PartOf, PartType, RobotProfile } from '../../../core/robot/profile.ts';
import type { World } from '../../../core/sim/world.ts';
import type { BoardPins } from '../board-pins.ts';
import type { I2cDevice } from '../i2c-bus.ts';

/** A board as its wires see it: an emulated chip, or a stand-in for one that is not. */
export interface WiredBoard {
  readonly pins: Pick<BoardPins, 'pin' | 'analogChannel'>;
  readonly freqHz: number;
  readonly cycles: number;
  isDrivenHigh(pin: number): boolean;
  watchPin(pin: number, watcher: (isHigh: boolean, cycle: number) => void): () => void;
  watchLine(pin: number, watcher: (isHigh: boolean, cycle: number) => void): () => void;
  after(cycles: number, callback: () => void): void;
  /** Duty of a pin's PWM, 0 … 1, whenever it is asked. */
  dutyOf(pin: number): () => number;
  /** Length of the pulses that a servo at this pin gets; undefined where nothing pulses. */
  pulseUsOf(pin: number): () => number | undefined;
  drivePin(pin: number, isHigh: boolean): void;
  setAnalogVolts(channel: number, volts: number): void;
  readonly i2c: { readonly devices: Map<number, I2cDevice> };
}

export interface WiringContext {
  readonly board: WiredBoard;
  readonly profile: RobotProfile;
  /** The one that the car stands in now: it changes where the car is placed anew. */
  readonly world: () => World;
}

export interface WiredPart {
  /** What the board does with its pins, into the world: before its next millisecond. */
  act?(world: World): void;
  /** What the world does to the pins: after each of its milliseconds, and when it begins. */
  feed?(world: World): void;
}

export type WirePart<T extends PartType> = (part: PartOf<T>, context: WiringContext) => WiredPart;
