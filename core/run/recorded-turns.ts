/**
 * Which turns of the VM a breakpoint or a step has cut short, read from a recording. Layer: run.
 * A turn that ends by itself is followed by one with a fresh quota; one that was cut is followed by one with exactly what it had left.
 */
import type { Instructions } from '../vm/vm.ts';
import { MalformedExact, scanTurns, type RecordedEdit } from './exact-decoder.ts';
import type { RunFile } from './run-file.ts';

export interface RecordedTurns {
  readonly count: number;
  /** By turn, from 0: the count of instructions at which it was halted. */
  readonly halts: ReadonlyMap<number, Instructions>;
  /** By the turn that follows: what a person changed by hand before it. */
  readonly edits: ReadonlyMap<number, readonly RecordedEdit[]>;
}

/** undefined where the exact channel is malformed. */
export function recordedTurns({ messages, outcome }: Pick<RunFile, 'messages' | 'outcome'>): RecordedTurns | undefined {
  const halts = new Map<number, Instructions>();
  const edits = new Map<number, RecordedEdit[]>();
  let count = 0;
  let lastAt = 0;
  let lastBudget = NaN;
  try {
    for (const { channel, data } of messages) {
      if (channel !== 'exact') continue;
      scanTurns(data, {
        onTurn: (at, budget) => {
          if (budget === lastBudget - (at - lastAt)) halts.set(count - 1, at);
          count++;
          lastAt = at;
          lastBudget = budget;
        },
        onEdit: (edit) => edits.set(count, [...(edits.get(count) ?? []), edit]),
      });
    }
  } catch (cause) {
    if (cause instanceof MalformedExact) return undefined;
    throw cause;
  }
  // Whoever pressed Stop may have done so at a breakpoint.
  if (outcome?.ended === 'stopped' && count > 0) halts.set(count - 1, outcome.instructions);
  return { count, halts, edits };
}
