/** Connects to a robot whose firmware answers, and looks whether its parts do. Layer: device. */
import { baudsOf, partOf, type RobotProfile } from '../../robot/profile.ts';
import type { ByteStreamOpener } from '../byte-stream.ts';
import type { Clock } from '../clock.ts';
import { connectFirmataRobot } from '../firmata/connect-firmata-robot.ts';
import type { FirmataRobot } from '../firmata/firmata-robot.ts';
import type { RobotFact } from './doctor-facts.ts';

export interface ExamineRobotOptions {
  readonly device: string;
  readonly opener: ByteStreamOpener;
  readonly clock: Clock;
  readonly profile: RobotProfile;
}

/** Long enough for the slowest sensor's first value and for the battery's voltage to settle. */
const LISTEN_MS = 800;
const LOOKS = 8;

/** MaxBotix LV-MaxSonar-EZ: nothing is nearer to it than 6 inches. Less than that is a wire that is off. */
const SONAR_MM_MIN = 100;

interface Silence {
  /** Numbers of line sensors, from 1. */
  readonly rails: readonly number[];
  readonly isSonarOff: boolean;
}

/**
 * Numbers, from 1, of the analog line sensors that read the very end of the ADC's range all the time: no floor looks so, a wire that is off or
 * touches its neighbour does.
 */
async function silenceOf(robot: FirmataRobot, profile: RobotProfile, clock: Clock): Promise<Silence> {
  const isAnalog = partOf(profile, 'line')?.kind === 'analog';
  let stuck = isAnalog ? robot.rawLine().map((_, index) => index) : [];
  let isSonarOff = partOf(profile, 'sonar')?.kind === 'analog-voltage';
  for (let look = 0; look < LOOKS; look++) {
    await new Promise<void>((resolve) => void clock.after(LISTEN_MS / LOOKS, resolve));
    const raw = robot.rawLine();
    stuck = stuck.filter((index) => raw[index] === 0 || raw[index] === 1);
    isSonarOff &&= Number(robot.read('sonar', 0)) < SONAR_MM_MIN;
  }
  return { rails: stuck.map((index) => index + 1), isSonarOff };
}

/** Nothing moves; the port is closed again. */
export async function examineRobot({ device, opener, clock, profile }: ExamineRobotOptions): Promise<RobotFact> {
  const opened = await opener.open({ baud: baudsOf(profile)[0] });
  if (!opened.ok) return { device, silentParts: [], fault: opened.fault };
  const connected = await connectFirmataRobot({ stream: opened.value, profile, clock });
  if (!connected.ok) return { device, silentParts: [], fault: connected.fault };
  const robot = connected.value;
  const { rails, isSonarOff } = await silenceOf(robot, profile, clock);
  const battery = partOf(profile, 'battery');
  const volts = battery === undefined ? undefined : Number(robot.read('battery', 0));
  const silentParts = [
    ...robot.silentParts.map((part) => ({ part })),
    ...(isSonarOff ? [{ part: 'sonar' as const }] : []),
    ...rails.map((sensor) => ({ part: 'line' as const, sensor })),
  ];
  const otherFirmware = robot.own === undefined ? { otherFirmware: robot.firmware.name } : {};
  await robot.close();
  return {
    device,
    silentParts,
    ...otherFirmware,
    ...(battery === undefined || volts === undefined ? {} : { battery, batteryVolts: volts }),
  };
}
