/** The pair of motors: every driver, the ramp, and whose the pins are. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NO_PIN, SUB, u14 } from '../../core/device/firmata/guiji/sysex.ts';
import { CarBench, DRIVER, LEFT, REFUSAL } from './car-bench.ts';

let car: CarBench;
beforeAll(() => {
  car = new CarBench();
});
beforeEach(() => car.reset());

const close = (duty: number, expected: number): void => expect(Math.abs(duty - expected)).toBeLessThan(0.01);

describe('drivers', () => {
  it('EN, IN1, IN2: power by EN, direction by the others', () => {
    car.wireMotors();
    car.drive(500, -250);
    const [left, right] = car.motors(8);
    close(left, 0.5);
    close(right, -0.25);
    car.drive(1000, 0);
    expect(car.motors()).toEqual([1, 0]);
    expect(car.chip.isDrivenHigh(11) || car.chip.isDrivenHigh(12)).toBe(false);
  });

  it('PWM and direction', () => {
    car.request(SUB.motorPins, [0, DRIVER.pwmDir, 5, 4, NO_PIN, 0]);
    car.drive(400, 0);
    close(car.duty(5), 0.4);
    expect(car.chip.isDrivenHigh(4)).toBe(true);
    car.drive(-400, 0);
    close(car.duty(5), 0.4);
    expect(car.chip.isDrivenHigh(4)).toBe(false);
  });

  it('PWM ahead and PWM back', () => {
    car.request(SUB.motorPins, [1, DRIVER.twoPin, 9, 10, NO_PIN, 0]);
    car.drive(0, 700);
    close(car.duty(9), 0.7);
    expect(car.duty(10)).toBe(0);
    car.drive(0, -700);
    expect(car.duty(9)).toBe(0);
    close(car.duty(10), 0.7);
  });

  it('a servo that turns all the way round: 1500 ± 500 µs, no pulses when off', () => {
    car.request(SUB.motorPins, [0, DRIVER.servo, 7, NO_PIN, NO_PIN, 0]);
    car.drive(1000, 0, 25);
    for (const us of car.pulsesUs(7, 45)) expect(Math.abs(us - 2000)).toBeLessThan(20);
    car.drive(-500, 0, 25);
    const back = car.pulsesUs(7, 45);
    expect(back.length).toBeGreaterThanOrEqual(2);
    for (const us of back) expect(Math.abs(us - 1250)).toBeLessThan(20);
    car.drive(0, 0, 3);
    expect(car.pulsesUs(7, 45)).toEqual([]);
  });

  it('turned round, ahead is back', () => {
    car.request(SUB.motorPins, [0, DRIVER.threePin, LEFT.enable, LEFT.ahead, LEFT.back, 1]);
    car.drive(500, 0);
    close(car.motors(8)[0], -0.5);
  });

  it('power beyond full is full', () => {
    car.wireMotors();
    car.tell(SUB.motors, ...u14(5000), ...u14(0));
    car.run(5);
    expect(car.motors()).toEqual([1, -1]);
  });
});

describe('the ramp', () => {
  it('reaches full power in its time, evenly', () => {
    car.wireMotors();
    car.request(SUB.motorRamp, u14(400));
    car.drive(1000, 0, 100);
    const quarter = car.motors(4)[0];
    expect(quarter).toBeGreaterThan(0.2);
    expect(quarter).toBeLessThan(0.32);
    car.run(320);
    expect(car.motors(4)[0]).toBe(1);
  });

  it('never delays off', () => {
    car.wireMotors();
    car.request(SUB.motorRamp, u14(2000));
    car.drive(800, 800, 1000);
    car.drive(0, 0, 3);
    expect(car.standsStill).toBe(true);
  });

  it('goes through off where the direction changes', () => {
    car.wireMotors();
    car.request(SUB.motorRamp, u14(200));
    car.drive(500, 0, 150);
    car.drive(-500, 0, 60);
    expect(car.motors(4)[0]).toBeGreaterThan(0);
    car.run(60);
    expect(car.motors(4)[0]).toBeLessThan(0);
  });
});

describe('pins of a motor', () => {
  it('obey nothing else', () => {
    car.wireMotors();
    car.ask([0xf4, 5, 1, 0xf5, 7, 1, 0x90, 0, 1, 0xe5, 100, 1, 0xf4, 7, 1, 0xf5, 7, 1], 10);
    expect(car.standsStill).toBe(true);
    expect(car.refusal(SUB.tone, [7, ...u14(440), ...u14(0)])).toBe(REFUSAL.motorPin);
    expect(car.refusal(SUB.sonar, [7, 2, ...u14(50)])).toBe(REFUSAL.motorPin);
    expect(car.refusal(SUB.motorPins, [1, DRIVER.pwmDir, 5, 4, NO_PIN, 0])).toBe(REFUSAL.motorPin);
  });

  it('are free again when the motor is none', () => {
    car.wireMotors();
    car.request(SUB.motorPins, [0, DRIVER.none, NO_PIN, NO_PIN, NO_PIN, 0]);
    car.ask([0xf4, 7, 1, 0xf5, 7, 1], 5);
    expect(car.chip.isDrivenHigh(7)).toBe(true);
  });

  it.each([
    ['no PWM there', [0, DRIVER.threePin, 7, 5, 8, 0], REFUSAL.wrongPin],
    ['no such pin', [0, DRIVER.pwmDir, 5, 99, NO_PIN, 0], REFUSAL.wrongPin],
    ['the serial line', [0, DRIVER.pwmDir, 5, 1, NO_PIN, 0], REFUSAL.wrongPin],
    ['one pin twice', [0, DRIVER.threePin, 5, 5, 8, 0], REFUSAL.wrongPin],
    ['no such driver', [0, 9, 5, 7, 8, 0], REFUSAL.outOfRange],
    ['no such side', [2, DRIVER.threePin, 5, 7, 8, 0], REFUSAL.outOfRange],
    ['too short', [0, DRIVER.threePin, 5], REFUSAL.wrongLength],
  ])('are refused: %s', (_, payload, reason) => {
    expect(car.refusal(SUB.motorPins, payload)).toBe(reason);
  });
});
