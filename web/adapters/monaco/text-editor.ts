/** The text editor: one Monaco with our language worker behind it. Layer: web/adapters/monaco. */
import type { ProgramSource } from '../../../core/language/source.ts';
import type { Language } from '../../../core/words/words.ts';
import { BreakpointGutter } from './breakpoint-gutter.ts';
import { editor, KeyCode, KeyMod, MarkerSeverity, type IDisposable, type IRange } from './monaco-parts.ts';
import { registerProviders } from './providers.ts';
import { applyTheme } from './theme.ts';
import './text-editor.css';
import { TextFiles, type TextFile } from './text-files.ts';
import type { MountText, TextMark, TextPlace, TextView, TextViewOptions } from './text-view.ts';

const MARKER_OWNER = 'guiji';
const LABEL: { readonly [L in Language]: string } = { 'zh-CN': 'TypeScript 程序', en: 'TypeScript program' };

/** Run and Stop are the page's keys, also while the cursor is in the text. */
const KEYS_OF_THE_PAGE = [KeyMod.CtrlCmd | KeyCode.Enter, KeyMod.CtrlCmd | KeyMod.Shift | KeyCode.Enter];

function settings(options: TextViewOptions): editor.IStandaloneEditorConstructionOptions {
  const style = getComputedStyle(document.documentElement);
  const rootPx = parseFloat(style.fontSize);
  return {
    model: null,
    ariaLabel: LABEL[options.language],
    automaticLayout: true,
    fontFamily: style.getPropertyValue('--font-code').trim() || 'monospace',
    fontSize: rootPx,
    lineHeight: Math.round(rootPx * 1.6),
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

function linesAndColumns({ startLineNumber, startColumn, endLineNumber, endColumn }: IRange): IRange {
  return { startLineNumber, startColumn, endLineNumber, endColumn };
}

class MonacoTextView implements TextView {
  readonly #editor: editor.IStandaloneCodeEditor;
  readonly #files: TextFiles;
  readonly #place: editor.IEditorDecorationsCollection;
  readonly #disposables: IDisposable[];
  readonly #gutter: BreakpointGutter;
  #language: Language;
  #open = '';
  #marks: readonly TextMark[] = [];
  #highlighted: TextPlace | undefined;

  constructor(element: HTMLElement, options: TextViewOptions) {
    this.#language = options.language;
    this.#files = new TextFiles(options.onChange);
    applyTheme(options.dark);
    editor.addKeybindingRules(KEYS_OF_THE_PAGE.map((keybinding) => ({ keybinding, command: null })));
    this.#editor = editor.create(element, settings(options));
    this.#place = this.#editor.createDecorationsCollection();
    const providers = registerProviders({
      service: options.languageService,
      files: this.#files,
      language: () => this.#language,
      marks: () => this.#marks,
    });
    const opener = editor.registerEditorOpener({
      openCodeEditor: (_source, resource, at) => {
        const path = this.#files.pathOf(resource);
        if (path === undefined) return false;
        this.#show(path);
        if (at) this.#goTo('startLineNumber' in at ? { lineNumber: at.startLineNumber, column: at.startColumn } : at);
        options.onOpen(path);
        return true;
      },
    });
    this.#gutter = new BreakpointGutter(this.#editor, {
      label: options.breakpointLabel(),
      onToggle: (line) => this.#shown && options.onToggleBreakpoint(this.#shown.startOfLine(line)),
    });
    this.#disposables = [providers, opener, ...this.#gutter.disposables, this.#editor, this.#files];
    this.setFiles(options.files, options.open);
  }

  get #shown(): TextFile | undefined {
    return this.#files.all.get(this.#open);
  }

  setFiles(files: ProgramSource, open: string): void {
    this.#take(files, open, 'replace');
  }

  changeFiles(files: ProgramSource, open: string): void {
    this.#take(files, open, 'change');
  }

  #take(files: ProgramSource, open: string, how: 'replace' | 'change'): void {
    const gone = this.#files.take(files, how);
    this.#show(open);
    for (const file of gone) file.dispose();
  }

  #show(path: string): void {
    const next = this.#files.all.get(path);
    if (next === undefined || this.#editor.getModel() === next.model) return;
    const before = this.#shown;
    if (before && this.#editor.getModel() === before.model) before.viewState = this.#editor.saveViewState();
    this.#open = path;
    this.#editor.setModel(next.model);
    if (next.viewState) this.#editor.restoreViewState(next.viewState);
    this.highlight(this.#highlighted);
    this.markBreakpoints([]);
  }

  #goTo(position: { readonly lineNumber: number; readonly column: number }): void {
    this.#editor.setPosition(position);
    this.#editor.revealPositionInCenterIfOutsideViewport(position);
    this.#editor.focus();
  }

  setDark(dark: boolean): void {
    applyTheme(dark);
  }

  setLanguage(language: Language): void {
    this.#language = language;
    this.#editor.updateOptions({ ariaLabel: LABEL[language] });
  }

  highlight(place: TextPlace | undefined): void {
    this.#highlighted = place;
    const file = this.#shown;
    if (!place || !file || place.path !== this.#open) return this.#place.clear();
    const range = file.rangeOf(place.start, place.end);
    this.#place.set([{ range, options: { className: 'guiji-running', isWholeLine: false, zIndex: 1 } }]);
    this.#editor.revealRangeInCenterIfOutsideViewport(range);
  }

  markBreakpoints(offsets: readonly number[]): void {
    const file = this.#shown;
    if (file) this.#gutter.show(offsets.map((offset) => file.lineOf(offset)));
  }

  markProblems(marks: readonly TextMark[]): void {
    this.#marks = marks;
    for (const [path, file] of this.#files.all) {
      const own = marks.filter((mark) => mark.path === path);
      const markers = own.map(({ start, end, sentence, severity }) => ({
        ...linesAndColumns(file.rangeOf(start, Math.max(start, end))),
        message: sentence,
        severity: severity === 'error' ? MarkerSeverity.Error : MarkerSeverity.Warning,
      }));
      editor.setModelMarkers(file.model, MARKER_OWNER, markers);
    }
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
