/** One function's code generator: ties the parts together and makes the FunctionCode. Layer: language. */
import ts from 'typescript';
import {
  FUNCTION_CLASS,
  FUNCTION_DERIVED_CLASS,
  FUNCTION_PLAIN,
  type FunctionCode,
  type FunctionKind,
  type UpvalueSource,
} from '../../bytecode/program.ts';
import type { PreludeName } from '../prelude/prelude.ts';
import { Assembler, type Label } from './assembler.ts';
import { condition, effect, expression } from './expressions.ts';
import { beginConstructor, defaultConstructor } from './constructors.ts';
import { isDerived } from './function-nodes.ts';
import { FunctionEntry } from './function-entry.ts';
import type { ExitTarget, Gen } from './gen.ts';
import { nameOfFunction } from './names.ts';
import { bindValue, defaultTo } from './patterns.ts';
import type { ProgramBuilder } from './program-builder.ts';
import { boundNames } from './bound-names.ts';
import type { Binding } from './bindings.ts';
import { type ScopeTable } from './scopes.ts';
import { isFunctionNode, parametersOf, type InitialiserNode, type FunctionNode, type FunctionWithParameters } from './function-nodes.ts';
import { SlotPool } from './slot-pool.ts';
import { statement } from './statements.ts';
import { loadThis } from './this-value.ts';
import { initialiseVariable, withScope } from './variables.ts';

/** What all functions of one unit (the student's files, or the prelude) share. */
export interface Unit {
  readonly builder: ProgramBuilder;
  readonly scopes: ScopeTable;
  /** Index into Program.files; −1 for the prelude. */
  fileOf(node: ts.SourceFile): number;
  globalOf(binding: Binding): number;
  preludeGlobal(name: PreludeName): number;
  wrapperOf(name: string): number;
}

type InnerFunction = FunctionWithParameters;

export class FunctionGen implements Gen {
  readonly asm = new Assembler();
  readonly slots: SlotPool;
  readonly node: FunctionNode;
  readonly targets: ExitTarget[] = [];
  chainEnd: Label | undefined;
  readonly #unit: Unit;
  readonly #parent: FunctionGen | undefined;
  readonly #upvalues: UpvalueSource[] = [];
  readonly #upvalueOf = new Map<Binding, number>();
  readonly #entry: FunctionEntry;

  constructor(unit: Unit, node: FunctionNode, parent: FunctionGen | undefined) {
    this.#unit = unit;
    this.node = node;
    this.#parent = parent;
    this.#entry = new FunctionEntry(this);
    this.slots = new SlotPool(isFunctionNode(node) ? parametersOf(node).length : 0);
  }

  get newTargetSlot(): number {
    return this.#entry.thisLocal;
  }

  get builder(): ProgramBuilder {
    return this.#unit.builder;
  }

  get scopes(): ScopeTable {
    return this.#unit.scopes;
  }

  globalOf(binding: Binding): number {
    return this.#unit.globalOf(binding);
  }

  preludeGlobal(name: PreludeName): number {
    return this.#unit.preludeGlobal(name);
  }

  wrapperOf(name: string): number {
    return this.#unit.wrapperOf(name);
  }

  upvalueOf(binding: Binding): number {
    let index = this.#upvalueOf.get(binding);
    if (index === undefined) {
      const parent = this.#parent!;
      const source: UpvalueSource =
        binding.owner === parent.node ? { from: 'local', index: binding.slot } : { from: 'upvalue', index: parent.upvalueOf(binding) };
      index = this.#upvalues.push(source) - 1;
      this.#upvalueOf.set(binding, index);
    }
    return index;
  }

  expression(node: ts.Expression): void {
    expression(this, node);
  }

  effect(node: ts.Expression): void {
    effect(this, node);
  }

  condition(node: ts.Expression, target: Label, when: boolean): void {
    condition(this, node, target, when);
  }

  statement(node: ts.Statement): void {
    statement(this, node);
  }

  statements(nodes: readonly ts.Statement[]): void {
    for (const node of nodes) statement(this, node);
  }

  closure(node: InnerFunction): void {
    if (!this.asm.reachable) return;
    const ownName = ts.isFunctionExpression(node) ? node.name : undefined;
    const scope = ownName && this.scopes.scopeOf(ownName);
    if (!ownName || !scope) return this.#closureItself(node);
    withScope(this, scope, () => {
      this.#closureItself(node);
      this.asm.op('DUP');
      initialiseVariable(this, this.scopes.bindingOf(ownName)!);
    });
  }

  #closureItself(node: InnerFunction): void {
    const index = this.builder.reserveFunction();
    const inner = new FunctionGen(this.#unit, node, this);
    inner.functionBody(node);
    this.builder.defineFunction(index, inner.finish(nameOfFunction(node)));
    this.asm.op('CLOSURE', index);
  }

