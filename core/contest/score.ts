/** From a run's referee events to a score sheet. Layer: contest. Every line has the moments that made it. Specification: docs/protocols/contest-rules.md. */
import type { LocalText } from '../base/local-text.ts';
import type { ContestRules, RankingKey } from './contest-rules.ts';

/** As much of a referee event as a score needs; those of core/sim/referee-events.ts are of this shape. */
export interface ScoredEvent {
  readonly kind: string;
  /** Robot time. */
  readonly atMs: number;
  readonly lapMs?: number;
  readonly id?: string;
  readonly missing?: string;
  readonly sinceMs?: number;
}

/** What a person did to the run; those of core/run/interventions.ts are of this shape. */
export interface ScoredIntervention {
  readonly kind: 'branched' | 'edited';
  readonly atMs: number;
}

/** A `RunFile` is one. */
export interface ScoredRun {
  readonly events: readonly ScoredEvent[];
  readonly durationMs: number;
  readonly isComplete: boolean;
  readonly interventions: readonly ScoredIntervention[];
}

export interface ScoreMoment {
  readonly atS: number;
  /** Kind of the referee event. */
  readonly event: string;
}

export interface ScoreLine {
  /** `lap:2`, `best-lap`, `off-line:1` …; each at most once. */
  readonly id: string;
  readonly what: LocalText;
  /** Below 0: a penalty. */
  readonly points: number;
  /** Where the replay opens; absent where nothing happened that could be shown. */
  readonly atS?: number;
  readonly moments: readonly ScoreMoment[];
}

export interface ScoreSheet {
  readonly rules: { readonly id: string; readonly version: number; readonly title: LocalText };
  /** Their points add up to `total`. */
  readonly lines: readonly ScoreLine[];
  readonly total: number;
  /** That count: at most as many as the rules want. */
  readonly laps: number;
  readonly bestLapS?: number;
  /** Of all the laps that the rules want; absent where some are missing. */
  readonly totalTimeS?: number;
  /** Points taken away, 0 or more. */
  readonly penalties: number;
  /** One number for each key of the rules' ranking; more is better, compared in order. */
  readonly rank: readonly number[];
  /** The recording has its end. */
  readonly isComplete: boolean;
  /** What a person did to the run, in the order of time: for the judge to weigh, it changes no points. */
  readonly remarks: readonly { readonly what: 'branched' | 'edited'; readonly atS: number }[];
}

type PenaltyRule = NonNullable<ContestRules['penalties']['collision']>;
type TimedRule = NonNullable<ContestRules['bestLap']>;

/** Events that a sheet looks at; a referee's list is no longer. */
const EVENTS_MAX = 20_000;
/** Lines of one penalty that have a line of their own; the rest share one. */
const PENALTY_LINES_MAX = 100;
const LIMIT_TEXT: LocalText = { 'zh-CN': '总分的上下限', en: 'Limit of the total' };
const NEVER = -Number.MAX_SAFE_INTEGER;

const round = (value: number): number => Math.round(value * 100) / 100;
const secondsText = (ms: number): string => (ms / 1000).toFixed(3);
const momentOf = ({ kind, atMs }: ScoredEvent): ScoreMoment => ({ atS: atMs / 1000, event: kind });

function withDetail(text: LocalText, zh: string, en: string): LocalText {
  return { 'zh-CN': `${text['zh-CN']}${zh}`, en: `${text.en}${en}` };
}

const timesText = (text: LocalText, ms: number, which = ''): LocalText =>
  withDetail(text, `${which}：${secondsText(ms)} 秒`, `${which}: ${secondsText(ms)} s`);

/** All points up to `fullMs`, none from `zeroMs` on, a straight line between. */
function timedPoints({ points, fullMs, zeroMs }: TimedRule, ms: number): number {
  return round(points * Math.min(1, Math.max(0, (zeroMs - ms) / (zeroMs - fullMs))));
}

interface Lap {
  readonly event: ScoredEvent;
  readonly lapMs: number;
}

class Scoring {
  readonly lines: ScoreLine[] = [];
  readonly laps: readonly Lap[];
  penalties = 0;
  readonly #rules: ContestRules;
  readonly #run: ScoredRun;
  /** What counts: up to the last lap that is wanted, or the time limit. */
  readonly #events: readonly ScoredEvent[];
  readonly #endMs: number;

