import { beforeAll, describe, expect, it } from 'vitest';
import { NOISY_KIT, trackOf } from '../sim/testing/tracks.ts';
import { shippedTrack } from '../sim/tracks/index.ts';
import type { CrowdCar } from './crowd.ts';
import { MemorySink } from './run-sink.ts';
import type { RunSummary } from './run-types.ts';
import { simulate } from './simulate.ts';
import { simulateMany } from './simulate-many.ts';
import { forged, opened } from './testing/recordings.ts';
import { compiled, FOLLOW_LINE } from './testing/programs.ts';
import { verifyRun } from './verify.ts';

const start = (xMm: number, yMm: number, headingDeg = 0): CrowdCar['start'] => ({ xMm, yMm, headingDeg });
const carOf = (text: string, place: CrowdCar['start'], seed = 1): CrowdCar => ({
  ...compiled(text),
  profile: NOISY_KIT,
  start: place,
  seed,
});
const AHEAD = 'car.drive(50, 50); wait(3000);';

function raced(
  cars: readonly CrowdCar[],
  limitMs = 4000,
  track = trackOf(),
): { summaries: readonly RunSummary[]; files: readonly Uint8Array[] } {
  const sinks = cars.map(() => new MemorySink());
  const simulated = simulateMany({ track, cars, limitMs, sinks });
  return { summaries: simulated.map(({ summary }) => summary), files: sinks.map((sink) => sink.bytes()) };
}

describe('two cars that meet head-on', () => {
  let race: ReturnType<typeof raced>;
  beforeAll(() => {
    race = raced([carOf(AHEAD, start(2000, 1000, 0)), carOf(AHEAD, start(2000, 2000, 180), 2)]);
  });

  it('stop each other, bumper at bumper, and both have a collision', () => {
    const [one, two] = race.summaries;
    const gap = two!.finalPose.yMm - one!.finalPose.yMm - 2 * NOISY_KIT.body.axleToFrontMm;
    expect(Math.abs(gap)).toBeLessThan(60);
    expect(one!.finalPose.yMm).toBeLessThan(1700);
    expect(race.summaries.map(({ collisions }) => collisions > 0)).toEqual([true, true]);
  });

  it('each have a recording that verifies with the other in it', () => {
    for (const [car, bytes] of race.files.entries()) {
      expect(opened(bytes).header.among).toMatchObject({ car, others: [{ seed: 2 - car }] });
      expect(verifyRun(bytes, { trustedSealKeys: [] })).toMatchObject({ result: 'same', evidence: 'recomputed' });
    }
  });

  it('a recording in which the other drove otherwise is found out', () => {
    const header = opened(race.files[0]!).header;
    const [other] = header.among!.others;
    const moved = { ...header.among!, others: [{ ...other!, start: start(2010, 2000, 180) }] };
    expect(verifyRun(forged(race.files[0]!, { header: { among: moved } }), { trustedSealKeys: [] })).toMatchObject({ result: 'diverges' });
  });

  it('show one another in what a viewer sees', () => {
    expect(opened(race.files[0]!).telemetry[0]).toMatchObject({ others: [{ car: 1, xMm: 2000, yMm: 2000, headingDeg: 180 }] });
  });
});

describe('cars of one world', () => {
  it('that never meet drive as if each were alone', () => {
    const track = shippedTrack('oval')!;
    const alone = [1, 2].map((seed) => {
      const text = seed === 1 ? FOLLOW_LINE : 'car.drive(0, 0); wait(9000);';
      const place = seed === 1 ? track.start : start(1300, 800);
      return simulate({ ...compiled(text), profile: NOISY_KIT, track: { ...track, start: place }, seed, limitMs: 3000 }).summary;
    });
    const { summaries } = raced(
      [carOf(FOLLOW_LINE, track.start, 1), carOf('car.drive(0, 0); wait(9000);', start(1300, 800), 2)],
      3000,
      track,
    );
    expect(summaries[0]!.finalPose).toEqual(alone[0]!.finalPose);
    expect(summaries.map(({ laps }) => laps)).toEqual(alone.map(({ laps }) => laps));
  });

  it('hear what another sends, in the next millisecond', () => {
    const says = 'wait(100); send("go", 7); wait(500);';
    const hears = 'on("message", "go", () => { log(received("go"), time()); });\nwait(500);';
    const { summaries, files } = raced([carOf(hears, start(1000, 1000)), carOf(says, start(3000, 3000), 2), carOf(hears, start(1000, 3000), 3)], 600); // prettier-ignore
    expect(summaries[0]!.log.map(({ text }) => text)).toEqual([expect.stringMatching(/^7 10[12]$/)]);
    expect(summaries[2]!.log).toEqual(summaries[0]!.log);
    for (const bytes of files) expect(verifyRun(bytes, { trustedSealKeys: [] }).result).toBe('same');
  });

  it('hear each other by sonar', () => {
    const { summaries } = raced([carOf('wait(300); log(sonar.mm() < 700, sonar.mm() > 300);', start(2000, 1000)), carOf('wait(400);', start(2000, 1600), 2)]); // prettier-ignore
    expect(summaries[0]!.log[0]!.text).toBe('true true');
  });

  it('push one that has ended out of the way', () => {
    const { summaries } = raced([carOf(AHEAD, start(2000, 1000)), carOf('log(1);', start(2000, 1400), 2)]);
    expect(summaries[0]!.finalPose.yMm).toBeGreaterThan(1350);
  });
});
