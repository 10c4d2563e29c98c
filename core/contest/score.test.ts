import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseContestRules, type ContestRules } from './contest-rules.ts';
import { SHIPPED_CONTEST_RULES, shippedContestRules } from './rules/index.ts';
import { compareScores, scoreRun, type ScoredEvent, type ScoreSheet } from './score.ts';

const rules = shippedContestRules('time-trial')!;
const lap = (atMs: number, lapMs: number): ScoredEvent => ({ kind: 'lap', atMs, lapMs });
const sheetOf = (events: readonly ScoredEvent[], durationMs = 130_000, by: ContestRules = rules): ScoreSheet =>
  scoreRun(by, { events, durationMs, isComplete: true, interventions: [] });
const pointsOf = (sheet: ScoreSheet): Record<string, number> => Object.fromEntries(sheet.lines.map(({ id, points }) => [id, points]));

const THREE_LAPS = [lap(20_000, 20_000), lap(35_000, 15_000), lap(55_000, 20_000)];

describe('a time trial', () => {
  it('gives points for laps, for the best of them and for the whole time, each with its moment', () => {
    const sheet = sheetOf(THREE_LAPS);
    // Best lap: 20 × (40 − 15) / 30; whole time: 10 × (120 − 55) / 90.
    expect(pointsOf(sheet)).toEqual({ 'lap:1': 20, 'lap:2': 20, 'lap:3': 20, 'all-laps': 10, 'best-lap': 16.67, 'total-time': 7.22 });
    expect(sheet).toMatchObject({ total: 93.89, laps: 3, bestLapS: 15, totalTimeS: 55, penalties: 0, rank: [93.89, -15_000, -55_000, 0] });
    expect(sheet.lines.find(({ id }) => id === 'best-lap')).toMatchObject({
      atS: 20,
      moments: [{ event: 'lap-started' }, { event: 'lap' }],
    });
    expect(sheet.lines.every(({ what }) => what['zh-CN'] !== '' && what.en !== '')).toBe(true);
  });

  it('counts no more laps than are wanted, and nothing after them', () => {
    const more = [...THREE_LAPS, lap(60_000, 5000), { kind: 'collision', atMs: 58_000 }];
    expect(sheetOf(more)).toEqual(sheetOf(THREE_LAPS));
  });

  it('takes points away for each thing that went wrong, at its moment', () => {
    const sheet = sheetOf([
      ...THREE_LAPS,
      { kind: 'off-line', atMs: 5200, sinceMs: 5000 },
      { kind: 'on-line', atMs: 7500 },
      { kind: 'collision', atMs: 9000 },
      { kind: 'lap-refused', atMs: 12_000, missing: 'a' },
    ]);
    expect(pointsOf(sheet)).toMatchObject({ 'off-line:1': -5.5, 'collision:1': -5, 'missed-checkpoint:1': -10 });
    expect(sheet.lines.find(({ id }) => id === 'off-line:1')).toMatchObject({ atS: 5, moments: [{ event: 'off-line' }] });
    expect(sheet.penalties).toBe(20.5);
  });

  it('takes no more than the most that a penalty may cost; the rest shares one line', () => {
    const collisions = Array.from({ length: 12 }, (_, i) => ({ kind: 'collision', atMs: 1000 * (i + 1) }));
    const sheet = sheetOf([...THREE_LAPS, ...collisions]);
    expect(sheet.penalties).toBe(30);
    expect(sheet.lines.find(({ id }) => id === 'collision:more')).toMatchObject({ points: 0, atS: 7 });
    expect(sheet.lines.find(({ id }) => id === 'collision:more')!.moments).toHaveLength(6);
  });

  it('gives something for the way of a lap that was not finished, and takes something for the time', () => {
    const events = [
      { kind: 'checkpoint', atMs: 3000, id: 'a' },
      lap(20_000, 20_000),
      { kind: 'checkpoint', atMs: 23_000, id: 'a' },
      { kind: 'checkpoint', atMs: 23_500, id: 'a' },
      { kind: 'checkpoint', atMs: 125_000, id: 'b' },
    ];
    const sheet = sheetOf(events);
    expect(pointsOf(sheet)).toEqual({ 'lap:1': 20, 'best-lap': 13.33, 'checkpoint:a': 5, 'time-over': -10 });
    expect(sheet.lines.find(({ id }) => id === 'time-over')).toMatchObject({ atS: 120 });
    expect(sheet).not.toHaveProperty('totalTimeS');
    expect(sheetOf(events, 60_000).lines.map(({ id }) => id)).not.toContain('time-over');
  });

  it('says what a person did to the run, and takes nothing away for it', () => {
    const interventions = [{ kind: 'branched', atMs: 2500 } as const, { kind: 'edited', atMs: 4000 } as const];
    const sheet = scoreRun(rules, { events: THREE_LAPS, durationMs: 60_000, isComplete: true, interventions });
    const remarks = [
      { what: 'branched', atS: 2.5 },
      { what: 'edited', atS: 4 },
    ];
    expect(sheet).toEqual({ ...sheetOf(THREE_LAPS), remarks });
  });

  it('keeps the total within its limits, by a line that says so', () => {
    const sheet = sheetOf([{ kind: 'collision', atMs: 1 }]);
    expect(sheet.total).toBe(0);
    expect(pointsOf(sheet)).toMatchObject({ limit: 15 });
  });

  it('always adds up, has each line once, and the same moments give the same sheet in any order', () => {
    const kinds = ['lap', 'checkpoint', 'off-line', 'on-line', 'collision', 'lap-refused', 'finished', 'no-such-kind'];
    const event = fc.record(
      {
        kind: fc.constantFrom(...kinds),
        atMs: fc.nat(200_000),
        lapMs: fc.nat(60_000),
        id: fc.constantFrom('a', 'b', 'c'),
        sinceMs: fc.nat(1000),
      },
      { requiredKeys: ['kind', 'atMs'] },
    );
    const unique = fc.uniqueArray(event, { maxLength: 60, selector: ({ atMs }) => atMs });
    fc.assert(
      fc.property(unique, fc.nat(200_000), (events, durationMs) => {
        const sheet = sheetOf(events, durationMs);
        const sum = sheet.lines.reduce((total, { points }) => total + points, 0);
        expect(sum).toBeCloseTo(sheet.total, 6);
        expect(new Set(sheet.lines.map(({ id }) => id)).size).toBe(sheet.lines.length);
        expect(sheet.lines.every(({ atS, moments }) => atS === moments[0]?.atS)).toBe(true);
        expect(sheetOf(events.toReversed(), durationMs)).toEqual(sheet);
        expect(JSON.parse(JSON.stringify(sheet)) as ScoreSheet).toEqual(sheet);
      }),
      { verbose: true },
    );
  });
});

