/**
 * Who declares each name, and what a variable must be: plain local, cell, or global; checked before use or not. Layer: language.
 * Needs only the syntax tree, so that the prelude compiles without a type check.
 */
import ts from 'typescript';
import { newBinding, type Binding, type BindingKind, type Scope } from './bindings.ts';
import { boundNames } from './bound-names.ts';
import { EarlyUses } from './early-uses.ts';
import { isErased, isOwner, isStatic, isUse, opensScope, type FunctionNode } from './function-nodes.ts';
import { DEFAULT_EXPORT, Modules, type ImportCircle, type ModuleMember } from './modules.ts';

export interface ScopeTable {
  /** The scope that a node opens, where it opens one. */
  scopeOf(node: ts.Node): Scope | undefined;
  /** The variable an identifier stands for; undefined for names of the robot API and the language's own. */
  bindingOf(name: ts.Identifier): Binding | undefined;
  /** What `namespace.name` stands for; undefined where the expression is no such thing. */
  memberOf(node: ts.PropertyAccessExpression): Binding | undefined;
  /** The files that run, in order; the entry, the first of the files, is the last. */
  readonly order: readonly ts.SourceFile[];
  /** Imports by which files run before what they need of one another. */
  readonly circles: readonly ImportCircle[];
  /** What `this` stands for; undefined at a file's top level. */
  thisOf(node: ts.Node): Binding | undefined;
  /** For a `super` that is no call: the variable that holds where it looks. */
  superOf(node: ts.Node): Binding | undefined;
  /** True where the variable may be read before it is initialised, so that the use needs a check. */
  needsCheck(use: ts.Identifier): boolean;
  /** Of the scripts, whose outermost names are shared; a module has its own. */
  readonly globals: ReadonlyMap<string, Binding>;
}

function isVar(list: ts.VariableDeclarationList): boolean {
  return (list.flags & ts.NodeFlags.BlockScoped) === 0;
}

class Analysis implements ScopeTable {
  readonly #scopes = new Map<ts.Node, Scope>();
  readonly #bindings = new Map<ts.Identifier, Binding>();
  readonly #early = new EarlyUses();
  /** Of `this` and `super`. */
  readonly #implied = new Map<ts.Node, Binding>();
  readonly #supers = new Map<ts.Node, Binding>();
  readonly globals = new Map<string, Binding>();
  readonly #modules: Modules;
  readonly #scripts: readonly ts.SourceFile[];
  readonly #namespaces = new Map<ts.SourceFile, Map<string, Binding>>();
  /** The files that the members of a namespace belong to. */
  readonly #fileOfNamespace = new Map<Binding, ts.SourceFile>();
  readonly #usedImports = new Map<ts.SourceFile, Set<string>>();
  readonly order: readonly ts.SourceFile[];
  readonly circles: readonly ImportCircle[];

