/**
 * The compiler: a student's text to a program, or to the diagnostics that say why not. Layer: language.
 * Text fit to read, then syntax, then the subset and the types, then code. Nothing a text can hold makes it throw.
 */
import type ts from 'typescript';
import type { Program } from '../bytecode/program.ts';
import type { RobotProfile } from '../robot/profile.ts';
import { fullWidthProblems } from './check/full-width.ts';
import { toDiagnostics, type Problem } from './check/problem.ts';
import { withImport } from './check/fixes/import-fix.ts';
import { meantSyntax } from './check/fixes/syntax-mistakes.ts';
import { checkSubset } from './check/subset.ts';
import { tsProblem } from './check/ts-problems.ts';
import { generateProgram } from './codegen/generate.ts';
import type { ImportCircle } from './codegen/modules.ts';
import { analyseScopes } from './codegen/scopes.ts';
import { withSource, type FileProblems, type OpenSource } from './open-source.ts';
import type { Diagnostic, ProgramSource } from './source.ts';
import { createTsService, type TsService } from './ts-service.ts';

/** More would only hide the first one. */
const PROBLEMS_MAX = 100;
/** One line can have several, of which one is shown. */
const SYNTAX_MAX = 1000;

export interface CompileResult {
  /** Absent exactly where `diagnostics` holds an error. */
  readonly program?: Program;
  readonly diagnostics: readonly Diagnostic[];
}

export interface Compiler {
  check(source: ProgramSource, profile: RobotProfile): readonly Diagnostic[];
  compile(source: ProgramSource, profile: RobotProfile): CompileResult;
}

interface Checked {
  readonly problems: FileProblems;
  /** The files' trees, present where every one could be parsed. */
  readonly trees?: readonly ts.SourceFile[];
}

const some = (problems: FileProblems): boolean => problems.some((found) => found.length > 0);

/** Problems of the syntax; what follows needs trees without them. */
function syntaxProblems({ service, trees }: OpenSource): FileProblems {
  const fullWidth = trees.map(({ text }) => fullWidthProblems(text));
  if (some(fullWidth)) return fullWidth;
  return trees.map((tree) => {
    const found = service.getSyntacticDiagnostics(tree.fileName).slice(0, SYNTAX_MAX);
    return found.length === 0
      ? []
      : meantSyntax(
          found.map((one) => tsProblem(one, tree)),
          tree,
        );
  });
}

/** TypeScript's complaint follows from ours where it lies in the same place, or is about a name that we already refused. */
function follows(problem: Problem, ours: readonly Problem[], text: string): boolean {
  const word = text.slice(problem.start, problem.end);
  return ours.some(
    (other) =>
      other.severity === 'error' &&
      other.code !== 'robot.part-missing' &&
      ((other.start <= problem.start && problem.end <= other.end) ||
        (other.code === 'language.name-taken' && other.params['name'] === word)),
  );
}

/** Why one by one: each looks for its fix, and of thousands no more than a few are shown. */
function typeProblems({ service, trees }: OpenSource, tree: ts.SourceFile, ours: readonly Problem[]): readonly Problem[] {
  const problems: Problem[] = [];
  let errors = 0;
  for (const found of service.getSemanticDiagnostics(tree.fileName)) {
    if (errors >= PROBLEMS_MAX) break;
    const problem = withImport(tsProblem(found, tree), tree, trees);
    if (follows(problem, ours, tree.text)) continue;
    problems.push(problem);
    if (problem.severity === 'error') errors++;
  }
  return problems;
}

/** The program runs, but in a circle some file is the first, and finds what it imports not yet made. */
function circleProblems(circles: readonly ImportCircle[], tree: ts.SourceFile): readonly Problem[] {
  return circles
    .filter(({ specifier }) => specifier.getSourceFile() === tree)
    .map(({ specifier, files }) => ({
      code: 'language.import-circle',
      params: { files: files.map(({ fileName }) => fileName.slice(1)).join(' → ') },
      severity: 'warning',
      start: specifier.getStart(tree),
      end: specifier.end,
    }));
}

function meaningProblems(opened: OpenSource, profile: RobotProfile): FileProblems {
  const { trees } = opened;
  const scopes = analyseScopes(trees);
  const parts = new Set<string>(profile.parts.map((part) => part.type));
  const subset = trees.map((tree) => checkSubset(tree, scopes, parts));
  if (subset.some(({ heavyTypes }) => heavyTypes)) return subset.map(({ problems }) => problems);
  return trees.map((tree, i) => {
    const ours = subset[i]!.problems;
    return [...ours, ...typeProblems(opened, tree, ours), ...circleProblems(scopes.circles, tree)];
  });
}

class StandardCompiler implements Compiler {
  readonly #tsService: TsService;

  constructor(tsService: TsService) {
    this.#tsService = tsService;
  }

  check(source: ProgramSource, profile: RobotProfile): readonly Diagnostic[] {
    return diagnosticsOf(source, this.#check(source, profile).problems);
  }

  compile(source: ProgramSource, profile: RobotProfile): CompileResult {
    const { problems, trees } = this.#check(source, profile);
    const diagnostics = diagnosticsOf(source, problems);
    if (!trees || diagnostics.some(({ severity }) => severity === 'error')) return { diagnostics };
    const program = generateProgram(
      trees,
      source.map(({ path }) => path),
    );
    return { program, diagnostics };
  }

  #check(source: ProgramSource, profile: RobotProfile): Checked {
    return withSource<Checked>(
      this.#tsService,
      source,
      (opened) => {
        const syntax = syntaxProblems(opened);
        return some(syntax) ? { problems: syntax } : { problems: meaningProblems(opened, profile), trees: opened.trees };
      },
      (problems) => ({ problems }),
    );
  }
}

function diagnosticsOf(source: ProgramSource, problems: FileProblems): readonly Diagnostic[] {
  const all = problems.flatMap((found, file) => toDiagnostics(found, file, source[file]!.text));
  if (all.length <= PROBLEMS_MAX) return all;
  // Errors first: a warning must not hide the reason why there is no program.
  const errors = all.filter(({ severity }) => severity === 'error');
  return [...errors, ...all.filter(({ severity }) => severity !== 'error')].slice(0, PROBLEMS_MAX);
}

/** @param tsService shared with the editor's services, where there are any. */
export function createCompiler(tsService: TsService = createTsService()): Compiler {
  return new StandardCompiler(tsService);
}
