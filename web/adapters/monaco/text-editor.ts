/** The text editor: one Monaco with our language worker behind it. Layer: web/adapters/monaco. */
import type { Language } from '../../../core/words/words.ts';
import { BreakpointGutter } from './breakpoint-gutter.ts';
import { editor, KeyCode, KeyMod, MarkerSeverity, Range, type IDisposable } from './monaco-parts.ts';
import { registerProviders } from './providers.ts';
import { applyTheme } from './theme.ts';
import './text-editor.css';
import type { MountText, TextMark, TextView, TextViewOptions } from './text-view.ts';

const MARKER_OWNER = 'guiji';
const PROFILE_ID = 'uno-line-car';
const LABEL: { readonly [L in Language]: string } = { 'zh-CN': 'TypeScript 程序', en: 'TypeScript program' };

/** Run and Stop are the page's keys, also while the cursor is in the text. */
const KEYS_OF_THE_PAGE = [KeyMod.CtrlCmd | KeyCode.Enter, KeyMod.CtrlCmd | KeyMod.Shift | KeyCode.Enter];

function settings(options: TextViewOptions): editor.IStandaloneEditorConstructionOptions {
  const style = getComputedStyle(document.documentElement);
  const rootPx = parseFloat(style.fontSize);
  return {
    value: options.text,
    language: 'typescript',
    ariaLabel: LABEL[options.language],
    automaticLayout: true,
    fontFamily: style.getPropertyValue('--font-code').trim() || 'monospace',
    fontSize: rootPx,
    lineHeight: Math.round(rootPx * 1.6),
    tabSize: 2,
    minimap: { enabled: false },
    lineNumbersMinChars: 3,
    glyphMargin: true,
    scrollBeyondLastLine: false,
    fixedOverflowWidgets: true,
    padding: { top: rootPx / 2, bottom: rootPx / 2 },
    wordBasedSuggestions: 'off',
    quickSuggestions: { other: true, comments: false, strings: false },
    unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: false, nonBasicASCII: false },
    stickyScroll: { enabled: false },
    links: false,
    overviewRulerLanes: 2,
    overviewRulerBorder: false,
    occurrencesHighlight: 'off',
    // In a shadow root the menu would not see the theme's colours.
    useShadowDOM: false,
    renderLineHighlight: 'line',
    smoothScrolling: false,
    cursorBlinking: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'solid' : 'blink',
  };
}

/** Line and column from 1 of an offset; by the text itself, for Monaco may hold it with other line ends, and without its byte-order mark. */
function positionsOf(text: string): (offset: number) => { readonly lineNumber: number; readonly column: number } {
  const starts = [text.startsWith('\uFEFF') ? 1 : 0, ...[...text.matchAll(/\r\n|[\r\n]/g)].map((match) => match.index + match[0].length)];
  return (offset) => {
    const after = starts.findIndex((start) => start > offset);
    const line = (after < 0 ? starts.length : after) - 1;
    return { lineNumber: line + 1, column: Math.max(0, offset - starts[line]!) + 1 };
  };
}

/** @param line from 1 */
function startOfLine(text: string, line: number): number {
  const starts = [0, ...[...text.matchAll(/\r\n|[\r\n]/g)].map((match) => match.index + match[0].length)];
  return starts[line - 1] ?? text.length;
}

class MonacoTextView implements TextView {
  readonly #editor: editor.IStandaloneCodeEditor;
  readonly #model: editor.ITextModel;
  readonly #place: editor.IEditorDecorationsCollection;
  readonly #disposables: IDisposable[];
  readonly #gutter: BreakpointGutter;
  #language: Language;
  #marks: readonly TextMark[] = [];
  /** The text as its owner knows it: offsets of marks and places are into this. */
  #text: string;
  #isLoading = false;

