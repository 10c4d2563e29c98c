/**
 * A project's texts in TypeScript's language service, where they are fit for it. Layer: language.
 * The service keeps what has not changed, so the editor's question and the check of one text parse it once.
 */
import type ts from 'typescript';
import { depthProblem, textProblem } from './check/input.ts';
import { languageError, type Problem } from './check/problem.ts';
import type { ProgramSource } from './source.ts';
import type { TsService } from './ts-service.ts';

/** For each file of the source. */
export type FileProblems = readonly (readonly Problem[])[];

export interface OpenSource {
  readonly service: ts.LanguageService;
  /** One for each file, in the order of the source. */
  readonly trees: readonly ts.SourceFile[];
}

/** Trees whose depth was measured; the service hands the same tree out until its text changes. */
const fit = new WeakSet<ts.SourceFile>();

function depthProblemOnce(tree: ts.SourceFile): Problem | undefined {
  if (fit.has(tree)) return undefined;
  const problem = depthProblem(tree);
  if (!problem) fit.add(tree);
  return problem;
}

function perFile(found: readonly (Problem | undefined)[]): FileProblems | undefined {
  return found.some((problem) => problem) ? found.map((problem) => (problem ? [problem] : [])) : undefined;
}

/**
 * `work` with the source in the service; what is wrong with the source where it is not fit.
 * Why `work` is given rather than trees handed back: a text can be deeper than the stack in ways that its depth does not show (in its types). The
 * compiler then throws in the middle of its work, and must start afresh.
 */
export function withSource<T>(
  tsService: TsService,
  source: ProgramSource,
  work: (opened: OpenSource) => T,
  otherwise: (problems: FileProblems) => T,
): T {
  const texts = perFile(source.map(({ text }) => textProblem(text)));
  if (texts) return otherwise(texts);
  try {
    const paths = tsService.setFiles(source);
    const program = tsService.service.getProgram()!;
    const trees = paths.map((path) => program.getSourceFile(path)!);
    const depths = perFile(trees.map(depthProblemOnce));
    return depths ? otherwise(depths) : work({ service: tsService.service, trees });
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    tsService.reset();
    return otherwise(source.map((_, file) => (file === 0 ? [languageError('language.too-deep', {}, { start: 0, end: 0 })] : [])));
  }
}
