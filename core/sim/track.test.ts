import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_RULES, parseRules } from './rules.ts';
import { trackJson } from './testing/tracks.ts';
import { checkTrack, parseTrack } from './track.ts';
import { SHIPPED_TRACKS, shippedTrack } from './tracks/index.ts';

const segment = { shape: 'segment', from: { xMm: 0, yMm: 0 }, to: { xMm: 100, yMm: 0 }, widthMm: 20 };
const arc = { shape: 'arc', center: { xMm: 0, yMm: 0 }, radiusMm: 200, fromDeg: 0, toDeg: 90, widthMm: 20 };
const gate = { left: { xMm: 0, yMm: 0 }, right: { xMm: 0, yMm: 100 } };
const floor = { widthMm: 1000, heightMm: 1000 };
const curve = {
  shape: 'curve',
  from: { xMm: 0, yMm: 0 },
  control1: { xMm: 50, yMm: 0 },
  control2: { xMm: 50, yMm: 100 },
  to: { xMm: 100, yMm: 100 },
  widthMm: 20,
};
const box = { center: { xMm: 300, yMm: 300 }, widthMm: 60, lengthMm: 80, massG: 100 };
const ramp = { center: { xMm: 300, yMm: 300 }, widthMm: 300, lengthMm: 600, topMm: 200, heightMm: 40 };
const area = { shape: 'disc', center: { xMm: 500, yMm: 500 }, radiusMm: 100 };
const bow = [
  [0, 0],
  [100, 100],
  [100, 0],
  [0, 100],
].map(([xMm, yMm]) => ({ xMm, yMm }));

describe('a track file', () => {
  it('is read with its defaults filled in', () => {
    const track = parseTrack(trackJson({ lines: [segment] }));
    expect(track).toMatchObject({ ok: true, value: { floor: { color: '#ffffff' }, lines: [{ color: '#000000' }] } });
  });

  it.each([
    ['something else', { format: 'guiji-rules' }, 'track.not-this-format', { expected: 'guiji-track' }],
    ['a newer version', { version: 5 }, 'track.newer-version', { version: 5, known: 4 }],
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
    ['bad rules', { rules: { format: 'guiji-rules', version: 2 } }, 'track.wrong-type', { path: 'rules.lapsToFinish' }],
    [
      'curves without length',
      { lines: [{ ...curve, control1: curve.from, control2: curve.from, to: curve.from }] },
      'track.zero-length',
      { path: 'lines[0]' },
    ],
    [
      'dashes without length',
      { lines: [{ ...curve, dash: { onMm: 0, offMm: 10 } }] },
      'track.out-of-range',
      { path: 'lines[0].dash.onMm' },
    ],
    [
      'more dashes than a line has room for',
      { lines: [{ ...segment, to: { xMm: 9000, yMm: 0 }, dash: { onMm: 1, offMm: 1 } }] },
      'track.too-many-dashes',
      { path: 'lines[0].dash', limit: 1000 },
    ],
    [
      'zones that cross themselves',
      { zones: [{ id: 'z', area: { shape: 'polygon', points: bow } }] },
      'track.self-crossing',
      { path: 'zones[0].area' },
    ],
    [
      'zones of two points',
      { zones: [{ id: 'z', area: { shape: 'polygon', points: bow.slice(2) } }] },
      'track.out-of-range',
      { path: 'zones[0].area.points' },
    ],
    ['boxes without size', { boxes: [{ ...box, widthMm: -60 }] }, 'track.out-of-range', { path: 'boxes[0].widthMm' }],
    ['boxes of no weight', { boxes: [box, { ...box, massG: 0 }] }, 'track.out-of-range', { path: 'boxes[1].massG' }],
    ['too many boxes', { boxes: Array.from({ length: 51 }, () => box) }, 'track.too-many', { path: 'boxes', limit: 50 }],
    ['a ramp like a wall', { ramps: [{ ...ramp, heightMm: 120 }] }, 'track.too-steep', { path: 'ramps[0]', limitDeg: 30 }],
    ['a ramp that is all top', { ramps: [{ ...ramp, topMm: 600 }] }, 'track.too-steep', { path: 'ramps[0]' }],
    ['two zones of one name', { zones: [{ id: 'z', area }, { id: 'z', area }] }, 'track.same-id', { path: 'zones[1].id', id: 'z' }], // prettier-ignore
    [
      'zones without size',
      { zones: [{ id: 'z', area: { ...area, radiusMm: 0 } }] },
      'track.out-of-range',
      { path: 'zones[0].area.radiusMm' },
    ],
  ])('with %s is refused with its place', (_, overrides, code, params) => {
    expect(parseTrack(trackJson(overrides))).toMatchObject({ ok: false, fault: { code, params } });
  });

  it('of version 1 means what it meant', () => {
    const { zones: _none, ...plain } = trackJson({ lines: [segment] }) as { zones?: unknown };
    const { judged: _sensors, ...offLine } = DEFAULT_RULES.offLine;
    const old = parseTrack({ ...plain, version: 1, rules: { ...DEFAULT_RULES, version: 1, offLine } });
    expect(old).toEqual(parseTrack(trackJson({ lines: [segment] })));
  });

  it('of version 2 has neither boxes nor ramps', () => {
    const { boxes: _boxes, ramps: _ramps, ...plain } = trackJson({ lines: [segment] }) as { boxes?: unknown; ramps?: unknown };
    expect(parseTrack({ ...plain, version: 2 })).toMatchObject({ ok: true, value: { version: 4, boxes: [], ramps: [] } });
  });

  it('tells all that is wrong with it at once', () => {
    const checked = checkTrack(trackJson({ lines: [{ ...segment, to: segment.from }, { ...arc, toDeg: -90 }], finish: { left: gate.left, right: gate.left } })); // prettier-ignore
    const codes = 'faults' in checked ? checked.faults.map(({ code, params }) => [code, params['path']]) : [];
    expect(codes).toEqual([
      ['track.zero-length', 'lines[0]'],
      ['track.bad-arc', 'lines[1]'],
      ['track.zero-length', 'finish'],
    ]);
  });

  it('of nothing but faults names the first hundred, and of a million points only that they are too many', () => {
    const bad = checkTrack(trackJson({ walls: Array.from({ length: 400 }, () => ({ from: 0, to: gate.left })) }));
    expect('faults' in bad && bad.faults).toHaveLength(100);
    const points = Array.from({ length: 1_000_000 }, () => gate.left);
    const huge = checkTrack(trackJson({ zones: [{ id: 'z', area: { shape: 'polygon', points } }] }));
    expect('faults' in huge && huge.faults).toEqual([{ code: 'track.too-many', params: { path: 'zones[0].area.points', limit: 64 } }]);
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
    const ids = SHIPPED_TRACKS.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['straight', 'oval', 'figure-eight', 'crossroads', 'shang-city-wall']));
    expect(new Set(ids).size).toBe(19);
    expect(shippedTrack('oval')?.name.en).toBe('Oval');
    expect(shippedTrack('nowhere')).toBeUndefined();
  });

  it('bend no more sharply than a radius of 150 mm', () => {
    for (const { id } of SHIPPED_TRACKS)
      for (const line of shippedTrack(id)!.lines) if (line.shape === 'arc') expect(line.radiusMm).toBeGreaterThanOrEqual(150);
  });
});
