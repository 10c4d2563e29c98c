/** Breakpoints beside the lines: a dot for each, a press or F9 to set and take away. Layer: web/adapters/monaco. */
import { editor, KeyCode, type IDisposable } from './monaco-parts.ts';

export interface BreakpointGutterOptions {
  /** A line, from 1. */
  readonly onToggle: (line: number) => void;
  readonly label: string;
}

export class BreakpointGutter {
  readonly #dots: editor.IEditorDecorationsCollection;
  readonly disposables: readonly IDisposable[];

  constructor(view: editor.IStandaloneCodeEditor, { onToggle, label }: BreakpointGutterOptions) {
    this.#dots = view.createDecorationsCollection();
    const isGutter = (type: editor.MouseTargetType): boolean =>
      type === editor.MouseTargetType.GUTTER_GLYPH_MARGIN || type === editor.MouseTargetType.GUTTER_LINE_NUMBERS;
    this.disposables = [
      view.onMouseDown(({ target }) => {
        if (isGutter(target.type) && target.position) onToggle(target.position.lineNumber);
      }),
      view.addAction({
        id: 'guiji.breakpoint',
        label,
        keybindings: [KeyCode.F9],
        contextMenuGroupId: 'navigation',
        run: () => onToggle(view.getPosition()?.lineNumber ?? 1),
      }),
    ];
  }

  show(lines: readonly number[]): void {
    this.#dots.set(
      lines.map((line) => ({
        range: { startLineNumber: line, startColumn: 1, endLineNumber: line, endColumn: 1 },
        options: { glyphMarginClassName: 'guiji-breakpoint', stickiness: 1 },
      })),
    );
  }
}
