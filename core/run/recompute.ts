/** Runs a recorded simulation again into a fresh, sealed recording: how a bridge vouches for a page's run. Layer: run. */
import { fail, type Result } from '../base/result.ts';
import { CompareTape } from './compare-tape.ts';
import { rerunSimulated } from './rerun-simulated.ts';
import { FileTape, type RunTape } from './run-tape.ts';
import type { ChannelName } from './channels.ts';
import { SEMANTICS_VERSIONS } from './semantics-versions.ts';
import type { RunFile } from './run-file.ts';
import type { RunSink } from './run-sink.ts';
import type { RunSummary } from './run-types.ts';
import type { Signer } from './seal.ts';

export type RecomputeFaultCode =
  | 'recompute.not-simulated' // {}
  | 'recompute.other-version' // {}
  | 'recompute.incomplete' // {}
  | 'recompute.diverges'; // {atS, what, recorded, computed}

/** Writes on the one and compares with the other. */
class BothTapes implements RunTape {
  readonly #written: RunTape;
  readonly #compared: CompareTape;

  constructor(written: RunTape, compared: CompareTape) {
    this.#written = written;
    this.#compared = compared;
  }

  get chunkLength(): number {
    return this.#written.chunkLength;
  }

  message(channel: ChannelName, atMs: number, data: Uint8Array): void {
    this.#compared.message(channel, atMs, data);
    this.#written.message(channel, atMs, data);
  }

  endChunk(): void {
    this.#written.endChunk();
    this.#compared.endChunk();
  }

  finish(summary: RunSummary): Result<void> {
    this.#compared.finish(summary);
    return this.#written.finish(summary);
  }
}

/** What the sink has got is of no use where this fails. Errors: `recompute.*`, `bytecode.*`, `net.*`, `model.*`, and the sink's. */
export function recomputeRun(file: RunFile, sink: RunSink, signer: Signer): Result<RunSummary> {
  const { header } = file;
  if (header.robot !== 'sim') return fail('recompute.not-simulated');
  if (!file.isComplete) return fail('recompute.incomplete');
  const { vm, sim, rules } = header.semantics;
  if (vm !== SEMANTICS_VERSIONS.vm || sim !== SEMANTICS_VERSIONS.sim || rules !== SEMANTICS_VERSIONS.rules)
    return fail('recompute.other-version');
  const compared = new CompareTape(file);
  const tape = new BothTapes(new FileTape({ sink, header, signer }), compared);
  const rerun = rerunSimulated({ file, tape, isOver: () => compared.isOver });
  if (!rerun.ok) return rerun;
  const { difference } = compared;
  if (difference !== undefined) return fail('recompute.diverges', { ...difference });
  return rerun.value.recorded.ok ? { ok: true, value: rerun.value.summary } : rerun.value.recorded;
}
