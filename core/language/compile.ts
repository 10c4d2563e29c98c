/**
 * The compiler: a student's text to a program, or to the diagnostics that say why not. Layer: language.
 * Text fit to read, then syntax, then the subset and the types, then code. Nothing a text can hold makes it throw.
 */
import type ts from 'typescript';
import type { Program } from '../bytecode/program.ts';
import type { RobotProfile } from '../robot/profile.ts';
import { fullWidthProblems } from './check/full-width.ts';
import { checkInput } from './check/input.ts';
import { languageError, toDiagnostics, type Problem } from './check/problem.ts';
import { checkSubset } from './check/subset.ts';
import { tsProblem } from './check/ts-problems.ts';
import { generateProgram } from './codegen/generate.ts';
import { analyseScopes } from './codegen/scopes.ts';
import type { Diagnostic, ProgramSource } from './source.ts';
import { createTsService, type TsService } from './ts-service.ts';

/** More would only hide the first one. */
const PROBLEMS_MAX = 100;

export interface CompileResult {
  /** Absent exactly where `diagnostics` holds an error. */
  readonly program?: Program;
  readonly diagnostics: readonly Diagnostic[];
}

export interface Compiler {
  check(source: ProgramSource, profile: RobotProfile): readonly Diagnostic[];
  compile(source: ProgramSource, profile: RobotProfile): CompileResult;
}

type FileProblems = readonly (readonly Problem[])[];

interface Checked {
  readonly problems: FileProblems;
  /** The files' trees, present where every one could be parsed. */
  readonly trees?: readonly ts.SourceFile[];
}

/** Problems of the text and its syntax; what follows needs trees without them. */
function checkSyntax(source: ProgramSource, tsService: TsService): Checked {
  const answers = source.map(({ text }) => checkInput(text));
  if (answers.some(({ problem }) => problem)) return { problems: answers.map(({ problem }) => (problem ? [problem] : [])) };
  const fullWidth = source.map(({ text }) => fullWidthProblems(text));
  if (fullWidth.some((problems) => problems.length > 0)) return { problems: fullWidth };
  const paths = tsService.setFiles(source);
  const program = tsService.service.getProgram()!;
  const trees = paths.map((path) => program.getSourceFile(path)!);
  const syntax = trees.map((tree, i) => tsService.service.getSyntacticDiagnostics(paths[i]!).map((found) => tsProblem(found, tree)));
  return syntax.some((problems) => problems.length > 0) ? { problems: syntax } : { problems: syntax, trees };
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

function checkMeaning(trees: readonly ts.SourceFile[], profile: RobotProfile, tsService: TsService): FileProblems {
  const scopes = analyseScopes(trees);
  const parts = new Set<string>(profile.parts.map((part) => part.type));
  const subset = trees.map((tree) => checkSubset(tree, scopes, parts));
  if (subset.some(({ heavyTypes }) => heavyTypes)) return subset.map(({ problems }) => problems);
  return trees.map((tree, i) => {
    const ours = subset[i]!.problems;
    const types = tsService.service.getSemanticDiagnostics(tree.fileName).map((found) => tsProblem(found, tree));
    return [...ours, ...types.filter((problem) => !follows(problem, ours, tree.text))];
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

  /** A text can be deeper than the stack in ways that its depth does not show (in its types): the compiler starts afresh then. */
  #check(source: ProgramSource, profile: RobotProfile): Checked {
    try {
      const syntax = checkSyntax(source, this.#tsService);
      return syntax.trees ? { ...syntax, problems: checkMeaning(syntax.trees, profile, this.#tsService) } : syntax;
    } catch (cause) {
      if (!(cause instanceof RangeError)) throw cause;
      this.#tsService.reset();
      return { problems: source.map((_, i) => (i === 0 ? [languageError('language.too-deep', {}, { start: 0, end: 0 })] : [])) };
    }
  }
}

function diagnosticsOf(source: ProgramSource, problems: FileProblems): readonly Diagnostic[] {
  return problems.flatMap((found, file) => toDiagnostics(found, file, source[file]!.text)).slice(0, PROBLEMS_MAX);
}

/** @param tsService shared with the editor's services, where there are any. */
export function createCompiler(tsService: TsService = createTsService()): Compiler {
  return new StandardCompiler(tsService);
}
