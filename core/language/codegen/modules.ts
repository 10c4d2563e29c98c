/**
 * Which file imports what from which, and in what order files run. Layer: language. ECMA-262 §16.2.
 * A file with an `import` or `export` at its outermost level is a module, with names of its own; all others are scripts and share theirs.
 */
import ts from 'typescript';
import { boundNames } from './bound-names.ts';

/** The name under which a module's default export without a name is kept. */
export const DEFAULT_EXPORT = 'default';

/** A variable of a module's outermost level, or, without `name`, the module as a whole. */
export interface ModuleMember {
  readonly file: ts.SourceFile;
  readonly name: string | undefined;
}

interface Request {
  readonly specifier: ts.Node;
  readonly file: ts.SourceFile;
  /** Local names that it brings; one of them must be used as a value for the request to count. undefined: it always counts. */
  readonly names: readonly string[] | undefined;
}

/** An import that leads back to the file it stands in, over however many steps. */
export interface ImportCircle {
  readonly specifier: ts.Node;
  /** From the file that is imported back to itself. */
  readonly files: readonly ts.SourceFile[];
}

interface ModuleFacts {
  readonly imports: Map<string, ModuleMember>;
  /** An export under its name: a local name, or a member of another file. */
  readonly exports: Map<string, string | ModuleMember>;
  readonly stars: ts.SourceFile[];
  readonly requests: Request[];
}

function hasModifier(node: ts.Statement, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((modifier) => modifier.kind === kind);
}

/** The names that an exported declaration exports, each with its local name. */
export function exportsOfDeclaration(node: ts.Statement): readonly (readonly [string, string])[] {
  if (!hasModifier(node, ts.SyntaxKind.ExportKeyword)) return [];
  if (ts.isVariableStatement(node)) {
    return node.declarationList.declarations.flatMap(({ name }) => boundNames(name).map(({ text }) => [text, text] as const));
  }
  if (!ts.isFunctionDeclaration(node) && !ts.isClassDeclaration(node) && !ts.isEnumDeclaration(node)) return [];
  const local = node.name?.text ?? DEFAULT_EXPORT;
  return [[hasModifier(node, ts.SyntaxKind.DefaultKeyword) ? DEFAULT_EXPORT : local, local]];
}

