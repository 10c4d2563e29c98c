/** Every track that ships can be driven: the line follower of the reference, or a program that knows what is hard there, completes it. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { encodeProgram } from '../../core/bytecode/encoding.ts';
import { createCompiler } from '../../core/language/compile.ts';
import type { RunSummary } from '../../core/run/run-types.ts';
import { MemorySink } from '../../core/run/run-sink.ts';
import { openRun } from '../../core/run/run-file.ts';
import { loadProgram, simulate } from '../../core/run/simulate.ts';
import { verifyRun } from '../../core/run/verify.ts';
import { findTrackAdvice } from '../../core/sim/track-advice.ts';
import { SHIPPED_TRACKS, shippedTrack } from '../../core/sim/tracks/index.ts';
import { DEFAULT_PROFILE_ID, shippedProfile } from '../../firmware-profiles/index.ts';

interface Driver {
  readonly program: string;
  readonly profileId?: string;
}

/** Of the others: the line follower. */
const DRIVERS: Readonly<Record<string, Driver>> = {
  gaps: { program: 'over-gaps' },
  competition: { program: 'over-gaps' },
  'delivery-yard': { program: 'with-stops' },
  'obstacle-detour': { program: 'round-the-box' },
  maze: { program: 'through-the-maze', profileId: 'nano-line-car' },
};
const LIMIT_MS = 60_000;

function driven(trackId: string): { readonly summary: RunSummary; readonly sink: MemorySink } {
  const { program: name, profileId } = DRIVERS[trackId] ?? { program: 'line-follower' };
  const profile = shippedProfile(profileId ?? DEFAULT_PROFILE_ID)!;
  const text = readFileSync(new URL(`programs/${name}.ts`, import.meta.url), 'utf8');
  const source = [{ path: 'main.ts', text }];
  const { program, diagnostics } = createCompiler().compile(source, profile);
  if (program === undefined) throw new Error(diagnostics.map(({ code }) => code).join());
  const loaded = loadProgram(encodeProgram(program));
  if (!loaded.ok) throw new Error(loaded.fault.code);
  const sink = new MemorySink();
  const { summary } = simulate({ source, program: loaded.value, profile, track: shippedTrack(trackId)!, seed: 1, limitMs: LIMIT_MS, sink });
  return { summary, sink };
}

describe('the tracks that ship', () => {
  it.each(SHIPPED_TRACKS)('$id is completed, its checkpoints in order', ({ id }) => {
    const { summary } = driven(id);
    expect(summary.laps).toBeGreaterThanOrEqual(1);
    const perLap = shippedTrack(id)!.checkpoints.map((checkpoint) => checkpoint.id);
    expect(summary.checkpoints.slice(0, perLap.length).map((checkpoint) => checkpoint.id)).toEqual(perLap);
    expect(summary.collisions).toBe(0);
  });

  it.each(SHIPPED_TRACKS)('$id needs no advice', ({ id }) => {
    expect(findTrackAdvice(shippedTrack(id)!)).toEqual([]);
  });

  it.each(['push-the-boxes', 'over-the-bridge'])('%s is the same when it is computed again, boxes and slopes included', (id) => {
    expect(verifyRun(driven(id).sink.bytes(), { trustedSealKeys: [] })).toMatchObject({ result: 'same' });
  });

  it('with boxes show where these were pushed to', () => {
    const opened = openRun(driven('push-the-boxes').sink.bytes());
    if (!opened.ok) throw new Error(opened.fault.code);
    const { telemetry } = opened.value;
    const moved = telemetry.at(-1)!.boxes!.map(({ xMm, yMm }, i) => {
      const { center } = shippedTrack('push-the-boxes')!.boxes[i]!;
      return Math.abs(xMm - center.xMm) + Math.abs(yMm - center.yMm) > 50;
    });
    expect(moved).toEqual([true, true, false]);
  });

  it('tell in a recording where the car stopped in a delivery yard', () => {
    const { sink } = driven('delivery-yard');
    const opened = openRun(sink.bytes());
    if (!opened.ok) throw new Error(opened.fault.code);
    const { events } = opened.value;
    const stops = events.flatMap((event) => (event.kind === 'zone-stop' ? [event.id] : []));
    expect(stops.slice(0, 3)).toEqual(['dock', 'shop', 'home']);
    expect(events.find((event) => event.kind === 'zone-left')).toMatchObject({ id: 'dock', stoodMs: expect.any(Number) as number });
  });
});
