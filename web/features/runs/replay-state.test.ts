import { describe, expect, it } from 'vitest';
import type { TelemetryFrame } from '../../../core/run/run-types.ts';
import type { OpenedRun } from '../../adapters/runs/run-rpc.ts';
import { ReplayState } from './replay-state.svelte.ts';

const frameAt = (atMs: number) => ({ atMs }) as TelemetryFrame;

function replayOf(parts: Partial<OpenedRun> = {}): ReplayState {
  return new ReplayState({
    ...{
      durationMs: 1000,
      isComplete: false,
      events: [],
      interventions: [],
      log: [],
      plot: [],
      bytes: 0,
      header: {} as OpenedRun['header'],
    },
    telemetry: [0, 50, 100, 150].map(frameAt),
    ...parts,
  } as OpenedRun);
}

const collision = (atMs: number) => ({ kind: 'collision' as const, atMs });

describe('a replay', () => {
  it('stays within the run', () => {
    const replay = replayOf();
    replay.seek(-5);
    expect(replay.cursorMs).toBe(0);
    replay.seek(99_999);
    expect(replay.cursorMs).toBe(1000);
  });

  it('plays at its speed, halts at the end, and plays again from the beginning', () => {
    const replay = replayOf();
    replay.advance(100);
    expect(replay.cursorMs).toBe(0);
    replay.setSpeed(4);
    replay.togglePlaying();
    replay.advance(100);
    expect(replay.cursorMs).toBe(400);
    replay.advance(500);
    expect([replay.cursorMs, replay.isPlaying]).toEqual([1000, false]);
    replay.togglePlaying();
    expect([replay.cursorMs, replay.isPlaying]).toEqual([0, true]);
  });

  it('steps by ten milliseconds on whole ones, and stops playing', () => {
    const replay = replayOf();
    replay.togglePlaying();
    replay.seek(33.3);
    replay.stepBy(10);
    expect([replay.cursorMs, replay.isPlaying]).toEqual([40, false]);
    replay.stepBy(-10);
    expect(replay.cursorMs).toBe(30);
  });

  it('steps from frame to frame both ways', () => {
    const replay = replayOf();
    replay.seek(70);
    expect(replay.frame?.atMs).toBe(50);
    replay.stepFrame(-1);
    expect(replay.cursorMs).toBe(50);
    replay.stepFrame(-1);
    expect(replay.cursorMs).toBe(0);
    replay.stepFrame(-1);
    expect(replay.cursorMs).toBe(0);
    for (let i = 0; i < 9; i++) replay.stepFrame(1);
    expect(replay.cursorMs).toBe(150);
  });

  it('goes to the next event and back, the end of the run too', () => {
    const summary = { simTimeS: 0.9, ended: 'stopped' } as NonNullable<OpenedRun['summary']>;
    const replay = replayOf({ events: [collision(300), collision(100)], summary });
    const seen: number[] = [];
    for (let i = 0; i < 4; i++) {
      replay.stepEvent(1);
      seen.push(replay.cursorMs);
    }
    replay.stepEvent(-1);
    expect([...seen, replay.cursorMs]).toEqual([100, 300, 900, 900, 300]);
    expect(replay.events.at(-1)).toEqual({ kind: 'ended', atMs: 900, ended: 'stopped' });
  });

  it('knows which statement was running', () => {
    const replay = replayOf();
    expect(replay.place).toBeUndefined();
    replay.takePlaces({ stepMs: 10, starts: Int32Array.of(-1, 5, 9), ends: Int32Array.of(-1, 8, 12), files: Uint16Array.of(0, 0, 1) });
    const at = (ms: number) => {
      replay.seek(ms);
      return replay.place;
    };
    expect([0, 15, 20, 800].map(at)).toEqual([
      undefined,
      { file: 0, start: 5, end: 8 },
      { file: 1, start: 9, end: 12 },
      { file: 1, start: 9, end: 12 },
    ]);
  });

  it('of an empty run stands still', () => {
    const replay = replayOf({ durationMs: 0, telemetry: [] });
    replay.stepFrame(1);
    replay.stepEvent(1);
    replay.seek(5);
    expect(replay.frame).toBeUndefined();
    expect(replay.cursorMs).toBe(1);
  });
});
