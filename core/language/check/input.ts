/** What can be said of a text before the compiler sees it, and of its tree before anyone walks it. Layer: language. */
import ts from 'typescript';
import { parseSource, SOURCE_LENGTH_MAX } from '../parse.ts';
import { languageError, type Problem } from './problem.ts';

/**
 * Nodes in one another. Why: the compiler and ours walk trees by recursion; this many levels fit every engine's stack several times over,
 * so the same text gets the same answer everywhere.
 */
const DEPTH_MAX = 400;

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** The first node that is nested too deep, found without recursion. */
function tooDeep(root: ts.Node): ts.Node | undefined {
  let level: ts.Node[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEPTH_MAX) return level[0];
    const next: ts.Node[] = [];
    for (const node of level) ts.forEachChild(node, (child) => void next.push(child));
    level = next;
  }
  return undefined;
}

/** What makes a text unfit before anyone parses it. */
export function textProblem(text: string): Problem | undefined {
  if (text.length > SOURCE_LENGTH_MAX) {
    return languageError('language.too-long', { length: text.length, max: SOURCE_LENGTH_MAX }, { start: 0, end: 0 });
  }
  const broken = LONE_SURROGATE.exec(text);
  return broken ? languageError('language.broken-character', {}, { start: broken.index, end: broken.index + 1 }) : undefined;
}

/** What makes a tree unfit for whoever walks it by recursion. */
export function depthProblem(tree: ts.SourceFile): Problem | undefined {
  const deep = tooDeep(tree);
  return deep && languageError('language.too-deep', {}, { start: deep.pos, end: Math.min(deep.end, deep.pos + 1) });
}

export type InputAnswer =
  { readonly tree: ts.SourceFile; readonly problem?: undefined } | { readonly tree?: undefined; readonly problem: Problem };

/** The tree, where the text is fit for the compiler. */
export function checkInput(text: string, fileName?: string): InputAnswer {
  const unfit = textProblem(text);
  if (unfit) return { problem: unfit };
  let tree: ts.SourceFile;
  try {
    tree = parseSource(text, fileName);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    return { problem: languageError('language.too-deep', {}, { start: 0, end: 0 }) };
  }
  const problem = depthProblem(tree);
  return problem ? { problem } : { tree };
}
