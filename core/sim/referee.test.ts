import { describe, expect, it } from 'vitest';
import { refereeEventSchema } from './referee-events.ts';
import { DEFAULT_RULES } from './rules.ts';
import { SimRobot } from './sim-robot.ts';
import { EXACT_KIT, trackOf } from './testing/tracks.ts';
import { World } from './world.ts';

const point = (xMm: number, yMm: number) => ({ xMm, yMm });
const gateAt = (yMm: number) => ({ left: point(1900, yMm), right: point(2100, yMm) });
const line = { shape: 'segment', from: point(2000, 0), to: point(2000, 4000), widthMm: 20 };

function drive(track: ReturnType<typeof trackOf>, plan: readonly (readonly [left: number, right: number, ms: number])[]): World {
  const world = new World({ profile: EXACT_KIT, track, seed: 1 });
  for (const [left, right, ms] of plan) {
    world.setMotors(left, right);
    for (let i = 0; i < ms; i++) world.step();
  }
  return world;
}

const kinds = (world: World): string[] => world.takeEvents().map(({ kind }) => kind);

describe('the referee', () => {
  it('times an open course from the start of the run to the finish', () => {
    const world = drive(trackOf({ lines: [line], finish: gateAt(2500), checkpoints: [{ id: 'a', gate: gateAt(2300) }] }), [[60, 60, 3000]]);
    expect(world.referee.lapTimesMs).toHaveLength(1);
    expect(world.referee.checkpoints).toMatchObject([{ id: 'a' }]);
    expect(world.referee.lapTimesMs[0]).toBeGreaterThan(world.referee.checkpoints[0]!.atMs);
    expect(kinds(world)).toEqual(['lap-started', 'checkpoint', 'lap', 'finished']);
  });

  it('starts a loop’s clock at the finish gate', () => {
    const world = drive(trackOf({ lines: [line], course: 'loop', finish: gateAt(2300) }), [[60, 60, 1500]]);
    expect(world.referee.laps).toBe(0);
    expect(world.referee.lapStartedAtMs).toBeGreaterThan(0);
    expect(kinds(world)).toEqual(['lap-started']);
  });

  it('sees the same whether or not it remembers how far the gates are', () => {
    const track = trackOf({ lines: [line], course: 'loop', finish: gateAt(2300), checkpoints: [{ id: 'a', gate: gateAt(2290) }] });
    const [remembers, forgets] = [1, 1].map((seed) => new World({ profile: EXACT_KIT, track, seed }));
    for (let ms = 0; ms < 4000; ms++) {
      const turn = ms < 1500 ? 0 : 20;
      for (const world of [remembers!, forgets!]) {
        world.setMotors(60 + turn, 60 - turn);
        world.step();
      }
      forgets!.referee.setState(forgets!.referee.state());
    }
    const events = remembers!.takeEvents();
    expect(events.some(({ kind }) => kind === 'lap-started')).toBe(true);
    expect(forgets!.takeEvents()).toEqual(events);
  });

  it('does not count a gate passed backwards', () => {
    const world = drive(trackOf({ lines: [line], course: 'loop', finish: gateAt(1800), start: { xMm: 2000, yMm: 2000, headingDeg: 0 } }), [
      [-60, -60, 2000],
    ]);
    expect(kinds(world)).toEqual([]);
  });

  it('refuses a lap that left out a checkpoint', () => {
    const aside = { left: point(100, 100), right: point(300, 100) };
    const world = drive(trackOf({ lines: [line], finish: gateAt(2500), checkpoints: [{ id: 'far', gate: aside }] }), [[60, 60, 3000]]);
    expect(world.referee.laps).toBe(0);
    expect(world.takeEvents()).toContainEqual(expect.objectContaining({ kind: 'lap-refused', missing: 'far' }));
  });

  it('counts an excursion once it has lasted, and its whole time', () => {
    const world = drive(trackOf({ lines: [line] }), [
      [50, -50, 300],
      [60, 60, 1500],
      [-60, -60, 1800],
    ]);
    const events = world.takeEvents();
    expect(world.referee.offLineCount).toBe(1);
    const [off, on] = [events.find(({ kind }) => kind === 'off-line')!, events.find(({ kind }) => kind === 'on-line')!];
    expect(off).toMatchObject({ atMs: (off as { sinceMs: number }).sinceMs + DEFAULT_RULES.offLine.graceMs });
    expect(on).toMatchObject({ offMs: on.atMs - (off as { sinceMs: number }).sinceMs });
    expect(world.referee.offLineTotalMs(world.timeMs)).toBe((on as { offMs: number }).offMs);
  });

  it('counts time off the line that is still going on', () => {
    const world = drive(trackOf({ lines: [{ ...line, from: point(500, 0), to: point(500, 4000) }] }), [[0, 0, 1000]]);
    expect(world.referee.offLineTotalMs(world.timeMs)).toBe(999);
  });

  it.each([
    // The line begins 240 mm to the right of the car's middle; its body ends at 65.
    ['sensors', 240, 0],
    ['sensors', 230, 1],
    ['axle', 240, 0],
    ['axle', 230, 1],
    ['body', 180, 0],
    ['body', 170, 1],
  ] as const)('judged by its %s with %i mm, a car beside its line is off it %i times', (judged, toleranceMm, count) => {
    const beside = { ...line, from: point(2250, 0), to: point(2250, 4000) };
    const rules = { ...DEFAULT_RULES, offLine: { ...DEFAULT_RULES.offLine, judged, toleranceMm } };
    const world = drive(trackOf({ lines: [beside], rules }), [[0, 0, 400]]);
    expect(world.referee.offLineCount).toBe(count);
  });

  it('sees a body leave its line only when all of it has', () => {
    const rules = { ...DEFAULT_RULES, offLine: { judged: 'body' as const, toleranceMm: 0, graceMs: 0 } };
    const track = trackOf({ lines: [{ ...line, to: point(2000, 2300) }], rules });
    const world = drive(track, [[60, 60, 3000]]);
    const off = world.takeEvents().find(({ kind }) => kind === 'off-line')!;
    // The rear edge is 75 mm behind the axle, the line's round end reaches 10 mm beyond its last point.
    expect(off.yMm).toBeGreaterThan(2300 + 10 + 75 - 1);
    expect(off.yMm).toBeLessThan(2300 + 10 + 75 + 2);
  });

  it('tells when the car comes into a stop zone, has stood there, and leaves, with how long it stood', () => {
    const area = { shape: 'rectangle', center: point(2000, 2300), widthMm: 300, heightMm: 200 };
    const track = trackOf({ zones: [{ id: 'dock', area, stopMs: 500 }, { id: 'paint', area, color: '#ff0000' }] }); // prettier-ignore
    const [go, rest] = [[60, 60, 900] as const, [0, 0, 1500] as const];
    const events = drive(track, [go, rest, go, [60, 60, 1500]]).takeEvents();
    expect(events.map(({ kind }) => kind)).toEqual(['lap-started', 'zone-entered', 'zone-stop', 'zone-left']);
    const [, entered, stop, left] = events;
    expect([entered, stop, left]).toEqual(['dock', 'dock', 'dock'].map((id): unknown => expect.objectContaining({ id })));
    expect(entered!.yMm).toBeCloseTo(2200, 0);
    const { stoodMs } = left as { stoodMs: number };
    expect(stoodMs).toBeGreaterThan(500);
    expect(stoodMs).toBeLessThan(1500);
  });

  it('does not take a slow passage for a stop, nor a short one', () => {
    const area = { shape: 'disc', center: point(2000, 2200), radiusMm: 150 };
    const track = trackOf({ zones: [{ id: 'dock', area, stopMs: 1000 }] });
    const short = drive(track, [[60, 60, 600], [0, 0, 700], [60, 60, 2000]]); // prettier-ignore
    expect(kinds(short)).toEqual(['lap-started', 'zone-entered', 'zone-left']);
    expect(kinds(drive(track, [[20, 20, 9000]]))).toEqual(['lap-started', 'zone-entered', 'zone-left']);
  });

  it('tells how many boxes are in a zone that wants some, from the first that is pushed in to one that goes through', () => {
    const area = { shape: 'rectangle', center: point(2000, 2500), widthMm: 300, heightMm: 200 };
    const box = { widthMm: 60, lengthMm: 60, massG: 50 };
    const boxes = [2200, 2300].map((yMm) => ({ ...box, center: point(2000, yMm) }));
    const track = trackOf({ zones: [{ id: 'bay', area, boxes: 2 }], boxes: [...boxes, { ...box, center: point(2100, 2560) }] });
    const events = drive(track, [[60, 60, 6000]]).takeEvents();
    expect(events.flatMap((event) => ('wanted' in event ? [[event.kind, event.id, event.boxes, event.wanted]] : []))).toEqual([
      ['box-in-zone', 'bay', 2, 2],
      ['box-in-zone', 'bay', 3, 2],
      ['box-out-of-zone', 'bay', 2, 2],
      ['box-out-of-zone', 'bay', 1, 2],
    ]);
    for (const event of events) expect(refereeEventSchema.parse(event)).toEqual(event);
  });

  it('calls the time once', () => {
    const world = drive(trackOf({ lines: [line], rules: { ...DEFAULT_RULES, timeLimitMs: 500 } }), [[0, 0, 1500]]);
    expect(world.takeEvents().filter(({ kind }) => kind === 'time-over')).toMatchObject([{ atMs: 500 }]);
  });

  it('emits only what the format knows', () => {
    const world = drive(trackOf({ lines: [line], finish: gateAt(2500) }), [[60, 40, 3000]]);
    for (const event of world.takeEvents()) expect(refereeEventSchema.parse(event)).toEqual(event);
  });
});

describe('a simulated robot', () => {
  it('reads what the world says and writes what the world does', () => {
    const world = new World({ profile: EXACT_KIT, track: trackOf(), seed: 1 });
    const robot = new SimRobot(world);
    robot.write('motors', [30, -30]);
    robot.write('led', ['red']);
    robot.write('tone', [440, 2]);
    expect(world.motors).toMatchObject({ leftPercent: 30, rightPercent: -30 });
    expect([world.led, world.toneHz]).toEqual(['red', 440]);
    world.step();
    world.step();
    expect(world.toneHz).toBe(0);
    world.button = true;
    expect([robot.read('button', 0), robot.read('sonar', 0), robot.read('line', 2), robot.read('lifted', 0)]).toEqual([
      true,
      Infinity,
      0,
      false,
    ]);
    expect(robot.nowMs()).toBe(2);
    robot.stopAll();
    expect(world.motors).toMatchObject({ leftPercent: 0, rightPercent: 0 });
  });

  it('sees nothing with a line sensor that is not there', () => {
    const robot = new SimRobot(new World({ profile: EXACT_KIT, track: trackOf(), seed: 1 }));
    for (const index of [5, 15, -1, NaN]) expect(robot.read('line', index)).toBe(0);
  });
});