  /** Parameters, their defaults, then the body. */
  functionBody(node: InnerFunction): void {
    const parameters = parametersOf(node);
    this.asm.statement({ start: node.getStart(), end: (node.body ?? node).getStart() });
    this.#entry.enterImplied(node);
    parameters.forEach((parameter, i) => this.#enterParameter(parameter, i));
    withScope(this, this.scopes.scopeOf(node), () => {
      parameters.forEach((parameter, i) => this.#initialiseParameter(parameter, i));
      if (ts.isConstructorDeclaration(node)) beginConstructor(this, node);
      const { body } = node;
      if (body && ts.isBlock(body)) {
        this.statement(body);
      } else if (body) {
        this.asm.statement({ start: body.getStart(), end: body.end });
        this.expression(body as ts.Expression);
        this.asm.op('RETURN');
      }
    });
    this.#recordParameters(node);
    this.end(node.end);
  }

  initialiserBody(node: InitialiserNode, body: () => void): void {
    this.asm.statement({ start: node.getStart(), end: node.getStart() });
    this.#entry.enterImplied(node);
    body();
    this.#entry.recordImplied(node);
    if (this.asm.reachable) this.end(node.end);
  }

  initialiser(node: InitialiserNode, name: string, body: (inner: Gen) => void): void {
    const index = this.builder.reserveFunction();
    const inner = new FunctionGen(this.#unit, node, this);
    inner.initialiserBody(node, () => body(inner));
    this.builder.defineFunction(index, inner.finish(name));
    this.asm.op('CLOSURE', index);
  }

  constructorOf(node: ts.ClassLikeDeclaration, name: string): void {
    const written = node.members.find(
      (member): member is ts.ConstructorDeclaration => ts.isConstructorDeclaration(member) && !!member.body,
    );
    const index = this.builder.reserveFunction();
    let code: FunctionCode;
    if (written) {
      const inner = new FunctionGen(this.#unit, written, this);
      inner.functionBody(written);
      code = inner.finish(name);
    } else code = defaultConstructor(node, name, this.#unit.fileOf(node.getSourceFile()));
    this.builder.defineFunction(index, code);
    this.asm.op('CLOSURE', index);
  }

  /** Falls off the end: undefined. */
  end(at: number): void {
    this.asm.within({ start: Math.max(0, at - 1), end: at }, () => {
      if (ts.isConstructorDeclaration(this.node)) loadThis(this, this.node);
      else this.asm.op('UNDEFINED');
    });
    this.asm.op('RETURN');
  }

  #parameterBindings(name: ts.BindingName): readonly Binding[] {
    return boundNames(name).map((identifier) => this.scopes.bindingOf(identifier)!);
  }

  #enterParameter(parameter: ts.ParameterDeclaration, index: number): void {
    const plain = ts.isIdentifier(parameter.name);
    for (const binding of this.#parameterBindings(parameter.name)) {
      binding.livePc = 0;
      if (!binding.captured) {
        binding.slot = plain ? index : this.slots.take('value');
        continue;
      }
      binding.slot = this.slots.take('cell');
      this.asm.op('LOAD_LOCAL', index);
      this.asm.op('NEW_CELL', binding.slot);
      // Its cell stands: what comes later stores into it.
      binding.cellAtEntry = true;
    }
  }

  #initialiseParameter(parameter: ts.ParameterDeclaration, index: number): void {
    if (!parameter.initializer && ts.isIdentifier(parameter.name)) return;
    this.asm.within({ start: parameter.getStart(), end: parameter.end }, () => {
      this.asm.op('LOAD_LOCAL', index);
      defaultTo(this, parameter.initializer);
      bindValue(this, parameter.name);
    });
  }

  #recordParameters(node: InnerFunction): void {
    this.#entry.recordImplied(node);
    for (const parameter of parametersOf(node)) {
      for (const binding of this.#parameterBindings(parameter.name)) this.asm.local(binding.name, binding.slot, 0);
    }
  }

  finish(name: string): FunctionCode {
    const { node } = this;
    const parameters = isFunctionNode(node) ? parametersOf(node) : undefined;
    return {
      name,
      file: this.#unit.fileOf(node.getSourceFile()),
      paramCount: parameters?.length ?? 0,
      expectedCount: expectedOf(parameters ?? []),
      hasRest: parameters?.at(-1)?.dotDotDotToken !== undefined,
      kind: kindOf(node),
      thisLocal: this.#entry.thisLocal,
      handlers: this.asm.handlers,
      localCount: this.slots.count,
      stackMax: this.asm.stackMax,
      upvalues: this.#upvalues,
      upvalueNames: [...this.#upvalueOf.keys()].map((binding) => binding.name),
      ...this.asm.finish(),
    };
  }
}

/** ExpectedArgumentCount, ECMA-262 §15.1.5. */
function expectedOf(parameters: readonly ts.ParameterDeclaration[]): number {
  const first = parameters.findIndex(({ initializer, dotDotDotToken }) => initializer !== undefined || dotDotDotToken !== undefined);
  return first < 0 ? parameters.length : first;
}

function kindOf(node: FunctionNode): FunctionKind {
  if (!ts.isConstructorDeclaration(node)) return FUNCTION_PLAIN;
  return isDerived(node.parent) ? FUNCTION_DERIVED_CLASS : FUNCTION_CLASS;
}
