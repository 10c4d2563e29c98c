import { describe, expect, it } from 'vitest';
import { InProcessCar } from '../../../bridge/emulator/testing/in-process-car.ts';
import { flashAvr, type AvrFlashJob } from './flash-avr.ts';
import { flashImage } from './flash-pages.ts';
import type { FlashProgress } from './flash-progress.ts';
import { shippedImage } from './testing/boards.ts';

const UNO_BOOT = 0x7e00;

const firmata = shippedImage('uno-line-car/standard-firmata.hex');

const jobFor = (car: InProcessCar, more: Partial<AvrFlashJob> = {}): AvrFlashJob => ({
  ...{ chip: 'atmega328p', bootloaders: [{ protocol: 'stk500v1', baud: 115_200, startByte: UNO_BOOT }] },
  ...{ image: firmata, opener: car.opener, clock: car.clock },
  ...more,
});

describe('an Uno with Optiboot', () => {
  it('holds the image after a flash, byte for byte, and runs it', async () => {
    const board = new InProcessCar({ blank: true });
    const seen: FlashProgress[] = [];
    const report = await board.until(flashAvr(jobFor(board, { onProgress: (progress) => seen.push(progress) })));
    const image = flashImage(firmata, { pageBytes: 128, bytesMax: UNO_BOOT });
    if (!image.ok) throw new Error(image.fault.code);
    expect(report).toMatchObject({ ok: true, value: { chip: 'ATmega328P', baud: 115_200, bytes: image.value.length, attempts: 1 } });
    expect(Buffer.compare(board.car.chip.flash.subarray(0, image.value.length), image.value)).toBe(0);
    expect(seen.map(({ percent }) => percent)).toEqual(seen.map(({ percent }) => percent).toSorted((a, b) => a - b));
    expect(seen.at(-1)).toMatchObject({ phase: 'starting', percent: 100, leftMs: 0 });
  });
});
