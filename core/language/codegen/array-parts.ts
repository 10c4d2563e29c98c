/** What an array pattern takes, one after another, and never more than it needs. Layer: language. ECMA-262 §8.6.2, §13.15.5. */
import ts from 'typescript';
import type { Gen } from './gen.ts';
import { skipOuter } from './skip-outer.ts';

type Element = ts.ArrayBindingElement | ts.Expression;

/** Whether nobody but the pattern has the array: no walk over it can tell that its elements are read by their places. */
export function isFresh(source: ts.Expression | undefined): boolean {
  return source !== undefined && ts.isArrayLiteralExpression(skipOuter(source));
}

function isRest(element: Element): boolean {
  return ts.isSpreadElement(element) || (ts.isBindingElement(element) && element.dotDotDotToken !== undefined);
}

const WORDS: ReadonlySet<ts.SyntaxKind> = new Set([ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword, ts.SyntaxKind.NullKeyword]);

/** A default that does nothing but stand for its value. */
function isPlain(initializer: ts.Expression | undefined): boolean {
  return initializer === undefined || ts.isLiteralExpression(initializer) || WORDS.has(initializer.kind);
}

/** Whether nothing of the program runs, or fails, between taking this element and taking the next. */
function isQuiet(g: Gen, element: Element): boolean {
  if (ts.isOmittedExpression(element)) return true;
  if (ts.isBindingElement(element)) return ts.isIdentifier(element.name) && isPlain(element.initializer);
  const target = ts.isSpreadElement(element) ? element.expression : element;
  const withDefault = ts.isBinaryExpression(target);
  if (withDefault && !isPlain(target.right)) return false;
  const name = skipOuter(withDefault ? target.left : target);
  return ts.isIdentifier(name) && !g.scopes.needsCheck(name);
}

/** The value on the stack comes apart: at once into a list where nobody can tell, else step by step. */
export class ArrayParts {
  readonly #g: Gen;
  readonly #slot: number;
  readonly #elements: readonly Element[];
  readonly #atOnce: boolean;

  /** Pops the value. @param slot is the pattern's own until it is done */
  constructor(g: Gen, elements: readonly Element[], slot: number, fresh: boolean) {
    this.#g = g;
    this.#slot = slot;
    this.#elements = elements;
    this.#atOnce = fresh || elements.every((element) => isQuiet(g, element));
    const last = elements.at(-1);
    if (!this.#atOnce) g.asm.op('WALK');
    else if (last !== undefined && isRest(last)) g.asm.op('TO_LIST');
    else g.asm.op('TAKE_LIST', elements.length);
    g.asm.op('STORE_LOCAL', slot);
  }

  /** Passes over an element that has no name. */
  skip(): void {
    if (this.#atOnce) return;
    this.#take();
    this.#g.asm.op('POP');
  }

  /** Pushes element `index`; of a rest, the array from there on. */
  load(index: number): void {
    const { asm, builder } = this.#g;
    const rest = isRest(this.#elements[index]!);
    if (!this.#atOnce) return rest ? this.#takeRest() : this.#take();
    asm.op('LOAD_LOCAL', this.#slot);
    asm.op('INT', index);
    if (rest) asm.op('CALL_METHOD', builder.string('slice'), 1);
    else asm.op('GET_INDEX');
  }

  #take(): void {
    this.#g.asm.op('LOAD_LOCAL', this.#slot);
    this.#g.asm.op('TAKE');
  }

  #takeRest(): void {
    this.#g.asm.op('NEW_ARRAY', 0);
    this.#g.asm.op('LOAD_LOCAL', this.#slot);
    this.#g.asm.op('APPEND_ALL');
  }
}
