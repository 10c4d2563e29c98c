/** A robot whose board runs Firmata, as who drives it sees it. Layer: device. Made by connect-firmata-robot.ts. */
import type { Events } from '../../base/emitter.ts';
import type { Fault } from '../../base/result.ts';
import type { CarCalibration } from '../../robot/calibration.ts';
import type { PartType } from '../../robot/profile.ts';
import type { RobotPort } from '../../robot/robot-port.ts';
import type { DeviceFaultCode } from '../device-faults.ts';
import type { LinkQuality } from '../link-meter.ts';
import type { BoardIdentity, GuijiLink } from './guiji/guiji-link.ts';

/** What a viewer may show of a robot that nobody tracks; the arrays are copies. */
export interface FirmataRobotState {
  readonly leftPercent: number;
  readonly rightPercent: number;
  /** 0 (light) … 100 (dark), leftmost first. */
  readonly line: readonly number[];
  readonly sonarMm: number;
  readonly led: string;
  readonly toneHz: number;
}

/** Why a robot stopped by itself, and can go on. */
export type HaltCode = 'device.stop-pressed' | 'device.host-silent';

export interface FirmataRobot extends RobotPort {
  /** At most one: the robot is lost, its stream is closed. Not emitted by `close()`. */
  readonly faults: Events<Fault<DeviceFaultCode>>;
  /** The motors are off, and the robot is still there: its stop button, or its own watchdog. */
  readonly halts: Events<Fault<HaltCode>>;
  /** False after a fault or `close()`; reads then keep their last values and writes do nothing. */
  readonly isConnected: boolean;
  readonly firmware: { readonly name: string; readonly version: string };
  /** Who the car says it is; undefined where its board runs another firmware. */
  readonly identity: BoardIdentity | undefined;
  /** For what only our firmware can: the car's record. undefined with another. */
  readonly own: GuijiLink | undefined;
  /** Parts on the I2C bus that have answered nothing: the board is there and they are not. */
  readonly silentParts: readonly PartType[];
  /** How long the car takes to answer; undefined where it is not known yet. */
  link(): LinkQuality | undefined;
  state(): FirmataRobotState;
  /** From now on it drives and reads by what this car measured; what does not fit its kit changes nothing. */
  calibrate(calibration: CarCalibration | undefined): void;
  /** What each line sensor reads now, a share of the ADC's range, leftmost first. */
  rawLine(): readonly number[];
  /** Sets `nowMs()` to 0 and every output to off; a stop button's latch is let go. */
  beginRun(): void;
  /** Motors off, then the stream closed; every timer and listener gone. Idempotent. */
  close(): Promise<void>;
}