  constructor(files: readonly ts.SourceFile[]) {
    this.#modules = new Modules(files);
    this.#scripts = files.filter((file) => !this.#modules.isModule(file));
    for (const file of files) {
      const names = this.#modules.isModule(file) ? new Map<string, Binding>() : this.globals;
      const scope: Scope = { parent: undefined, owner: file, node: file, names };
      this.#scopes.set(file, scope);
      ts.forEachChild(file, (child) => this.#declare(child, scope));
    }
    for (const file of files) {
      const scope = this.#scopes.get(file)!;
      ts.forEachChild(file, (child) => this.#resolve(child, scope));
    }
    this.#early.settle(this.#bindings.values());
    const isUsed = (file: ts.SourceFile, name: string): boolean =>
      this.#usedImports.get(file)?.has(name) === true || this.#modules.isExportedAgain(file, name);
    const others = this.#scripts.filter((file) => file !== files[0]);
    this.circles = this.#modules.circles(isUsed);
    this.order = files[0] ? [...others, ...this.#modules.order(files[0], isUsed)] : [];
  }

  memberOf(node: ts.PropertyAccessExpression): Binding | undefined {
    const { expression, name } = node;
    if (!ts.isIdentifier(expression)) return undefined;
    const namespace = this.#bindings.get(expression);
    const file = namespace && this.#fileOfNamespace.get(namespace);
    const member = file && this.#modules.exported(file, name.text);
    return member && this.#bindingOfMember(member);
  }

  scopeOf(node: ts.Node): Scope | undefined {
    return this.#scopes.get(node);
  }

  bindingOf(name: ts.Identifier): Binding | undefined {
    return this.#bindings.get(name);
  }

  thisOf(node: ts.Node): Binding | undefined {
    return this.#implied.get(node);
  }

  superOf(node: ts.Node): Binding | undefined {
    return this.#supers.get(node);
  }

  needsCheck(use: ts.Identifier): boolean {
    return this.#early.isChecked(use);
  }

  #declare(node: ts.Node, outer: Scope): void {
    // Half of all nodes are names, and a name alone declares nothing.
    if (ts.isIdentifier(node) || isErased(node)) return;
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isFunctionDeclaration(node) && node.name) this.#bind(node.name, 'function', outer, -1, node);
    else if (ts.isFunctionDeclaration(node)) this.#bindName(DEFAULT_EXPORT, 'function', outer, -1, node);
    if (ts.isClassDeclaration(node) && node.name) this.#bind(node.name, 'class', outer, node.members.pos, node);
    else if (ts.isClassDeclaration(node)) this.#bindName(DEFAULT_EXPORT, 'class', outer, node.members.pos, node);
    if (ts.isEnumDeclaration(node)) this.#bind(node.name, 'enum', outer, node.end, node);
    if (ts.isExportAssignment(node)) this.#bindName(DEFAULT_EXPORT, 'const', outer, node.end, node);
    let scope = outer;
    if ((ts.isFunctionExpression(node) || ts.isClassExpression(node)) && node.name) {
      // Its own name is seen inside only: a scope around it, in the function that makes it.
      scope = { parent: scope, owner: scope.owner, node: node.name, names: new Map() };
      this.#scopes.set(node.name, scope);
      if (ts.isClassExpression(node)) this.#bind(node.name, 'class', scope, node.members.pos, node);
      else this.#bind(node.name, 'function', scope, -1, node);
    }
    if (ts.isClassLike(node)) return this.#inClass(node, scope, (child, within) => this.#declare(child, within));
    if (opensScope(node)) {
      scope = { parent: scope, owner: isOwner(node) ? node : scope.owner, node, names: new Map() };
      this.#scopes.set(node, scope);
    }
    // What `new` makes is there whether the text mentions it or not.
    if (ts.isConstructorDeclaration(node)) this.#imply('this', scope);
    if (ts.isParameter(node)) this.#bindAll(node, 'parameter', scope);
    if (ts.isCatchClause(node) && node.variableDeclaration) {
      for (const name of boundNames(node.variableDeclaration.name)) this.#bind(name, 'let', scope, -1, node.variableDeclaration);
    } else if (ts.isVariableDeclaration(node) && ts.isVariableDeclarationList(node.parent)) this.#declareVariable(node, node.parent, scope);
    ts.forEachChild(node, (child) => this.#declare(child, scope));
  }

  #declareVariable(node: ts.VariableDeclaration, list: ts.VariableDeclarationList, scope: Scope): void {
    if (isVar(list)) this.#bindAll(node, 'var', this.#functionScope(scope));
    else this.#bindAll(node, (list.flags & ts.NodeFlags.Const) !== 0 ? 'const' : 'let', scope);
  }

  /** Fields' values belong to functions of their own; names, methods and the class that is extended to where the class stands. */
  #inClass(node: ts.ClassLikeDeclaration, outer: Scope, visit: (child: ts.Node, scope: Scope) => void): void {
    let fields = this.#scopes.get(node);
    if (fields === undefined) {
      fields = { parent: outer, owner: node, node, names: new Map() };
      this.#scopes.set(node, fields);
      this.#imply('this', fields);
    }
    for (const child of [...(node.heritageClauses ?? []), ...node.members]) {
      if (!ts.isPropertyDeclaration(child)) visit(child, outer);
      else if (!isErased(child)) this.#inField(child, outer, fields, visit);
    }
  }

