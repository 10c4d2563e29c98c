/** Builds a text and remembers which part of it each block stands for. Layer: language/blocks. */
import type { BlockSpans } from './blocks-document.ts';

const INDENT = '  ';

export class TextWriter {
  #text = '';
  #depth = 0;
  readonly #spans: Record<string, { start: number; end: number }> = {};

  get text(): string {
    return this.#text;
  }

  get spans(): BlockSpans {
    return this.#spans;
  }

  get position(): number {
    return this.#text.length;
  }

  get indentation(): string {
    return INDENT.repeat(this.#depth);
  }

  write(piece: string): void {
    this.#text += piece;
  }

  /** Ends the line, unless nothing was written yet. */
  newLine(): void {
    if (this.#text !== '') this.#text += '\n';
  }

  indented(body: () => void): void {
    this.#depth += 1;
    body();
    this.#depth -= 1;
  }

  markSpan(id: string | undefined, start: number): void {
    if (id !== undefined) this.#spans[id] = { start, end: this.position };
  }
}
