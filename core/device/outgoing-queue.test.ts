import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesInMs, OutgoingQueue, QUEUED_BYTES_MAX } from './outgoing-queue.ts';

describe('the outgoing queue', () => {
  it('gives bytes out in order, however they came and are taken', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 20 })),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        (chunks, sizes) => {
          const queue = new OutgoingQueue();
          for (const chunk of chunks) queue.push(chunk);
          const taken: number[] = [];
          for (let i = 0; queue.length > 0; i++) taken.push(...queue.take(sizes[i % sizes.length]!));
          expect(taken).toEqual(chunks.flatMap((chunk) => [...chunk]));
        },
      ),
    );
  });

  it('keeps a copy: what the caller does to its bytes later changes nothing', () => {
    const queue = new OutgoingQueue();
    const bytes = Uint8Array.of(1, 2);
    queue.push(bytes);
    bytes.fill(9);
    expect(queue.take(5)).toEqual(Uint8Array.of(1, 2));
  });

  it('throws away what waits when something overtakes', () => {
    const queue = new OutgoingQueue();
    queue.push(Uint8Array.of(1, 2, 3));
    queue.take(1);
    queue.replace(Uint8Array.of(7));
    expect(queue.length).toBe(1);
    expect(queue.take(5)).toEqual(Uint8Array.of(7));
  });

  it('is bounded', () => {
    const queue = new OutgoingQueue();
    expect(queue.push(new Uint8Array(QUEUED_BYTES_MAX))).toBe(true);
    expect(queue.push(Uint8Array.of(1))).toBe(false);
    expect(queue.length).toBe(QUEUED_BYTES_MAX);
  });

  it('gives an empty array where nothing waits', () => {
    expect(new OutgoingQueue().take(10)).toEqual(new Uint8Array(0));
  });
});

it('counts ten bits a byte', () => {
  expect(bytesInMs(57_600, 4)).toBe(24);
  expect(bytesInMs(115_200, 1)).toBe(12);
});
