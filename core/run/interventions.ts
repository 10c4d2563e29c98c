/** What a person did to a run beside pressing Run and Stop, so that a judge sees it. Layer: run. Specification: docs/protocols/run-file.md. */
import type { EditedValue } from '../vm/vm.ts';
import { MalformedExact, scanTurns } from './exact-decoder.ts';
import type { RecordedMessage } from './run-file.ts';
import type { RunHeader } from './run-header.ts';

export type Intervention =
  /** The run was taken back to this moment and went on otherwise. */
  | { readonly kind: 'branched'; readonly atMs: number }
  /** A variable was changed while the program was paused. `value`: what it became. */
  | { readonly kind: 'edited'; readonly atMs: number; readonly value: EditedValue };

function editsIn({ data }: RecordedMessage): Intervention[] {
  const edits: Intervention[] = [];
  try {
    scanTurns(data, { onTurn: () => {}, onEdit: ({ atMs, value }) => edits.push({ kind: 'edited', atMs, value }) });
  } catch (cause) {
    if (!(cause instanceof MalformedExact)) throw cause;
  }
  return edits;
}

/** In the order of time. What stands in a damaged message is left out; verification refuses such a file. */
export function interventionsIn(header: RunHeader, messages: readonly RecordedMessage[]): readonly Intervention[] {
  const edits = messages.flatMap((message) => (message.channel === 'exact' ? editsIn(message) : []));
  const branched: Intervention[] = header.branch === undefined ? [] : [{ kind: 'branched', atMs: header.branch.atMs }];
  return [...branched, ...edits].sort((a, b) => a.atMs - b.atMs);
}
