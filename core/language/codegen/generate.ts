/** From checked syntax trees to a program, with what it uses of the prelude linked in. Layer: language. */
import ts from 'typescript';
import { assert } from '../../base/assert.ts';
import { BUILTIN_FUNCTIONS } from '../../bytecode/builtins.ts';
import { FUNCTION_PLAIN, type FunctionCode, type Program } from '../../bytecode/program.ts';
import { apiEntry, isApiName } from '../../robot/api-table.ts';
import { preludeUnit, type PreludeName, type PreludeUnit } from '../prelude/prelude.ts';
import { wrapperArity, type Ambient } from './ambient.ts';
import { Assembler } from './assembler.ts';
import { classValue } from './classes.ts';
import { FunctionGen, type Unit } from './function-gen.ts';
import { runtimeNeeds } from './runtime-needs.ts';
import { ProgramBuilder } from './program-builder.ts';
import type { Binding } from './bindings.ts';
import { analyseScopes, type ScopeTable } from './scopes.ts';
import { withScope } from './variables.ts';

/** Marks a global of the prelude: no program can spell it, and the debugger hides it. */
const HIDDEN = '\0';

/** Links prelude functions and variables, each at its first use. */
class PreludeLinker {
  readonly #builder: ProgramBuilder;
  readonly #prelude: PreludeUnit;
  readonly #unit: Unit;
  readonly #wanted: Binding[] = [];
  readonly #known = new Set<Binding>();

