import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { InProcessCar } from '../../../bridge/emulator/testing/in-process-car.ts';
import { parseIntelHex, type HexSegment } from '../intel-hex.ts';
import { flashAvr, type AvrFlashJob } from './flash-avr.ts';
import { flashImage } from './flash-pages.ts';
import type { FlashProgress } from './flash-progress.ts';

// A loaded computer emulates slower than real time.
vi.setConfig({ testTimeout: 120_000 });

const UNO_BOOT = 0x7e00;

function firmataImage(): readonly HexSegment[] {
  const hex = readFileSync(new URL('../../../firmware-profiles/uno-line-car/standard-firmata.hex', import.meta.url), 'latin1');
  const parsed = parseIntelHex(hex);
  if (!parsed.ok) throw new Error(parsed.fault.code);
  return parsed.value;
}

const jobFor = (car: InProcessCar, more: Partial<AvrFlashJob> = {}): AvrFlashJob => ({
  ...{ chip: 'atmega328p', bootloaders: [{ protocol: 'stk500v1', baud: 115_200, startByte: UNO_BOOT }] },
  ...{ image: firmataImage(), opener: car.opener, clock: car.clock },
  ...more,
});

describe('an Uno with Optiboot', () => {
  it('holds the image after a flash, byte for byte, and runs it', async () => {
    const board = new InProcessCar({ blank: true });
    const seen: FlashProgress[] = [];
    const report = await board.until(flashAvr(jobFor(board, { onProgress: (progress) => seen.push(progress) })));
    const image = flashImage(firmataImage(), { pageBytes: 128, bytesMax: UNO_BOOT });
    if (!image.ok) throw new Error(image.fault.code);
    expect(report).toMatchObject({ ok: true, value: { chip: 'ATmega328P', baud: 115_200, bytes: image.value.length, attempts: 1 } });
    expect(Buffer.compare(board.car.chip.flash.subarray(0, image.value.length), image.value)).toBe(0);
    expect(seen.map(({ percent }) => percent)).toEqual(seen.map(({ percent }) => percent).toSorted((a, b) => a - b));
    expect(seen.at(-1)).toMatchObject({ phase: 'starting', percent: 100, leftMs: 0 });
  });
});
