/** Firmata's I2C messages against devices on the emulated bus; ours and StandardFirmata. Specification: https://github.com/firmata/protocol/blob/master/i2c.md */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { I2cDevice } from '../../bridge/emulator/i2c-bus.ts';
import { SUB, u14 } from '../../core/device/firmata/guiji/sysex.ts';
import { CarBench } from './car-bench.ts';
import { FirmwareBench, GUIJI_2560, GUIJI_328P, STANDARD_FIRMATA, sysex, sysexes, text } from './firmware-bench.ts';

const I2C_REQUEST = 0x76;
const I2C_REPLY = 0x77;
const I2C_CONFIG = 0x78;
const STRING = 0x71;
const WRITE = 0x00;
const READ = 0x08;
const CONTINUOUSLY = 0x10;
const STOP_READING = 0x18;
const ADDRESS = 0x68;

/** Registers that count on by themselves, as most sensors have them. */
class Registers implements I2cDevice {
  readonly bytes = Uint8Array.from({ length: 256 }, (_, index) => (index * 5 + 1) & 0xff);
  #at: number | undefined = 0;

  begin(isWrite: boolean): void {
    if (isWrite) this.#at = undefined;
  }

  write(byte: number): boolean {
    if (this.#at === undefined) this.#at = byte;
    else this.bytes[this.#at++] = byte;
    return true;
  }

  read(): number {
    const byte = this.bytes[this.#at ?? 0]!;
    this.#at = ((this.#at ?? 0) + 1) & 0xff;
    return byte;
  }
}

const pairs = (...bytes: readonly number[]): readonly number[] => bytes.flatMap((byte) => [byte & 127, byte >> 7]);
const request = (mode: number, ...data: readonly number[]): readonly number[] => sysex(I2C_REQUEST, ADDRESS, mode, ...pairs(...data));
const values = (data: readonly number[]): readonly number[] =>
  data.filter((_, index) => index % 2 === 0).map((low, index) => low + 128 * data[2 * index + 1]!);

describe.each([GUIJI_328P, GUIJI_2560, STANDARD_FIRMATA])('$name on an $chip', (firmware) => {
  let board: FirmwareBench;
  let device: Registers;
  beforeAll(() => {
    board = new FirmwareBench(firmware);
  });
  beforeEach(() => {
    board.reset();
    device = new Registers();
    board.chip.i2c.devices.clear();
    board.chip.i2c.devices.set(ADDRESS, device);
    board.ask(sysex(I2C_CONFIG, 0, 0), 5);
  });

  it('writes what the host sends', () => {
    board.ask(request(WRITE, 0x20, 0xab, 0x01), 10);
    expect([...device.bytes.slice(0x20, 0x22)]).toEqual([0xab, 0x01]);
  });

  it('reads a register, and goes on from there without one', () => {
    const [first] = sysexes(board.ask(request(READ, 0x3b, 6), 15), I2C_REPLY);
    expect(values(first!)).toEqual([ADDRESS, 0x3b, ...device.bytes.slice(0x3b, 0x41)]);
    const [second] = sysexes(board.ask(request(READ, 2), 15), I2C_REPLY);
    expect(values(second!)).toEqual([ADDRESS, 0, ...device.bytes.slice(0x41, 0x43)]);
  });

  it('reads continuously at the sampling interval, several registers, until it is told to stop', () => {
    board.ask([...sysex(0x7a, 20, 0), ...request(CONTINUOUSLY, 0x10, 2), ...request(CONTINUOUSLY, 0x40, 1)], 45);
    const said = sysexes(board.run(200), I2C_REPLY).map(values);
    for (const register of [0x10, 0x40]) {
      const count = said.filter(([, at]) => at === register).length;
      expect(count).toBeGreaterThanOrEqual(9);
      expect(count).toBeLessThanOrEqual(11);
    }
    board.ask([...request(STOP_READING), ...request(STOP_READING)], 30);
    expect(sysexes(board.run(60), I2C_REPLY)).toEqual([]);
  });

  it('says so where nobody answers', () => {
    board.chip.i2c.devices.clear();
    const said = board.ask(request(READ, 0x10, 2), 15);
    expect(text(sysexes(said, STRING)[0] ?? [])).toContain('I2C');
    expect(sysexes(said, I2C_REPLY).map(values)).toEqual([[ADDRESS, 0x10]]);
  });

  it('refuses addresses of 10 bits', () => {
    const said = board.ask(sysex(I2C_REQUEST, ADDRESS, READ | 0x20, ...pairs(0, 1)), 15);
    expect(text(sysexes(said, STRING)[0] ?? [])).toContain('10-bit');
  });
});

describe('a bus that hangs', () => {
  it('is let go of: our board answers on, and its watchdog counts', () => {
    const car = new CarBench();
    car.chip.i2c.devices.set(ADDRESS, new Registers());
    car.ask([...sysex(I2C_CONFIG, 0, 0), ...sysex(0x7a, 10, 0), ...request(CONTINUOUSLY, 0x10, 6)], 40);
    car.wireMotors();
    car.request(SUB.session, u14(100));
    car.chip.i2c.isStuck = true;
    car.drive(500, 500, 10);
    expect(car.standsStill).toBe(false);
    const said = car.ask([0xf9], 25);
    expect(said.some(([status]) => status === 0xf9)).toBe(true);
    expect(car.msUntilOff(120)).toBeLessThanOrEqual(100);
  });

  it('stops StandardFirmata for good: that is why ours does not wait', () => {
    const board = new FirmwareBench(STANDARD_FIRMATA);
    board.ask(sysex(I2C_CONFIG, 0, 0), 5);
    board.chip.i2c.isStuck = true;
    board.ask(request(READ, 0x10, 2), 20);
    expect(board.ask([0xf9], 100)).toEqual([]);
  });
});
