/** What stops a car: by the chip's own cycles, on both chips. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SUB, u14 } from '../../core/device/firmata/guiji/sysex.ts';
import { CarBench, ofSub } from './car-bench.ts';
import { GUIJI_2560, GUIJI_328P, sysex } from './firmware-bench.ts';

const SILENCE_MS = 300;

describe.each([GUIJI_328P, GUIJI_2560])('on an $chip', (firmware) => {
  let car: CarBench;
  const analogPin = firmware.chip === 'atmega328p' ? 14 : 54;
  const driving = (): void => {
    car.drive(600, -600, 8);
    expect(car.standsStill).toBe(false);
  };

  beforeAll(() => {
    car = new CarBench(firmware);
  });
  beforeEach(() => {
    car.chip.drivePin(2, true);
    car.reset();
    car.request(SUB.emergency, [0]);
    car.wireMotors();
  });

  describe('the host watchdog', () => {
    it('switches the motors off when the host is silent for the time, not before', () => {
      expect(car.request(SUB.session, u14(SILENCE_MS))).toEqual([u14(SILENCE_MS)]);
      driving();
      const off = car.msUntilOff(SILENCE_MS + 50) + 8;
      expect(off).toBeGreaterThan(SILENCE_MS - 10);
      expect(off).toBeLessThanOrEqual(SILENCE_MS + 5);
      expect(car.has('hostSilent')).toBe(true);
    });

    it('says so at once, and the next power counts again', () => {
      car.request(SUB.session, u14(100));
      driving();
      const said = ofSub(car.run(120), SUB.state);
      expect(said).toEqual([[0x18]]);
      driving();
      expect(car.has('hostSilent')).toBe(false);
    });

    it('is content with any whole message, and not with a piece of one or rubbish', () => {
      car.request(SUB.session, u14(100));
      driving();
      for (let round = 0; round < 4; round++) car.ask([0xf9], 60);
      expect(car.standsStill).toBe(false);
      for (let round = 0; round < 3; round++) car.ask([0xf0, 0x0a, 0x02, 0x33, 0x01], 60);
      expect(car.standsStill).toBe(true);
    });

    it('does nothing before it is armed, nor after it is disarmed or a SYSTEM_RESET', () => {
      driving();
      car.run(500);
      expect(car.standsStill).toBe(false);
      car.request(SUB.session, u14(100));
      car.request(SUB.session, u14(0));
      driving();
      car.run(300);
      expect(car.standsStill).toBe(false);
      car.request(SUB.session, u14(100));
      car.reset();
      expect(car.has('armed')).toBe(false);
    });

    it('is not held up by a main loop that waits: an answer longer than the send buffer, on a slow line', () => {
      const slow = new CarBench({ ...firmware, baud: 9600, startMs: 60 });
      slow.wireMotors();
      slow.run(60);
      slow.request(SUB.session, u14(100), 30);
      slow.drive(600, -600, 20);
      expect(slow.standsStill).toBe(false);
      // At least 250 bytes of answer take 260 ms.
      const question = sysex(0x6b);
      slow.send(question);
      expect(slow.msUntilOff(200)).toBeLessThanOrEqual((question.length * 10 * 1000) / 9600 + 103);
    });
  });

  describe('the emergency stop', () => {
    it('switches the motors off within 2 ms of its last byte', () => {
      driving();
      const message = sysex(0x0a, SUB.emergency, 1);
      car.send(message);
      const wireMs = (message.length * 10 * 1000) / 57_600;
      expect(car.msUntilOff(20)).toBeLessThanOrEqual(wireMs + 2);
    });

    it('is latched: no power counts, over a SYSTEM_RESET too, until it is cleared', () => {
      expect(car.request(SUB.emergency, [1])).toEqual([]);
      expect(car.has('emergency')).toBe(true);
      car.drive(600, 600, 10);
      expect(car.standsStill).toBe(true);
      car.reset();
      car.wireMotors();
      car.drive(600, 600, 10);
      expect(car.standsStill).toBe(true);
      car.request(SUB.emergency, [0]);
      driving();
    });

    it('is set by the stop button, whatever the host sends meanwhile', () => {
      car.request(SUB.stopButton, [2, 1]);
      driving();
      car.chip.drivePin(2, false);
      expect(car.msUntilOff(20)).toBeLessThanOrEqual(12);
      car.drive(600, 600, 10);
      expect(car.standsStill).toBe(true);
      expect(car.has('emergency')).toBe(true);
      car.chip.drivePin(2, true);
      car.drive(600, 600, 10);
      expect(car.standsStill).toBe(true);
    });

    it('takes no bounce for a press', () => {
      car.request(SUB.stopButton, [2, 1]);
      driving();
      car.chip.drivePin(2, false);
      car.run(2);
      car.chip.drivePin(2, true);
      car.run(20);
      expect(car.standsStill).toBe(false);
    });
  });

  describe('lifting', () => {
    const [WHITE_V, BLACK_V] = [0.5, 4.2];
    const floor = (left: number, right: number): void => {
      car.chip.setAnalogVolts(0, left);
      car.chip.setAnalogVolts(1, right);
    };
    beforeEach(() => {
      floor(WHITE_V, BLACK_V);
      car.request(SUB.sensors, [...u14(0), analogPin, 0, analogPin + 1, 0]);
      car.request(SUB.lifted, [...u14(200), ...u14(512), ...u14(512)]);
      car.run(5);
    });

    it('stops the car after all sensors were dark for 200 ms', () => {
      driving();
      floor(BLACK_V, BLACK_V);
      const off = car.msUntilOff(250);
      expect(off).toBeGreaterThanOrEqual(198);
      expect(off).toBeLessThanOrEqual(206);
      expect(car.has('lifted')).toBe(true);
    });

    it('leaves it standing in the air, and after it is put down until the next power', () => {
      driving();
      floor(BLACK_V, BLACK_V);
      car.run(220);
      car.drive(600, 600, 10);
      expect(car.standsStill).toBe(true);
      floor(WHITE_V, BLACK_V);
      car.run(10);
      expect([car.standsStill, car.has('lifted')]).toEqual([true, false]);
      driving();
    });

    it('lets a car that stands on black drive off it', () => {
      floor(BLACK_V, BLACK_V);
      car.run(1000);
      expect(car.has('lifted')).toBe(false);
      driving();
      car.run(150);
      floor(WHITE_V, BLACK_V);
      car.run(250);
      expect([car.standsStill, car.has('lifted')]).toEqual([false, false]);
    });

    it('gives a car that was lifted at rest 200 ms of driving, however it is told to', () => {
      floor(BLACK_V, BLACK_V);
      car.run(1000);
      let drivenMs = 0;
      for (let i = 0; i < 40; i++) {
        car.drive(600, 600, 10);
        if (!car.standsStill) drivenMs += 10;
        car.drive(0, 0, 10);
      }
      expect(drivenMs).toBeGreaterThanOrEqual(180);
      expect(drivenMs).toBeLessThanOrEqual(220);
      expect([car.standsStill, car.has('lifted')]).toEqual([true, true]);
    });

    it('is not taken for a crossing, which is shorter', () => {
      driving();
      floor(BLACK_V, BLACK_V);
      car.run(150);
      floor(WHITE_V, BLACK_V);
      car.run(150);
      expect(car.standsStill).toBe(false);
    });

    it('knows sensors that are low in the dark', () => {
      car.request(SUB.lifted, [...u14(200), ...u14(512 + 8192), ...u14(512 + 8192)]);
      floor(BLACK_V, BLACK_V);
      driving();
      car.run(250);
      expect(car.standsStill).toBe(false);
      floor(WHITE_V, WHITE_V);
      car.run(215);
      expect(car.standsStill).toBe(true);
    });
  });

  it('stops at SYSTEM_RESET and lets the pins go to other uses', () => {
    driving();
    car.send([0xff]);
    expect(car.msUntilOff(10)).toBeLessThanOrEqual(2);
    car.ask([0xf4, 7, 1, 0xf5, 7, 1], 5);
    expect(car.chip.isDrivenHigh(7)).toBe(true);
  });
});
