import { beforeAll, describe, expect, it } from 'vitest';
import { shippedTrack } from '../../core/sim/tracks/index.ts';
import { InProcessCar } from './testing/in-process-car.ts';

/** Firmata messages by hand: nothing of johnny-five stands between these tests and the pins. */
const setMode = (pin: number, mode: 1 | 3): number[] => [0xf4, pin, mode];
const pwm = (pin: number, value: number): number[] => [0xe0 | pin, value & 127, value >> 7];

describe('the virtual car', () => {
  const bench = new InProcessCar({ trackId: 'oval' });
  const { car } = bench;
  let stream = bench.openStream();
  const send = (...bytes: number[]): void => stream.write(Uint8Array.from(bytes));

  beforeAll(async () => {
    await bench.runMs(3500);
    send(...[5, 6].flatMap((pin) => setMode(pin, 3)), ...[7, 8, 11, 12].flatMap((pin) => setMode(pin, 1)));
    await bench.runMs(10);
  });

  it('stands still while the pins are low', () => {
    expect(car.standsStill).toBe(true);
    expect(car.telemetry()).toMatchObject({ leftPercent: 0, rightPercent: 0, led: 'off', toneHz: 0, lap: 0 });
  });

  it('steps its world by the chip: a millisecond is 16,000 cycles', async () => {
    const { timeMs } = car.world;
    const { cycles } = car.chip;
    await bench.runMs(10);
    expect(Math.floor(car.chip.cycles / 16_000) - Math.floor(cycles / 16_000)).toBe(car.world.timeMs - timeMs);
  });

  it('turns the left wheel by EN × IN1 and IN2', async () => {
    // Pins 7 and 11 forward, left at half duty, right at none.
    send(0x90, 0x00, 0x01, 0x91, 0x08, 0x00, ...pwm(5, 127));
    await bench.runMs(20);
    expect(car.telemetry().leftPercent).toBeCloseTo(50, 0);
    expect(car.telemetry().rightPercent).toBe(0);
    // Pin 8 instead of 7: backwards.
    send(0x90, 0x00, 0x00, 0x91, 0x09, 0x00);
    await bench.runMs(20);
    expect(car.telemetry().leftPercent).toBeCloseTo(-50, 0);
  });

  it('does not drive with both inputs alike, nor with EN low', async () => {
    send(0x90, 0x00, 0x01, 0x91, 0x09, 0x00);
    await bench.runMs(20);
    expect(car.telemetry().leftPercent).toBe(0);
    send(0x91, 0x08, 0x00, ...pwm(5, 0));
    await bench.runMs(20);
    expect(car.telemetry().leftPercent).toBe(0);
  });

  it('carries what was queued to the board after the port is closed', async () => {
    const last = bench.openStream({ reset: false });
    last.write(Uint8Array.from([...new Array<number>(300).fill(0xf7), ...[0x90, 0x00, 0x01, 0x91, 0x08, 0x00], ...pwm(5, 255 >> 1)]));
    await last.close();
    await bench.runMs(100);
    expect(car.telemetry().leftPercent).toBeGreaterThan(40);
    stream = bench.openStream({ reset: false });
    send(...pwm(5, 0));
    await bench.runMs(20);
  });

  it('goes back to the start of another track when it is placed', async () => {
    const track = shippedTrack('figure-eight')!;
    car.place(track, 2);
    await bench.runMs(2);
    expect(car.world.track.id).toBe('figure-eight');
    const { pose } = car.telemetry();
    expect(pose?.xMm).toBeCloseTo(track.start.xMm, 0);
    expect(pose?.yMm).toBeCloseTo(track.start.yMm, 0);
  });

  it('lets every motor go at a reset of the board', async () => {
    send(0x90, 0x00, 0x01, 0x91, 0x08, 0x00, ...pwm(5, 255 >> 1));
    await bench.runMs(20);
    expect(car.telemetry().leftPercent).toBeGreaterThan(40);
    await stream.resetBoard();
    await bench.runMs(20);
    expect(car.telemetry().leftPercent).toBe(0);
  });
});
