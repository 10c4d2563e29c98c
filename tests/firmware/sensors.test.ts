/** The sensors' message, sonar, encoders, the board's own report. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NO_ECHO, NO_PIN, PayloadReader, SUB, u14 } from '../../core/device/firmata/guiji/sysex.ts';
import { CarBench, ofSub, REFUSAL } from './car-bench.ts';
import { channelValues, GUIJI_2560, GUIJI_328P, sysex } from './firmware-bench.ts';

const MM_PER_US = 0.343 / 2;

interface SensorReport {
  readonly number: number;
  readonly atMs: number;
  readonly raw: readonly number[];
  readonly rest: PayloadReader;
}

function report(payload: readonly number[], sensors: number): SensorReport {
  const reader = new PayloadReader(payload);
  const number = reader.u7();
  const atMs = reader.u14();
  reader.u7();
  return { number, atMs, raw: Array.from({ length: sensors }, () => reader.u14()), rest: reader };
}

const reports = (car: CarBench, ms: number, sensors: number): readonly SensorReport[] =>
  ofSub(car.run(ms), SUB.sensors).map((payload) => report(payload, sensors));

describe.each([GUIJI_328P, GUIJI_2560])('on an $chip', (firmware) => {
  let car: CarBench;
  const a0 = firmware.chip === 'atmega328p' ? 14 : 54;
  beforeAll(() => {
    car = new CarBench(firmware);
  });
  beforeEach(() => car.reset());

  it('all sensors come in one message, 200 times a second at 57600 baud', () => {
    for (let channel = 0; channel < 5; channel++) car.chip.setAnalogVolts(channel, channel);
    car.request(SUB.sensors, [...u14(5), ...[0, 1, 2, 3, 4].flatMap((channel) => [a0 + channel, 0])]);
    car.run(20);
    const came = reports(car, 500, 5);
    expect(came.length).toBeGreaterThanOrEqual(99);
    expect(came.length).toBeLessThanOrEqual(101);
    for (const [index, { number, raw }] of came.entries()) {
      expect(number).toBe((came[0]!.number + index) % 128);
      expect(raw.map((value, channel) => Math.abs(value - (1023 * channel) / 5) <= 1)).toEqual(new Array(5).fill(true));
    }
    for (let index = 1; index < came.length; index++) {
      const step = (came[index]!.atMs - came[index - 1]!.atMs + 16_384) % 16_384;
      expect(Math.abs(step - 5)).toBeLessThanOrEqual(1);
    }
  });

  it('digital sensors say 0 or 1023, with and without pull-up', () => {
    car.chip.drivePin(9, true);
    car.chip.drivePin(10, false);
    car.request(SUB.sensors, [...u14(10), 9, 1, 10, 2]);
    expect(reports(car, 25, 2).at(-1)!.raw).toEqual([1023, 0]);
    expect([car.pinState(9).mode, car.pinState(10).mode]).toEqual([0, 11]);
  });

  it('a sonar with two pins: the echo’s length is the distance, measured while everything else goes on', () => {
    const pulses: number[] = [];
    // The echo of 1000 mm begins 450 µs after the ping.
    const echo = (mm: number): void => {
      const us = mm / MM_PER_US;
      car.run(0.45);
      car.chip.drivePin(3, true);
      car.run(us / 1000);
      car.chip.drivePin(3, false);
    };
    car.chip.drivePin(3, false);
    car.request(SUB.sensors, u14(20));
    const unwatch = car.chip.watchPin(2, (isHigh, cycle) => pulses.push(isHigh ? -cycle : cycle));
    car.request(SUB.sonar, [2, 3, ...u14(50)], 1);
    for (const mm of [1000, 80, 3000]) {
      const before = pulses.length;
      while (pulses.length < before + 2) car.run(0.1);
      const pingUs = (pulses.at(-1)! + pulses.at(-2)!) / 16;
      expect(pingUs).toBeGreaterThanOrEqual(10);
      expect(pingUs).toBeLessThan(50);
      echo(mm);
      const [payload] = ofSub(car.run(25), SUB.sensors).slice(-1);
      expect(Math.abs(report(payload!, 0).rest.u14() - mm)).toBeLessThanOrEqual(5);
    }
    unwatch();
    expect(reports(car, 150, 0).at(-1)!.rest.u14()).toBe(NO_ECHO);
  });

  it('a sonar with one pin', () => {
    let isDriven = false;
    const unwatch = car.chip.watchPin(2, (isHigh) => (isDriven = isHigh));
    car.chip.drivePin(2, false);
    car.request(SUB.sensors, u14(20));
    car.request(SUB.sonar, [2, 2, ...u14(40)], 1);
    while (!isDriven) car.run(0.05);
    car.run(0.5);
    car.chip.drivePin(2, true);
    car.run(300 / MM_PER_US / 1000);
    car.chip.drivePin(2, false);
    unwatch();
    expect(Math.abs(reports(car, 22, 0).at(-1)!.rest.u14() - 300)).toBeLessThanOrEqual(5);
  });

  it('encoders count every edge: up with one channel, both ways with two', () => {
    for (const pin of [2, 10, 11]) car.chip.drivePin(pin, false);
    car.request(SUB.sensors, u14(10));
    car.request(SUB.encoder, [0, 2, NO_PIN, 0]);
    car.request(SUB.encoder, [1, 10, 11, 0]);
    for (let edge = 0; edge < 7; edge++) {
      car.chip.drivePin(2, edge % 2 === 0);
      car.run(0.3);
    }
    const turn = (levels: readonly (readonly [boolean, boolean])[]): void => {
      for (const [a, b] of levels) {
        car.chip.drivePin(10, a);
        car.chip.drivePin(11, b);
        car.run(0.2);
      }
    };
    const period = [
      [true, false],
      [true, true],
      [false, true],
      [false, false],
    ] as const;
    turn([...period, ...period, ...period]);
    const ahead = reports(car, 22, 0).at(-1)!.rest;
    expect([ahead.u21(), ahead.u21()]).toEqual([7, 12]);
    turn([...period].reverse().slice(1));
    turn([...period].reverse());
    const back = reports(car, 22, 0).at(-1)!.rest;
    expect([back.u21(), back.u21()]).toEqual([7, 12 - 7]);
  });

  it('the board tells how it is: battery, rounds of the main loop, losses, RAM', () => {
    car.chip.setAnalogVolts(3, 2.5);
    car.request(SUB.sensors, [...u14(5), ...[0, 1, 2, 4].flatMap((channel) => [a0 + channel, 0])]);
    car.request(SUB.status, [...u14(100), a0 + 3]);
    // The report of the second interval: the first has the answer to the messages above in it.
    const [, payload] = ofSub(car.run(230), SUB.status);
    const reader = new PayloadReader(payload!);
    expect(Math.abs(reader.u14() - 512)).toBeLessThanOrEqual(1);
    const longestUs = reader.u21();
    expect(longestUs).toBeGreaterThan(0);
    expect(longestUs).toBeLessThan(2000);
    expect(reader.u14()).toBeLessThan(200);
    expect([reader.u14(), reader.u14()]).toEqual([0, 0]);
    expect(reader.u14()).toBeGreaterThanOrEqual(700);
  });
});

describe('a faster line', () => {
  it('carries five analog inputs each millisecond at 500000 baud', () => {
    const car = new CarBench({ ...GUIJI_328P, baud: 500_000 });
    car.ask([...sysex(0x7a, 1, 0), ...[0, 1, 2, 3, 4].flatMap((channel) => [0xc0 | channel, 1])], 20);
    const said = car.run(100);
    for (let channel = 0; channel < 5; channel++) {
      const count = channelValues(said, 0xe0, channel).length;
      expect(count).toBeGreaterThanOrEqual(98);
      expect(count).toBeLessThanOrEqual(102);
    }
  });

  it('leaves reports out whole where there is no room, and counts them', () => {
    const car = new CarBench({ ...GUIJI_328P, baud: 9600, startMs: 60 });
    car.ask([...sysex(0x7a, 1, 0), ...[0, 1, 2, 3, 4].flatMap((channel) => [0xc0 | channel, 1])], 200);
    const said = car.run(400);
    for (const message of said) expect([message.length, message[0]! & 0xf0]).toEqual([3, 0xe0]);
    expect(said.length).toBeGreaterThan(100);
    car.ask(
      [0, 1, 2, 3, 4].flatMap((channel) => [0xc0 | channel, 0]),
      200,
    );
    car.tell(SUB.status, ...u14(200), NO_PIN);
    const [payload] = ofSub(car.run(300), SUB.status);
    const reader = new PayloadReader(payload!);
    reader.u14();
    reader.u21();
    reader.u14();
    expect(reader.u14()).toBeGreaterThan(500);
  });
});

describe('what is refused', () => {
  let car: CarBench;
  beforeAll(() => {
    car = new CarBench();
  });

  it.each([
    ['an interval under 5 ms', SUB.sensors, u14(4), REFUSAL.outOfRange],
    ['an analog sensor on a pin that cannot measure', SUB.sensors, [...u14(5), 7, 0], REFUSAL.wrongPin],
    ['a digital sensor on a pin that only measures', SUB.sensors, [...u14(5), 20, 1], REFUSAL.wrongPin],
    ['no such kind of sensor', SUB.sensors, [...u14(5), 14, 9], REFUSAL.outOfRange],
    ['half a sensor', SUB.sensors, [...u14(5), 14], REFUSAL.wrongLength],
    ['a threshold too few', SUB.lifted, u14(200).concat(u14(512)), REFUSAL.wrongLength],
    ['a sonar that pings too often', SUB.sonar, [2, 3, ...u14(10)], REFUSAL.outOfRange],
    ['an echo on the serial line', SUB.sonar, [2, 1, ...u14(50)], REFUSAL.wrongPin],
    ['no such encoder', SUB.encoder, [2, 2, 3, 0], REFUSAL.outOfRange],
    ['a battery on a pin that cannot measure', SUB.status, [...u14(200), 7], REFUSAL.wrongPin],
    ['a watchdog too short', SUB.session, u14(10), REFUSAL.outOfRange],
    ['a message that is not known', 0x77, [], REFUSAL.unknown],
  ])('%s', (_, sub, payload, reason) => {
    expect(car.refusal(sub, payload)).toBe(reason);
  });
});
