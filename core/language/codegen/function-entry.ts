/** What a function finds when it starts besides its arguments: `this`, and where `super` looks. Layer: language. */
import ts from 'typescript';
import type { Gen } from './gen.ts';
import { isDerived } from './function-nodes.ts';
import type { Binding } from './bindings.ts';
import type { FunctionNode } from './function-nodes.ts';

export class FunctionEntry {
  readonly #gen: Gen;
  /** The local in which `this` comes (in a derived class's constructor: new.target); −1 where nobody asks. */
  thisLocal = -1;

  constructor(gen: Gen) {
    this.#gen = gen;
  }

  enterImplied(node: FunctionNode): void {
    const names = this.#gen.scopes.scopeOf(node)?.names;
    const self = names?.get('this');
    const base = names?.get('super');
    if (self) this.#enterThis(self, ts.isConstructorDeclaration(node) && isDerived(node.parent));
    if (!base) return;
    this.#gen.asm.op('SUPER_BASE');
    this.#keep(base);
  }

  recordImplied(node: FunctionNode): void {
    const self = this.#gen.scopes.scopeOf(node)?.names.get('this');
    if (self) this.#gen.asm.local('this', self.slot, 0);
  }

  #enterThis(self: Binding, isDerivedClass: boolean): void {
    const { asm, slots } = this.#gen;
    this.thisLocal = slots.take('value');
    self.livePc = 0;
    if (isDerivedClass) asm.op('UNINITIALISED');
    else if (self.captured) asm.op('LOAD_LOCAL', this.thisLocal);
    else {
      self.slot = this.thisLocal;
      return;
    }
    this.#keep(self);
  }

  /** Pops the value into a place of its own. */
  #keep(binding: Binding): void {
    const { asm, slots } = this.#gen;
    binding.slot = slots.take(binding.captured ? 'cell' : 'value');
    asm.op(binding.captured ? 'NEW_CELL' : 'STORE_LOCAL', binding.slot);
  }
}
