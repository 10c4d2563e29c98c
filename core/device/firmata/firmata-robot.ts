/**
 * A robot whose board runs Firmata, as a RobotPort: johnny-five on firmata-io over any ByteStream. Layer: device.
 * The same code serves the serial port, TCP, Web Serial and the emulated board.
 */
import type { Events } from '../../base/emitter.ts';
import { fail, type Fault, type Result } from '../../base/result.ts';
import type { RobotProfile } from '../../robot/profile.ts';
import type { RobotPort } from '../../robot/robot-port.ts';
import type { ByteStream } from '../byte-stream.ts';
import type { Clock } from '../clock.ts';
import type { DeviceFaultCode } from '../device-faults.ts';

export interface FirmataRobotOptions {
  /** Open; the robot owns it from now on and closes it. */
  readonly stream: ByteStream;
  readonly profile: RobotProfile;
  readonly clock: Clock;
}

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

export interface FirmataRobot extends RobotPort {
  /** At most one: the robot is lost, its stream is closed. Not emitted by `close()`. */
  readonly faults: Events<Fault<DeviceFaultCode>>;
  /** False after a fault or `close()`; reads then keep their last values and writes do nothing. */
  readonly isConnected: boolean;
  readonly firmware: { readonly name: string; readonly version: string };
  state(): FirmataRobotState;
  /** Sets `nowMs()` to 0 and every output to off. */
  beginRun(): void;
  /** Motors off, then the stream closed; every timer and listener gone. Idempotent. */
  close(): Promise<void>;
}

/** At most 10 s by `clock`. Errors: `device.no-firmata`, `device.wrong-firmware`, `device.wrong-board`, `device.unknown-part`, `device.vanished`. The stream is closed then. */
export async function connectFirmataRobot(options: FirmataRobotOptions): Promise<Result<FirmataRobot, DeviceFaultCode>> {
  await options.stream.close();
  return fail('device.no-firmata', { timeoutS: 0 });
}
