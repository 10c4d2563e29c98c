import { describe, expect, it } from 'vitest';
import type { RobotPart } from './profile-parts.ts';
import { findPinConflict, type BoardPins } from './profile-pins.ts';

const uno: BoardPins = { chip: 'atmega328p', analogInputs: 6, usesSerialPins: true };
const nano: BoardPins = { ...uno, analogInputs: 8 };

const motorsAt = (left: number, right: number): RobotPart => ({
  ...{ type: 'motors', driver: 'pwm-dir' },
  left: { pwm: left, dir: 7, inverted: false },
  right: { pwm: right, dir: 8, inverted: false },
});
const servo: RobotPart = { type: 'servo', pin: 4, minUs: 544, maxUs: 2400 };
const passiveBuzzer: RobotPart = { type: 'buzzer', kind: 'passive', pin: 4 };
const lamp = (pin: number | string): RobotPart => ({ type: 'led', kind: 'single', pin });
const light = (pin: number | string): RobotPart => ({ type: 'light', pin, rawDark: 0, rawBright: 1 });
const gyro: RobotPart = { type: 'gyro', kind: 'mpu6050', address: 0x68, axis: 'z', inverted: false };
const screen: RobotPart = { type: 'display', kind: 'ssd1306', address: 0x3c, widthPx: 128, heightPx: 64 };

describe('the wiring of a kit', () => {
  it('works where every part has pins of its own that can do what it needs', () => {
    expect(findPinConflict(uno, [motorsAt(5, 6), servo, lamp(13), light('A0'), gyro, screen])).toBeUndefined();
  });

  it.each<[string, BoardPins, readonly RobotPart[], string, object]>([
    ['a pin of two parts', uno, [motorsAt(5, 6), lamp(7)], 'profile.pin-twice', { pin: 7, part: 'led', other: 'motors' }],
    ['a pin by its two names', uno, [light('A0'), lamp(14)], 'profile.pin-twice', { pin: 14 }],
    ['a pin that is not there', uno, [lamp(20)], 'profile.no-such-pin', { pin: 20 }],
    ['A6 on an Uno', uno, [light('A6')], 'profile.no-such-pin', { pin: 'A6' }],
    ['an output at A6 of a Nano', nano, [lamp('A6')], 'profile.pin-cannot', { pin: 'A6', use: 'output' }],
    ['PWM where there is none', uno, [motorsAt(5, 2)], 'profile.pin-cannot', { pin: 2, use: 'pwm' }],
    ['a voltage at a digital pin', uno, [light(3)], 'profile.pin-cannot', { pin: 3, use: 'analog' }],
    ['the pins of the cable', uno, [lamp(1)], 'profile.pin-is-serial', { pin: 1 }],
    ['the pins of I2C beside a gyro', uno, [light('A4'), gyro], 'profile.pin-is-i2c', { pin: 'A4', part: 'light', other: 'gyro' }],
    ['two parts at one address', uno, [gyro, { ...screen, address: 0x68 }], 'profile.address-twice', { address: '0x68' }],
    ['a part that is there twice', uno, [lamp(12), lamp(13)], 'profile.part-twice', { part: 'led' }],
    ['a motor at pin 9 beside a servo', uno, [motorsAt(5, 9), servo], 'profile.timer-conflict', { pin: 9, part: 'motors', other: 'servo' }],
    ['a motor at pin 3 beside a tone', uno, [motorsAt(3, 5), passiveBuzzer], 'profile.timer-conflict', { pin: 3, other: 'buzzer' }],
    ['an input-only pin as output', { chip: 'esp32', usesSerialPins: true }, [lamp(34)], 'profile.pin-cannot', { pin: 34 }],
    ['the flash’s pins of an ESP32', { chip: 'esp32', usesSerialPins: true }, [lamp(6)], 'profile.no-such-pin', { pin: 6 }],
    ['two pins of one PWM channel', { chip: 'rp2040', usesSerialPins: false }, [motorsAt(2, 18)], 'profile.timer-conflict', { pin: 18 }],
  ])('refuses %s', (_, board, parts, code, params) => {
    expect(findPinConflict(board, parts)).toMatchObject({ code, params });
  });

  it('judges by the chip: on a Mega a servo takes other pins, and pin 9 is free', () => {
    const mega: BoardPins = { chip: 'atmega2560', usesSerialPins: true };
    expect(findPinConflict(mega, [motorsAt(5, 9), servo])).toBeUndefined();
    expect(findPinConflict(mega, [motorsAt(5, 44), servo])).toMatchObject({ code: 'profile.timer-conflict' });
  });

  it('leaves pins 0 and 1 to the parts where no cable is at them', () => {
    expect(findPinConflict({ ...uno, usesSerialPins: false }, [lamp(1)])).toBeUndefined();
  });

  it('lets servo-driven wheels share their timer', () => {
    const wheel = { inverted: false };
    const parts: readonly RobotPart[] = [
      { type: 'motors', driver: 'servo-drive', left: { pin: 9, ...wheel }, right: { pin: 10, ...wheel } },
      servo,
    ];
    expect(findPinConflict(uno, parts)).toBeUndefined();
  });
});
