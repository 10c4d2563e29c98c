import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Emitter } from '../../base/emitter.ts';
import type { ByteStream, StreamEvent } from '../byte-stream.ts';
import { FirmataTransport } from './firmata-transport.ts';

function opened(): { events: Emitter<StreamEvent>; others: number[]; ours: number[][] } {
  const events = new Emitter<StreamEvent>();
  const transport = new FirmataTransport({ events } as unknown as ByteStream, () => {});
  const others: number[] = [];
  const ours: number[][] = [];
  transport.on('data', (bytes) => others.push(...(bytes as Uint8Array)));
  transport.onGuiji = (message) => ours.push([...message]);
  return { events, others, ours };
}

const data = fc.array(fc.integer({ min: 0, max: 127 }), { maxLength: 8 });
const message = fc.oneof(
  data.map((bytes) => ({ isOurs: true, bytes: [0xf0, 0x0a, ...bytes, 0xf7] })),
  data.map((bytes) => ({ isOurs: false, bytes: [0xf0, 0x6c, ...bytes, 0xf7] })),
  fc.constantFrom([0xe0, 0x0a, 0x01], [0x90, 0x0a, 0x0a], [0xf9, 2, 7]).map((bytes) => ({ isOurs: false, bytes })),
);

describe('what a board sends', () => {
  it('is told apart: our firmware’s messages from all others, however the bytes come', () => {
    fc.assert(
      fc.property(fc.array(message), fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }), (messages, sizes) => {
        const { events, others, ours } = opened();
        const bytes = messages.flatMap((sent) => sent.bytes);
        for (let at = 0, i = 0; at < bytes.length; i++) {
          const size = sizes[i % sizes.length]!;
          events.emit({ kind: 'data', bytes: Uint8Array.from(bytes.slice(at, at + size)) });
          at += size;
        }
        expect(ours).toEqual(messages.filter(({ isOurs }) => isOurs).map((sent) => sent.bytes.slice(2, -1)));
        expect(others).toEqual(messages.filter(({ isOurs }) => !isOurs).flatMap((sent) => sent.bytes));
      }),
      { verbose: true },
    );
  });

  it('that is cut in one of ours costs that one alone', () => {
    const { events, others, ours } = opened();
    events.emit({ kind: 'data', bytes: Uint8Array.of(0xf0, 0x0a, 1, 2, 0xf0, 0x0a, 3, 0xf7, 0xf0, 0x0a, 4, 0xe0, 1, 2) });
    expect(ours).toEqual([[3]]);
    expect(others).toEqual([0xe0, 1, 2]);
  });
});
