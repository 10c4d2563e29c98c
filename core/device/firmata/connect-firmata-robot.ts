/**
 * Connects to a robot whose board runs Firmata: over a serial port, TCP, Web Serial or to the emulated board alike. Layer: device.
 */
import { fail, ok, type FaultParams, type Result } from '../../base/result.ts';
import { pinNeeds, type PinUse } from '../../robot/profile-pins.ts';
import type { RobotProfile } from '../../robot/profile.ts';
import type { DeviceFaultCode } from '../device-faults.ts';
import { ConnectedRobot, type FirmataRobotOptions } from './connected-robot.ts';
import { openFirmataBoard, type FirmataBoard } from './firmata-board.ts';
import type { FirmataRobot } from './firmata-robot.ts';
import { GUIJI_FIRMWARE_NAME, GuijiLink } from './guiji/guiji-link.ts';
import { digitalPin } from './parts/firmata-part.ts';
import { needsOwnFirmware } from './parts/part-table.ts';

const MODE_OF_USE = {
  ...{ input: 'INPUT', 'pull-up': 'PULLUP', output: 'OUTPUT', pwm: 'PWM', analog: 'ANALOG', servo: 'SERVO', tone: 'OUTPUT' },
} as const satisfies Record<PinUse, keyof FirmataBoard['io']['MODES']>;

/**
 * At most 11.5 s by `clock`. The stream is closed where it fails.
 * Errors: `device.no-firmata`, `device.wrong-firmware`, `device.wrong-board`, `device.needs-own-firmware`, `device.vanished`.
 */
export async function connectFirmataRobot(options: FirmataRobotOptions): Promise<Result<FirmataRobot, DeviceFaultCode>> {
  const { stream, profile, clock } = options;
  const opened = await openFirmataBoard(stream, clock, profile);
  if (!opened.ok) {
    await stream.close();
    return opened;
  }
  const firmata = opened.value;
  const link = firmata.io.firmware.name?.startsWith(GUIJI_FIRMWARE_NAME) ? new GuijiLink(firmata.transport, clock) : undefined;
  const refusal = refusalOf(profile, firmata, link !== undefined);
  if (refusal !== undefined) {
    firmata.release();
    await stream.close();
    return refusal;
  }
  const robot = new ConnectedRobot(options, firmata, link);
  const fault = (await robot.firstSamples()) ?? (await robot.identify());
  if (fault === undefined) return ok(robot);
  await robot.close();
  return { ok: false, fault };
}

function refusalOf(profile: RobotProfile, firmata: FirmataBoard, isOwn: boolean): Result<never, DeviceFaultCode> | undefined {
  const beyond = isOwn ? undefined : profile.parts.find(needsOwnFirmware);
  if (beyond !== undefined) return fail('device.needs-own-firmware', { part: beyond.type });
  const missing = missingPin(profile, firmata);
  return missing && fail('device.wrong-board', missing);
}

function missingPin(profile: RobotProfile, firmata: FirmataBoard): FaultParams | undefined {
  const { MODES, pins } = firmata.io;
  const needs = profile.parts.flatMap((part) => pinNeeds(part));
  const missing = needs.find(({ pin, use }) => !pins[digitalPin(pin, firmata)]?.supportedModes.includes(MODES[MODE_OF_USE[use]]));
  return missing && { pin: missing.pin, mode: MODE_OF_USE[missing.use] };
}
