/**
 * What the Firmata protocol asks of a board, as cases that any firmware can be put to. Layer: tests.
 * Specification: https://github.com/firmata/protocol, protocol.md 2.7 with servos.md, i2c.md and system-variables.md. Each case starts after a SYSTEM_RESET.
 */
import { expect } from 'vitest';
import { channelValues, sysex, sysexes, text, u14, versions, type FirmwareBench } from './firmware-bench.ts';

export interface ConformanceCase {
  /** Named in docs/protocols/firmware.md where firmwares differ. */
  readonly id: string;
  readonly title: string;
  readonly check: (board: FirmwareBench) => void;
}

const MODE = { INPUT: 0, OUTPUT: 1, ANALOG: 2, PWM: 3, SERVO: 4, I2C: 6, PULLUP: 11 } as const;
const KNOWN_MODES = new Set<number>(Object.values(MODE));

const setMode = (pin: number, mode: number): readonly number[] => [0xf4, pin, mode];
const digital = (port: number, levels: number): readonly number[] => [0x90 | port, levels & 127, levels >> 7];
const analogWrite = (pin: number, value: number): readonly number[] => [0xe0 | pin, ...u14(value)];
const sampling = (ms: number): readonly number[] => sysex(0x7a, ...u14(ms));

const firstAnalogPin = (board: FirmwareBench): number => (board.firmware.chip === 'atmega328p' ? 14 : 54);

function capabilities(board: FirmwareBench): readonly (readonly (readonly [number, number])[])[] {
  const answer = board.askSysex(0x6b, [], 150, 0x6c) ?? [];
  const pins: (readonly [number, number])[][] = [[]];
  for (let at = 0; at < answer.length; at++) {
    if (answer[at] === 127) pins.push([]);
    else pins.at(-1)!.push([answer[at]!, answer[++at]!]);
  }
  expect(pins.pop()).toEqual([]);
  return pins;
}

const HELLO: readonly ConformanceCase[] = [
  {
    id: 'hello',
    title: 'says its protocol version and then its name when it has started',
    check(board) {
      const [version, firmware] = board.hello;
      expect(version?.slice(0, 2)).toEqual([0xf9, 2]);
      expect(firmware?.slice(0, 2)).toEqual([0xf0, 0x79]);
    },
  },
  {
    id: 'version',
    title: 'answers REPORT_VERSION',
    check: (board) => expect(versions(board.ask([0xf9], 5))).toHaveLength(1),
  },
  {
    id: 'version-2.7',
    title: 'speaks at least version 2.7',
    check: (board) => expect(versions(board.ask([0xf9], 5))[0]![2]).toBeGreaterThanOrEqual(7),
  },
  {
    id: 'firmware',
    title: 'answers REPORT_FIRMWARE with version and name',
    check(board) {
      const [major, minor, ...name] = board.askSysex(0x79, [], 20) ?? [];
      expect([typeof major, typeof minor]).toEqual(['number', 'number']);
      expect(text(name)).toContain(board.firmware.name);
    },
  },
  {
    id: 'firmware-name',
    title: 'has a name without the ending of a file',
    check: (board) => expect(text((board.askSysex(0x79, [], 20) ?? []).slice(2))).toBe(board.firmware.name),
  },
  {
    id: 'capabilities',
    title: 'tells the modes of every pin, none on the serial pins, and only modes of the protocol',
    check(board) {
      const pins = capabilities(board);
      expect(pins.length).toBeGreaterThanOrEqual(20);
      expect(pins.slice(0, 2)).toEqual([[], []]);
      for (const pin of pins.slice(2)) {
        expect(pin.length).toBeGreaterThan(0);
        for (const [mode, resolution] of pin) {
          expect(KNOWN_MODES).toContain(mode);
          expect(resolution).toBeGreaterThan(0);
        }
      }
    },
  },
  {
    id: 'analog-mapping',
    title: 'maps analog channels to just the pins that can measure, in order',
    check(board) {
      const mapping = board.askSysex(0x69, [], 40, 0x6a) ?? [];
      const canMeasure = capabilities(board).map((modes) => modes.some(([mode]) => mode === MODE.ANALOG));
      expect(mapping.map((channel) => channel !== 127)).toEqual(canMeasure);
      expect(mapping.filter((channel) => channel !== 127)).toEqual([...mapping.keys()].slice(0, canMeasure.filter(Boolean).length));
    },
  },
  {
    id: 'system-variables',
    title: 'answers SYSTEM_VARIABLES: supported, how long a message may be, what it does not know',
    check(board) {
      const ask = (id: number, operation = 0): readonly number[] => board.askSysex(0x66, [operation, 1, 0, ...u14(id), 127], 10) ?? [];
      expect(ask(0)).toEqual([0, 1, 0, 0, 0, 127, 1, 0, 0, 0, 0]);
      const [, , status, , , , low = 0, high = 0] = ask(1);
      expect([status, low + 128 * high >= 64]).toEqual([0, true]);
      expect(ask(1, 1)[2]).toBe(1);
      expect(ask(99)[2]).toBe(4);
    },
  },
];

