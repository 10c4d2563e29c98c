import { beforeAll, describe, expect, it } from 'vitest';
import { InProcessCar } from '../../../bridge/emulator/testing/in-process-car.ts';
import { connectFirmataRobot } from '../../../core/device/firmata/connect-firmata-robot.ts';
import type { FirmataRobot } from '../../../core/device/firmata/firmata-robot.ts';
import { EmulatedPort } from './testing/emulated-port.ts';
import { baudsOf } from '../../../core/robot/profile.ts';
import { webSerialOpener } from './web-serial-stream.ts';

describe('a board behind Web Serial', () => {
  const bench = new InProcessCar();
  const port = new EmulatedPort(bench);
  const ids = { usbVendorId: 0x2341, usbProductId: 0x43 };
  const opener = webSerialOpener({ index: 0, ...ids }, () => Promise.resolve([port]), bench.clock);
  let robot: FirmataRobot;

  async function connect(): Promise<void> {
    const stream = await opener.open({ baud: baudsOf(bench.profile)[0] });
    if (!stream.ok) throw new Error(stream.fault.code);
    const opened = await bench.until(connectFirmataRobot({ stream: stream.value, profile: bench.profile, clock: bench.clock }));
    if (!opened.ok) throw new Error(opened.fault.code);
    robot = opened.value;
  }

  beforeAll(connect);

  it('is driven by the same code as one at the bridge', async () => {
    robot.write('motors', [50, -50]);
    await bench.runMs(40);
    expect(bench.car.telemetry().leftPercent).toBeCloseTo(50, -0.3);
    expect(bench.car.telemetry().rightPercent).toBeCloseTo(-50, -0.3);
    expect(robot.read('line', 2)).toBeGreaterThan(60);
  });

  it('says that it is in use', async () => {
    expect(await opener.open({ baud: baudsOf(bench.profile)[0] })).toMatchObject({ ok: false, fault: { code: 'device.busy' } });
  });

  it('lets Stop overtake what waits', async () => {
    for (let i = 0; i < 60; i++) robot.write('motors', [80 + (i % 2), i % 2 ? 80 : -80]);
    robot.stopAll();
    await bench.runMs(25);
    expect(bench.car.telemetry()).toMatchObject({ leftPercent: 0, rightPercent: 0 });
  });

  it('is closed with its motors off and its streams let go, and opens again', async () => {
    robot.write('motors', [50, 50]);
    await bench.runMs(25);
    await bench.until(robot.close());
    await bench.runMs(25);
    expect(bench.car.telemetry().leftPercent).toBe(0);
    expect(port.readable).toBeNull();
    await connect();
    expect(robot.isConnected).toBe(true);
  });

  it('that is pulled is told, once', async () => {
    const faults: string[] = [];
    robot.faults.subscribe(({ code }) => faults.push(code));
    port.pull();
    await bench.runMs(5);
    expect(faults).toEqual(['device.vanished']);
  });
});
