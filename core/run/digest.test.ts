import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { crc32 } from '../base/crc32.ts';
import { RunDigest } from './digest.ts';
import { lineAndColumn } from './text-place.ts';

const float64 = (value: number): number[] => [...new Uint8Array(new Float64Array([value]).buffer)];

describe('the digest', () => {
  it('is SHA-256 over the layout that is written down', () => {
    const digest = new RunDigest();
    digest.pose(1, 2, 3);
    digest.onWrite('motors', [45, -0]);
    digest.onWrite('led', ['red']);
    digest.onEffect({ kind: 'log', text: '轨' });
    digest.onEffect({ kind: 'plot', name: 'e', value: NaN });
    digest.onStopAll();
    const layout = [
      ...new TextEncoder().encode('guiji-digest-1\n'),
      ...[1, ...float64(1), ...float64(2), ...float64(3)],
      ...[2, 0, 2, 2, ...float64(45), 2, ...float64(-0)],
      ...[2, 1, 1, 3, 3, 0x72, 0x65, 0x64],
      ...[3, 3, 0xe8, 0xbd, 0xa8],
      ...[4, 1, 0x65, 2, ...float64(NaN)],
      5,
    ];
    expect(digest.finish()).toBe(createHash('sha256').update(Uint8Array.from(layout)).digest('hex'));
  });
});

describe('crc32', () => {
  it('has the check value of its definition', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  });
});

describe('lines and columns', () => {
  it('count from 1, over every kind of line end', () => {
    expect(lineAndColumn('ab\ncd', 0)).toEqual({ line: 1, column: 1 });
    expect(lineAndColumn('ab\r\ncd', 5)).toEqual({ line: 2, column: 2 });
    expect(lineAndColumn('a\n\nb', 3)).toEqual({ line: 3, column: 1 });
    expect(lineAndColumn('ab', 99)).toEqual({ line: 1, column: 3 });
  });
});
