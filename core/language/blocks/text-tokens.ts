/** What may not be lost of a text: its tokens and comments, white space left out. Layer: language/blocks. */
import ts from 'typescript';
import { parseSource } from '../parse.ts';

/** Line comments, block comments, and a first line for the operating system. */
const COMMENT = /\/\/[^\n\r\u2028\u2029]*|\/\*[\s\S]*?(?:\*\/|$)|^#![^\n\r]*/g;

function isDocumentation(node: ts.Node): boolean {
  return node.kind >= ts.SyntaxKind.FirstJSDocNode && node.kind <= ts.SyntaxKind.LastJSDocNode;
}

function addTrivia(trivia: string, tokens: string[]): void {
  let rest = 0;
  const addRest = (end: number) => {
    // What the parser skipped is neither token nor comment, and must be kept all the same.
    const skipped = trivia.slice(rest, end).trim();
    if (skipped !== '') tokens.push(skipped);
  };
  for (const match of trivia.matchAll(COMMENT)) {
    addRest(match.index);
    tokens.push(match[0].trimEnd());
    rest = match.index + match[0].length;
  }
  addRest(trivia.length);
}

/** Whether a text between two tokens holds white space and comments only. */
export function isTrivia(text: string): boolean {
  return text.replace(COMMENT, '').trim() === '';
}

/** Tokens and comments of the text in order. */
function tokensOf(text: string): string[] {
  const file = parseSource(text);
  const tokens: string[] = [];
  const walk = (node: ts.Node) => {
    if (isDocumentation(node)) return;
    const children = node.getChildren(file).filter((child) => !isDocumentation(child));
    if (children.length > 0) return children.forEach(walk);
    if (node.kind === ts.SyntaxKind.SyntaxList) return;
    const start = node.getStart(file, false);
    addTrivia(text.slice(node.pos, start), tokens);
    // Only a text or comment that was never closed ends in white space.
    const token = text.slice(start, node.end).trimEnd();
    if (token !== '') tokens.push(token);
  };
  walk(file);
  return tokens;
}

export function sameTokens(a: string, b: string): boolean {
  if (a === b) return true;
  const [left, right] = [tokensOf(a), tokensOf(b)];
  return left.length === right.length && left.every((token, index) => token === right[index]);
}

export interface Comment {
  readonly start: number;
  readonly end: number;
  readonly raw: string;
  /** Line ends between what stands before (token, comment or start of the text) and this. */
  readonly newLinesBefore: number;
  readonly newLinesAfter: number;
}

function newLines(text: string): number {
  return text.split('\n').length - 1;
}

/** The comments between two tokens. */
export function commentsBetween(text: string, start: number, end: number): Comment[] {
  const trivia = text.slice(start, end);
  const matches = [...trivia.matchAll(COMMENT)].filter((match) => !match[0].startsWith('#!') || start === 0);
  return matches.map((match, index) => {
    const previous = matches[index - 1];
    const before = previous === undefined ? 0 : previous.index + previous[0].length;
    const after = matches[index + 1]?.index ?? trivia.length;
    return {
      start: start + match.index,
      end: start + match.index + match[0].length,
      raw: match[0].trimEnd(),
      newLinesBefore: newLines(trivia.slice(before, match.index)),
      newLinesAfter: newLines(trivia.slice(match.index + match[0].length, after)),
    };
  });
}