const OUTPUTS: readonly ConformanceCase[] = [
  {
    id: 'digital-port',
    title: 'writes a port: the pins that are outputs, all eight, and no others',
    check(board) {
      board.ask([...setMode(8, MODE.OUTPUT), ...setMode(9, MODE.INPUT), ...setMode(15, MODE.OUTPUT), ...digital(1, 0x83)], 5);
      expect([8, 9, 15].map((pin) => board.chip.isDrivenHigh(pin))).toEqual([true, false, true]);
      board.ask(digital(1, 0), 5);
      expect([8, 15].map((pin) => board.chip.isDrivenHigh(pin))).toEqual([false, false]);
    },
  },
  {
    id: 'digital-pin',
    title: 'writes one pin by SET_DIGITAL_PIN_VALUE, where it is an output',
    check(board) {
      board.ask([...setMode(12, MODE.OUTPUT), ...setMode(13, MODE.OUTPUT), ...setMode(7, MODE.INPUT), 0xf5, 12, 1, 0xf5, 7, 1], 5);
      expect([12, 13, 7].map((pin) => board.chip.isDrivenHigh(pin))).toEqual([true, false, false]);
      board.ask([0xf5, 12, 0], 5);
      expect(board.chip.isDrivenHigh(12)).toBe(false);
    },
  },
  {
    id: 'pwm',
    title: 'makes PWM of the duty that is written, fully on and off at the ends',
    check(board) {
      for (const pin of [3, 5, 6, 9, 10, 11]) board.ask([...setMode(pin, MODE.PWM), ...analogWrite(pin, 64)], 5);
      for (const pin of [3, 5, 6, 9, 10, 11]) expect([pin, Math.abs(board.duty(pin) - 0.25) < 0.01]).toEqual([pin, true]);
      board.ask(analogWrite(5, 255), 3);
      expect(board.duty(5, 5)).toBe(1);
      board.ask(analogWrite(5, 0), 3);
      expect(board.duty(5, 5)).toBe(0);
    },
  },
  {
    id: 'pwm-too-high',
    title: 'takes a value beyond the resolution for the highest one',
    check(board) {
      board.ask([...setMode(5, MODE.PWM), ...analogWrite(5, 300)], 3);
      expect(board.duty(5, 5)).toBe(1);
    },
  },
  {
    id: 'extended-analog',
    title: 'takes EXTENDED_ANALOG for any pin',
    check(board) {
      const pin = board.firmware.chip === 'atmega2560' ? 44 : 11;
      board.ask([...setMode(pin, MODE.PWM), ...sysex(0x6f, pin, ...u14(128))], 3);
      expect(board.duty(pin)).toBeCloseTo(0.5, 2);
    },
  },
  {
    id: 'pwm-ends',
    title: 'ends PWM when the pin gets another mode',
    check(board) {
      board.ask([...setMode(6, MODE.PWM), ...analogWrite(6, 100), ...setMode(6, MODE.OUTPUT)], 5);
      expect(board.duty(6)).toBe(0);
      expect(board.pinState(6)).toEqual({ mode: MODE.OUTPUT, state: 0 });
    },
  },
  {
    id: 'pin-state',
    title: 'tells mode and what was written last of a pin',
    check(board) {
      board.ask([...setMode(5, MODE.PWM), ...analogWrite(5, 200), ...setMode(8, MODE.OUTPUT), 0xf5, 8, 1, ...setMode(7, MODE.PULLUP)], 5);
      expect(board.pinState(5)).toEqual({ mode: MODE.PWM, state: 200 });
      expect(board.pinState(8)).toEqual({ mode: MODE.OUTPUT, state: 1 });
      expect(board.pinState(7)).toEqual({ mode: MODE.PULLUP, state: 1 });
      board.ask(setMode(7, MODE.INPUT), 3);
      expect(board.pinState(7)).toEqual({ mode: MODE.INPUT, state: 0 });
    },
  },
  {
    id: 'mode-refused',
    title: 'leaves a pin as it is where it cannot do what is asked',
    check(board) {
      const pin = board.firmware.chip === 'atmega2560' ? 22 : 7;
      for (const mode of [MODE.PWM, MODE.ANALOG, MODE.I2C]) {
        board.ask([...setMode(pin, MODE.OUTPUT), ...setMode(pin, mode)], 10);
        expect(board.pinState(pin).mode).toBe(MODE.OUTPUT);
      }
    },
  },
  {
    id: 'servo',
    title: 'drives a servo by degrees and by microseconds',
    check(board) {
      board.ask([...setMode(7, MODE.SERVO), ...analogWrite(7, 90)], 25);
      const middle = board.pulsesUs(7, 45);
      expect(middle.length).toBeGreaterThanOrEqual(2);
      for (const us of middle) expect(Math.abs(us - 1472)).toBeLessThan(25);
      for (const us of board.pulsesUs(7, 65, analogWrite(7, 1900)).slice(1)) expect(Math.abs(us - 1900)).toBeLessThan(25);
    },
  },
  {
    id: 'servo-config',
    title: 'takes a servo’s range from SERVO_CONFIG',
    check(board) {
      board.ask([...sysex(0x70, 8, ...u14(1000), ...u14(2000)), ...setMode(8, MODE.SERVO), ...analogWrite(8, 180)], 25);
      const pulses = board.pulsesUs(8, 45);
      expect(pulses.length).toBeGreaterThanOrEqual(2);
      for (const us of pulses) expect(Math.abs(us - 2000)).toBeLessThan(25);
    },
  },
  {
    id: 'servo-ends',
    title: 'makes no pulses when the pin is no servo any more',
    check(board) {
      board.ask([...setMode(7, MODE.SERVO), ...analogWrite(7, 90)], 30);
      board.ask(setMode(7, MODE.OUTPUT), 25);
      expect(board.pulsesUs(7, 45)).toEqual([]);
      expect(board.chip.isDrivenHigh(7)).toBe(false);
    },
  },
  {
    id: 'servo-quiet',
    title: 'makes no pulse before an angle is written: a servo does not jump when it is attached',
    check(board) {
      board.ask(setMode(7, MODE.SERVO), 10);
      expect(board.pulsesUs(7, 45)).toEqual([]);
    },
  },
];

