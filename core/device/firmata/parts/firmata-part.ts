/** What a part of a profile becomes on a Firmata board. Layer: device. One file a part type, and a row in part-table.ts. */
import type { PartOf, PartType, ProfilePin, RobotProfile } from '../../../robot/profile.ts';
import type { InputId, OutputId, PortValue } from '../../../robot/robot-port.ts';
import { pinNumber } from '../../../robot/profile-chips.ts';
import type { Clock } from '../../clock.ts';
import type { FirmataBoard } from '../firmata-board.ts';
import type { GuijiLink } from '../guiji/guiji-link.ts';
import type { OwnSensors } from '../guiji/own-sensors.ts';
import type { I2cBus } from './i2c-bus.ts';

export type { ProfilePin } from '../../../robot/profile.ts';

/** What our own firmware does beyond Firmata. */
export interface OwnBoard {
  readonly link: GuijiLink;
  readonly sensors: OwnSensors;
}

export interface PartContext {
  readonly firmata: FirmataBoard;
  readonly clock: Clock;
  readonly profile: RobotProfile;
  /** Calls back with each sample as a share of the ADC's range, 0 … 1; the robot is not ready before the first. */
  readonly onAnalog: (pin: ProfilePin, listener: (share: number) => void) => void;
  /** Calls back with the level now and at each change. */
  readonly onDigital: (pin: ProfilePin, how: { readonly pullUp: boolean }, listener: (isHigh: boolean) => void) => void;
  readonly i2c: I2cBus;
  /** Absent where the board runs another firmware. */
  readonly own: OwnBoard | undefined;
  /** What the motors were last told, percent; 0 left, 1 right. For encoders of one channel, and for a gyro that looks for its rest. */
  readonly motorPercent: (side: number) => number;
  /** No line sensor sees light any more, or one does again. */
  readonly onDark: (isDark: boolean) => void;
  readonly onStopPressed: () => void;
}

export interface FirmataPart {
  /** The latest value; never waits. */
  readonly inputs?: Partial<Record<InputId, (index: number) => PortValue>>;
  readonly outputs?: Partial<Record<OutputId, (values: readonly PortValue[]) => void>>;
  /** What Stop writes: the actuator off, even where it is off already. */
  stop?(): void;
  /** From now on by what this car measured. */
  calibrate?(profile: RobotProfile): void;
  /** Of line sensors: what each reads now, a share of the ADC's range. */
  rawLine?(): readonly number[];
  /** Off at the start of a run and on close; what counts from the start of a run begins anew. */
  off?(): void;
  /** The board has taken something back by itself: the next write counts, even where it changes nothing. */
  forget?(): void;
  /** The robot is gone: timers end, nothing is written any more. */
  release?(): void;
}

export type AttachPart<T extends PartType> = (part: PartOf<T>, context: PartContext) => FirmataPart;

/** The number of a pin as Firmata counts. Why by the chip's table: the order of a board's analog channels is not everywhere that of its pins. */
export function digitalPin(pin: ProfilePin, { io, chip }: FirmataBoard): number {
  const number = pinNumber(chip, pin);
  if (number !== undefined && number >= 0) return number;
  // A6 and A7 of a Nano only measure.
  return typeof pin === 'string' ? (io.analogPins[Number(pin.slice(1))] ?? -1) : pin;
}