  constructor(rules: ContestRules, run: ScoredRun) {
    this.#rules = rules;
    this.#run = run;
    const limitMs = rules.limits.timeMs ?? Infinity;
    const inTime = run.events
      .slice(0, EVENTS_MAX)
      .toSorted((a, b) => a.atMs - b.atMs)
      .filter(({ atMs }) => atMs <= limitMs);
    const lapOf = (event: ScoredEvent): Lap[] => (event.kind === 'lap' && event.lapMs !== undefined ? [{ event, lapMs: event.lapMs }] : []);
    this.laps = inTime.flatMap(lapOf).slice(0, rules.laps.wanted);
    this.#endMs = this.isFinished ? this.laps.at(-1)!.event.atMs : Math.min(limitMs, run.durationMs);
    this.#events = inTime.filter(({ atMs }) => atMs <= this.#endMs);
  }

  get isFinished(): boolean {
    return this.laps.length === this.#rules.laps.wanted;
  }

  get bestLap(): Lap | undefined {
    return this.laps.reduce<Lap | undefined>((best, lap) => (best === undefined || lap.lapMs < best.lapMs ? lap : best), undefined);
  }

  get totalMs(): number | undefined {
    return this.isFinished ? this.laps.reduce((sum, { lapMs }) => sum + lapMs, 0) : undefined;
  }