  constructor(element: HTMLElement, options: TextViewOptions) {
    this.#language = options.language;
    this.#text = options.text;
    applyTheme(options.dark);
    editor.addKeybindingRules(KEYS_OF_THE_PAGE.map((keybinding) => ({ keybinding, command: null })));
    this.#editor = editor.create(element, settings(options));
    this.#model = this.#editor.getModel()!;
    this.#model.updateOptions({ bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false } });
    this.#place = this.#editor.createDecorationsCollection();
    const providers = registerProviders({
      service: options.languageService,
      profileId: PROFILE_ID,
      language: () => this.#language,
      marks: () => this.#marks,
      markRange: (start, end) => this.#rangeOf(start, end),
    });
    const changes = this.#model.onDidChangeContent(() => {
      if (this.#isLoading) return;
      this.#text = this.#model.getValue();
      options.onChange(this.#text);
    });
    this.#gutter = new BreakpointGutter(this.#editor, {
      label: options.breakpointLabel(),
      onToggle: (line) => options.onToggleBreakpoint(startOfLine(this.#text, line)),
    });
    this.#disposables = [providers, changes, ...this.#gutter.disposables, this.#model, this.#editor];
  }

  setText(text: string): void {
    if (text === this.#text) return;
    this.#isLoading = true;
    this.#text = text;
    this.#model.setValue(text);
    this.#isLoading = false;
  }

  changeText(text: string): void {
    if (text === this.#text) return;
    const [before, after] = [this.#model.getValue(), text];
    let start = 0;
    while (start < before.length && before[start] === after[start]) start++;
    let same = 0;
    while (same < before.length - start && same < after.length - start && before.at(-1 - same) === after.at(-1 - same)) same++;
    const range = Range.fromPositions(this.#model.getPositionAt(start), this.#model.getPositionAt(before.length - same));
    this.#isLoading = true;
    this.#text = text;
    this.#editor.pushUndoStop();
    this.#editor.executeEdits('page', [{ range, text: after.slice(start, after.length - same) }]);
    this.#editor.pushUndoStop();
    this.#isLoading = false;
  }

  setDark(dark: boolean): void {
    applyTheme(dark);
  }

  setLanguage(language: Language): void {
    this.#language = language;
    this.#editor.updateOptions({ ariaLabel: LABEL[language] });
  }

  highlight(place: { readonly start: number; readonly end: number } | undefined): void {
    if (!place) return this.#place.clear();
    const range = this.#rangeOf(place.start, place.end);
    this.#place.set([{ range, options: { className: 'guiji-running', isWholeLine: false, zIndex: 1 } }]);
    this.#editor.revealRangeInCenterIfOutsideViewport(range);
  }

  #rangeOf(start: number, end: number): Range {
    const at = positionsOf(this.#text);
    return Range.fromPositions(at(start), at(end));
  }

  markBreakpoints(offsets: readonly number[]): void {
    const at = positionsOf(this.#text);
    this.#gutter.show(offsets.map((offset) => at(offset).lineNumber));
  }

  markProblems(marks: readonly TextMark[]): void {
    this.#marks = marks;
    const at = positionsOf(this.#text);
    const markers = marks.map(({ start, end, sentence, severity }) => {
      const from = at(start);
      const to = at(Math.max(end, start));
      return {
        startLineNumber: from.lineNumber,
        startColumn: from.column,
        endLineNumber: to.lineNumber,
        endColumn: to.column,
        message: sentence,
        severity: severity === 'error' ? MarkerSeverity.Error : MarkerSeverity.Warning,
      };
    });
    editor.setModelMarkers(this.#model, MARKER_OWNER, markers);
  }

  format(): void {
    void this.#editor.getAction('editor.action.formatDocument')?.run();
  }

  undo(): void {
    this.#editor.trigger('page', 'undo', null);
  }

  redo(): void {
    this.#editor.trigger('page', 'redo', null);
  }

  dispose(): void {
    for (const one of this.#disposables) one.dispose();
  }
}

export const mountTextEditor: MountText = (element, options) => new MonacoTextView(element, options);
