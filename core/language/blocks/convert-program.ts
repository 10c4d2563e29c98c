/** Lists of statements with their comments → stacks of blocks. Layer: language/blocks. */
import ts from 'typescript';
import { parseSource } from '../parse.ts';
import type { BlockJson } from './blocks-document.ts';
import { shapeOf } from './block-shape.ts';
import { addStyle, readStyle } from './block-style.ts';
import { blockIn } from './block-walk.ts';
import { commentShown, lineComment, trailingComment } from './comment-text.ts';
import { exactText, type BodyOptions, type Conversion, type Stack } from './conversion.ts';
import { placeValue } from './convert-expressions.ts';
import { hasWords, note } from './convert-notes.ts';
import { expressionAsStatement, statement } from './convert-statements.ts';
import { printStatement } from './print-program.ts';
import { notesInside } from './print-statements.ts';
import { commentsBetween, isTrivia, sameTokens, type Comment } from './text-tokens.ts';

interface Region extends Stack {
  /** Gets the comment behind the opening brace. */
  readonly owner?: BlockJson;
}

/** Comment lines that stand together. */
interface CommentGroup {
  readonly raw: string;
  readonly start: number;
  readonly end: number;
  readonly blankBefore: boolean;
  readonly newLinesAfter: number;
}

function grouped(comments: readonly Comment[]): CommentGroup[] {
  const groups: CommentGroup[] = [];
  for (const comment of comments) {
    const last = groups.at(-1);
    if (last && comment.newLinesBefore === 1 && last.raw.startsWith('//') && comment.raw.startsWith('//')) {
      groups[groups.length - 1] = { ...last, raw: `${last.raw}\n${comment.raw}`, end: comment.end, newLinesAfter: comment.newLinesAfter };
    } else groups.push({ ...comment, blankBefore: comment.newLinesBefore > 1 });
  }
  return groups;
}

function commentBlock(group: CommentGroup): BlockJson {
  const shown = commentShown(group.raw);
  const block: BlockJson = { type: 'comment', fields: { TEXT: shown } };
  if (lineComment(shown) !== group.raw) addStyle(block, { raw: { text: group.raw, shown } });
  return block;
}

/** The statement at the end of the line: inside `if (a) b();` it is `b();`. */
function lastBare(block: BlockJson): BlockJson {
  const { elseIfs = 0, otherwise } = shapeOf(block);
  const [input, index] = block.type !== 'if' ? ['DO', 0] : otherwise ? ['ELSE', elseIfs + 1] : [`DO${elseIfs}`, elseIfs];
  const inner = readStyle(block).bare?.includes(index as number) ? blockIn(block, input as string) : undefined;
  return inner ? lastBare(inner) : block;
}

/** Offsets of what the parser did not understand. */
function parseErrorsOf(file: ts.SourceFile): number[] {
  const { parseDiagnostics = [] } = file as unknown as { readonly parseDiagnostics?: readonly { readonly start: number }[] };
  return parseDiagnostics.map(({ start }) => start);
}

export class ProgramConversion implements Conversion {
  readonly file: ts.SourceFile;
  readonly text: string;
  careful = false;
  readonly places = new Map<BlockJson, { readonly start: number; readonly end: number }>();
  readonly loopNames: string[] = [];
  readonly taken = new Set<number>();
  statementStart = 0;
  /** How far regions have read: a case may take the comment behind its last statement. */
  #read = 0;

  constructor(text: string) {
    this.text = text;
    this.file = parseSource(text);
  }

  /** The whole text as top-level items in order. */
  items(): BlockJson[] {
    return this.#region({ nodes: this.file.statements, start: 0, end: this.text.length });
  }

  /** The same, where statements that do not parse are kept together with their neighbourhood in one code block for each place. */
  itemsAroundErrors(): BlockJson[] {
    const { statements } = this.file;
    const errors = parseErrorsOf(this.file);
    const isBroken = (node: ts.Statement) =>
      errors.some((at) => at >= node.pos && at <= node.end) || !isTrivia(this.text.slice(node.pos, node.getStart(this.file, false)));
    const items: BlockJson[] = [];
    let index = 0;
    let cursor = 0;
    while (index < statements.length) {
      const broken = isBroken(statements[index]!);
      let last = index;
      while (last + 1 < statements.length && isBroken(statements[last + 1]!) === broken) last += 1;
      const end = last === statements.length - 1 ? this.text.length : statements[last]!.end;
      if (broken) items.push(this.#brokenCode(cursor, end));
      else items.push(...this.#region({ nodes: statements.slice(index, last + 1), start: cursor, end }));
      cursor = end;
      index = last + 1;
    }
    return items;
  }

  #brokenCode(start: number, end: number): BlockJson {
    const text = this.text.slice(start, end);
    const block: BlockJson = { type: 'code_statement', fields: { CODE: text.trim() } };
    this.places.set(block, { start: end - text.trimStart().length, end: start + text.trimEnd().length });
    return block;
  }

  value(block: BlockJson, input: string, node: ts.Expression): void {
    placeValue(this, block, input, node);
  }

  putBody(block: BlockJson, input: string, body: ts.Statement | ts.Expression, options: BodyOptions = {}): void {
    this.#join(block, input, this.#bodyStack(block, body, options));
  }

  putStack(block: BlockJson, stack: Stack): void {
    this.#join(block, 'DO', this.#region({ ...stack, ...(block.icons === undefined && { owner: block }) }));
  }

  #join(block: BlockJson, input: string, stack: readonly BlockJson[]): void {
    stack.forEach((each, index) => {
      if (stack[index + 1]) each.next = { block: stack[index + 1]! };
    });
    if (stack[0]) (block.inputs ??= {})[input] = { block: stack[0] };
  }

