import { beforeAll, describe, expect, it } from 'vitest';
import { placeSegments } from '../../core/device/intel-hex.ts';
import { DEFAULT_PROFILE_ID, shippedProfile } from '../../firmware-profiles/index.ts';
import { Atmega328p } from './atmega328p.ts';
import { EXTRF, WDRF, type ResetCause } from './avr-chip.ts';
import { DutyMeter } from './duty-meter.ts';
import { bootStartByteOf, loadBoardImages } from './firmware-image.ts';
import { withStandardFirmata } from './testing/standard-firmata.ts';

const HZ = 16_000_000;
const MS = HZ / 1000;
const profile = withStandardFirmata(shippedProfile(DEFAULT_PROFILE_ID)!);

interface Bench {
  readonly chip: Atmega328p;
  readonly sent: number[];
  readonly resets: ResetCause[];
  /** Sends and runs; gives what the board said meanwhile. */
  ask(bytes: readonly number[], ms: number): number[];
}

function bench({ blank, bootStartByte = bootStartByteOf(profile) }: { blank: boolean; bootStartByte?: number }): Bench {
  const images = loadBoardImages(profile, { blank });
  if (!images.ok) throw new Error(images.fault.code);
  const chip = new Atmega328p({ freqHz: HZ, bootStartByte });
  placeSegments(images.value.bootloader, chip.flash);
  placeSegments(images.value.firmware ?? [], chip.flash);
  const sent: number[] = [];
  const resets: ResetCause[] = [];
  chip.onTransmit = (byte) => sent.push(byte);
  chip.onReset = (cause) => resets.push(cause);
  const ask = (bytes: readonly number[], ms: number): number[] => {
    sent.length = 0;
    chip.receive(Uint8Array.from(bytes));
    chip.run(ms * MS);
    return [...sent];
  };
  return { chip, sent, resets, ask };
}

describe('with Optiboot and no firmware', () => {
  const CRC_EOP = 0x20;
  const INSYNC = 0x14;
  const OK = 0x10;

  /** Six blinks of the lamp come before it listens. */
  function inBootloader(): Bench {
    const board = bench({ blank: true });
    board.chip.reset(EXTRF);
    board.chip.run(400 * MS);
    return board;
  }

  it('answers STK500 after an external reset, with the signature of an ATmega328P', () => {
    const { ask } = inBootloader();
    expect(ask([0x30, CRC_EOP], 2)).toEqual([INSYNC, OK]);
    expect(ask([0x75, CRC_EOP], 2)).toEqual([INSYNC, 0x1e, 0x95, 0x0f, OK]);
  });

  it('programs itself: a page that was sent is in the flash, and reads back', () => {
    const { ask, chip } = inBootloader();
    const page = Array.from({ length: 128 }, (_, index) => (index * 7 + 3) & 255);
    expect(ask([0x55, 0x40, 0x01, CRC_EOP], 2)).toEqual([INSYNC, OK]);
    expect(ask([0x64, 0, 128, 0x46, ...page, CRC_EOP], 40)).toEqual([INSYNC, OK]);
    expect([...chip.flash.subarray(0x280, 0x300)]).toEqual(page);
    expect(ask([0x55, 0x40, 0x01, CRC_EOP], 2)).toEqual([INSYNC, OK]);
    expect(ask([0x74, 0, 128, 0x46, CRC_EOP], 20)).toEqual([INSYNC, ...page, OK]);
  });

  it('never lets a program overwrite the bootloader', () => {
    const { ask, chip } = inBootloader();
    const before = chip.flash.slice(0x7e00);
    ask([0x55, 0x00, 0x3f, CRC_EOP], 2);
    ask([0x64, 0, 128, 0x46, ...new Array<number>(128).fill(0), CRC_EOP], 40);
    expect(chip.flash.slice(0x7e00)).toEqual(before);
  });

  it('leaves the bootloader by its watchdog, and the reset says so', () => {
    const { resets, chip } = inBootloader();
    chip.run(1200 * MS);
    expect(resets).toEqual([EXTRF, WDRF]);
  });

  it('hears rubbish where the other end has another speed', () => {
    const { chip, ask } = inBootloader();
    chip.lineBaud = 57_600;
    expect(ask([0x30, CRC_EOP], 5)).not.toEqual([INSYNC, OK]);
    chip.lineBaud = 115_200;
    chip.reset(EXTRF);
    chip.run(400 * MS);
    expect(ask([0x30, CRC_EOP], 5)).toEqual([INSYNC, OK]);
  });
});

