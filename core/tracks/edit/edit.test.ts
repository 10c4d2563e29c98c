import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trackOf } from '../../sim/testing/tracks.ts';
import { checkTrack, type Point, type Track, type TrackLine } from '../../sim/track.ts';
import { SHIPPED_TRACKS, shippedTrack } from '../../sim/tracks/index.ts';
import { addPart, copyParts, freeId, moveParts, removeParts, turnParts } from './change-parts.ts';
import { asCurve, drawn, lineBetween } from './draw.ts';
import { arcOverChord, bearingDeg, bendFrom, bendThrough, distanceMm, endsOf, lengthMm, pointOnArc, pointOnCurve } from './geometry.ts';
import { dragHandle, handlesOf } from './handles.ts';
import { History } from './history.ts';
import { partAt, partsWithin } from './hit.ts';
import { newTrack } from './new-track.ts';
import { hasPart, middleOfParts, partAtPath, partsOf } from './parts.ts';
import { snap, snapDirection } from './snap.ts';

const PEN = { widthMm: 20, color: '#000000' };
const at = (xMm: number, yMm: number): Point => ({ xMm, yMm });
const place = fc.record({ xMm: fc.integer({ min: 0, max: 4000 }), yMm: fc.integer({ min: 0, max: 4000 }) });
const twoPlaces = fc.tuple(place, place).filter(([a, b]) => distanceMm(a, b) > 20);
const options = { verbose: true, numRuns: 100 };

const segment = (from: Point, to: Point): TrackLine => ({ shape: 'segment', from, to, ...PEN });
const withLines = (...lines: readonly TrackLine[]): Track => trackOf({ lines });
const line = (track: Track, index = 0): TrackLine => track.lines[index]!;
const endAt = (each: TrackLine, end: 'from' | 'to'): Point => endsOf(each)![end].at;
const near = (a: Point, b: Point, mm = 0.1) => expect(distanceMm(a, b)).toBeLessThan(mm);

describe('arcs', () => {
  it('go clockwise from end to end and turn as far as asked', () => {
    fc.assert(
      fc.property(twoPlaces, fc.integer({ min: 5, max: 350 }), ([from, to], sweep) => {
        const arc = arcOverChord(from, to, sweep);
        near(pointOnArc(arc, arc.fromDeg), from);
        near(pointOnArc(arc, arc.toDeg), to);
        expect(arc.toDeg - arc.fromDeg).toBeCloseTo(sweep, 9);
      }),
      options,
    );
  });

  it('bulge to where the pointer pulls, on either side', () => {
    fc.assert(
      fc.property(twoPlaces, fc.integer({ min: -80, max: 80 }), ([from, to], share) => {
        const chord = distanceMm(from, to);
        const sagitta = (share / 100) * chord;
        const middle = at((from.xMm + to.xMm) / 2, (from.yMm + to.yMm) / 2);
        const normal = at(-(to.yMm - from.yMm) / chord, (to.xMm - from.xMm) / chord);
        const pointer = at(middle.xMm + normal.xMm * sagitta, middle.yMm + normal.yMm * sagitta);
        const bend = bendThrough(from, to, pointer);
        if (bend.shape === 'straight') expect(Math.abs(share)).toBeLessThan(6);
        else near(pointOnArc(bend, (bend.fromDeg + bend.toDeg) / 2), pointer);
      }),
      options,
    );
  });

  it('leave an end in its direction', () => {
    fc.assert(
      fc.property(twoPlaces, fc.integer({ min: 0, max: 359 }), ([from, to], deg) => {
        const bend = bendFrom(from, deg, to);
        if (bend.shape === 'straight') return;
        const ends = endsOf({ ...bend, ...PEN })!;
        const own = distanceMm(ends.from.at, from) < 0.1 ? ends.from : ends.to;
        const turn = Math.abs(((own.outwardDeg + 180 - deg + 540) % 360) - 180);
        expect(turn).toBeLessThan(0.01);
      }),
      options,
    );
  });

  it('become curves that follow them within a third of a millimetre for a quarter turn', () => {
    const arc: TrackLine = { shape: 'arc', center: at(500, 500), radiusMm: 300, fromDeg: 10, toDeg: 100, ...PEN };
    const curve = asCurve(arc);
    expect(curve.shape).toBe('curve');
    for (let i = 0; i <= 20; i++) {
      const point = pointOnCurve(curve as Extract<TrackLine, { shape: 'curve' }>, i / 20);
      expect(Math.abs(distanceMm(point, arc.center) - 300)).toBeLessThan(0.3);
    }
    expect(lengthMm(curve)).toBeCloseTo(lengthMm(arc), 0);
  });
});

