/**
 * What can go wrong on the line while a board is flashed, on emulated boards with their real bootloaders: each fault ends in its code, and the
 * next flash works. Sampled by seed; `npm run test:full` does every case.
 */
import { describe, expect, it, vi } from 'vitest';
import type { BareBoard, Spoil, SpoiledByte } from '../../../bridge/emulator/testing/bare-board.ts';
import type { HexSegment } from '../intel-hex.ts';
import { flashAvr, type AvrFlashJob } from './flash-avr.ts';
import { flashImage } from './flash-pages.ts';
import { pageBytesOf } from './avr-chips.ts';
import { blankBoard, MEGA, OLD_NANO, someImage, UNO } from './testing/boards.ts';

// A loaded computer emulates slower than real time.
vi.setConfig({ testTimeout: 3_600_000 });

const FULL = process.env['GUIJI_TEST_FULL'] === '1';
const SEED = Number(process.env['GUIJI_TEST_SEED'] ?? 1);
const IMAGE_BYTES = 1450;
const CUT_EVERY_BYTES = 50;
const SPOILED_EVERY_BYTES = 149;

const ALL_BOARDS = [UNO, OLD_NANO, MEGA];
const BOARDS = FULL ? ALL_BOARDS : [ALL_BOARDS[SEED % ALL_BOARDS.length]!];

type Kind = (typeof ALL_BOARDS)[number];

const jobFor = (kind: Kind, board: BareBoard, image: readonly HexSegment[]): AvrFlashJob => ({
  ...{ ...kind.job, image, opener: board.opener, clock: board.clock },
});

function holds(board: BareBoard, kind: Kind, segments: readonly HexSegment[]): boolean {
  const image = flashImage(segments, { pageBytes: pageBytesOf(kind.job.chip), bytesMax: kind.job.bootloaders[0]!.startByte });
  return image.ok && Buffer.compare(board.chip.flash.subarray(0, image.value.length), image.value) === 0;
}

/** All of them, or so many by seed. */
function sample<T>(cases: readonly T[], count: number): readonly T[] {
  if (FULL) return cases;
  return Array.from({ length: count }, (_, index) => cases[(SEED * 7919 + index * Math.ceil(cases.length / count)) % cases.length]!);
}

/** Once, at this byte from now on. */
function once(board: BareBoard, way: 'toBoard' | 'fromBoard', at: number, spoiled: (byte: number) => SpoiledByte): void {
  const index = board.counts[way] + at;
  board[way] = (byte, each) => (each === index ? spoiled(byte) : undefined);
}

function clean(board: BareBoard): void {
  const whole: Spoil = () => undefined;
  board.toBoard = whole;
  board.fromBoard = whole;
}

async function expectNextFlashWorks(board: BareBoard, kind: Kind, seed: number): Promise<void> {
  clean(board);
  const image = someImage(IMAGE_BYTES, seed);
  expect(await board.until(flashAvr(jobFor(kind, board, image)))).toMatchObject({ ok: true, value: { attempts: 1 } });
  expect(holds(board, kind, image)).toBe(true);
}

const SPOILS: readonly { readonly what: string; readonly spoiled: (byte: number) => SpoiledByte }[] = [
  { what: 'lost', spoiled: () => ({ bytes: [] }) },
  { what: 'doubled', spoiled: (byte) => ({ bytes: [byte, byte] }) },
  { what: 'changed', spoiled: (byte) => ({ bytes: [byte ^ 0x10] }) },
  { what: 'late by 0.3 s', spoiled: () => ({ delayMs: 300 }) },
  { what: 'late by 3 s', spoiled: () => ({ delayMs: 3000 }) },
];
const WAYS = ['toBoard', 'fromBoard'] as const;
/** What a flash of this image sends and hears: 1600 … 1800 bytes. */
const LINE_BYTES = 1600;

