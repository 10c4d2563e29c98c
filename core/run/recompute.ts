/** Runs a recorded simulation again into a fresh, sealed recording: how a bridge vouches for a page's run. Layer: run. */
import type { Result } from '../base/result.ts';
import type { RunFile } from './run-file.ts';
import type { RunSink } from './run-sink.ts';
import type { RunSummary } from './run-types.ts';
import type { Signer } from './seal.ts';

export type RecomputeFaultCode =
  | 'recompute.not-simulated' // {}
  | 'recompute.other-version' // {}
  | 'recompute.incomplete' // {}
  | 'recompute.diverges'; // {atS, what, recorded, computed}

/** What the sink has got is of no use where this fails. Errors: `recompute.*`, `bytecode.*`, and the sink's. */
export declare function recomputeRun(file: RunFile, sink: RunSink, signer: Signer): Result<RunSummary>;
