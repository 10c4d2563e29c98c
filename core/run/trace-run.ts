/** Which place of the text was running when: for replay. Layer: run. Found by running the program again. */
import { AssertionError } from '../base/assert.ts';
import type { Vm } from '../vm/vm.ts';
import { rerunLive } from './rerun-live.ts';
import { rerunSimulated } from './rerun-simulated.ts';
import type { RunFile } from './run-file.ts';
import type { SourcePlace } from './run-types.ts';

/** Robot time between two places that are kept. */
export const TRACE_STEP_MS = 10;

export interface RunTrace {
  /** undefined before the start and where only code of the prelude has run. */
  placeAt(atMs: number): SourcePlace | undefined;
}

const NOWHERE = 0xffffffff;
/** Twelve hours; what a hostile recording claims beyond has no places. */
const STEPS_MAX = (12 * 3_600_000) / TRACE_STEP_MS;

class Trace implements RunTrace {
  #starts = new Uint32Array(1024);
  #ends = new Uint32Array(1024);
  #files = new Uint16Array(1024);
  #count = 0;

  /** The steps since the last call belong to the place that was told then: the program stood there. */
  take(nowMs: number, vm: Vm): void {
    const count = Math.min(STEPS_MAX, Math.floor(nowMs / TRACE_STEP_MS) + 1);
    if (count <= this.#count) return;
    this.#grow(count);
    const before = this.#count;
    this.#starts.fill(this.#starts[before - 1] ?? NOWHERE, before, count - 1);
    this.#ends.fill(this.#ends[before - 1] ?? NOWHERE, before, count - 1);
    this.#files.fill(this.#files[before - 1] ?? 0, before, count - 1);
    const place = vm.place();
    const isTheirs = place !== undefined && place.file >= 0;
    this.#starts[count - 1] = isTheirs ? place.start : NOWHERE;
    this.#ends[count - 1] = isTheirs ? place.end : NOWHERE;
    this.#files[count - 1] = isTheirs ? place.file : 0;
    this.#count = count;
  }

  #grow(count: number): void {
    if (count <= this.#starts.length) return;
    const length = Math.max(count, this.#starts.length * 2);
    const [starts, ends, files] = [new Uint32Array(length), new Uint32Array(length), new Uint16Array(length)];
    starts.set(this.#starts);
    ends.set(this.#ends);
    files.set(this.#files);
    this.#starts = starts;
    this.#ends = ends;
    this.#files = files;
  }

  placeAt(atMs: number): SourcePlace | undefined {
    const step = Math.min(this.#count - 1, Math.floor(atMs / TRACE_STEP_MS));
    const start = this.#starts[step];
    if (step < 0 || start === undefined || start === NOWHERE) return undefined;
    return { file: this.#files[step]!, start, end: this.#ends[step]! };
  }
}

/** Takes as long as a headless run. A recording that cannot be run again gives a trace without places. */
export function traceRun(file: RunFile): RunTrace {
  const trace = new Trace();
  const endMs = file.durationMs;
  try {
    if (file.header.robot === 'live') rerunLive({ file, onTurn: (nowMs, vm) => trace.take(nowMs, vm) });
    else {
      let overMs = 0;
      const onMs = (nowMs: number, vm: Vm): void => {
        overMs = nowMs;
        if (nowMs % TRACE_STEP_MS === 0) trace.take(nowMs, vm);
      };
      rerunSimulated({ file, onMs: (nowMs, { vm }) => onMs(nowMs, vm), isOver: () => overMs >= endMs });
    }
  } catch (cause) {
    if (!(cause instanceof AssertionError)) throw cause;
  }
  return trace;
}