  #inField(node: ts.PropertyDeclaration, outer: Scope, fields: Scope, visit: (child: ts.Node, scope: Scope) => void): void {
    if (ts.isComputedPropertyName(node.name)) visit(node.name, outer);
    if (!node.initializer) return;
    let scope = fields;
    if (isStatic(node)) {
      scope = this.#scopes.get(node) ?? { parent: outer, owner: node, node, names: new Map() };
      this.#scopes.set(node, scope);
    }
    visit(node.initializer, scope);
  }

  #bindAll(node: ts.VariableDeclaration | ts.ParameterDeclaration, kind: BindingKind, scope: Scope): void {
    const lexical = kind === 'let' || kind === 'const';
    // The variable of a for-of has its value once the body starts.
    const loop = ts.isVariableDeclaration(node) ? node.parent.parent : undefined;
    const isLoop = loop !== undefined && (ts.isForOfStatement(loop) || ts.isForInStatement(loop));
    const initialisedAt = lexical ? (isLoop ? loop.statement.pos : node.end) : -1;
    for (const name of boundNames(node.name)) this.#bind(name, kind, scope, initialisedAt, node);
  }

  #functionScope(scope: Scope): Scope {
    let at = scope;
    while (at.parent && !isOwner(at.node)) at = at.parent;
    return at;
  }

  /** The scope whose `this` is meant: of the innermost code that is no arrow function. */
  #thisScope(scope: Scope): Scope | undefined {
    let at: Scope | undefined = scope;
    while (at && !(isOwner(at.node) && at.node === at.owner && !ts.isArrowFunction(at.node))) at = at.parent;
    return at;
  }

  /** `this` and `super` are variables of the function that has them; arrow functions capture them like any other. */
  #imply(name: 'this' | 'super', scope: Scope): Binding {
    let binding = scope.names.get(name);
    if (binding === undefined) {
      binding = newBinding(name, 'parameter', scope, -1, scope.node);
      scope.names.set(name, binding);
    }
    return binding;
  }

  #useImplied(node: ts.Node, name: 'this' | 'super', scope: Scope): void {
    const home = this.#thisScope(scope);
    if (home === undefined) return;
    const binding = this.#imply(name, home);
    (name === 'this' ? this.#implied : this.#supers).set(node, binding);
    const through = this.#outermostFunctionBetween(scope, binding.owner);
    if (through) this.#capture(binding, through);
  }

  #bind(name: ts.Identifier, kind: BindingKind, scope: Scope, initialisedAt: number, declaration: ts.Node): void {
    this.#bindings.set(name, this.#bindName(name.text, kind, scope, initialisedAt, declaration));
  }

  #bindName(name: string, kind: BindingKind, scope: Scope, initialisedAt: number, declaration: ts.Node): Binding {
    const known = scope.names.get(name);
    if (known) return known;
    // A case may jump over a declaration of another case.
    const from = initialisedAt >= 0 && ts.isCaseBlock(scope.node) ? Infinity : initialisedAt;
    const binding = newBinding(name, kind, scope, from, declaration);
    scope.names.set(name, binding);
    return binding;
  }

  #resolve(node: ts.Node, outer: Scope): void {
    if (ts.isIdentifier(node)) {
      if (isUse(node)) this.#use(node, outer);
      return;
    }
    if (isErased(node)) return;
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    const named = (ts.isFunctionExpression(node) || ts.isClassExpression(node)) && node.name;
    const own = named ? this.#scopes.get(node.name)! : outer;
    if (ts.isClassLike(node)) return this.#inClass(node, own, (child, within) => this.#resolve(child, within));
    if (node.kind === ts.SyntaxKind.ThisKeyword) return this.#useImplied(node, 'this', outer);
    if (node.kind === ts.SyntaxKind.SuperKeyword) {
      this.#useImplied(node, 'this', outer);
      const isCall = ts.isCallExpression(node.parent) && node.parent.expression === node;
      if (!isCall) this.#useImplied(node, 'super', outer);
      return;
    }
    const scope = this.#scopes.get(node) ?? own;
    ts.forEachChild(node, (child) => this.#resolve(child, scope));
    if (!ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node.name)) return;
    const member = this.memberOf(node);
    if (member) this.#useOfOtherFile(node.name, member, node.getSourceFile());
  }

  #lookUp(name: string, scope: Scope, file: ts.SourceFile): Binding | undefined {
    for (let at: Scope | undefined = scope; at; at = at.parent) {
      const binding = at.names.get(name);
      if (binding) return binding;
    }
    return this.#imported(name, file) ?? this.globals.get(name);
  }

  #imported(name: string, file: ts.SourceFile): Binding | undefined {
    const member = this.#modules.imported(file, name);
    if (!member) return undefined;
    const used = this.#usedImports.get(file) ?? new Set<string>();
    this.#usedImports.set(file, used.add(name));
    return this.#bindingOfMember(member);
  }

  #bindingOfMember({ file, name }: ModuleMember): Binding | undefined {
    return name === undefined ? this.#namespaceOf(file) : this.#scopes.get(file)!.names.get(name);
  }

  #namespaceOf(file: ts.SourceFile): Binding {
    const scope: Scope = { parent: undefined, owner: file, node: file, names: this.#namespaces.get(file) ?? new Map<string, Binding>() };
    this.#namespaces.set(file, scope.names);
    const binding = this.#bindName('*', 'namespace', scope, -1, file);
    this.#fileOfNamespace.set(binding, file);
    return binding;
  }

  #use(use: ts.Identifier, scope: Scope): void {
    const file = use.getSourceFile();
    const binding = this.#lookUp(use.text, scope, file);
    if (!binding) return;
    this.#bindings.set(use, binding);
    if (binding.isGlobal && binding.owner !== file) return this.#useOfOtherFile(use, binding, file);
    const through = this.#outermostFunctionBetween(scope, binding.owner);
    if (through && !binding.isGlobal) this.#capture(binding, through);
    if (binding.kind === 'function') this.#noteMention(binding, through, use);
    if (binding.initialisedAt < 0) return;
    if (!through) {
      if (use.pos < binding.initialisedAt) this.#early.mark(use, binding);
    } else if (this.#runsEarly(file) || !ts.isFunctionDeclaration(through)) {
      if (this.#runsEarly(file) || through.pos < binding.initialisedAt) this.#early.mark(use, binding);
    } else {
      const callee = this.#bindings.get(through.name!);
      if (callee) this.#early.later({ use, binding, through: callee });
    }
  }

  /** A module has run before whoever imports it, unless they import one another; scripts run in an order that their texts do not show. */
  #useOfOtherFile(use: ts.Identifier, binding: Binding, file: ts.SourceFile): void {
    if (binding.initialisedAt < 0) return;
    const home = binding.owner as ts.SourceFile;
    const early = this.#modules.isModule(home) ? this.#modules.inOneCycle(home, file) : !this.#modules.isModule(file);
    if (early) this.#early.mark(use, binding);
  }

  /** True where other files may call the functions of this one before it has run. */
  #runsEarly(file: ts.SourceFile): boolean {
    return this.#modules.isModule(file) ? this.#modules.inOneCycle(file, file) : this.#scripts.length > 1;
  }

  /** The function directly inside `owner` that holds `scope`; undefined where `scope` is the owner's own code. */
  #outermostFunctionBetween(scope: Scope, owner: FunctionNode): Exclude<FunctionNode, ts.SourceFile> | undefined {
    let found: Exclude<FunctionNode, ts.SourceFile> | undefined;
    for (let at: Scope | undefined = scope; at && at.owner !== owner; at = at.parent) {
      if (isOwner(at.node)) found = at.node;
    }
    return found;
  }

  #capture(binding: Binding, through: Exclude<FunctionNode, ts.SourceFile>): void {
    binding.captured = true;
    const isInside = ts.isClassLike(binding.declaration) && through.pos < binding.declaration.end;
    if (ts.isFunctionDeclaration(through) || through.pos < binding.initialisedAt || isInside) binding.cellAtEntry = true;
  }

  #noteMention(callee: Binding, through: FunctionNode | undefined, use: ts.Identifier): void {
    const caller = through && ts.isFunctionDeclaration(through) ? this.#bindings.get(through.name!) : undefined;
    if (caller) this.#early.mention(callee, caller);
    else this.#early.reach(callee, (through ?? use).pos);
  }
}

/** @param files one, or all files of a project; the first is the entry. */
export function analyseScopes(files: readonly ts.SourceFile[]): ScopeTable {
  return new Analysis(files);
}
