/** Tones, strips of lamps, digits: by the edges on the pins. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eightBits, SUB, u14 } from '../../core/device/firmata/guiji/sysex.ts';
import { CarBench, REFUSAL } from './car-bench.ts';
import { GUIJI_2560, GUIJI_328P } from './firmware-bench.ts';

const CYCLES_PER_US = 16;

interface Edge {
  readonly isHigh: boolean;
  readonly us: number;
}

describe.each([GUIJI_328P, GUIJI_2560])('on an $chip', (firmware) => {
  let car: CarBench;
  beforeAll(() => {
    car = new CarBench(firmware);
  });
  beforeEach(() => car.reset());

  const edges = (pin: number, work: () => void): readonly Edge[] => {
    const seen: Edge[] = [];
    const unwatch = car.chip.watchPin(pin, (isHigh, cycle) => seen.push({ isHigh, us: cycle / CYCLES_PER_US }));
    work();
    unwatch();
    return seen;
  };

  describe('a tone', () => {
    it.each([31, 262, 440, 2000, 10_000])('of %s Hz', (hz) => {
      const seen = edges(4, () => car.ask([...sysexOf(SUB.tone, [4, ...u14(hz), ...u14(0)])], 120));
      const rises = seen.filter(({ isHigh }) => isHigh);
      const measured = (1e6 * (rises.length - 1)) / (rises.at(-1)!.us - rises[0]!.us);
      expect(Math.abs(measured / hz - 1)).toBeLessThan(0.01);
      car.request(SUB.tone, [4, ...u14(0), ...u14(0)]);
      expect(edges(4, () => car.run(20))).toEqual([]);
    });

    it('ends by itself after its time, low', () => {
      const seen = edges(4, () => car.request(SUB.tone, [4, ...u14(440), ...u14(100)], 200));
      expect(Math.abs((seen.at(-1)!.us - seen[0]!.us) / 1000 - 100)).toBeLessThan(5);
      expect(car.chip.isDrivenHigh(4)).toBe(false);
    });

    it('gives the timer back: PWM of the same timer goes on after it', () => {
      const pin = firmware.chip === 'atmega328p' ? 3 : 9;
      car.ask([0xf4, pin, 3, 0xe0 | pin, 64, 0], 5);
      car.request(SUB.tone, [4, ...u14(440), ...u14(30)], 50);
      expect(car.duty(pin)).toBeCloseTo(0.25, 2);
    });

    it('is refused beyond what the timer can do', () => {
      expect(car.refusal(SUB.tone, [4, ...u14(20), ...u14(0)])).toBe(REFUSAL.outOfRange);
      expect(car.refusal(SUB.tone, [4, ...u14(12_000), ...u14(0)])).toBe(REFUSAL.outOfRange);
    });
  });

  describe('a strip of WS2812', () => {
    /** Bits as the lamps take them, by the data sheet's times: high 0.4 µs is 0, 0.8 µs is 1, each ± 150 ns. */
    const lampBytes = (seen: readonly Edge[]): readonly number[] => {
      const bits: number[] = [];
      for (let at = 0; at + 1 < seen.length; at += 2) {
        const highUs = seen[at + 1]!.us - seen[at]!.us;
        expect(Math.min(Math.abs(highUs - 0.4), Math.abs(highUs - 0.8))).toBeLessThan(0.15);
        bits.push(highUs > 0.6 ? 1 : 0);
        const lowUs = seen[at + 2] === undefined ? 0.45 : seen[at + 2]!.us - seen[at + 1]!.us;
        // How long a bit is low matters little: 50 µs end the message by the data sheet, 6 µs with the hastiest lamps. Between two an interrupt may come.
        expect(lowUs).toBeLessThan(bits.length % 24 === 0 ? 40 : 1.5);
        expect(lowUs).toBeGreaterThan(0.25);
      }
      return Array.from({ length: bits.length / 8 }, (_, index) => Number.parseInt(bits.slice(8 * index, 8 * index + 8).join(''), 2));
    };
    const colour = (...rgb: readonly number[]): readonly number[] => rgb.flatMap((value) => eightBits(value));

    it('shows the colour of each lamp, green first on the wire', () => {
      car.request(SUB.strip, [12, 3]);
      const seen = edges(12, () => car.request(SUB.stripColours, [0, ...colour(255, 128, 1), ...colour(0, 0, 200)], 15));
      expect(lampBytes(seen)).toEqual([128, 255, 1, 0, 0, 200, 0, 0, 0]);
    });

    it('shows one colour on all of them, and keeps the others where one is set', () => {
      car.request(SUB.strip, [12, 4]);
      expect(lampBytes(edges(12, () => car.request(SUB.stripColours, [127, ...colour(9, 8, 7)], 15)))).toEqual(
        [0, 1, 2, 3].flatMap(() => [8, 9, 7]),
      );
      const seen = edges(12, () => car.request(SUB.stripColours, [2, ...colour(1, 2, 3)], 15));
      expect(lampBytes(seen).slice(3)).toEqual([8, 9, 7, 2, 1, 3, 8, 9, 7]);
    });

    it('loses nothing that comes in meanwhile', () => {
      car.request(SUB.strip, [12, 32]);
      const messages = Array.from({ length: 6 }, (_, index) => sysexOf(SUB.stripColours, [127, ...colour(index, 0, 0)])).flat();
      const said = car.ask([...messages, 0xf9], 40);
      expect(said.filter(([status]) => status === 0xf9)).toHaveLength(1);
    });

    it('is refused where a lamp is not there', () => {
      car.request(SUB.strip, [12, 2]);
      expect(car.refusal(SUB.stripColours, [1, ...colour(1, 1, 1), ...colour(1, 1, 1)])).toBe(REFUSAL.outOfRange);
      expect(car.refusal(SUB.strip, [12, 100])).toBe(REFUSAL.outOfRange);
    });
  });

  describe('a display with a TM1637', () => {
    /** What the display takes: bytes between start and stop, low bits first; a line that is not driven is high. */
    function heard(work: () => void): readonly (readonly number[])[] {
      const transfers: number[][] = [];
      let bits: number[] = [];
      let clock = true;
      let data = true;
      const look = (): void => {
        const [nextClock, nextData] = [!car.chip.isDrivenLow(8), !car.chip.isDrivenLow(9)];
        if (clock && nextClock && data && !nextData) transfers.push([]);
        if (!clock && nextClock) bits.push(Number(nextData));
        if (bits.length === 9) {
          transfers.at(-1)!.push(bits.slice(0, 8).reduce((sum, bit, index) => sum + bit * 2 ** index, 0));
          bits = [];
        }
        if (clock && nextClock && !data && nextData) bits = [];
        clock = nextClock;
        data = nextData;
      };
      car.ask([0xf4, 8, 0, 0xf4, 9, 0], 3);
      work();
      for (let us = 0; us < 6000; us++) {
        car.chip.run(CYCLES_PER_US);
        look();
      }
      return transfers;
    }

    it('gets its four digits and its brightness', () => {
      const digits = [0x06, 0x5b, 0xcf, 0x66];
      const said = heard(() => car.tell(SUB.segments, 8, 9, 8, ...digits.flatMap((value) => eightBits(value))));
      expect(said).toEqual([[0x40], [0xc0, ...digits], [0x8f]]);
    });

    it('goes dark at brightness 0', () => {
      const said = heard(() => car.tell(SUB.segments, 8, 9, 0, ...[0, 0, 0, 0].flatMap((value) => eightBits(value))));
      expect(said.at(-1)).toEqual([0x80]);
    });
  });
});

function sysexOf(sub: number, payload: readonly number[]): readonly number[] {
  return [0xf0, 0x0a, sub, ...payload, 0xf7];
}
