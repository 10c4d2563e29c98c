import { describe, expect, it } from 'vitest';
import { ok } from '../../../core/base/result.ts';
import type { BatchMaterial } from '../../../core/run/batch.ts';
import type { SeedResult } from '../../../core/run/batch-report.ts';
import type { FromBatchWorker, ToBatchWorker } from './batch-messages.ts';
import { runBatch, type BatchOptions, type BatchThreadListeners } from './run-batch.ts';

const material = {} as BatchMaterial;
const resultOf = (seed: number): SeedResult => ({ seed }) as SeedResult;

class Threads {
  started = 0;
  ended = 0;
  waiting: { readonly seed: number; readonly answer: (message: FromBatchWorker) => void }[] = [];

  readonly start = ({ onMessage }: BatchThreadListeners): { postMessage: (message: ToBatchWorker) => void; terminate: () => void } => {
    this.started++;
    return {
      postMessage: (message) => void (message.kind === 'seed' && this.waiting.push({ seed: message.seed, answer: onMessage })),
      terminate: () => void this.ended++,
    };
  };

  answerAll(): void {
    for (let each = this.waiting.shift(); each !== undefined; each = this.waiting.shift()) each.answer(ok(resultOf(each.seed)));
  }
}

function begun(
  seeds: readonly number[],
  cores: number,
): { threads: Threads; results: number[]; abort: AbortController; done: ReturnType<typeof runBatch> } {
  // prettier-ignore
  const threads = new Threads();
  const results: number[] = [];
  const abort = new AbortController();
  const options: BatchOptions = { material, seeds, cores, signal: abort.signal, startThread: threads.start, onResult: ({ seed }) => results.push(seed) }; // prettier-ignore
  return { threads, results, abort, done: runBatch(options) };
}

describe('a batch in the page', () => {
  it('does each seed once, on one core less than there are, and leaves no thread', async () => {
    const { threads, results, done } = begun([1, 2, 3, 4, 5], 4);
    expect(threads.started).toBe(3);
    threads.answerAll();
    expect(await done).toEqual(ok(undefined));
    expect(results.toSorted()).toEqual([1, 2, 3, 4, 5]);
    expect(threads.ended).toBe(3);
  });

  it('has one thread on a computer of one core', () => {
    expect(begun([1, 2], 1).threads.started).toBe(1);
  });

  it('can be cancelled: what was done stays, and the threads end', async () => {
    const { threads, results, abort, done } = begun([1, 2, 3], 3);
    const first = threads.waiting.shift()!;
    first.answer(ok(resultOf(first.seed)));
    abort.abort();
    expect(await done).toEqual(ok(undefined));
    expect(results).toEqual([1]);
    expect(threads.ended).toBe(2);
  });

  it('ends at the first that fails', async () => {
    const { threads, done } = begun([1, 2, 3], 3);
    threads.waiting[0]!.answer({ ok: false, fault: { code: 'bytecode.too-short', params: {} } });
    expect(await done).toMatchObject({ ok: false, fault: { code: 'bytecode.too-short' } });
    expect(threads.ended).toBe(2);
  });
});