const INPUTS: readonly ConformanceCase[] = [
  {
    id: 'digital-report',
    title: 'reports a port at once when it is asked to, then each change, then nothing when it is told so',
    check(board) {
      board.chip.drivePin(2, true);
      board.chip.drivePin(4, false);
      const first = board.ask([...setMode(2, MODE.INPUT), ...setMode(4, MODE.INPUT), 0xd0, 1], 8);
      expect(channelValues(first, 0x90, 0).at(-1)).toBe(0x04);
      board.chip.drivePin(4, true);
      expect(channelValues(board.run(8), 0x90, 0)).toEqual([0x14]);
      expect(channelValues(board.run(30), 0x90, 0)).toEqual([]);
      board.ask([0xd0, 0], 3);
      board.chip.drivePin(4, false);
      expect(channelValues(board.run(20), 0x90, 0)).toEqual([]);
    },
  },
  {
    id: 'digital-report-inputs',
    title: 'reports inputs alone, not what outputs are written to',
    check(board) {
      board.chip.drivePin(2, true);
      const said = board.ask([...setMode(2, MODE.INPUT), ...setMode(3, MODE.OUTPUT), 0xf5, 3, 1, 0xd0, 1], 10);
      expect(channelValues(said, 0x90, 0).at(-1)).toBe(0x04);
    },
  },
  {
    id: 'analog-report',
    title: 'reports an analog input at once, then each sampling interval, until it is told not to',
    check(board) {
      board.chip.setAnalogVolts(3, 2.5);
      board.ask(sampling(10), 25);
      const first = channelValues(board.ask([0xc3, 1], 5), 0xe0, 3);
      expect(first.length).toBeGreaterThanOrEqual(1);
      expect(Math.abs(first[0]! - 512)).toBeLessThanOrEqual(1);
      const later = channelValues(board.run(100), 0xe0, 3);
      expect(later.length).toBeGreaterThanOrEqual(9);
      expect(later.length).toBeLessThanOrEqual(11);
      board.ask([0xc3, 0], 12);
      expect(channelValues(board.run(30), 0xe0, 3)).toEqual([]);
    },
  },
  {
    id: 'analog-values',
    title: 'measures 0 … 1023 over the whole range',
    check(board) {
      board.ask([...sampling(5), 0xc1, 1], 20);
      for (const [volts, raw] of [
        [0, 0],
        [1, 204],
        [4, 818],
        [5, 1023],
      ] as const) {
        board.chip.setAnalogVolts(1, volts);
        board.run(12);
        expect(Math.abs(channelValues(board.run(12), 0xe0, 1).at(-1)! - raw)).toBeLessThanOrEqual(1);
      }
    },
  },
  {
    id: 'analog-several',
    title: 'reports several analog inputs in each interval',
    check(board) {
      for (const channel of [0, 1, 2, 4]) board.chip.setAnalogVolts(channel, 1 + channel / 2);
      board.ask([...sampling(10), ...[0, 1, 2, 4].flatMap((channel) => [0xc0 | channel, 1])], 25);
      const said = board.run(100);
      for (const channel of [0, 1, 2, 4]) {
        const values = channelValues(said, 0xe0, channel);
        expect(values.length).toBeGreaterThanOrEqual(9);
        expect(Math.abs(values[0]! - (1023 * (1 + channel / 2)) / 5)).toBeLessThanOrEqual(2);
      }
    },
  },
  {
    id: 'sampling-1-ms',
    title: 'samples each millisecond where the interval is 1',
    check(board) {
      board.ask([...sampling(1), 0xc0, 1], 20);
      const count = channelValues(board.run(100), 0xe0, 0).length;
      expect(count).toBeGreaterThanOrEqual(98);
      expect(count).toBeLessThanOrEqual(102);
    },
  },
  {
    id: 'sampling-exact',
    title: 'keeps to the interval: 20 ms are 20 ms',
    check(board) {
      board.ask([...sampling(20), 0xc0, 1], 50);
      const count = channelValues(board.run(400), 0xe0, 0).length;
      expect(count).toBeGreaterThanOrEqual(19);
      expect(count).toBeLessThanOrEqual(21);
    },
  },
  {
    id: 'extended-report-analog',
    title: 'takes EXTENDED_REPORT_ANALOG for a channel of any number',
    check(board) {
      const channel = 5;
      board.chip.setAnalogVolts(channel, 1);
      const said = board.ask(sysex(0x64, channel, 1), 30);
      expect(Math.abs((channelValues(said, 0xe0, channel)[0] ?? -9) - 204)).toBeLessThanOrEqual(1);
      board.ask(sysex(0x64, channel, 0), 25);
      expect(channelValues(board.run(40), 0xe0, channel)).toEqual([]);
    },
  },
  {
    id: 'analog-mode-ends',
    title: 'stops reporting an analog pin that becomes an output',
    check(board) {
      board.ask([0xc2, 1], 10);
      board.ask(setMode(firstAnalogPin(board) + 2, MODE.OUTPUT), 25);
      expect(channelValues(board.run(60), 0xe0, 2)).toEqual([]);
    },
  },
];