describe('with StandardFirmata', () => {
  // The reset vector at 0, as without a bootloader: a second less to emulate.
  const board = bench({ blank: false, bootStartByte: 0 });
  const { chip, ask } = board;
  let firstWords: number[] = [];
  beforeAll(() => (firstWords = ask([], 2200)));

  it('says its protocol version when it has started', () => {
    expect(firstWords.slice(0, 3)).toEqual([0xf9, 2, 5]);
  });

  it('drives a pin when it is told to, with the cycle of the change', () => {
    const changes: { isHigh: boolean; cycle: number }[] = [];
    const unwatch = chip.watchPin(13, (isHigh, cycle) => changes.push({ isHigh, cycle }));
    const start = chip.cycles;
    ask([0xf4, 13, 1, 0x91, 0x20, 0x00], 5);
    ask([0x91, 0x00, 0x00], 5);
    unwatch();
    expect(changes.map(({ isHigh }) => isHigh)).toEqual([true, false]);
    expect(changes[0]!.cycle).toBeGreaterThan(start);
    expect(changes[1]!.cycle).toBeLessThan(chip.cycles);
    expect(chip.isDrivenHigh(13)).toBe(false);
  });

  it('makes PWM of the duty that was asked for', () => {
    const duty = new DutyMeter(HZ);
    chip.watchPin(5, (isHigh, cycle) => duty.edge(isHigh, cycle));
    ask([0xf4, 5, 3, 0xe5, 63, 0], 20);
    expect(duty.dutyAt(chip.cycles)).toBeCloseTo(0.25, 2);
    ask([0xe5, 0x7f, 0x01], 20);
    expect(duty.dutyAt(chip.cycles)).toBe(1);
    ask([0xe5, 0, 0], 20);
    expect(duty.dutyAt(chip.cycles)).toBe(0);
  });

  it.each([
    [1, 204],
    [2.5, 512],
    [5, 1023],
  ])('reads %s V as %s', (volts, expected) => {
    chip.setAnalogVolts(3, volts);
    const said = ask([0xc3, 1], 45);
    ask([0xc3, 0], 45);
    const at = said.lastIndexOf(0xe3);
    expect(said[at + 1]! + said[at + 2]! * 128).toBe(expected);
  });

  it('sees a wire from outside on an input', () => {
    chip.drivePin(2, true);
    ask([0xf4, 2, 0x0b, 0xd0, 1], 10);
    chip.drivePin(2, false);
    expect(ask([], 10)).toEqual([0x90, 0, 0]);
    ask([0xd0, 0], 10);
  });

  it('loses no byte in full duplex (avr8js 0.21 alone does)', () => {
    const QUERIES = 200;
    // Analog reports keep the sender busy while queries come in.
    ask([0xf0, 0x7a, 10, 0, 0xf7, ...[0, 1, 2, 3, 4, 5].flatMap((channel) => [0xc0 | channel, 1])], 20);
    // Four at a time: the firmware's own buffer holds 64 bytes, and a longer burst overruns it on a real board too.
    const burst = Array.from({ length: 4 }, () => [0xf0, 0x6d, 13, 0xf7]).flat();
    const said = Array.from({ length: QUERIES / 4 }, () => ask(burst, 8)).flat();
    const replies = said.filter((byte, index) => byte === 0xf0 && said[index + 1] === 0x6e).length;
    expect(chip.receiveBacklog).toBe(0);
    expect(replies).toBe(QUERIES);
  });

  it('makes every pin an input at a reset and keeps flash and EEPROM', () => {
    ask([0xf4, 13, 1, 0x91, 0x20, 0x00], 5);
    expect(chip.isDrivenHigh(13)).toBe(true);
    chip.eeprom[7] = 42;
    const flash = chip.flash.slice();
    const before = chip.cycles;
    chip.reset(EXTRF);
    expect(chip.isDrivenHigh(13)).toBe(false);
    expect(chip.eeprom[7]).toBe(42);
    expect(chip.flash).toEqual(flash);
    expect(chip.cycles).toBe(before);
  });
});
