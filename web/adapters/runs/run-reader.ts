/** Reads one recording for the page, in the worker: opens it, runs it again, verifies it. Layer: web/adapters/runs. Stateful: the last one opened. */
import { fail, ok, type Result } from '../../../core/base/result.ts';
import { openRun, type RunFile } from '../../../core/run/run-file.ts';
import { TRACE_STEP_MS, traceRun } from '../../../core/run/trace-run.ts';
import { verifyRun } from '../../../core/run/verify.ts';
import type { OpenedRun, RunPlaces, RunSource, ToRunWorker } from './run-rpc.ts';

/** An hour; a recording may promise more than anybody waits for. */
const PLACES_MAX = 360_000;

export class RunReader {
  #bytes: Uint8Array = new Uint8Array();
  #run: RunFile | undefined;

  /** Errors: `run-file.*`, `runs.page-older`. */
  answer(message: ToRunWorker): Result<unknown> {
    if (message.question === 'open') return this.#open(message.source);
    if (this.#run === undefined) return fail('run-file.not-a-run');
    if (message.question === 'trace') return ok(placesOf(this.#run));
    if (message.question === 'verify') return ok(verifyRun(this.#bytes, { trustedSealKeys: message.source }));
    return ok(this.#bytes);
  }

  #open(source: RunSource): Result<OpenedRun> {
    this.#run = undefined;
    this.#bytes = source.kind === 'bytes' ? source.bytes : joined(source.parts);
    const opened = openRun(this.#bytes);
    // Why in other words: a page stays open while its bridge is updated, and then knows less than what the bridge records.
    if (!opened.ok) return opened.fault.code === 'run-file.newer-version' ? fail('runs.page-older') : opened;
    this.#run = opened.value;
    const { header, isComplete, summary, durationMs, events, telemetry, log, plot, interventions } = opened.value;
    const bytes = this.#bytes.length;
    const lists = { events, telemetry, log, plot, interventions };
    return ok({ header, isComplete, ...(summary === undefined ? {} : { summary }), durationMs, ...lists, bytes });
  }
}

/** Why not core/base/base64.ts: the browser's own is a hundred times as quick, and a run may be many megabytes. */
function joined(parts: readonly string[]): Uint8Array {
  const texts = parts.map((part) => atob(part));
  const whole = new Uint8Array(texts.reduce((sum, text) => sum + text.length, 0));
  let at = 0;
  for (const text of texts) for (let i = 0; i < text.length; i++) whole[at++] = text.charCodeAt(i);
  return whole;
}

function placesOf(run: RunFile): RunPlaces {
  const trace = traceRun(run);
  const count = Math.min(PLACES_MAX, Math.ceil(run.durationMs / TRACE_STEP_MS) + 1);
  const starts = new Int32Array(count).fill(-1);
  const ends = new Int32Array(count).fill(-1);
  const files = new Uint16Array(count);
  for (let i = 0; i < count; i++) {
    const place = trace.placeAt(i * TRACE_STEP_MS);
    if (place === undefined) continue;
    starts[i] = place.start;
    ends[i] = place.end;
    files[i] = place.file;
  }
  return { stepMs: TRACE_STEP_MS, starts, ends, files };
}
