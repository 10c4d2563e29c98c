/** What the writers of expressions, statements and structures need of each other. Layer: language/blocks. */
import type { BlockJson } from './blocks-document.ts';
import type { StackKind } from './stack-kinds.ts';
import type { TextWriter } from './text-writer.ts';

export interface Printer {
  readonly writer: TextWriter;
  /** Blocks whose comment is written by what they stand in. */
  readonly withoutNote: Set<BlockJson>;
  /** What stands in the socket, in brackets where it binds less than `level`. */
  value(block: BlockJson, input: string, level: number): void;
  /** What is written next must not begin like a statement of another kind: an object there gets brackets. */
  guardStart(): void;
  /** `{ … }`, or the one statement where the text had no braces; `note` is written behind the opening brace. */
  body(
    block: BlockJson,
    input: string,
    options?: {
      readonly note?: string | undefined;
      readonly bareIndex?: number;
      readonly arrow?: true;
      readonly kind?: StackKind;
      /** Behind every item, in place of a semicolon. */
      readonly separator?: string;
    },
  ): void;
}

export interface StatementPrinter extends Printer {
  /** Variables of the loops around, outermost first. */
  readonly loopNames: string[];
  /** Statements below one another, each on lines of its own. */
  sequence(statements: readonly BlockJson[]): void;
  /** The one statement in the socket, without braces. */
  single(block: BlockJson, input: string): void;
}

/** `note` is the comment behind the opening brace. */
export type StatementWriter = (printer: StatementPrinter, block: BlockJson, note: string | undefined) => void;