function joined(folder: string, relative: string): string {
  const parts = folder.split('/').filter((part) => part !== '');
  for (const part of relative.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

export class Modules {
  readonly #files: ReadonlyMap<string, ts.SourceFile>;
  readonly #facts = new Map<ts.SourceFile, ModuleFacts>();
  readonly #reached = new Map<ts.SourceFile, ReadonlySet<ts.SourceFile>>();

  constructor(files: readonly ts.SourceFile[]) {
    this.#files = new Map(files.map((file) => [file.fileName, file]));
    for (const file of files) if (ts.isExternalModule(file)) this.#facts.set(file, this.#collect(file));
  }

  isModule(file: ts.SourceFile): boolean {
    return this.#facts.has(file);
  }

  /** What a name that `file` imports stands for where it is declared. */
  imported(file: ts.SourceFile, name: string): ModuleMember | undefined {
    const member = this.#facts.get(file)?.imports.get(name);
    return member && this.#settled(member);
  }

  /** What a module exports under a name. */
  exported(file: ts.SourceFile, name: string): ModuleMember | undefined {
    return this.#exported(file, name, new Set());
  }

  /** True where each of the two is imported, over however many steps, by the other: either may run before the other has. */
  inOneCycle(a: ts.SourceFile, b: ts.SourceFile): boolean {
    return this.#reachedFrom(a).has(b) && this.#reachedFrom(b).has(a);
  }

  /** The modules that run for `entry`, which comes last. @param isUsed whether a file uses a name that it imports, as a value. */
  order(entry: ts.SourceFile, isUsed: (file: ts.SourceFile, name: string) => boolean): readonly ts.SourceFile[] {
    const order: ts.SourceFile[] = [];
    const seen = new Set<ts.SourceFile>();
    const visit = (file: ts.SourceFile): void => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const { file: other, names } of this.#facts.get(file)?.requests ?? []) {
        if (names === undefined || names.some((name) => isUsed(file, name))) visit(other);
      }
      order.push(file);
    };
    visit(entry);
    return order;
  }

  /** Of each circle the import that closes it, on the way from the first file. @param isUsed as for `order` */
  circles(isUsed: (file: ts.SourceFile, name: string) => boolean): readonly ImportCircle[] {
    const circles: ImportCircle[] = [];
    const seen = new Set<ts.SourceFile>();
    const way: ts.SourceFile[] = [];
    const visit = (file: ts.SourceFile): void => {
      seen.add(file);
      way.push(file);
      for (const { file: other, names, specifier } of this.#facts.get(file)?.requests ?? []) {
        if (names !== undefined && !names.some((name) => isUsed(file, name))) continue;
        const at = way.indexOf(other);
        if (at >= 0) circles.push({ specifier, files: [...way.slice(at), other] });
        else if (!seen.has(other)) visit(other);
      }
      way.pop();
    };
    for (const file of this.#files.values()) if (!seen.has(file)) visit(file);
    return circles;
  }

  /** Local names that a module exports again, so that they count as used. */
  isExportedAgain(file: ts.SourceFile, name: string): boolean {
    return [...(this.#facts.get(file)?.exports.values() ?? [])].includes(name);
  }

  #target(specifier: ts.Expression | undefined, from: ts.SourceFile): ts.SourceFile | undefined {
    if (!specifier || !ts.isStringLiteral(specifier) || !/^\.\.?(\/|$)/.test(specifier.text)) return undefined;
    const path = joined(from.fileName.slice(0, from.fileName.lastIndexOf('/')), specifier.text.replace(/\.[jt]s$/, ''));
    return this.#files.get(`${path}.ts`) ?? this.#files.get(`${path === '/' ? '' : path}/index.ts`);
  }

  #collect(file: ts.SourceFile): ModuleFacts {
    const facts: ModuleFacts = { imports: new Map(), exports: new Map(), stars: [], requests: [] };
    for (const node of file.statements) {
      if (ts.isImportDeclaration(node)) this.#import(node, file, facts);
      else if (ts.isExportDeclaration(node)) this.#export(node, file, facts);
      else if (ts.isExportAssignment(node)) facts.exports.set(DEFAULT_EXPORT, DEFAULT_EXPORT);
      for (const [name, local] of exportsOfDeclaration(node)) facts.exports.set(name, local);
    }
    return facts;
  }

  #import({ importClause, moduleSpecifier }: ts.ImportDeclaration, from: ts.SourceFile, facts: ModuleFacts): void {
    const file = this.#target(moduleSpecifier, from);
    if (!file || importClause?.isTypeOnly) return;
    if (!importClause) {
      facts.requests.push({ specifier: moduleSpecifier, file, names: undefined });
      return;
    }
    const names = new Map<string, ModuleMember>();
    const { name, namedBindings } = importClause;
    if (name) names.set(name.text, { file, name: DEFAULT_EXPORT });
    if (namedBindings && ts.isNamespaceImport(namedBindings)) names.set(namedBindings.name.text, { file, name: undefined });
    else if (namedBindings) {
      for (const element of namedBindings.elements) {
        if (!element.isTypeOnly) names.set(element.name.text, { file, name: (element.propertyName ?? element.name).text });
      }
    }
    for (const [local, member] of names) facts.imports.set(local, member);
    facts.requests.push({ specifier: moduleSpecifier, file, names: [...names.keys()] });
  }

  #export({ exportClause, moduleSpecifier, isTypeOnly }: ts.ExportDeclaration, from: ts.SourceFile, facts: ModuleFacts): void {
    const file = this.#target(moduleSpecifier, from);
    if (isTypeOnly || (moduleSpecifier && !file)) return;
    if (file && moduleSpecifier) facts.requests.push({ specifier: moduleSpecifier, file, names: undefined });
    if (!exportClause) {
      if (file) facts.stars.push(file);
      return;
    }
    if (ts.isNamespaceExport(exportClause)) {
      if (file) facts.exports.set(exportClause.name.text, { file, name: undefined });
      return;
    }
    for (const element of exportClause.elements) {
      if (element.isTypeOnly) continue;
      const inner = (element.propertyName ?? element.name).text;
      facts.exports.set(element.name.text, file ? { file, name: inner } : inner);
    }
  }

  /** Follows names that are exported again to where they are declared. */
  #settled(member: ModuleMember, seen = new Set<string>()): ModuleMember | undefined {
    return member.name === undefined ? member : this.#exported(member.file, member.name, seen);
  }

  #exported(file: ts.SourceFile, name: string, seen: Set<string>): ModuleMember | undefined {
    const step = `${file.fileName}\0${name}`;
    const facts = this.#facts.get(file);
    if (!facts || seen.has(step)) return undefined;
    seen.add(step);
    const found = facts.exports.get(name);
    if (typeof found === 'string') {
      const imported = facts.imports.get(found);
      return imported ? this.#settled(imported, seen) : { file, name: found };
    }
    if (found) return this.#settled(found, seen);
    if (name === DEFAULT_EXPORT) return undefined;
    for (const star of facts.stars) {
      const member = this.#exported(star, name, seen);
      if (member) return member;
    }
    return undefined;
  }

  /** All files that a file imports, directly or not; itself only where it stands in a cycle. */
  #reachedFrom(file: ts.SourceFile): ReadonlySet<ts.SourceFile> {
    const known = this.#reached.get(file);
    if (known) return known;
    const reached = new Set<ts.SourceFile>();
    const waiting = [file];
    for (let at = waiting.pop(); at; at = waiting.pop()) {
      for (const { file: next } of this.#facts.get(at)?.requests ?? []) {
        if (reached.has(next)) continue;
        reached.add(next);
        waiting.push(next);
      }
    }
    this.#reached.set(file, reached);
    return reached;
  }
}
