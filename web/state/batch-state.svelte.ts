/** "My program on 100 cars": one click, how far it is, what came out. Layer: web/state. */
import type { Fault, Result } from '../../core/base/result.ts';
import type { ProgramSource } from '../../core/language/source.ts';
import type { BatchMaterial } from '../../core/run/batch.ts';
import { batchReport, type SeedResult } from '../../core/run/batch-report.ts';
import { trackOfRun } from '../../core/run/run-track.ts';
import { chosenKit } from '../../firmware-profiles/index.ts';
import type { Program } from './run-state.svelte.ts';
import type { LanguageTools } from './language-tools.svelte.ts';

export const BATCH_CARS = 100;
/** Robot time of each car, where the track's rules set no shorter one. */
const LIMIT_MS = 60_000;

export interface BatchPorts {
  readonly tools: LanguageTools;
  program(): Program;
}

export class BatchState {
  #phase = $state<'none' | 'preparing' | 'running' | 'done'>('none');
  #results = $state.raw<readonly SeedResult[]>([]);
  #problem = $state.raw<Fault | undefined>(undefined);
  /** Of the program that ran. */
  #source = $state.raw<ProgramSource>([]);
  #cancelled = new AbortController();
  readonly #ports: BatchPorts;
  readonly report = $derived(batchReport(this.#results));
  readonly busy = $derived(this.#phase === 'preparing' || this.#phase === 'running');

  constructor(ports: BatchPorts) {
    this.#ports = ports;
  }

  get phase() {
    return this.#phase;
  }

  get problem() {
    return this.#problem;
  }

  /** The program has changed since. */
  get isStale(): boolean {
    return this.#phase === 'done' && this.#source !== this.#ports.program().source;
  }

  /** Always of the program as it stands; one that is under way ends first. */
  async start(): Promise<void> {
    this.cancel();
    const cancelled = (this.#cancelled = new AbortController());
    this.#phase = 'preparing';
    this.#problem = undefined;
    this.#results = [];
    const program = this.#ports.program();
    this.#source = program.source;
    const { runBatch, startBatchWorker } = await import('../adapters/simulator/run-batch.ts');
    const material = await this.#materialOf(program);
    if (cancelled.signal.aborted) return;
    if (!material.ok) return this.#end(material.fault);
    this.#phase = 'running';
    const ran = await runBatch({
      material: material.value,
      seeds: Array.from({ length: BATCH_CARS }, (_, i) => i + 1),
      onResult: (result) => void (cancelled.signal.aborted || (this.#results = [...this.#results, result])),
      signal: cancelled.signal,
      cores: navigator.hardwareConcurrency,
      startThread: startBatchWorker,
    });
    if (!cancelled.signal.aborted) this.#end(ran.ok ? undefined : ran.fault);
  }

  /** What has been done stays. */
  cancel(): void {
    this.#cancelled.abort();
    if (this.busy) this.#phase = 'done';
  }

  #end(problem: Fault | undefined): void {
    this.#problem = problem;
    this.#phase = 'done';
  }

  async #materialOf({ source, kit, trackId, track, models = [] }: Program): Promise<Result<BatchMaterial>> {
    const profile = chosenKit(kit);
    if (!profile.ok) return profile;
    const floor = trackOfRun({ trackId, track });
    if (!floor.ok) return floor;
    const failed = (code: string, cause?: unknown): Result<never> => ({ ok: false, fault: { code, params: {}, cause } });
    try {
      const { bytecode, diagnostics } = await (await this.#ports.tools.service()).compile(source, kit);
      this.#ports.tools.found(source, diagnostics);
      if (bytecode === undefined) return failed('page.program-has-errors');
      return { ok: true, value: plain({ bytecode, source, profile: profile.value, track: floor.value, models, limitMs: LIMIT_MS }) };
    } catch (cause) {
      return failed('page.compiler-missing', cause);
    }
  }
}

/** Why: what Svelte watches cannot be sent to a worker. */
const plain = (material: BatchMaterial): BatchMaterial => $state.snapshot(material) as BatchMaterial;
