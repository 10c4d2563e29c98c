import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InputId, OutputId, PortValue } from '../robot/robot-port.ts';
import { ExactEncoder, type ExactEntry } from './exact-channel.ts';
import { decodeExact, scanTurns } from './exact-decoder.ts';
import { INPUT_CODE, OUTPUT_CODE } from './io-codes.ts';

const number = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(NaN, Infinity, -Infinity, -0, 0, 2 ** 31, -(2 ** 31)));
const value: fc.Arbitrary<PortValue> = fc.oneof(number, fc.boolean(), fc.string({ unit: 'grapheme' }));
const inputs = Object.keys(INPUT_CODE) as InputId[];
const outputs = Object.keys(OUTPUT_CODE) as OutputId[];

/** `at` holds the distance from the entry before. */
const entry: fc.Arbitrary<ExactEntry> = fc.integer({ min: 0, max: 5000 }).chain((at) =>
  fc.oneof(
    fc.record({ kind: fc.constant('read' as const), at: fc.constant(at), input: fc.constantFrom(...inputs), index: fc.nat(15), value }),
    fc.record({
      kind: fc.constant('write' as const),
      at: fc.constant(at),
      output: fc.constantFrom(...outputs),
      values: fc.array(value, { maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('clock' as const), at: fc.constant(at), nowMs: number }),
    fc.record({ kind: fc.constant('turn' as const), at: fc.constant(at), budget: fc.integer({ min: -300, max: 4000 }) }),
    fc.constant({ kind: 'stop-all' as const, at }),
    fc.record({ kind: fc.constant('edit' as const), at: fc.constant(at), place: fc.string({ unit: 'grapheme' }), value, atMs: number }),
  ),
);

function put(encoder: ExactEncoder, item: ExactEntry): void {
  switch (item.kind) {
    case 'read':
      return encoder.read(item.at, item.input, item.index, item.value);
    case 'write':
      return encoder.write(item.at, item.output, item.values);
    case 'clock':
      return encoder.clock(item.at, item.nowMs);
    case 'turn':
      return encoder.turn(item.at, item.budget);
    case 'stop-all':
      return encoder.stopAll(item.at);
    case 'edit':
      return encoder.edit(item.at, item);
  }
}

function inSequence(entries: readonly ExactEntry[]): ExactEntry[] {
  let at = 0;
  return entries.map((item) => ({ ...item, at: (at += item.at) }));
}

describe('the exact channel', () => {
  it('gives back every entry, NaN, the infinities and −0 included', () => {
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 200 }), fc.nat(100), (list, cut) => {
        const entries = inSequence(list);
        const encoder = new ExactEncoder();
        entries.slice(0, cut).forEach((item) => put(encoder, item));
        const first = encoder.take().slice();
        entries.slice(cut).forEach((item) => put(encoder, item));
        const second = encoder.take();
        const messages = [first, second].filter(({ length }) => length > 0);
        const back = decodeExact(messages);
        expect(back).toEqual({ ok: true, value: entries });
      }),
      { verbose: true },
    );
  });

  it('tells the turns among all else', () => {
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 60 }), (list) => {
        const entries = inSequence(list);
        const encoder = new ExactEncoder();
        // A clock after each turn, as the VM looks at it: so turns do not repeat themselves.
        for (const item of entries) {
          put(encoder, item);
          if (item.kind === 'turn') encoder.clock(item.at, 0);
        }
        const turns: number[][] = [];
        const edits: unknown[][] = [];
        scanTurns(encoder.take(), {
          onTurn: (at, budget) => turns.push([at, budget]),
          onEdit: ({ at, value, atMs }) => edits.push([at, value, atMs]),
        });
        expect(turns).toEqual(entries.flatMap((item) => (item.kind === 'turn' ? [[item.at, item.budget]] : [])));
        expect(edits).toEqual(entries.flatMap((item) => (item.kind === 'edit' ? [[item.place, item.value, item.atMs]] : [])));
      }),
      { verbose: true },
    );
  });

  it('takes next to nothing for a loop that polls a button', () => {
    const encoder = new ExactEncoder();
    for (let i = 0; i < 10_000; i++) encoder.read(i * 12, 'button', 0, false);
    expect(encoder.take().length).toBeLessThan(20);
  });

  it('refuses what is no message with a code', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const decoded = decodeExact([bytes]);
        expect(decoded.ok || decoded.fault.code === 'run-file.malformed-exact').toBe(true);
      }),
      { verbose: true },
    );
  });

  it('does not believe a repeat of a billion', () => {
    // at 0; turn, distance 0, budget 1; repeat 2^32 − 1 times.
    expect(decodeExact([Uint8Array.of(0, 0xc0, 0, 1, 0xe0, 0xff, 0xff, 0xff, 0xff, 0x0f)])).toMatchObject({ ok: false });
  });
});
