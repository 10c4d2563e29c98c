/** The files of a project as Monaco holds them: a model each, so that a change in one can be undone in it. Layer: web/adapters/monaco. */
import type { ProgramSource } from '../../../core/language/source.ts';
import { editor, Range, Uri, type IDisposable } from './monaco-parts.ts';

/** Line and column from 1 of an offset; by the text itself, for Monaco may hold it with other line ends, and without its byte-order mark. */
function positionsOf(text: string): (offset: number) => { readonly lineNumber: number; readonly column: number } {
  const starts = [text.startsWith('\uFEFF') ? 1 : 0, ...[...text.matchAll(/\r\n|[\r\n]/g)].map((match) => match.index + match[0].length)];
  return (offset) => {
    const after = starts.findIndex((start) => start > offset);
    const line = (after < 0 ? starts.length : after) - 1;
    return { lineNumber: line + 1, column: Math.max(0, offset - starts[line]!) + 1 };
  };
}

/** One file. `text` is as its owner knows it: offsets from outside are into this. */
export class TextFile {
  readonly model: editor.ITextModel;
  viewState: editor.ICodeEditorViewState | null = null;
  #text: string;
  #isLoading = false;
  readonly #change: IDisposable;

  constructor(uri: Uri, text: string, onChange: (text: string) => void) {
    this.#text = text;
    this.model = editor.createModel(text, 'typescript', uri);
    this.model.updateOptions({ tabSize: 2, bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false } });
    this.#change = this.model.onDidChangeContent(() => {
      if (this.#isLoading) return;
      this.#text = this.model.getValue();
      onChange(this.#text);
    });
  }

  get text(): string {
    return this.#text;
  }

  /** Another text: what was done before cannot be undone. */
  replace(text: string): void {
    if (text !== this.#text) this.#load(text, () => this.model.setValue(text));
  }

  /** The same text with a change from elsewhere, which can be undone. */
  change(text: string): void {
    if (text === this.#text) return;
    const before = this.model.getValue();
    let start = 0;
    while (start < before.length && before[start] === text[start]) start++;
    let same = 0;
    while (same < before.length - start && same < text.length - start && before.at(-1 - same) === text.at(-1 - same)) same++;
    const range = Range.fromPositions(this.model.getPositionAt(start), this.model.getPositionAt(before.length - same));
    this.#load(text, () => {
      this.model.pushStackElement();
      this.model.pushEditOperations([], [{ range, text: text.slice(start, text.length - same) }], () => null);
      this.model.pushStackElement();
    });
  }

  #load(text: string, work: () => void): void {
    this.#isLoading = true;
    this.#text = text;
    work();
    this.#isLoading = false;
  }

  lineOf(offset: number): number {
    return positionsOf(this.#text)(offset).lineNumber;
  }

  /** @param line from 1 */
  startOfLine(line: number): number {
    const starts = [0, ...[...this.#text.matchAll(/\r\n|[\r\n]/g)].map((match) => match.index + match[0].length)];
    return starts[line - 1] ?? this.#text.length;
  }

  rangeOf(start: number, end: number): Range {
    const at = positionsOf(this.#text);
    return Range.fromPositions(at(start), at(end));
  }

  dispose(): void {
    this.#change.dispose();
    this.model.dispose();
  }
}

/** Of each editor in the page another: models are known by their address throughout. */
let editors = 0;

export class TextFiles {
  readonly #onChange: (path: string, text: string) => void;
  readonly #authority = `editor-${++editors}`;
  #files = new Map<string, TextFile>();

  constructor(onChange: (path: string, text: string) => void) {
    this.#onChange = onChange;
  }

  /** In the order of the project. */
  get all(): ReadonlyMap<string, TextFile> {
    return this.#files;
  }

  /** @param how 'replace': of another project; 'change': of the same one. @returns those that are no longer there, for their owner to dispose of */
  take(source: ProgramSource, how: 'replace' | 'change'): readonly TextFile[] {
    const before = this.#files;
    this.#files = new Map(
      source.map(({ path, text }) => {
        const file = before.get(path) ?? this.#make(path, text);
        file[how](text);
        if (how === 'replace') file.viewState = null;
        return [path, file];
      }),
    );
    return [...before].filter(([path]) => !this.#files.has(path)).map(([, file]) => file);
  }

  #make(path: string, text: string): TextFile {
    const uri = Uri.from({ scheme: 'inmemory', authority: this.#authority, path: `/${path}` });
    return new TextFile(uri, text, (changed) => this.#onChange(path, changed));
  }

  pathOf(uri: Uri): string | undefined {
    return [...this.#files].find(([, { model }]) => model.uri.toString() === uri.toString())?.[0];
  }

  /** What the language worker is asked about: the texts as Monaco holds them, so that its offsets are theirs. */
  sourceFor(model: editor.ITextModel): { readonly source: ProgramSource; readonly file: number } {
    const files = [...this.#files];
    return {
      source: files.map(([path, each]) => ({ path, text: each.model.getValue() })),
      file: Math.max(
        0,
        files.findIndex(([, each]) => each.model === model),
      ),
    };
  }

  /** The model of a file by its index in the source. */
  modelAt(index: number): editor.ITextModel | undefined {
    return [...this.#files.values()][index]?.model;
  }

  dispose(): void {
    for (const file of this.#files.values()) file.dispose();
  }
}
