/** Fixes of the plain kinds, and the node that a problem stands at. Layer: language. */
import ts from 'typescript';
import type { Fix, FixCode } from '../problem.ts';

export interface Place {
  readonly start: number;
  readonly end: number;
}

export function replaceWith({ start, end }: Place, text: string): Fix {
  return { code: 'fix.replace', params: { text }, edits: [{ start, end, newText: text }] };
}

/** @param shown what the fix says it adds; `text` itself where that is short. */
export function insertAt(at: number, text: string, shown = text.trim()): Fix {
  return { code: 'fix.insert', params: { text: shown }, edits: [{ start: at, end: at, newText: text }] };
}

export function remove({ start, end }: Place, shown: string): Fix {
  return { code: 'fix.remove', params: { text: shown }, edits: [{ start, end, newText: '' }] };
}

export function fixWith(code: FixCode, params: Fix['params'], edits: Fix['edits']): Fix {
  return { code, params, edits };
}

/** The innermost node that begins and ends there. */
export function nodeAt(tree: ts.SourceFile, { start, end }: Place): ts.Node | undefined {
  let found: ts.Node | undefined;
  let node: ts.Node | undefined = tree;
  while (node) {
    if (node.getStart(tree) === start && node.end === end) found = node;
    node = ts.forEachChild(node, (child) => (child.pos <= start && end <= child.end && child.end > child.pos ? child : undefined));
  }
  return found;
}

/** The innermost node around a place that satisfies the test. */
export function nodeAround<T extends ts.Node>(tree: ts.SourceFile, place: Place, test: (node: ts.Node) => node is T): T | undefined {
  let found: T | undefined;
  let node: ts.Node | undefined = tree;
  while (node) {
    if (test(node)) found = node;
    node = ts.forEachChild(node, (child) =>
      child.pos <= place.start && place.end <= child.end && child.end > child.pos ? child : undefined,
    );
  }
  return found;
}

/** The declaration of a name that is in sight at a place: the nearest before it, else the first after it. */
export function variableNamed(tree: ts.SourceFile, name: string, before: number): ts.VariableDeclaration | undefined {
  let nearest: ts.VariableDeclaration | undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.name.text === name && node.getStart(tree) <= before)
      nearest = node;
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return nearest;
}

/** Blanks at the beginning of the line. */
export function indentAt(text: string, at: number): string {
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, at))![0];
}