const ROBUST: readonly ConformanceCase[] = [
  {
    id: 'reset',
    title: 'puts everything back at SYSTEM_RESET: outputs low, no PWM, no reports',
    check(board) {
      board.chip.drivePin(2, false);
      board.ask(
        [
          ...setMode(8, MODE.OUTPUT),
          0xf5,
          8,
          1,
          ...setMode(5, MODE.PWM),
          ...analogWrite(5, 99),
          ...setMode(2, MODE.INPUT),
          0xd0,
          1,
          0xc0,
          1,
        ],
        10,
      );
      board.ask([0xff], 25);
      expect(board.chip.isDrivenHigh(8)).toBe(false);
      expect(board.duty(5)).toBe(0);
      board.chip.drivePin(2, true);
      expect(board.run(60)).toEqual([]);
    },
  },
  {
    id: 'unknown-sysex',
    title: 'passes over a sysex that it does not know',
    check: (board) => expect(versions(board.ask([...sysex(0x5f, 1, 2, 3), 0xf9], 10))).toHaveLength(1),
  },
  {
    id: 'stray-data',
    title: 'passes over data bytes that belong to nothing',
    check: (board) => expect(versions(board.ask([0x01, 0x33, 0x7f, 0xf7, 0xf9], 10))).toHaveLength(1),
  },
  {
    id: 'cut-channel-message',
    title: 'takes the next message where one was cut in the middle',
    check(board) {
      board.ask([...setMode(13, MODE.OUTPUT), 0xf5, 13, 0xf5, 13, 1], 5);
      expect(board.chip.isDrivenHigh(13)).toBe(true);
    },
  },
  {
    id: 'cut-sysex',
    title: 'takes the next message where a sysex was cut in the middle',
    check: (board) => expect(versions(board.ask([0xf0, 0x6d, 13, 0xf9], 10))).toHaveLength(1),
  },
  {
    id: 'too-long-sysex',
    title: 'throws a message away that is longer than it can hold, and takes the next',
    check(board) {
      const tooLong = sysex(0x6d, 13, ...new Array<number>(300).fill(1));
      const said = board.ask([...tooLong, 0xf9], 90);
      expect(sysexes(said, 0x6e)).toEqual([]);
      expect(versions(said)).toHaveLength(1);
    },
  },
  {
    id: 'no-such-pin',
    title: 'passes over pins, ports and channels that it does not have',
    check(board) {
      const messages = [
        0xf4,
        120,
        1,
        0xf5,
        120,
        1,
        0x9f,
        1,
        1,
        0xdf,
        1,
        0xcf,
        1,
        ...sysex(0x6f, 120, 1, 1),
        ...sysex(0x70, 120, 1, 1, 1, 1),
      ];
      const said = board.ask([...messages, 0xcf, 0, 0xdf, 0, 0xf9], 15);
      expect(versions(said)).toHaveLength(1);
    },
  },
  {
    id: 'burst',
    title: 'answers every one of thirty questions that come at once',
    check(board) {
      const questions = Array.from({ length: 30 }, () => sysex(0x6d, 13)).flat();
      expect(sysexes(board.ask(questions, 80), 0x6e)).toHaveLength(30);
    },
  },
  {
    id: 'full-duplex',
    title: 'answers every question while it reports',
    check(board) {
      board.ask([...sampling(5), ...[0, 1, 2, 3, 4, 5].flatMap((channel) => [0xc0 | channel, 1])], 20);
      const said = Array.from({ length: 20 }, () => board.ask([...sysex(0x6d, 13), ...sysex(0x6d, 12)], 6)).flat();
      expect(sysexes(said, 0x6e).length).toBeGreaterThanOrEqual(39);
    },
  },
];

export const CONFORMANCE_CASES: readonly ConformanceCase[] = [...HELLO, ...OUTPUTS, ...INPUTS, ...ROBUST];
