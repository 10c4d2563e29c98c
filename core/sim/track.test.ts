import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRules } from './rules.ts';
import { trackJson } from './testing/tracks.ts';
import { parseTrack } from './track.ts';
import { SHIPPED_TRACKS, shippedTrack } from './tracks/index.ts';

const segment = { shape: 'segment', from: { xMm: 0, yMm: 0 }, to: { xMm: 100, yMm: 0 }, widthMm: 20 };
const arc = { shape: 'arc', center: { xMm: 0, yMm: 0 }, radiusMm: 200, fromDeg: 0, toDeg: 90, widthMm: 20 };
const gate = { left: { xMm: 0, yMm: 0 }, right: { xMm: 0, yMm: 100 } };
const floor = { widthMm: 1000, heightMm: 1000 };

describe('a track file', () => {
  it('is read with its defaults filled in', () => {
    const track = parseTrack(trackJson({ lines: [segment] }));
    expect(track).toMatchObject({ ok: true, value: { floor: { color: '#ffffff' }, lines: [{ color: '#000000' }] } });
  });

  it.each([
    ['something else', { format: 'guiji-rules' }, 'track.not-this-format', { expected: 'guiji-track' }],
    ['a newer version', { version: 2 }, 'track.newer-version', { version: 2, known: 1 }],
    ['NaN', { start: { xMm: NaN, yMm: 0, headingDeg: 0 } }, 'track.wrong-type', { path: 'start.xMm', expected: 'number' }],
    ['infinite lengths', { floor: { widthMm: Infinity, heightMm: 10 } }, 'track.wrong-type', { path: 'floor.widthMm' }],
    ['negative sizes', { floor: { widthMm: -5, heightMm: 1000 } }, 'track.out-of-range', { path: 'floor.widthMm', bound: '≥ 100' }],
    ['huge sizes', { floor: { widthMm: 1e9, heightMm: 1000 } }, 'track.out-of-range', { path: 'floor.widthMm', bound: '≤ 10000' }],
    ['lines without width', { lines: [{ ...segment, widthMm: 0 }] }, 'track.out-of-range', { path: 'lines[0].widthMm' }],
    ['lines of an unknown shape', { lines: [segment, { shape: 'spiral' }] }, 'track.bad-value', { path: 'lines[1].shape' }],
    ['lines without length', { lines: [{ ...segment, to: segment.from }] }, 'track.zero-length', { path: 'lines[0]' }],
    ['arcs that go backwards', { lines: [{ ...arc, toDeg: -90 }] }, 'track.bad-arc', { path: 'lines[0]' }],
    ['arcs that go round twice', { lines: [{ ...arc, toDeg: 400 }] }, 'track.bad-arc', { path: 'lines[0]' }],
    ['too many lines', { lines: Array.from({ length: 1001 }, () => segment) }, 'track.too-many', { path: 'lines', limit: 1000 }],
    ['too many walls', { walls: Array.from({ length: 501 }, () => segment) }, 'track.too-many', { path: 'walls', limit: 500 }],
    ['walls without length', { walls: [{ from: segment.from, to: segment.from }] }, 'track.zero-length', { path: 'walls[0]' }],
    ['a start off the floor', { floor, start: { xMm: 1001, yMm: 5, headingDeg: 0 } }, 'track.start-off-floor', { xMm: 1001, yMm: 5 }],
    ['entries nobody knows', { colour: 'red' }, 'track.unknown-field', { path: '', name: 'colour' }],
    ['colours that are none', { lines: [{ ...segment, color: 'black' }] }, 'track.bad-value', { path: 'lines[0].color' }],
    [
      'two checkpoints of one name',
      { checkpoints: [{ id: 'a', gate }, { id: 'a', gate }] }, // prettier-ignore
      'track.same-id',
      { path: 'checkpoints[1].id', id: 'a' },
    ],
    ['a gate without width', { finish: { left: gate.left, right: gate.left } }, 'track.zero-length', { path: 'finish' }],
    ['bad rules', { rules: { format: 'guiji-rules', version: 1 } }, 'track.wrong-type', { path: 'rules.lapsToFinish' }],
  ])('with %s is refused with its place', (_, overrides, code, params) => {
    expect(parseTrack(trackJson(overrides))).toMatchObject({ ok: false, fault: { code, params } });
  });

  it('of any JSON gets a code and never a throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.record({ lines: fc.jsonValue(), start: fc.jsonValue() }).map(trackJson)), (json) => {
        const track = parseTrack(json);
        expect(track.ok || track.fault.code.startsWith('track.')).toBe(true);
      }),
      { verbose: true },
    );
  });
});

describe('rules', () => {
  it('that are not rules say so', () => {
    expect(parseRules({ format: 'guiji-track', version: 1 })).toMatchObject({ fault: { code: 'rules.not-this-format' } });
    expect(parseRules(null)).toMatchObject({ fault: { code: 'rules.not-this-format' } });
  });
});

describe('the tracks that ship', () => {
  it('are found by their ids', () => {
    expect(SHIPPED_TRACKS.map(({ id }) => id)).toEqual(['straight', 'oval', 'figure-eight', 'crossroads']);
    expect(shippedTrack('oval')?.name.en).toBe('Oval');
    expect(shippedTrack('nowhere')).toBeUndefined();
  });

  it('bend no more sharply than a radius of 150 mm', () => {
    for (const { lines } of SHIPPED_TRACKS)
      for (const line of lines) if (line.shape === 'arc') expect(line.radiusMm).toBeGreaterThanOrEqual(150);
  });
});
