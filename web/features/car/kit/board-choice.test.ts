import { describe, expect, it } from 'vitest';
import { parseRobotProfile, type RobotProfile } from '../../../../core/robot/profile.ts';
import { firmwareFits, shippedProfile } from '../../../../firmware-profiles/index.ts';
import { copyOf } from '../kit-copy.ts';
import { boardChoices, bootloaderChoices, firmwareChoices, withBoard, withBootloader, withFirmware } from './board-choice.ts';

const uno = copyOf(shippedProfile('uno-line-car')!, []);

const codeOf = (kit: RobotProfile): string => {
  const parsed = parseRobotProfile(kit);
  if (!parsed.ok) return parsed.fault.code;
  const fits = firmwareFits(parsed.value);
  return fits.ok ? 'fine' : fits.fault.code;
};

const board = (label: RegExp) => boardChoices(uno).find((choice) => label.test(choice.label))!.value;

describe('the board of a kit', () => {
  it('is one of those that ship, each once, or the kit’s own', () => {
    const labels = boardChoices(uno).map(({ label }) => label);
    expect(labels).toEqual([
      'Arduino Uno (atmega328p)',
      'Arduino Nano (atmega328p)',
      'mCore (atmega328p)',
      'Arduino Mega 2560 (atmega2560)',
      'ESP32 DevKit (esp32)',
    ]);
  });

  it('brings its chip, its ways of flashing and its firmware along; parts stay, and what the chip cannot do is said', () => {
    const nano = withBoard(uno, board(/Nano/));
    expect([codeOf(nano), nano.board.bootloaders.length, nano.parts]).toEqual(['fine', 2, uno.parts]);
    expect(nano.images.map(({ file }) => file)).toContain('uno-line-car/standard-firmata.hex');
    const mega = withBoard(uno, board(/Mega/));
    expect([mega.board.chip, codeOf(mega)]).toEqual(['atmega2560', 'fine']);
    expect(codeOf(withBoard(uno, board(/ESP32/)))).toMatch(/^profile\.(pin|no-such-pin)/);
  });
});

describe('the way of flashing', () => {
  it('is tried first, with its image; the kit’s others of the same protocol come after it', () => {
    const old = bootloaderChoices(uno).find(({ label }) => label.includes('atmegaboot'))!.value;
    const kit = withBootloader(uno, old);
    expect(codeOf(kit)).toBe('fine');
    expect(kit.board.bootloaders.map((each) => ('image' in each ? each.image : ''))).toEqual(['atmegaboot', 'optiboot']);
  });

  it('of another chip is refused', () => {
    for (const { label, value } of bootloaderChoices(uno)) {
      expect(codeOf(withBootloader(uno, value))).toBe(label.startsWith('stk500v1') ? 'fine' : 'profile.wrong-bootloader');
    }
  });
});

describe('the firmware', () => {
  it('is one that ships for the chip, or comes from elsewhere', () => {
    const codes = firmwareChoices(uno).map(({ label, value }) => [label, codeOf(withFirmware(uno, value))]);
    expect(codes).toEqual([
      ['guiji (guiji-atmega328p.hex)', 'fine'],
      ['standard-firmata (standard-firmata.hex)', 'fine'],
      ['guiji (guiji-atmega2560.hex)', 'kit.wrong-firmware'],
    ]);
    expect(codeOf(withFirmware(uno, undefined))).toBe('fine');
    expect(withFirmware(uno, undefined).firmware.image).toBeUndefined();
  });
});
