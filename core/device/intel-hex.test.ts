import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIntelHex, placeSegments } from './intel-hex.ts';

/** Data records of 16 bytes and an end record, with linear address records where the upper half changes. */
function encode(bytes: Uint8Array, start: number): string {
  const record = (address: number, type: number, data: readonly number[]): string => {
    const body = [data.length, (address >> 8) & 255, address & 255, type, ...data];
    const sum = body.reduce((total, byte) => total + byte, 0);
    return `:${[...body, -sum & 255].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('')}`;
  };
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const upper = (start + at) >>> 16;
    lines.push(record(0, 4, [upper >> 8, upper & 255]), record((start + at) & 65535, 0, [...bytes.subarray(at, at + 16)]));
  }
  return [...lines, record(0, 1, []), ''].join('\n');
}

describe('Intel HEX', () => {
  it('gives back any bytes at any address', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.integer({ min: 0, max: 4000 }).map((page) => page * 16),
        (bytes, start) => {
          const parsed = parseIntelHex(encode(bytes, start));
          const memory = new Uint8Array(start + bytes.length);
          expect(parsed.ok && placeSegments(parsed.value, memory).ok).toBe(true);
          expect(memory.subarray(start)).toEqual(bytes);
        },
      ),
    );
  });

  it('takes segment addresses and start records, lower case and CR LF', () => {
    const parsed = parseIntelHex(':020000021000ec\r\n:0100100055 9a\r\n'.replace(' ', '') + ':0400000300007E007B\r\n:00000001FF\r\n');
    expect(parsed).toEqual({ ok: true, value: [{ address: 0x10010, bytes: Uint8Array.of(0x55) }] });
  });

  it.each([
    ['a wrong checksum', ':0100100055FF\n:00000001FF', 1],
    ['a record that is cut off', ':01001000\n:00000001FF', 1],
    ['a count that is not the length', ':0200100055 99'.replace(' ', ''), 1],
    ['a type that does not exist', ':00000006FA\n:00000001FF', 1],
    ['a missing end record', ':01001000559A', 1],
    ['text that is no image', 'hello', 1],
    ['nothing', '', 1],
  ])('refuses %s', (_what, text, line) => {
    const parsed = parseIntelHex(text);
    expect(parsed.ok ? undefined : parsed.fault).toMatchObject({ code: 'firmware.bad-image', params: { line } });
  });

  it('never throws on rubbish', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...':0123456789abcdefF\r\n ') }), (text) => void parseIntelHex(text)));
  });

  it('writes nothing where one segment does not fit', () => {
    const memory = new Uint8Array(4);
    const segments = [
      { address: 0, bytes: Uint8Array.of(1) },
      { address: 3, bytes: Uint8Array.of(2, 3) },
    ];
    expect(placeSegments(segments, memory)).toMatchObject({ ok: false, fault: { code: 'firmware.bad-image', params: { address: 3 } } });
    expect(memory).toEqual(new Uint8Array(4));
  });
});
