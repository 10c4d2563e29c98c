/** Prints stacks of blocks in order. Layer: language/blocks. */
import type { BlockJson } from './blocks-document.ts';
import { shapeOf } from './block-shape.ts';
import { noteText, readStyle } from './block-style.ts';
import { blockIn, isDisabled, noteOf, stackOf } from './block-walk.ts';
import { inlineComment } from './comment-text.ts';
import { EMPTY_SOCKET } from './empty-socket.ts';
import { LEVEL } from './operators.ts';
import { writeExpression } from './print-expressions.ts';
import { isMisreadAtStart, levelOf } from './print-levels.ts';
import { isExpressionStatement, noteBefore, noteBehind, takesSemicolon, writeStatement } from './print-statements.ts';
import type { Printer, StatementPrinter } from './printer.ts';
import { isWritten, stackKindsOf, type StackKind } from './stack-kinds.ts';
import { TextWriter } from './text-writer.ts';

/** After a statement without its semicolon, a line that starts so would be read as its going on. */
const GOES_ON = /^[([`+\-/*.,<?]/;
/** Declarations may not be the body of an if or a loop without braces. */
const NEVER_BARE = new Set([
  'comment',
  'code_statement',
  'variable_declare',
  'variable_declare_empty',
  'variables_declare',
  'destructure',
  'function_declare',
  'function_local',
  'class_declare',
  'enum_declare',
  'interface_declare',
  'type_alias',
  'import_from',
  'label',
  'group',
]);

type BodyOptions = NonNullable<Parameters<Printer['body']>[2]>;

export class ProgramPrinter implements StatementPrinter {
  readonly writer = new TextWriter();
  readonly withoutNote = new Set<BlockJson>();
  readonly loopNames: string[] = [];
  #guarded = -1;
  readonly #needed: Map<BlockJson, number> | undefined;

  /** `needed` receives, per expression, how many brackets its place asks for. */
  constructor(needed?: Map<BlockJson, number>) {
    this.#needed = needed;
  }

  /** `before` is the statement that stands above them at the top level. */
  sequence(
    statements: readonly BlockJson[],
    { before, kind = 'Statement', separator = '' }: { before?: BlockJson | undefined; kind?: StackKind; separator?: string } = {},
  ): void {
    let previous = before;
    let open = before;
    for (const block of statements) {
      if (!isWritten(block, kind)) continue;
      this.#separate(previous, block);
      this.#line(block, open, separator);
      previous = block;
      if (block.type !== 'comment') open = block;
    }
  }

  #separate(previous: BlockJson | undefined, block: BlockJson): void {
    const { writer } = this;
    writer.newLine();
    const around = previous?.type === 'function_declare' || block.type === 'function_declare';
    if (previous !== undefined && (around || readStyle(block).blank)) writer.newLine();
    writer.write(writer.indentation);
  }

  /** `open` is the statement before, whatever comments stand between. */
  #line(block: BlockJson, open: BlockJson | undefined, separator: string): void {
    const { writer } = this;
    const before = noteBefore(block);
    if (before !== undefined) {
      writer.write(before.startsWith('/*') ? before : before.split('\n').join(`\n${writer.indentation}`));
      writer.newLine();
      writer.write(writer.indentation);
    }
    if (open !== undefined && block.type !== 'comment' && endsOpen(open) && GOES_ON.test(printAlone(block))) writer.write(';');
    this.statement(block);
    if (separator !== '' && block.type !== 'comment' && readStyle(block).semi !== false) this.writer.write(separator);
    this.#behind(block);
  }

  #behind(block: BlockJson): void {
    const behind = noteBehind(block);
    if (behind !== undefined) this.writer.write(` ${behind}`);
  }

  /** One statement with its semicolon, without the comments around it. */
  statement(block: BlockJson): void {
    const start = this.writer.position;
    if (isExpressionStatement(block)) this.guardStart();
    writeStatement(this, block);
    if (takesSemicolon(block) && readStyle(block).semi !== false) this.writer.write(';');
    this.writer.markSpan(block.id, start);
  }

  guardStart(): void {
    this.#guarded = this.writer.position;
  }

  value(block: BlockJson, input: string, level: number): void {
    const inner = blockIn(block, input);
    if (inner === undefined || isDisabled(inner)) return this.writer.write(EMPTY_SOCKET);
    this.expression(inner, level);
  }

  expression(block: BlockJson, level: number): void {
    const { writer } = this;
    const note = this.withoutNote.has(block) ? undefined : noteText(block, inlineComment);
    const guarded = this.#guarded === writer.position;
    if (note !== undefined) writer.write(note.startsWith('//') ? `${note}\n` : `${note} `);
    if (guarded) this.guardStart();
    const start = writer.position;
    const misread = guarded && isMisreadAtStart(block);
    const needed = levelOf(block) < level || misread ? 1 : 0;
    this.#needed?.set(block, needed);
    const brackets = Math.max(writtenBrackets(block), needed);
    writer.write('('.repeat(brackets));
    writeExpression(this, block);
    writer.write(')'.repeat(brackets));
    writer.markSpan(block.id, start);
  }

  body(block: BlockJson, input: string, options: BodyOptions = {}): void {
    const { writer } = this;
    const { note, kind = 'Statement', separator = '' } = options;
    const statements = stackOf(blockIn(block, input)).filter((each) => isWritten(each, kind));
    if (this.#bareBody(block, statements, options)) return;
    writer.write(note === undefined ? '{' : `{ ${note}`);
    if (statements.length > 0 || note?.startsWith('//')) {
      writer.indented(() => this.sequence(statements, { kind, separator }));
      writer.newLine();
      writer.write(writer.indentation);
    }
    writer.write('}');
  }

  single(block: BlockJson, input: string): void {
    const [only] = stackOf(blockIn(block, input)).filter((each) => isWritten(each, 'Statement'));
    if (only === undefined) return;
    this.statement(only);
    this.#behind(only);
  }

  /** Writes the one statement without braces, where the text had none and none are needed. */
  #bareBody(block: BlockJson, statements: readonly BlockJson[], options: BodyOptions): boolean {
    const [only] = statements;
    if (options.bareIndex === undefined || options.note !== undefined || !readStyle(block).bare?.includes(options.bareIndex)) return false;
    if (only === undefined || statements.length !== 1 || NEVER_BARE.has(only.type)) return false;
    if (options.arrow) return this.#bareArrow(only);
    if (block.type === 'if' && !keepsElse(block, options.bareIndex, only)) return false;
    this.statement(only);
    this.#behind(only);
    return true;
  }

  /** `() => call()` */
  #bareArrow(only: BlockJson): boolean {
    if (noteOf(only) !== undefined || !isExpressionStatement(only)) return false;
    const start = this.writer.position;
    this.guardStart();
    writeStatement(this, only);
    this.writer.markSpan(only.id, start);
    return true;
  }
}

const BRACKETS_MAX = 100;

function writtenBrackets(block: BlockJson): number {
  const { parens } = readStyle(block);
  return Number.isInteger(parens) && parens! > 0 ? Math.min(parens!, BRACKETS_MAX) : 0;
}

/** Whether an else that follows would go to the right if. Why: `if (a) if (b) x(); else y();` gives it to the inner one. */
function keepsElse(block: BlockJson, branch: number, only: BlockJson): boolean {
  const { elseIfs = 0, otherwise } = shapeOf(block);
  if (branch > elseIfs) return only.type !== 'if';
  return (branch === elseIfs && !otherwise) || !endsInOpenIf(only);
}

function endsInOpenIf(block: BlockJson): boolean {
  const { elseIfs = 0, otherwise } = shapeOf(block);
  if (block.type === 'if' && !otherwise) return true;
  const [index, input] = block.type === 'if' ? [elseIfs + 1, 'ELSE'] : [0, 'DO'];
  const inner = readStyle(block).bare?.includes(index) ? blockIn(block, input) : undefined;
  return inner !== undefined && endsInOpenIf(inner);
}

function endsOpen(block: BlockJson): boolean {
  if (block.type === 'code_statement') return !/[;}]\s*$/.test(String(block.fields?.CODE ?? ''));
  return takesSemicolon(block) && readStyle(block).semi === false;
}

/** The statement as text, written beside the program. */
function printAlone(block: BlockJson): string {
  const printer = new ProgramPrinter();
  printer.statement(block);
  return printer.writer.text;
}

/** One statement with its comments, for comparing it with the text it came from. */
export function printStatement(block: BlockJson, loopNames: readonly string[] = []): string {
  const printer = new ProgramPrinter();
  printer.loopNames.push(...loopNames);
  const alone = { ...block };
  delete alone.next;
  const [kind] = stackKindsOf(block.type);
  printer.sequence([alone], kind ? { kind } : {});
  return printer.writer.text;
}

export function printExpression(block: BlockJson): string {
  const printer = new ProgramPrinter();
  printer.expression(block, LEVEL.comma);
  return printer.writer.text;
}