describe('moving and turning', () => {
  const all = (track: Track) => partsOf(track);

  it('turns a whole track four times by 90° and gets it back', () => {
    for (const { id } of SHIPPED_TRACKS) {
      const track = shippedTrack(id)!;
      let turned = track;
      for (let i = 0; i < 4; i++) turned = turnParts(turned, all(track), at(1000, 600), 90);
      turned.lines.forEach((each, i) => expect(lengthMm(each)).toBeCloseTo(lengthMm(track.lines[i]!), 1));
      expect(distanceMm(turned.start, track.start)).toBeLessThan(0.1);
      expect(turned.start.headingDeg).toBeCloseTo(((track.start.headingDeg % 360) + 360) % 360, 6);
    }
  });

  it('keeps every length, wherever it goes', () => {
    fc.assert(
      fc.property(place, fc.integer({ min: -180, max: 180 }), (center, deg) => {
        const track = shippedTrack('competition')!;
        const turned = moveParts(turnParts(track, all(track), center, deg), all(track), 12.5, -7);
        turned.lines.forEach((each, i) => expect(Math.abs(lengthMm(each) - lengthMm(track.lines[i]!))).toBeLessThan(0.2));
      }),
      { ...options, numRuns: 20 },
    );
  });

  it('takes parts away and keeps the start', () => {
    const track = shippedTrack('delivery-yard')!;
    const bare = removeParts(track, all(track));
    expect(all(bare)).toEqual([{ kind: 'start', index: 0 }]);
  });

  it('gives copies ids of their own', () => {
    const track = shippedTrack('delivery-yard')!;
    const zones = all(track).filter(({ kind }) => kind === 'zone');
    const { track: copied, made } = copyParts(track, zones, 10, 10);
    expect(made).toHaveLength(zones.length);
    expect(new Set(copied.zones.map(({ id }) => id)).size).toBe(2 * zones.length);
    expect(made.every((ref) => hasPart(copied, ref))).toBe(true);
    expect(freeId([{ id: 'zone-1' }], 'zone')).toBe('zone-2');
  });
});

describe('dragging handles', () => {
  it('puts a handle where it was dragged, on every part of every shipped track', () => {
    for (const { id } of SHIPPED_TRACKS) {
      const track = shippedTrack(id)!;
      for (const ref of partsOf(track)) {
        for (const { id: handle, at: place, role } of handlesOf(track, ref)) {
          const to = at(place.xMm + 7, place.yMm + 5);
          const moved = handlesOf(dragHandle(track, ref, handle, to), ref).find((each) => each.id === handle)!;
          if (role === 'end' || role === 'control' || role === 'move') near(moved.at, to, 0.2);
        }
      }
    }
  });

  it('leaves a handle alone that is dragged nowhere', () => {
    const track = shippedTrack('competition')!;
    for (const ref of partsOf(track)) {
      for (const { id, at: place, role } of handlesOf(track, ref)) {
        const ends = handlesOf(dragHandle(track, ref, id, place), ref);
        if (role !== 'turn') expect(distanceMm(ends.find((each) => each.id === id)!.at, place)).toBeLessThan(0.2);
      }
    }
  });

  it('takes the ends along that lie at the same place', () => {
    const track = withLines(segment(at(0, 0), at(500, 0)), segment(at(500, 0), at(500, 500)), segment(at(900, 0), at(900, 500)));
    const dragged = dragHandle(track, { kind: 'line', index: 0 }, 'to', at(600, 100));
    expect([endAt(line(dragged), 'to'), endAt(line(dragged, 1), 'from')]).toEqual([at(600, 100), at(600, 100)]);
    expect(line(dragged, 2)).toEqual(line(track, 2));
  });

  it('bends a straight line and straightens it again', () => {
    const track = withLines(segment(at(0, 0), at(400, 0)));
    const ref = { kind: 'line', index: 0 } as const;
    const bent = dragHandle(track, ref, 'bend', at(200, 200));
    expect(line(bent)).toMatchObject({ shape: 'arc', radiusMm: 200, center: at(200, 0), widthMm: 20 });
    expect(line(dragHandle(bent, ref, 'bend', at(200, 1)))).toMatchObject({ shape: 'segment' });
  });

  it('keeps the turn of a bend whose end is dragged', () => {
    const bent = dragHandle(withLines(segment(at(0, 0), at(400, 0))), { kind: 'line', index: 0 }, 'bend', at(200, 100));
    const arc = line(bent) as Extract<TrackLine, { shape: 'arc' }>;
    const moved = line(dragHandle(bent, { kind: 'line', index: 0 }, 'to', at(300, 300))) as typeof arc;
    expect(moved.toDeg - moved.fromDeg).toBeCloseTo(arc.toDeg - arc.fromDeg, 1);
  });

  it('sizes a turned rectangle from one corner and keeps the corner across', () => {
    const area = { shape: 'rectangle', center: at(500, 500), widthMm: 200, heightMm: 100, headingDeg: 30 };
    const track = trackOf({ zones: [{ id: 'a', area }] });
    const ref = { kind: 'zone', index: 0 } as const;
    const across = handlesOf(track, ref)[0]!.at;
    const dragged = dragHandle(track, ref, 'corner-2', at(700, 650));
    near(handlesOf(dragged, ref)[0]!.at, across);
    near(handlesOf(dragged, ref)[2]!.at, at(700, 650));
  });
});

