/** Walking over blocks as data. Layer: language/blocks. */
import type { BlockJson } from './blocks-document.ts';

/** The block in a socket: what was put there, else the literal that stands in for it. */
export function blockIn(block: BlockJson, input: string): BlockJson | undefined {
  const socket = block.inputs?.[input];
  return socket?.block ?? socket?.shadow;
}

export function isDisabled(block: BlockJson): boolean {
  return block.enabled === false || (block.disabledReasons?.length ?? 0) > 0;
}

/** The block and everything stacked below it. */
export function stackOf(first: BlockJson | undefined): BlockJson[] {
  const stack: BlockJson[] = [];
  for (let block = first; block !== undefined; block = block.next?.block) stack.push(block);
  return stack;
}

export function field(block: BlockJson, name: string): string {
  const value = block.fields?.[name];
  return value === undefined || value === null ? '' : String(value);
}

/** Every block inside and below, itself included, in text order; what a covered socket keeps for later is left out. */
export function visit(first: BlockJson, see: (block: BlockJson, shadow: boolean) => void, shadow = false): void {
  for (let block: BlockJson | undefined = first; block; block = block.next?.block) {
    see(block, shadow);
    for (const socket of Object.values(block.inputs ?? {})) {
      if (socket.block) visit(socket.block, see);
      else if (socket.shadow) visit(socket.shadow, see, true);
    }
  }
}

/** The same without what is switched off. */
export function visitEnabled(first: BlockJson, see: (block: BlockJson) => void): void {
  for (const block of stackOf(first)) {
    if (isDisabled(block)) continue;
    see(block);
    for (const socket of Object.values(block.inputs ?? {})) {
      const inner = socket.block ?? socket.shadow;
      if (inner) visitEnabled(inner, see);
    }
  }
}

/** The words shown in the block's comment balloon. */
export function noteOf(block: BlockJson): string | undefined {
  const note = block.icons?.comment;
  if (typeof note !== 'object' || note === null || !('text' in note)) return undefined;
  return typeof note.text === 'string' && note.text.trim() !== '' ? note.text : undefined;
}
