/** Prints stacks of blocks in order. Layer: language/blocks. */
import type { BlockJson } from './blocks-document.ts';
import { readStyle } from './block-style.ts';
import { blockIn, isDisabled, noteOf, stackOf } from './block-walk.ts';
import { inlineComment } from './comment-text.ts';
import { EMPTY_SOCKET } from './empty-socket.ts';
import { LEVEL } from './operators.ts';
import { levelOf, writeExpression, type Printer } from './print-expressions.ts';
import {
  isExpressionStatement,
  noteBefore,
  noteBehind,
  noteText,
  takesSemicolon,
  writeStatement,
  type StatementPrinter,
} from './print-statements.ts';
import { TextWriter } from './text-writer.ts';

/** After a statement without its semicolon, a line that starts so would be read as its going on. */
const GOES_ON = /^[([`+\-/*.,<?]/;
/** At the start of an expression statement these mean something else. */
const MISREAD_AT_START = /^(\{|function\b|class\b|let\s*\[)/;

type BodyOptions = NonNullable<Parameters<Printer['body']>[2]>;

export class ProgramPrinter implements StatementPrinter {
  readonly writer = new TextWriter();
  readonly loopNames: string[] = [];
  /** Disabled blocks met on the way, without what is stacked below them. */
  readonly disabled: BlockJson[] = [];
  readonly #needed: Map<BlockJson, number> | undefined;

  /** `needed` receives, per expression, how many brackets its place asks for. */
  constructor(needed?: Map<BlockJson, number>) {
    this.#needed = needed;
  }

  /** Statements below one another, each on lines of its own. `before` is the statement that stands above them at the top level. */
  sequence(statements: readonly BlockJson[], before?: BlockJson): void {
    let previous = before;
    let open = before;
    for (const block of statements) {
      if (isDisabled(block)) {
        this.#setAside(block);
        continue;
      }
      this.#separate(previous, block);
      this.#line(block, open);
      previous = block;
      if (block.type !== 'comment') open = block;
    }
  }

  #setAside(block: BlockJson): void {
    const alone = { ...block };
    delete alone.next;
    this.disabled.push(alone);
  }

  #separate(previous: BlockJson | undefined, block: BlockJson): void {
    const { writer } = this;
    writer.newLine();
    const around = previous?.type === 'function_declare' || block.type === 'function_declare';
    if (previous !== undefined && (around || readStyle(block).blank)) writer.newLine();
    writer.write(writer.indentation);
  }

  /** `open` is the statement before, whatever comments stand between. */
  #line(block: BlockJson, open: BlockJson | undefined): void {
    const { writer } = this;
    const before = noteBefore(block);
    if (before !== undefined) {
      writer.write(before.startsWith('/*') ? before : before.split('\n').join(`\n${writer.indentation}`));
      writer.newLine();
      writer.write(writer.indentation);
    }
    if (open !== undefined && block.type !== 'comment' && endsOpen(open) && GOES_ON.test(printAlone(block))) writer.write(';');
    this.#statement(block);
    this.#behind(block);
  }

  #behind(block: BlockJson): void {
    const behind = noteBehind(block);
    if (behind !== undefined) this.writer.write(` ${behind}`);
  }

  #statement(block: BlockJson): void {
    const start = this.writer.position;
    const bracketed = block.type === 'run_expression' && MISREAD_AT_START.test(printAlone(block));
    if (bracketed) this.value(block, 'VALUE', LEVEL.primary + 1);
    else writeStatement(this, block);
    if (takesSemicolon(block) && readStyle(block).semi !== false) this.writer.write(';');
    this.writer.markSpan(block.id, start);
  }

  value(block: BlockJson, input: string, level: number): void {
    const inner = blockIn(block, input);
    if (inner !== undefined && isDisabled(inner)) this.#setAside(inner);
    if (inner === undefined || isDisabled(inner)) return this.writer.write(EMPTY_SOCKET);
    this.expression(inner, level);
  }

  expression(block: BlockJson, level: number): void {
    const { writer } = this;
    const note = noteText(block, inlineComment);
    if (note !== undefined) writer.write(note.startsWith('//') ? `${note}\n` : `${note} `);
    const start = writer.position;
    const needed = levelOf(block) < level ? 1 : 0;
    this.#needed?.set(block, needed);
    const brackets = Math.max(readStyle(block).parens ?? 0, needed);
    writer.write('('.repeat(brackets));
    writeExpression(this, block);
    writer.write(')'.repeat(brackets));
    writer.markSpan(block.id, start);
  }

  body(block: BlockJson, input: string, options: BodyOptions = {}): void {
    const { writer } = this;
    const statements = stackOf(blockIn(block, input));
    if (this.#bareBody(block, statements, options)) return;
    writer.write(options.note === undefined ? '{' : `{ ${options.note}`);
    if (statements.some((each) => !isDisabled(each)) || options.note?.startsWith('//')) {
      writer.indented(() => this.sequence(statements));
      writer.newLine();
      writer.write(writer.indentation);
    } else this.sequence(statements);
    writer.write('}');
  }

  /** Writes the one statement without braces, where the text had none and none are needed. */
  #bareBody(block: BlockJson, statements: readonly BlockJson[], options: BodyOptions): boolean {
    const [only] = statements;
    if (options.bareIndex === undefined || options.note !== undefined || !readStyle(block).bare?.includes(options.bareIndex)) return false;
    if (only === undefined || statements.length !== 1 || isDisabled(only)) return false;
    if (only.type === 'comment' || only.type === 'code_statement') return false;
    if (options.arrow) {
      if (noteOf(only) !== undefined || !isExpressionStatement(only) || printAlone(only).startsWith('{')) return false;
      const start = this.writer.position;
      writeStatement(this, only);
      this.writer.markSpan(only.id, start);
      return true;
    }
    // Why: `if (a) if (b) x(); else y();` gives the else to the inner if.
    if (['variable_declare', 'variable_declare_empty', 'function_declare'].includes(only.type)) return false;
    if (block.type === 'if' && !takesSemicolon(only)) return false;
    this.#statement(only);
    this.#behind(only);
    return true;
  }
}

function endsOpen(block: BlockJson): boolean {
  if (block.type === 'code_statement') return !/[;}]\s*$/.test(String(block.fields?.CODE ?? ''));
  return takesSemicolon(block) && readStyle(block).semi === false;
}

/** The statement as text, written beside the program. */
function printAlone(block: BlockJson): string {
  const printer = new ProgramPrinter();
  writeStatement(printer, block);
  return printer.writer.text;
}

/** One statement with its comments, for comparing it with the text it came from. */
export function printStatement(block: BlockJson, loopNames: readonly string[] = []): string {
  const printer = new ProgramPrinter();
  printer.loopNames.push(...loopNames);
  const alone = { ...block };
  delete alone.next;
  printer.sequence([alone]);
  return printer.writer.text;
}

export function printExpression(block: BlockJson): string {
  const printer = new ProgramPrinter();
  printer.expression(block, LEVEL.comma);
  return printer.writer.text;
}
