/** FirmataRobot through serialport and a pseudo-terminal, and over TCP, as with a real board: asserted on the emulated board's pins. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeClock } from '../../bridge/devices/node-clock.ts';
import { serialOpener } from '../../bridge/devices/serial-stream.ts';
import { tcpOpener } from '../../bridge/devices/tcp-stream.ts';
import type { Fault } from '../../core/base/result.ts';
import type { ByteStreamOpener } from '../../core/device/byte-stream.ts';
import type { DeviceFaultCode } from '../../core/device/device-faults.ts';
import { connectFirmataRobot } from '../../core/device/firmata/connect-firmata-robot.ts';
import type { FirmataRobot } from '../../core/device/firmata/firmata-robot.ts';
import { baudsOf } from '../../core/robot/profile.ts';
import { profile, SystemCar } from './virtual-car.ts';

async function connect(opener: ByteStreamOpener): Promise<FirmataRobot> {
  const opened = await opener.open({ baud: baudsOf(profile)[0] });
  if (!opened.ok) throw new Error(opened.fault.code);
  // A board is ready within 10 s; a computer that is busy with something else may need a second try, as a person would give it.
  const robot = await connectFirmataRobot({ stream: opened.value, profile, clock: nodeClock });
  if (!robot.ok) throw new Error(robot.fault.code);
  return robot.value;
}

const near = (value: number, wanted: number): boolean => Math.abs(value - wanted) < 1.5;

describe.each(['serial port', 'TCP'] as const)('a robot on a %s', (kind) => {
  let car: SystemCar;
  let opener: ByteStreamOpener;
  let robot: FirmataRobot;

  beforeAll(async () => {
    car = await SystemCar.start({ blank: false });
    opener = kind === 'TCP' ? tcpOpener('127.0.0.1', await car.tcpPort()) : serialOpener(await car.pty());
    robot = await connect(opener);
  });
  afterAll(async () => {
    await robot?.close();
    await car?.close();
  });

  it('has read every sensor', () => {
    expect(robot.firmware).toEqual({ name: 'Guiji', version: '2.7' });
    expect(Number(robot.read('line', 2))).toBeGreaterThan(60);
    expect(Number(robot.read('line', 0))).toBeLessThan(40);
  });

  it('drives its pins', async () => {
    robot.write('led', ['red']);
    robot.write('motors', [50, -25]);
    await car.until(({ led, leftPercent, rightPercent }) => led !== 'off' && near(leftPercent, 50) && near(rightPercent, -25));
    robot.stopAll();
    await car.until(({ leftPercent, rightPercent }) => leftPercent === 0 && rightPercent === 0);
  });

  it('sees its button', async () => {
    car.device.press(true);
    await expect.poll(() => robot.read('button', 0), { timeout: 30_000 }).toBe(true);
    car.device.press(false);
    await expect.poll(() => robot.read('button', 0), { timeout: 30_000 }).toBe(false);
  });

  it('has its motors off when it is closed, and can be had again', async () => {
    robot.write('motors', [70, 70]);
    await car.until(({ leftPercent }) => near(leftPercent, 70));
    // Asked before, because a board that nobody holds rests as soon as it stands, and says no more.
    const standing = car.until(({ leftPercent, rightPercent }) => leftPercent === 0 && rightPercent === 0);
    await robot.close();
    await standing;
    robot = await connect(opener);
    expect(robot.isConnected).toBe(true);
  });

  it('is a fault when it vanishes, and nothing throws', async () => {
    const lost = new Promise<Fault<DeviceFaultCode>>((resolve) => robot.faults.subscribe(resolve));
    robot.write('motors', [60, 60]);
    await car.close();
    expect((await lost).code).toBe('device.vanished');
    robot.write('motors', [10, 10]);
    robot.stopAll();
    expect(robot.isConnected).toBe(false);
  });
});
