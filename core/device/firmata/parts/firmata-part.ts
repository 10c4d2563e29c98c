/** What a part of a profile becomes on a Firmata board. Layer: device. One file a part type, and a row in part-table.ts. */
import type { PartType, PartOf } from '../../../robot/profile.ts';
import type { InputId, OutputId, PortValue } from '../../../robot/robot-port.ts';
import type { Clock } from '../../clock.ts';
import type { FirmataBoard } from '../firmata-board.ts';

export type PinMode = 'OUTPUT' | 'ANALOG' | 'PWM' | 'PULLUP' | 'INPUT';
export type ProfilePin = number | string;

export interface PinNeed {
  readonly pin: ProfilePin;
  readonly mode: PinMode;
}

export interface PartContext {
  readonly firmata: FirmataBoard;
  readonly clock: Clock;
  /** Calls back with each sample as a share of the ADC's range, 0 … 1; the robot is not ready before the first. */
  readonly onAnalog: (pin: ProfilePin, listener: (share: number) => void) => void;
}

export interface FirmataPart {
  /** The latest value; never waits. */
  readonly inputs?: Partial<Record<InputId, (index: number) => PortValue>>;
  readonly outputs?: Partial<Record<OutputId, (values: readonly PortValue[]) => void>>;
  /** What Stop writes: the actuator off, even where it is off already. */
  stop?(): void;
  /** Off at the start of a run and on close. */
  off?(): void;
  /** The robot is gone: timers end, nothing is written any more. */
  release?(): void;
}

export interface PartDriver<T extends PartType> {
  needs(part: PartOf<T>): readonly PinNeed[];
  attach(part: PartOf<T>, context: PartContext): FirmataPart;
}

/** @param pin `A3` is the fourth analog channel. */
export function analogChannel(pin: ProfilePin): number | undefined {
  return typeof pin === 'string' ? Number(pin.slice(1)) : undefined;
}

/** The digital number of a pin on this board. */
export function digitalPin(pin: ProfilePin, firmata: FirmataBoard): number {
  const channel = analogChannel(pin);
  return channel === undefined ? (pin as number) : (firmata.io.analogPins[channel] ?? -1);
}