  constructor(builder: ProgramBuilder, wrapperOf: (name: string) => number) {
    this.#builder = builder;
    this.#prelude = preludeUnit();
    this.#unit = {
      builder,
      scopes: this.#prelude.scopes,
      fileOf: () => -1,
      globalOf: (binding) => this.#globalOf(binding),
      preludeGlobal: (name) => this.global(name),
      wrapperOf,
    };
  }

  global(name: PreludeName): number {
    return this.#globalOf(this.#prelude.bindingOf(name));
  }

  #globalOf(binding: Binding): number {
    // A class stands ready before those that extend it.
    const parent = ts.isClassDeclaration(binding.declaration) ? binding.declaration.heritageClauses?.[0]?.types[0]?.expression : undefined;
    if (parent && ts.isIdentifier(parent)) this.global(parent.text as PreludeName);
    if (!this.#known.has(binding)) {
      this.#known.add(binding);
      this.#wanted.push(binding);
    }
    return this.#builder.global(HIDDEN + binding.name);
  }

  /** The code that sets up all that was used; it grows while it is made. */
  setUp(): Assembler | undefined {
    if (this.#wanted.length === 0) return undefined;
    const gen = new FunctionGen(this.#unit, this.#prelude.file, undefined);
    for (let binding = this.#wanted.shift(); binding; binding = this.#wanted.shift()) {
      const { declaration } = binding;
      if (ts.isFunctionDeclaration(declaration)) gen.closure(declaration);
      else if (ts.isClassDeclaration(declaration)) classValue(gen, declaration, () => {});
      else if (ts.isVariableDeclaration(declaration) && declaration.initializer) gen.expression(declaration.initializer);
      gen.asm.op('STORE_GLOBAL', this.#globalOf(binding));
    }
    assert(gen.slots.count === 0, 'the prelude sets itself up without locals');
    return gen.asm;
  }
}

function ambientByName(name: string): Ambient {
  if (isApiName(name)) return { kind: 'api', name };
  return { kind: 'builtin', name, takes: BUILTIN_FUNCTIONS[name as keyof typeof BUILTIN_FUNCTIONS] };
}

/** `Math.floor` as a value: a function that passes its arguments on. */
class Wrappers {
  readonly #builder: ProgramBuilder;
  readonly #preludeGlobal: (name: PreludeName) => number;
  readonly #made = new Map<string, number>();

  constructor(builder: ProgramBuilder, preludeGlobal: (name: PreludeName) => number) {
    this.#builder = builder;
    this.#preludeGlobal = preludeGlobal;
  }

  indexOf(name: string): number {
    let index = this.#made.get(name);
    if (index === undefined) {
      index = this.#builder.reserveFunction();
      this.#made.set(name, index);
      this.#builder.defineFunction(index, this.#code(name));
    }
    return index;
  }

  #code(name: string): FunctionCode {
    const ambient = ambientByName(name);
    const arity = wrapperArity(ambient);
    assert(arity !== undefined, `${name} has no fixed arity`);
    const asm = new Assembler();
    const isPrelude = ambient.kind === 'api' && apiEntry(ambient.name).action.by === 'prelude';
    if (isPrelude) asm.op('LOAD_GLOBAL', this.#preludeGlobal(name as PreludeName));
    for (let i = 0; i < arity; i++) asm.op('LOAD_LOCAL', i);
    if (isPrelude) asm.op('CALL', arity);
    else if (ambient.kind === 'api') asm.op('CALL_NATIVE', this.#builder.native(name), arity);
    else asm.op('CALL_BUILTIN', this.#builder.string(name), arity);
    asm.op('RETURN');
    const none = { kind: FUNCTION_PLAIN, thisLocal: -1, handlers: [], upvalues: [], upvalueNames: [] } as const;
    return {
      name,
      file: -1,
      paramCount: arity,
      expectedCount: arity,
      hasRest: false,
      localCount: arity,
      stackMax: asm.stackMax,
      ...none,
      ...asm.finish(),
    };
  }
}

/** What stands before the names of a file's outermost variables, so that those of two modules differ: nothing in the entry and beside a script. */
function prefixOf(file: ts.SourceFile, entry: ts.SourceFile): string {
  if (file === entry || !(ts.isExternalModule(file) || ts.isExternalModule(entry))) return '';
  return `${file.fileName.slice(1, file.fileName.lastIndexOf('.'))}.`;
}

/** @param files the student's files, checked; the first is the entry. Those that it imports, and scripts, run before it. */
export function generateProgram(files: readonly ts.SourceFile[], paths: readonly string[]): Program {
  const [entry] = files;
  assert(entry !== undefined, 'a program has at least one file');
  const builder = new ProgramBuilder();
  const top = builder.reserveFunction();
  const wrappers: Wrappers = new Wrappers(builder, (name) => linker.global(name));
  const linker: PreludeLinker = new PreludeLinker(builder, (name) => wrappers.indexOf(name));
  const scopes = analyseScopes(files);
  const unit: Unit = {
    builder,
    scopes,
    fileOf: (node) => files.indexOf(node),
    globalOf: (binding) => builder.global(prefixOf(binding.owner.getSourceFile(), entry) + binding.name),
    preludeGlobal: (name) => linker.global(name),
    wrapperOf: (name) => wrappers.indexOf(name),
  };
  const gen = new FunctionGen(unit, entry, undefined);
  withFileScopes(gen, scopes, () => {
    for (const file of scopes.order) {
      if (file === entry) gen.statements(entry.statements);
      else callFile(gen, unit, file);
    }
  });
  gen.end(entry.end);
  for (const name of runtimeNeeds(scopes.order)) linker.global(name);
  const setUp = linker.setUp();
  if (setUp) gen.asm.prepend(setUp);
  builder.defineFunction(top, gen.finish(''));
  return builder.finish(paths);
}

/** The functions of all files stand ready before the first file runs. */
function withFileScopes(gen: FunctionGen, scopes: ScopeTable, body: () => void): void {
  const entered = new Set<unknown>();
  let inner = body;
  for (const file of scopes.order) {
    const scope = scopes.scopeOf(file)!;
    if (entered.has(scope.names)) continue;
    entered.add(scope.names);
    const outer = inner;
    inner = () => withScope(gen, scope, outer);
  }
  inner();
}

function callFile(gen: FunctionGen, unit: Unit, file: ts.SourceFile): void {
  const index = unit.builder.reserveFunction();
  const inner = new FunctionGen(unit, file, undefined);
  inner.statements(file.statements);
  inner.end(file.end);
  unit.builder.defineFunction(index, inner.finish(''));
  gen.asm.op('CLOSURE', index);
  gen.asm.op('CALL', 0);
  gen.asm.op('POP');
}