describe.each(BOARDS)('$name', (kind) => {
  it('ends as interrupted, or as gone where nothing was written yet, when the connection is cut at any byte', async () => {
    const board = blankBoard(kind);
    const image = someImage(IMAGE_BYTES);
    const before = board.counts.toBoard;
    expect(await board.until(flashAvr(jobFor(kind, board, image)))).toMatchObject({ ok: true });
    const sent = board.counts.toBoard - before;
    const places = Array.from({ length: Math.ceil(sent / CUT_EVERY_BYTES) }, (_, index) => index * CUT_EVERY_BYTES);
    for (const at of sample(places, 2)) {
      const flash = board.chip.flash.slice();
      once(board, 'toBoard', at, () => 'cut');
      const cut = await board.until(flashAvr(jobFor(kind, board, someImage(IMAGE_BYTES, at + 2))));
      const isWritten = Buffer.compare(board.chip.flash, flash) !== 0;
      expect([at, cut.ok || cut.fault.code]).toEqual([
        at,
        isWritten ? 'flash.interrupted' : expect.stringMatching(/^(device\.vanished|flash\.interrupted)$/),
      ]);
      await expectNextFlashWorks(board, kind, at + 3);
    }
  });

  it('writes the whole image although a byte is lost, doubled, changed or late', async () => {
    const board = blankBoard(kind);
    const places = Array.from({ length: Math.floor(LINE_BYTES / SPOILED_EVERY_BYTES) }, (_, index) => index * SPOILED_EVERY_BYTES);
    const cases = places.flatMap((at) => SPOILS.flatMap((spoil) => WAYS.map((way) => ({ at, way, ...spoil }))));
    for (const { at, way, what, spoiled } of sample(cases, 3)) {
      once(board, way, at, spoiled);
      const image = someImage(IMAGE_BYTES, at + 5);
      const report = await board.until(flashAvr(jobFor(kind, board, image)));
      expect([what, way, at, report.ok || report.fault]).toEqual([what, way, at, true]);
      expect([what, way, at, holds(board, kind, image)]).toEqual([what, way, at, true]);
    }
  });

  it('gives up with a code where the line is never good, and is as good as new on a good line', async () => {
    const board = blankBoard(kind);
    let sent = 0;
    board.toBoard = () => (++sent % 97 === 0 ? { bytes: [] } : undefined);
    const bad = await board.until(flashAvr(jobFor(kind, board, someImage(IMAGE_BYTES))));
    expect(bad.ok || bad.fault.code).toMatch(/^flash\.(no-answer|garbled|no-bootloader|verify-failed)$/);
    await expectNextFlashWorks(board, kind, 9);
  });

  it.each([
    ['the chatter of a firmware', [0xf9, 2, 5, 0xe0, 1, 2, 0x1b, 0x14, 0x1b, 1, 0x10, 0xf7]],
    ['what looks like an answer', [...new Array<number>(30).fill(0xff), 0x14, 0x10, 0x1b, 1, 0, 2, 0x0e, 1, 0]],
  ])('hears the bootloader through %s', async (_what, noise) => {
    const board = blankBoard(kind);
    const job = jobFor(kind, board, someImage(IMAGE_BYTES));
    board.noise = [...noise, ...noise, ...noise];
    expect(await board.until(flashAvr(job))).toMatchObject({ ok: true });
    expect(holds(board, kind, job.image)).toBe(true);
  });

  it('refuses another chip and changes nothing', async () => {
    const board = blankBoard(kind);
    const chip = kind === MEGA ? 'atmega328p' : 'atmega2560';
    const before = board.chip.flash.slice();
    const refused = await board.until(flashAvr({ ...jobFor(kind, board, someImage(IMAGE_BYTES)), chip }));
    expect(refused).toMatchObject({ ok: false, fault: { code: 'flash.wrong-chip' } });
    expect(Buffer.compare(board.chip.flash, before)).toBe(0);
    await expectNextFlashWorks(board, kind, 11);
  });

  it('says so where nothing answers, and changes nothing', async () => {
    const board = blankBoard(kind);
    const boot = kind.job.bootloaders[0]!.startByte;
    board.chip.flash.fill(0xff, boot);
    const before = board.chip.flash.slice();
    const silent = await board.until(flashAvr(jobFor(kind, board, someImage(IMAGE_BYTES))));
    expect(silent).toMatchObject({ ok: false, fault: { code: 'flash.no-bootloader', params: { tries: 3 } } });
    expect(Buffer.compare(board.chip.flash, before)).toBe(0);
  });

  it('refuses what does not fit below the bootloader before it opens the port', async () => {
    const board = blankBoard(kind);
    const bytesMax = kind.job.bootloaders[0]!.startByte;
    const full = await flashAvr(jobFor(kind, board, someImage(bytesMax + 1)));
    expect(full).toMatchObject({ ok: false, fault: { code: 'flash.image-too-big', params: { bytes: bytesMax + 1, bytesMax } } });
    expect(await flashAvr(jobFor(kind, board, []))).toMatchObject({ ok: false, fault: { code: 'flash.image-empty' } });
    expect(board.counts.toBoard).toBe(0);
  });
});
