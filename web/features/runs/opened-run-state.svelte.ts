/** The one run that is open: read, shown, followed and verified. Layer: web/features/runs. The worker behind it reads one run at a time. */
import { fail, type Fault, type Result } from '../../../core/base/result.ts';
import { RUN_BYTES_MAX, type RunView } from '../../../core/protocol/run-views.ts';
import type { Verdict } from '../../../core/run/verify.ts';
import type { Bridge } from '../../adapters/bridge/bridge.ts';
import { readRun } from '../../adapters/runs/kept-run.ts';
import { openRunReader, type RunReaderClient } from '../../adapters/runs/open-run-reader.ts';
import type { RunSource } from '../../adapters/runs/run-rpc.ts';
import { ReplayState } from './replay-state.svelte.ts';

export type OpenedFrom = { readonly kind: 'bridge'; readonly run: RunView } | { readonly kind: 'file'; readonly name: string };

export class OpenedRunState {
  readonly #bridge: Bridge;
  #reader: RunReaderClient | undefined;
  #attempt = 0;
  #from = $state.raw<OpenedFrom | undefined>(undefined);
  #progress = $state<number | undefined>(undefined);
  #fault = $state.raw<Fault | undefined>(undefined);
  #replay = $state.raw<ReplayState | undefined>(undefined);
  #verdict = $state.raw<Verdict | undefined>(undefined);
  #isVerifying = $state(false);

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  get from() {
    return this.#from;
  }

  /** 0 … 1 while a run is being opened. */
  get progress() {
    return this.#progress;
  }

  get fault() {
    return this.#fault;
  }

  get replay() {
    return this.#replay;
  }

  get verdict() {
    return this.#verdict;
  }

  get isVerifying() {
    return this.#isVerifying;
  }

  async openKept(id: string): Promise<void> {
    const attempt = this.#begin(undefined);
    const known = await this.#bridge.call('runs.get', { id });
    if (attempt !== this.#attempt) return;
    if (!known.ok) return this.#fail(known.fault);
    this.#from = { kind: 'bridge', run: known.value };
    const source = await readRun(this.#bridge, id, (share) => {
      if (attempt === this.#attempt) this.#progress = share;
    });
    await this.#show(attempt, source);
  }

  async openFile(file: File): Promise<void> {
    const attempt = this.#begin({ kind: 'file', name: file.name });
    if (file.size > RUN_BYTES_MAX) return this.#fail(fail('runs.too-large', { limitBytes: RUN_BYTES_MAX }).fault);
    const bytes = new Uint8Array(await file.arrayBuffer());
    await this.#show(attempt, { ok: true, value: { kind: 'bytes', bytes } });
    // What comes from a disk is known by nobody: it is looked at at once.
    if (attempt === this.#attempt && this.#replay !== undefined) await this.verify();
  }

  /** @param newest what the bridge's list says of the run now: it may have been sealed since it was opened */
  async verify(newest?: RunView): Promise<void> {
    const reader = this.#reader;
    const attempt = this.#attempt;
    if (reader === undefined || this.#isVerifying) return;
    this.#isVerifying = true;
    await this.#takeSealed(reader, newest);
    const keys = await this.#bridge.call('runs.sealKeys', {});
    const verdict = await reader.ask('verify', keys.ok ? keys.value : []);
    if (attempt !== this.#attempt) return;
    this.#isVerifying = false;
    if (verdict.ok) this.#verdict = verdict.value;
    else this.#fault = verdict.fault;
  }

  async #takeSealed(reader: RunReaderClient, newest: RunView | undefined): Promise<void> {
    const from = this.#from;
    if (from?.kind !== 'bridge' || newest === undefined || newest.sealedBy === from.run.sealedBy) return;
    const source = await readRun(this.#bridge, newest.id, () => {});
    if (!source.ok || this.#reader !== reader) return;
    await reader.ask('open', source.value);
    this.#from = { kind: 'bridge', run: newest };
  }

  /** The recording as a file of the browser's. */
  async file(): Promise<Blob | undefined> {
    const bytes = await this.#reader?.ask('file', null);
    return bytes?.ok ? new Blob([bytes.value as Uint8Array<ArrayBuffer>], { type: 'application/octet-stream' }) : undefined;
  }

  close(): void {
    this.#attempt += 1;
    this.#reader?.close();
    this.#reader = undefined;
    this.#from = undefined;
    this.#replay = undefined;
    this.#progress = undefined;
    this.#fault = undefined;
    this.#verdict = undefined;
    this.#isVerifying = false;
  }

  #begin(from: OpenedFrom | undefined): number {
    this.close();
    this.#from = from;
    this.#progress = 0;
    return this.#attempt;
  }

  #fail(fault: Fault): void {
    this.#progress = undefined;
    this.#fault = fault;
  }

  async #show(attempt: number, source: Result<RunSource>): Promise<void> {
    if (attempt !== this.#attempt) return;
    if (!source.ok) return this.#fail(source.fault);
    const reader = openRunReader();
    this.#reader = reader;
    const opened = await reader.ask('open', source.value);
    if (attempt !== this.#attempt) return;
    if (!opened.ok) return this.#fail(opened.fault);
    const replay = new ReplayState(opened.value);
    this.#replay = replay;
    this.#progress = undefined;
    void reader.ask('trace', null).then((places) => {
      if (places.ok) replay.takePlaces(places.value);
    });
  }
}