  #line(id: string, what: LocalText, points: number, moments: readonly ScoreMoment[]): void {
    const first = moments[0];
    this.lines.push({ id, what, points: points === 0 ? 0 : points, ...(first === undefined ? {} : { atS: first.atS }), moments });
  }

  scoreLaps(): void {
    const { laps, allLaps, bestLap, totalTime } = this.#rules;
    for (const [i, { event, lapMs }] of this.laps.entries()) {
      this.#line(`lap:${i + 1}`, timesText(laps.text, lapMs, ` ${i + 1}`), laps.pointsEach, [
        momentOf(event),
        ...this.#startOf(event, lapMs),
      ]);
    }
    const last = this.laps.at(-1);
    if (allLaps !== undefined && this.isFinished && last !== undefined)
      this.#line('all-laps', allLaps.text, allLaps.points, [momentOf(last.event)]);
    const best = this.bestLap;
    if (bestLap !== undefined && best !== undefined) {
      const moments = [...this.#startOf(best.event, best.lapMs), momentOf(best.event)];
      this.#line('best-lap', timesText(bestLap.text, best.lapMs), timedPoints(bestLap, best.lapMs), moments);
    }
    if (totalTime !== undefined && this.totalMs !== undefined && last !== undefined)
      this.#line('total-time', timesText(totalTime.text, this.totalMs), timedPoints(totalTime, this.totalMs), [momentOf(last.event)]);
  }

  /** Where the lap's clock began: the event itself may be missing from a judge's list. */
  #startOf(event: ScoredEvent, lapMs: number): ScoreMoment[] {
    return [{ atS: Math.max(0, event.atMs - lapMs) / 1000, event: 'lap-started' }];
  }

  /** On the way of the lap that was not finished any more; each place once. */
  scoreCheckpoints(): void {
    const { checkpoint } = this.#rules;
    if (checkpoint === undefined || this.isFinished) return;
    const sinceMs = this.laps.at(-1)?.event.atMs ?? -Infinity;
    const seen = new Set<string>();
    for (const event of this.#events) {
      if (event.kind !== 'checkpoint' || event.id === undefined || event.atMs <= sinceMs || seen.has(event.id)) continue;
      seen.add(event.id);
      this.#line(`checkpoint:${event.id}`, withDetail(checkpoint.text, `：${event.id}`, `: ${event.id}`), checkpoint.points, [
        momentOf(event),
      ]);
    }
  }

  /** Each zone once, at the first stop in it that lasted. */
  scoreStops(): void {
    const { stop, allStops } = this.#rules;
    const stood = new Map<string, ScoredEvent>();
    for (const event of this.#events) {
      if (event.kind !== 'zone-stop' || event.id === undefined || stood.has(event.id)) continue;
      stood.set(event.id, event);
      if (stop !== undefined)
        this.#line(`stop:${event.id}`, withDetail(stop.text, `：${event.id}`, `: ${event.id}`), stop.pointsEach, [momentOf(event)]);
    }
    const last = [...stood.values()].at(-1);
    if (allStops !== undefined && last !== undefined && stood.size >= allStops.wanted)
      this.#line('all-stops', allStops.text, allStops.points, [momentOf(last)]);
  }

  /** Zones that were left although nobody had stood there for long enough in that visit. */
  #hasty(): readonly ScoredEvent[] {
    const standing = new Set<string>();
    return this.#events.filter(({ kind, id = '' }) => {
      if (kind === 'zone-stop') standing.add(id);
      return kind === 'zone-left' && !standing.delete(id);
    });
  }

  scorePenalties(): void {
    const { offLine, collision, missedCheckpoint, hastyStop, timeOver } = this.#rules.penalties;
    this.#penalty('off-line', offLine, this.#ofKind('off-line'), (event) => this.#offLineMs(event));
    this.#penalty('collision', collision, this.#ofKind('collision'));
    this.#penalty('missed-checkpoint', missedCheckpoint, this.#ofKind('lap-refused'));
    this.#penalty('hasty-stop', hastyStop, this.#hasty());
    const { timeMs } = this.#rules.limits;
    if (timeOver === undefined || timeMs === undefined || this.isFinished || this.#run.durationMs < timeMs) return;
    this.penalties += timeOver.points;
    this.#line('time-over', timeOver.text, 0 - timeOver.points, [{ atS: timeMs / 1000, event: 'time-over' }]);
  }

  #offLineMs(event: ScoredEvent): number {
    const back = this.#events.find(({ kind, atMs }) => kind === 'on-line' && atMs >= event.atMs);
    return (back?.atMs ?? this.#endMs) - (event.sinceMs ?? event.atMs);
  }

  #ofKind(kind: string): readonly ScoredEvent[] {
    return this.#events.filter((event) => event.kind === kind);
  }

  #penalty(id: string, rule: PenaltyRule | undefined, events: readonly ScoredEvent[], lastsMs?: (event: ScoredEvent) => number): void {
    if (rule === undefined) return;
    let left = rule.pointsMax;
    const beyond: ScoreMoment[] = [];
    for (const [i, event] of events.entries()) {
      const ms = lastsMs?.(event);
      const points = round(Math.min(left, rule.points + (rule.pointsPerS * (ms ?? 0)) / 1000));
      const moment = { atS: (event.sinceMs ?? event.atMs) / 1000, event: event.kind };
      if (points === 0 || i >= PENALTY_LINES_MAX) beyond.push(moment);
      else
        this.#line(`${id}:${i + 1}`, ms === undefined ? numbered(rule.text, i + 1) : timesText(rule.text, ms, ` ${i + 1}`), 0 - points, [
          moment,
        ]);
      if (i >= PENALTY_LINES_MAX) continue;
      left = round(left - points);
      this.penalties = round(this.penalties + points);
    }
    if (beyond.length === 0) return;
    const { length } = beyond;
    this.#line(`${id}:more`, withDetail(rule.text, `：另有 ${length} 次，不再扣分`, `: ${length} more, at no further cost`), 0, beyond);
  }

  sheet(): ScoreSheet {
    const { id, version, title, limits, ranking } = this.#rules;
    const sum = round(this.lines.reduce((total, { points }) => total + points, 0));
    const total = Math.min(limits.totalMax, Math.max(limits.totalMin, sum));
    if (total !== sum) this.#line('limit', LIMIT_TEXT, round(total - sum), []);
    const best = this.bestLap;
    const { totalMs } = this;
    return {
      rules: { id, version, title },
      ...{ lines: this.lines, total, laps: this.laps.length, penalties: this.penalties, isComplete: this.#run.isComplete },
      ...(best === undefined ? {} : { bestLapS: best.lapMs / 1000 }),
      ...(totalMs === undefined ? {} : { totalTimeS: totalMs / 1000 }),
      remarks: this.#run.interventions.map(({ kind, atMs }) => ({ what: kind, atS: atMs / 1000 })),
      rank: ranking.map((key) => this.#rank(key, total)),
    };
  }

  #rank(key: RankingKey, total: number): number {
    const ways: { readonly [K in RankingKey]: () => number } = {
      total: () => total,
      laps: () => this.laps.length,
      'best-lap': () => (this.bestLap === undefined ? NEVER : 0 - this.bestLap.lapMs),
      'total-time': () => (this.totalMs === undefined ? NEVER : 0 - this.totalMs),
      penalties: () => 0 - this.penalties,
    };
    return ways[key]();
  }
}

const numbered = (text: LocalText, i: number): LocalText => withDetail(text, ` ${i}`, ` ${i}`);

/** The same run and rules always give the same sheet. */
export function scoreRun(rules: ContestRules, run: ScoredRun): ScoreSheet {
  const scoring = new Scoring(rules, run);
  scoring.scoreLaps();
  scoring.scoreCheckpoints();
  scoring.scoreStops();
  scoring.scorePenalties();
  return scoring.sheet();
}

/** For sorting, the best first; 0 where the rules see no difference. Both by the same rules. */
export function compareScores(a: Pick<ScoreSheet, 'rank'>, b: Pick<ScoreSheet, 'rank'>): number {
  const at = a.rank.findIndex((value, i) => value !== b.rank[i]);
  return at < 0 ? 0 : (b.rank[at] ?? 0) - a.rank[at]!;
}
