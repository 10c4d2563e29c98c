/** Reading, writing and bringing to life the variables of a scope. Layer: language. */
import ts from 'typescript';
import type { Gen } from './gen.ts';
import type { Binding, Scope } from './bindings.ts';

export function loadBinding(g: Gen, binding: Binding): void {
  if (binding.isGlobal) g.asm.op('LOAD_GLOBAL', g.globalOf(binding));
  else if (binding.owner !== g.node) g.asm.op('LOAD_UPVALUE', g.upvalueOf(binding));
  else if (binding.captured) g.asm.op('LOAD_CELL', binding.slot);
  else g.asm.op('LOAD_LOCAL', binding.slot);
}

export function loadVariable(g: Gen, use: ts.Identifier, binding: Binding): void {
  loadBinding(g, binding);
  if (g.scopes.needsCheck(use)) {
    g.asm.within({ start: use.getStart(), end: use.end }, () => g.asm.op('CHECK_INIT', g.builder.string(binding.name)));
  }
}

/** Pops the value into a variable that lives already. */
export function storeVariable(g: Gen, use: ts.Identifier, binding: Binding): void {
  if (g.scopes.needsCheck(use)) {
    loadVariable(g, use, binding);
    g.asm.op('POP');
  }
  storeBinding(g, binding);
}

export function storeBinding(g: Gen, binding: Binding): void {
  if (binding.isGlobal) g.asm.op('STORE_GLOBAL', g.globalOf(binding));
  else if (binding.owner !== g.node) g.asm.op('STORE_UPVALUE', g.upvalueOf(binding));
  else if (binding.captured) g.asm.op('STORE_CELL', binding.slot);
  else g.asm.op('STORE_LOCAL', binding.slot);
}

/** Pops the first value into a variable, at its declaration. */
export function initialiseVariable(g: Gen, binding: Binding): void {
  if (binding.isGlobal) g.asm.op('STORE_GLOBAL', g.globalOf(binding));
  else if (!binding.captured) g.asm.op('STORE_LOCAL', binding.slot);
  else if (standsAtEntry(binding)) g.asm.op('STORE_CELL', binding.slot);
  else g.asm.op('NEW_CELL', binding.slot);
  if (binding.livePc < 0) binding.livePc = g.asm.pc;
}

/** Functions and `var` have their cell from the start of their scope. */
function standsAtEntry(binding: Binding): boolean {
  return binding.cellAtEntry || binding.kind === 'function' || binding.kind === 'var';
}

function enterGlobal(g: Gen, binding: Binding): void {
  if (binding.kind === 'var') g.asm.op('UNDEFINED');
  else if (binding.mayBeEarly) g.asm.op('UNINITIALISED');
  else return;
  g.asm.op('STORE_GLOBAL', g.globalOf(binding));
}

function enterLocal(g: Gen, binding: Binding): void {
  binding.slot = g.slots.take(binding.captured ? 'cell' : 'value');
  const early = binding.mayBeEarly || (binding.cellAtEntry && binding.kind !== 'var');
  if (binding.captured) {
    if (!standsAtEntry(binding)) return;
    g.asm.op(early ? 'UNINITIALISED' : 'UNDEFINED');
    g.asm.op('NEW_CELL', binding.slot);
  } else if (binding.mayBeEarly || binding.kind === 'var') {
    g.asm.op(early ? 'UNINITIALISED' : 'UNDEFINED');
    g.asm.op('STORE_LOCAL', binding.slot);
  }
}

/** Emits `body` with the scope's variables alive in it; declared functions are ready at its start. */
export function withScope(g: Gen, scope: Scope | undefined, body: () => void): void {
  const bindings = [...(scope?.names.values() ?? [])].filter(({ kind }) => kind !== 'parameter');
  for (const binding of bindings) {
    if (binding.isGlobal) enterGlobal(g, binding);
    else enterLocal(g, binding);
  }
  for (const binding of bindings) {
    if (!ts.isFunctionDeclaration(binding.declaration)) continue;
    g.closure(binding.declaration);
    initialiseVariable(g, binding);
  }
  body();
  for (const binding of bindings) {
    if (binding.isGlobal) continue;
    if (binding.livePc >= 0) g.asm.local(binding.name, binding.slot, binding.livePc);
    g.slots.release(binding.captured ? 'cell' : 'value', binding.slot);
  }
}

/** Each pass of a `for` loop has variables of its own where a closure may have kept the last pass's. */
export function freshCells(g: Gen, scope: Scope | undefined): void {
  for (const binding of scope?.names.values() ?? []) {
    if (!binding.captured) continue;
    g.asm.op('LOAD_CELL', binding.slot);
    g.asm.op('NEW_CELL', binding.slot);
  }
}

/** Each pass of a for-of has new variables; those whose cell stands at entry get a new one here, the others at their first value. */
export function renewCells(g: Gen, scope: Scope | undefined): void {
  for (const binding of scope?.names.values() ?? []) {
    if (!binding.captured || !binding.cellAtEntry) continue;
    g.asm.op('UNINITIALISED');
    g.asm.op('NEW_CELL', binding.slot);
  }
}

/** A slot for a value that has no name. */
export function withTemporary(g: Gen, body: (slot: number) => void): void {
  const slot = g.slots.take('value');
  body(slot);
  g.slots.release('value', slot);
}
