/**
 * TypeScript's language service over an in-memory host, kept between checks so that only what changed is read again. Layer: language.
 * Browser-safe: no file system, no clock.
 */
import ts from 'typescript';
import { apiDeclarations } from './declarations.ts';
import { LIB_TEXT } from './lib-text.ts';

export const COMPILER_OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Legacy,
  strict: true,
  strictBindCallApply: false,
  noLib: true,
  types: [],
  noEmit: true,
  // What never runs is said as a warning.
  allowUnreachableCode: false,
  allowImportingTsExtensions: true,
  allowUnusedLabels: true,
};

const LIB_PATH = '/guiji-lib.d.ts';
const API_PATH = '/guiji-robot.d.ts';

interface Held {
  readonly text: string;
  readonly version: number;
  readonly snapshot: ts.IScriptSnapshot;
}

export interface TsService {
  /** Sets the project's files; paths are made absolute. Returns the paths, in order. */
  setFiles(files: readonly { readonly path: string; readonly text: string }[]): readonly string[];
  readonly service: ts.LanguageService;
  /** Forgets everything: after the compiler threw in the middle of its work. */
  reset(): void;
}

function held(text: string, version: number): Held {
  return { text, version, snapshot: ts.ScriptSnapshot.fromString(text) };
}

/**
 * Where a file stands for the compiler. Every file is TypeScript whatever its name says; none may hide the declarations, which end in `.d.ts`;
 * and files that import one another by relative paths find one another.
 */
export function pathOf(path: string, taken: { has(path: string): boolean }): string {
  const parts = path.split(/[/\\]/).filter((part) => part !== '' && part !== '.' && part !== '..');
  const name = parts.join('/').replace(/(\.d)?\.[mc]?[tj]sx?$/, '') || 'main';
  let found = `/${name}.ts`;
  for (let copy = 2; taken.has(found); copy++) found = `/${name}-${copy}.ts`;
  return found;
}

export function createTsService(): TsService {
  const fixed = new Map([
    [LIB_PATH, held(LIB_TEXT, 1)],
    [API_PATH, held(apiDeclarations(), 1)],
  ]);
  let files = new Map<string, Held>();
  const find = (path: string): Held | undefined => fixed.get(path) ?? files.get(path);
  const host: ts.LanguageServiceHost = {
    getCompilationSettings: () => COMPILER_OPTIONS,
    getScriptFileNames: () => [...fixed.keys(), ...files.keys()],
    getScriptVersion: (path) => String(find(path)?.version ?? 0),
    getScriptSnapshot: (path) => find(path)?.snapshot,
    getCurrentDirectory: () => '/',
    getDefaultLibFileName: () => LIB_PATH,
    fileExists: (path) => find(path) !== undefined,
    readFile: (path) => find(path)?.text,
    useCaseSensitiveFileNames: () => true,
  };
  const start = (): ts.LanguageService => ts.createLanguageService(host, ts.createDocumentRegistry(true), ts.LanguageServiceMode.Semantic);
  let service = start();
  let version = 1;
  return {
    get service() {
      return service;
    },
    reset() {
      service = start();
    },
    setFiles(given) {
      const next = new Map<string, Held>();
      for (const { path, text } of given) {
        const key = pathOf(path, next);
        const before = files.get(key);
        next.set(key, before?.text === text ? before : held(text, ++version));
      }
      files = next;
      return [...files.keys()];
    },
  };
}