describe('drawing', () => {
  const empty = () => newTrack('mine', { 'zh-CN': '我的赛道', en: 'Mine' });

  it('begins on a floor that is a valid track', () => {
    expect(checkTrack(empty())).toEqual({ track: empty() });
  });

  it('makes valid tracks, whatever is drawn where', () => {
    const tools = fc.constantFrom(
      ...(['line', 'bend', 'curve', 'wall', 'zone', 'stop-zone', 'disc', 'box', 'ramp', 'checkpoint', 'finish', 'start'] as const),
    );
    const onFloor = fc.record({ xMm: fc.integer({ min: 0, max: 2400 }), yMm: fc.integer({ min: 0, max: 1200 }) });
    fc.assert(
      fc.property(fc.array(fc.tuple(tools, onFloor, onFloor), { maxLength: 12 }), (strokes) => {
        let track = empty();
        for (const [tool, from, to] of strokes) track = drawn(track, tool, { from, to }, PEN)?.track ?? track;
        const checked = checkTrack(JSON.parse(JSON.stringify(track)));
        expect('faults' in checked ? checked.faults : []).toEqual([]);
      }),
      options,
    );
  });

  it('goes on smoothly from the end where it began', () => {
    const track = withLines(segment(at(0, 0), at(400, 0)));
    const { end } = snap(track, at(405, 5), { gridMm: 10, reachMm: 20 });
    const arc = lineBetween('bend', { from: end!.at, to: at(600, 200), fromEnd: end }, PEN) as Extract<TrackLine, { shape: 'arc' }>;
    expect(arc).toMatchObject({ shape: 'arc', radiusMm: 200, center: at(400, 200) });
  });

  it('stands a gate that was tapped across the line, its left on the left', () => {
    const track = withLines(segment(at(0, 1000), at(2000, 1000)));
    const { finish } = drawn(track, 'finish', { from: at(1000, 1000), to: at(1000, 1000) }, PEN)!.track;
    expect(bearingDeg(finish!.right, finish!.left)).toBeCloseTo(0, 6);
    expect(finish!.left.xMm).toBeCloseTo(1000, 0);
  });
});

describe('finding parts', () => {
  const track = withLines(segment(at(0, 1000), at(3000, 1000)), segment(at(1000, 0), at(1000, 3000)));

  it('prefers what is small, and forgives a finger', () => {
    expect(partAt(track, at(2010, 1990), 10)).toEqual({ kind: 'start', index: 0 });
    expect(partAt(track, at(500, 1018), 10)).toEqual({ kind: 'line', index: 0 });
    expect(partAt(track, at(500, 1400), 10)).toBeUndefined();
  });

  it('takes all that lies in the frame', () => {
    expect(partsWithin(track, at(900, -10), at(2100, 3100))).toEqual([
      { kind: 'start', index: 0 },
      { kind: 'line', index: 1 },
    ]);
  });

  it('knows which part a fault names', () => {
    expect(partAtPath('lines[3].widthMm')).toEqual({ kind: 'line', index: 3 });
    expect(partAtPath('finish')).toEqual({ kind: 'finish', index: 0 });
    expect(partAtPath('floor.widthMm')).toBeUndefined();
  });

  it('knows the middle of several', () => {
    expect(middleOfParts(track, [{ kind: 'line', index: 0 }])).toEqual(at(1500, 1000));
  });
});

describe('snapping', () => {
  const track = withLines(segment(at(100, 100), at(503, 100)));

  it('prefers an end that is near to the grid', () => {
    expect(snap(track, at(498, 104), { gridMm: 50, reachMm: 20 }).at).toEqual(at(503, 100));
    expect(snap(track, at(460, 130), { gridMm: 50, reachMm: 20 }).at).toEqual(at(450, 150));
    expect(snap(track, at(498, 104), { gridMm: 50, reachMm: 20, except: [{ kind: 'line', index: 0 }] }).at).toEqual(at(500, 100));
  });

  it('turns to a direction that is easy to lay', () => {
    expect(snapDirection(at(0, 0), at(203, 12), 15, 50)).toEqual(at(200, 0));
  });
});

describe('history', () => {
  it('counts one drag as one step', () => {
    const history = new History(0);
    for (let i = 1; i <= 5; i++) history.change(i, 'drag');
    history.endGesture();
    history.change(9);
    history.undo();
    expect(history.present).toBe(5);
    history.undo();
    expect([history.present, history.canUndo]).toEqual([0, false]);
    history.redo();
    expect(history.present).toBe(5);
    history.change(7);
    expect(history.canRedo).toBe(false);
  });

  it('adds parts at the end of their list', () => {
    expect(addPart(newTrack('a', { 'zh-CN': 'a', en: 'a' }), 'wall', { from: at(0, 0), to: at(1, 1) }).made).toEqual([
      { kind: 'wall', index: 0 },
    ]);
  });
});
