/** Facts for tests of checks: a car that stands for a second, drives ahead for a second, and stands again. */
import { CONSTRUCTS, type Construct, type ProgramFacts } from '../../../robot/program-facts.ts';
import type { FactFrame, RunFacts } from '../facts.ts';

const noConstructs = (): Record<Construct, number> => Object.fromEntries(CONSTRUCTS.map((name) => [name, 0])) as Record<Construct, number>;

export const programOf = (changes: Partial<ProgramFacts> = {}): ProgramFacts => ({
  syntaxErrors: 0,
  statements: 3,
  constructs: { ...noConstructs(), repeat: 1 },
  calls: [
    { name: 'car.driveFor', inside: ['repeat'], reads: [] },
    { name: 'car.turnBy', inside: [], reads: ['line.read'] },
  ],
  conditions: [{ reads: ['time'] }],
  ...changes,
});

const FRAME_MS = 20;

const frameAt = (atMs: number, changes: Partial<FactFrame> = {}): FactFrame => ({
  atMs,
  pose: { xMm: 0, yMm: 0, headingDeg: 0 },
  leftPercent: 0,
  rightPercent: 0,
  line: [0, 0, 0],
  sonarMm: null,
  led: 'off',
  toneHz: 0,
  ...changes,
});

/** Frames 20 ms apart. */
export const framesOf = (count: number, at: (index: number) => Partial<FactFrame>): readonly FactFrame[] =>
  Array.from({ length: count }, (_, i) => frameAt(i * FRAME_MS, at(i)));

/** Stands to 1 s, drives 10 mm a frame to 2 s, stands to 4 s. */
export const driveAndRest = framesOf(200, (i) => {
  const driven = Math.min(Math.max(i - 50, 0), 50);
  const drives = i >= 50 && i < 100;
  return { pose: { xMm: 0, yMm: driven * 10, headingDeg: 0 }, leftPercent: drives ? 50 : 0, rightPercent: drives ? 50 : 0 };
});

export const runOf = (changes: Partial<RunFacts> = {}): RunFacts => ({
  trackId: 'oval',
  ended: 'finished',
  timeS: 4,
  distanceMm: 500,
  finalPose: { xMm: 0, yMm: 500, headingDeg: 350 },
  laps: 1,
  lapTimesS: [17.24],
  offLine: { count: 2, totalS: 1.25 },
  collisions: 1,
  log: [
    { atS: 0.5, text: '你好' },
    { atS: 1.5, text: '距离 312 mm' },
  ],
  plots: {
    error: [
      [0.5, 60],
      [1.5, -20],
    ],
  },
  events: [
    { kind: 'lap-started', atMs: 100 },
    { kind: 'checkpoint', atMs: 900, id: 'west' },
    { kind: 'lap', atMs: 3000 },
  ],
  frames: driveAndRest,
  ...changes,
});
