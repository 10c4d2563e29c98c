/** Runs chosen for scoring, the rules they are scored by, and what each got. Layer: web/features/runs. */
import type { Fault } from '../../../../core/base/result.ts';
import { compareScores, scoreRun, type ScoredRun, type ScoreSheet } from '../../../../core/contest/score.ts';
import type { RunView } from '../../../../core/protocol/run-views.ts';
import type { Bridge } from '../../../adapters/bridge/bridge.ts';
import { openKeptRun } from '../../../adapters/runs/kept-run.ts';
import { HEATS_MAX, keepHeats, keptHeats } from './kept-heats.ts';
import { packRuleSets, SHIPPED_RULE_SETS, type RuleSet } from './rule-sets.ts';

export interface Heat {
  readonly run: RunView;
  /** undefined until it has been read. */
  readonly scored: ScoredRun | undefined;
  /** It could not be read: it has no score and no place. */
  readonly fault?: Fault;
}

export interface ScoredHeat {
  readonly heat: Heat;
  readonly sheet: ScoreSheet | undefined;
  /** From 1; undefined until it is scored, and where it cannot be. */
  readonly place: number | undefined;
}

export class ScoreState {
  readonly #bridge: Bridge;
  readonly #open: typeof openKeptRun;
  #heats = $state.raw<readonly Heat[]>([]);
  #ruleSets = $state.raw<readonly RuleSet[]>(SHIPPED_RULE_SETS);
  #rulesId = $state(keptHeats().rulesId);
  #ids: readonly string[] = keptHeats().ids;
  #isReading = false;
  #isClosed = false;
  readonly rules = $derived.by(() => this.#ruleSets.find(({ id }) => id === this.#rulesId) ?? this.#ruleSets[0]!);
  readonly #sheets = $derived.by(() =>
    this.#heats.map(({ scored }) => (scored === undefined ? undefined : scoreRun(this.rules.rules, scored))),
  );
  /** The best first, those without a score at the end. */
  readonly ranked = $derived.by((): readonly ScoredHeat[] => {
    const sheets = this.#sheets.filter((sheet) => sheet !== undefined);
    return this.#heats
      .map((heat, index): ScoredHeat => {
        const sheet = this.#sheets[index];
        const place = sheet === undefined ? undefined : 1 + sheets.filter((other) => compareScores(other, sheet) < 0).length;
        return { heat, sheet, place };
      })
      .sort((a, b) => (a.place ?? Infinity) - (b.place ?? Infinity));
  });

  constructor(bridge: Bridge, open = openKeptRun) {
    this.#bridge = bridge;
    this.#open = open;
  }

  get ruleSets() {
    return this.#ruleSets;
  }

  chooseRules(id: string): void {
    this.#rulesId = id;
    this.#keep();
  }

  sheetOf(runId: string | undefined): ScoreSheet | undefined {
    return this.ranked.find(({ heat }) => heat.run.id === runId)?.sheet;
  }

  /** The bridge is there: ask for what is to be scored, also for what could not be read before. */
  async load(): Promise<void> {
    this.#heats = this.#heats.filter(({ fault }) => fault === undefined);
    const [packs] = await Promise.all([packRuleSets(this.#bridge), this.#read()]);
    if (!this.#isClosed) this.#ruleSets = [...SHIPPED_RULE_SETS, ...packs];
  }

  add(runId: string): void {
    if (this.#ids.includes(runId)) return;
    this.#ids = [...this.#ids, runId].slice(-HEATS_MAX);
    this.#keep();
    void this.#read();
  }

  remove(runId: string): void {
    this.#ids = this.#ids.filter((id) => id !== runId);
    this.#heats = this.#heats.filter(({ run }) => run.id !== runId);
    this.#keep();
  }

  close(): void {
    this.#isClosed = true;
  }

  #keep(): void {
    keepHeats({ ids: [...this.#ids], rulesId: this.#rulesId });
  }

  /** One after another; a run that was added meanwhile is read too. */
  async #read(): Promise<void> {
    if (this.#isReading || this.#nextId() === undefined) return;
    this.#isReading = true;
    for (let id = this.#nextId(); id !== undefined && !this.#isClosed; id = this.#nextId()) {
      const known = await this.#bridge.call('runs.get', { id });
      if (!known.ok) {
        if (known.fault.code !== 'runs.not-found') break;
        this.remove(id);
        continue;
      }
      const run = known.value;
      this.#take({ run, scored: undefined });
      const opened = await this.#open(this.#bridge, id);
      if (!opened.ok) {
        this.#take({ run, scored: undefined, fault: opened.fault });
        continue;
      }
      const { events, durationMs, isComplete, interventions } = opened.value;
      this.#take({ run, scored: { events, durationMs, isComplete, interventions } });
    }
    this.#isReading = false;
  }

  #nextId(): string | undefined {
    return this.#ids.find((id) => !this.#heats.some(({ run, scored, fault }) => run.id === id && (scored ?? fault) !== undefined));
  }

  #take(heat: Heat): void {
    if (!this.#ids.includes(heat.run.id)) return;
    this.#heats = [...this.#heats.filter(({ run }) => run.id !== heat.run.id), heat];
  }
}
