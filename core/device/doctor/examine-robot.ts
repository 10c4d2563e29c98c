/** Connects to a robot whose firmware answers, and looks whether its parts do. Layer: device. */
import { baudsOf, partOf, type RobotProfile } from '../../robot/profile.ts';
import type { ByteStreamOpener } from '../byte-stream.ts';
import type { Clock } from '../clock.ts';
import { connectFirmataRobot } from '../firmata/firmata-robot.ts';
import type { RobotFact } from './doctor-facts.ts';

export interface ExamineRobotOptions {
  readonly device: string;
  readonly opener: ByteStreamOpener;
  readonly clock: Clock;
  readonly profile: RobotProfile;
}

/** Long enough for the slowest sensor's first value and for the battery's voltage to settle. */
const LISTEN_MS = 800;

/** Nothing moves; the port is closed again. */
export async function examineRobot({ device, opener, clock, profile }: ExamineRobotOptions): Promise<RobotFact> {
  const opened = await opener.open({ baud: baudsOf(profile)[0] });
  if (!opened.ok) return { device, silentParts: [], fault: opened.fault };
  const connected = await connectFirmataRobot({ stream: opened.value, profile, clock });
  if (!connected.ok) return { device, silentParts: [], fault: connected.fault };
  const robot = connected.value;
  await new Promise<void>((resolve) => void clock.after(LISTEN_MS, resolve));
  const battery = partOf(profile, 'battery');
  const volts = battery === undefined ? undefined : Number(robot.read('battery', 0));
  const silentParts = robot.silentParts.map((part) => ({ part }));
  const otherFirmware = robot.own === undefined ? { otherFirmware: robot.firmware.name } : {};
  await robot.close();
  return {
    device,
    silentParts,
    ...otherFirmware,
    ...(battery === undefined || volts === undefined ? {} : { battery, batteryVolts: volts }),
  };
}
