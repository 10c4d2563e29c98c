import { beforeAll, describe, expect, it, vi } from 'vitest';
import { InProcessCar } from '../../../bridge/emulator/testing/in-process-car.ts';
import { connectFirmataRobot, type FirmataRobot } from '../../../core/device/firmata/firmata-robot.ts';
import { webSerialOpener } from './web-serial-stream.ts';
import type { WebSerialPort } from './web-serial.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** A board behind Web Serial as the browser shows it: streams that come and go with the port. */
class EmulatedPort extends EventTarget implements WebSerialPort {
  readonly #bench: InProcessCar;
  readable: ReadableStream<Uint8Array> | null = null;
  writable: WritableStream<Uint8Array> | null = null;
  readonly signals: boolean[] = [];
  pull: () => void = () => {};

  constructor(bench: InProcessCar) {
    super();
    this.#bench = bench;
  }

  open({ baudRate }: { readonly baudRate: number }): Promise<void> {
    if (this.readable !== null) return Promise.reject(new DOMException('open already', 'InvalidStateError'));
    const board = this.#bench.openStream({ baud: baudRate });
    this.readable = new ReadableStream<Uint8Array>({
      start: (controller) => {
        board.events.subscribe((event) => {
          if (event.kind === 'data') controller.enqueue(event.bytes);
        });
        this.pull = () => {
          this.readable = null;
          controller.error(new DOMException('The device has been lost.', 'NetworkError'));
          board.vanish();
        };
      },
    });
    this.writable = new WritableStream<Uint8Array>({ write: (bytes) => board.write(bytes), close: () => board.end() });
    return Promise.resolve();
  }

  close(): Promise<void> {
    expect(this.readable?.locked ?? false).toBe(false);
    expect(this.writable?.locked ?? false).toBe(false);
    this.readable = null;
    this.writable = null;
    return Promise.resolve();
  }

  setSignals({ dataTerminalReady = true }): Promise<void> {
    this.signals.push(dataTerminalReady);
    if (dataTerminalReady) this.#bench.car.line.resetBoard();
    return Promise.resolve();
  }

  getInfo(): { readonly usbVendorId: number } {
    return { usbVendorId: 0x2341 };
  }
}

describe('a board behind Web Serial', () => {
  const bench = new InProcessCar();
  const port = new EmulatedPort(bench);
  const opener = webSerialOpener(port, bench.clock);
  let robot: FirmataRobot;

  async function connect(): Promise<void> {
    const stream = await opener.open({ baud: 57_600 });
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
    expect(await opener.open({ baud: 57_600 })).toMatchObject({ ok: false, fault: { code: 'device.busy' } });
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