  #bodyStack(block: BlockJson, body: ts.Statement | ts.Expression, options: BodyOptions): BlockJson[] {
    if (ts.isBlock(body) && !options.isAlone) {
      const region = { nodes: body.statements, start: body.getStart(this.file, false) + 1, end: body.end - 1 };
      return this.#region(options.ownsNote && block.icons === undefined ? { ...region, owner: block } : region);
    }
    if (options.bareIndex !== undefined) addStyle(block, { bare: [...(readStyle(block).bare ?? []), options.bareIndex] });
    if (ts.isStatement(body)) return [this.#statement(body)];
    const outerStart = this.statementStart;
    this.statementStart = body.getStart(this.file, false);
    const only = expressionAsStatement(this, body as ts.Expression);
    this.statementStart = outerStart;
    this.places.set(only, { start: body.getStart(this.file, false), end: body.end });
    return [only];
  }

  #statement(node: ts.Node, { form, around = (text) => text }: Pick<Stack, 'form' | 'around'> = {}): BlockJson {
    const isSame = (block: BlockJson) => sameTokens(around(printStatement(block, this.loopNames)), around(exactText(this, node)));
    return statement(this, node, { isSame, ...(form && { form }) });
  }

  #region({ nodes, start, end, owner, form, around }: Region): BlockJson[] {
    const items: BlockJson[] = [];
    let cursor = start;
    let above: BlockJson | undefined = owner;
    for (const node of nodes) {
      const nodeStart = node.getStart(this.file, false);
      const groups = this.#comments(cursor, nodeStart, above, items);
      const group = ts.isFunctionDeclaration(node) && groups.at(-1)?.newLinesAfter === 1 ? groups.pop() : undefined;
      this.#addComments(groups, items);
      const block = ts.isSourceFile(node.parent)
        ? this.#top(node)
        : this.#statement(node, { ...(form && { form }), ...(around && { around }) });
      const lead = group && block.type === 'function_declare' ? group : undefined;
      if (group && !lead) this.#addComments([group], items);
      if (lead) note(block, lead.raw, lineComment);
      const blank = lead ? lead.blankBefore : /\n[ \t]*\n[ \t]*$/.test(this.text.slice(cursor, nodeStart));
      this.#add(block, blank, items);
      cursor = Math.max(node.end, this.#read);
      above = block;
    }
    this.#addComments(this.#comments(cursor, end, above, items), items);
    this.#read = Math.max(this.#read, end);
    return items;
  }

  #top(node: ts.Node): BlockJson {
    const taken = [...this.taken];
    const block = this.#statement(node);
    if (sameTokens(printStatement(block), exactText(this, node))) return block;
    this.taken.clear();
    for (const start of taken) this.taken.add(start);
    this.careful = true;
    this.#read = node.pos;
    const again = this.#statement(node);
    this.careful = false;
    return again;
  }

  #add(block: BlockJson, blank: boolean, items: BlockJson[]): void {
    const previous = items.at(-1);
    const usual = previous?.type === 'function_declare' || block.type === 'function_declare';
    if (blank && previous !== undefined && !usual) addStyle(block, { blank: true });
    items.push(block);
  }

  /** The comments of a region in groups, without the one that stands behind what is above. */
  #comments(start: number, end: number, above: BlockJson | undefined, items: readonly BlockJson[]): CommentGroup[] {
    const comments = commentsBetween(this.text, start, end).filter((comment) => !this.taken.has(comment.start));
    const [first] = comments;
    const isOwner = above !== undefined && items.length === 0;
    const holder = isOwner ? above : above && lastBare(above);
    const takes = holder !== undefined && holder.icons === undefined && notesInside(holder) === isOwner;
    if (first && takes && first.newLinesBefore === 0 && hasWords(first) && (first.newLinesAfter > 0 || first.end >= end)) {
      note(holder, first.raw, trailingComment);
      comments.shift();
    }
    return grouped(comments);
  }

  #addComments(groups: readonly CommentGroup[], items: BlockJson[]): void {
    for (const group of groups) {
      const block = commentBlock(group);
      this.places.set(block, { start: group.start, end: group.end });
      this.#add(block, group.blankBefore, items);
    }
  }
}
