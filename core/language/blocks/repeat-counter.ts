/** Names for the hidden counter of a repeat block. Layer: language/blocks. Printer and parser choose alike, so that the usual name needs no record. */
import type { BlockJson } from './blocks-document.ts';
import { blockIn, visitEnabled } from './block-walk.ts';

const USUAL_NAMES = ['i', 'j', 'k', 'm', 'n'];

/** Every identifier that the repeat block's own sockets may mean; may hold more (words inside texts), never less. */
export function namesInside(block: BlockJson): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (inner: BlockJson) => {
    if (inner.type === 'comment') return;
    for (const value of Object.values(inner.fields ?? {})) {
      for (const [name] of String(value).matchAll(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu)) names.add(name);
    }
  };
  for (const input of ['TIMES', 'DO']) {
    const inner = blockIn(block, input);
    if (inner) visitEnabled(inner, add);
  }
  return names;
}

/** The first usual name that neither an enclosing loop nor anything inside uses. */
export function usualCounter(inside: ReadonlySet<string>, enclosing: readonly string[]): string {
  const isFree = (name: string) => !inside.has(name) && !enclosing.includes(name);
  const usual = USUAL_NAMES.find(isFree);
  if (usual !== undefined) return usual;
  for (let number = 1; ; number += 1) if (isFree(`i${number}`)) return `i${number}`;
}