describe('a delivery', () => {
  const delivery = shippedContestRules('delivery')!;
  const zone = (kind: string, id: string, atMs: number): ScoredEvent => ({ kind: `zone-${kind}`, id, atMs });
  const lapOf40 = lap(40_000, 40_000);

  it('gives points for each zone that was stood in, once, at its moment, and for all of them', () => {
    const events = [
      ...[zone('entered', 'dock', 5000), zone('stop', 'dock', 7000), zone('left', 'dock', 7500)],
      ...[zone('entered', 'shop', 9000), zone('stop', 'shop', 10_000), zone('left', 'shop', 11_000)],
      ...[zone('stop', 'home', 20_000), zone('left', 'home', 21_000), zone('stop', 'dock', 30_000)],
    ];
    const sheet = sheetOf([...events, lapOf40], 60_000, delivery);
    expect(pointsOf(sheet)).toMatchObject({ 'stop:dock': 15, 'stop:shop': 15, 'stop:home': 15, 'all-stops': 15, 'lap:1': 20 });
    expect(sheet.lines.find(({ id }) => id === 'stop:dock')).toMatchObject({ atS: 7, moments: [{ event: 'zone-stop' }] });
    expect(sheet.penalties).toBe(0);
  });

  it('takes points for a zone that was left too early, even where it was stood in before', () => {
    const events = [zone('stop', 'dock', 2000), zone('left', 'dock', 3000), zone('entered', 'dock', 5000), zone('left', 'dock', 5500)];
    const sheet = sheetOf([...events, lapOf40], 60_000, delivery);
    expect(pointsOf(sheet)).toMatchObject({ 'stop:dock': 15, 'hasty-stop:1': -5 });
    expect(sheet.lines.find(({ id }) => id === 'hasty-stop:1')).toMatchObject({ atS: 5.5, moments: [{ event: 'zone-left' }] });
    expect(pointsOf(sheet)).not.toHaveProperty('all-stops');
  });

  it('counts no stop after the last wanted lap', () => {
    expect(pointsOf(sheetOf([lapOf40, zone('stop', 'dock', 45_000)], 60_000, delivery))).not.toHaveProperty('stop:dock');
  });
});

describe('ranking', () => {
  it('puts the better run first: by total, then by what the rules name next', () => {
    const slow = sheetOf([lap(30_000, 30_000)], 40_000);
    const quick = sheetOf([lap(15_000, 15_000)], 40_000);
    const nothing = sheetOf([], 1000);
    expect([nothing, slow, quick].toSorted(compareScores)).toEqual([quick, slow, nothing]);
    expect(compareScores(slow, slow)).toBe(0);
    const even = { ...rules, bestLap: undefined, totalTime: undefined } as unknown as ContestRules;
    const [a, b] = [sheetOf([lap(30_000, 30_000)], 40_000, even), sheetOf([lap(15_000, 15_000)], 40_000, even)];
    expect(a.total).toBe(b.total);
    expect(compareScores(a, b)).toBeGreaterThan(0);
  });
});

describe('contest rules from outside', () => {
  const json = (change: object): unknown => ({ ...structuredClone(rules), ...change });

  it('that ship are valid, in both languages', () => {
    expect(SHIPPED_CONTEST_RULES.map(({ id }) => id)).toEqual(['time-trial', 'delivery']);
  });

  it.each([
    [{ format: 'guiji-rules' }, 'contest-rules.not-this-format'],
    [{ version: 3 }, 'contest-rules.newer-version'],
    [{ laps: { ...rules.laps, wanted: 0 } }, 'contest-rules.out-of-range'],
    [{ title: { en: 'x' } }, 'contest-rules.wrong-type'],
    [{ script: 'alert(1)' }, 'contest-rules.unknown-field'],
    [{ ranking: ['luck'] }, 'contest-rules.bad-value'],
    [{ ranking: ['total', 'total', 'total', 'total', 'total', 'total'] }, 'contest-rules.too-many'],
    [{ bestLap: { ...rules.bestLap!, fullMs: 9, zeroMs: 9 } }, 'contest-rules.bad-value'],
  ])('are refused with a code: %j', (change, code) => {
    expect(parseContestRules(json(change))).toMatchObject({ ok: false, fault: { code } });
  });
});
