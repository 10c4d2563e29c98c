/** Monaco's colours from the page's tokens, so that no other file names one. Layer: web/adapters/monaco. */
import { editor } from './monaco-parts.ts';

const THEME = 'guiji';

/** Tokens of TypeScript's tokenizer and the page's token that colours each. */
const RULES: readonly (readonly [token: string, colour: string])[] = [
  ['', '--ink'],
  ['comment', '--muted'],
  ['keyword', '--plot-4'],
  ['type', '--plot-1'],
  ['identifier', '--ink'],
  ['number', '--plot-3'],
  ['string', '--good'],
  ['regexp', '--good'],
  ['delimiter', '--ink'],
];

const COLOURS: Readonly<Record<string, string>> = {
  'editor.background': '--surface',
  'editor.foreground': '--ink',
  'editorCursor.foreground': '--signal',
  'editorLineNumber.foreground': '--muted',
  'editorLineNumber.activeForeground': '--ink',
  'editor.lineHighlightBackground': '--sunken',
  'editorIndentGuide.background1': '--line',
  'editorError.foreground': '--stop',
  'editorWarning.foreground': '--warning',
  'editorWidget.background': '--surface',
  'editorWidget.border': '--line',
  'editorSuggestWidget.background': '--surface',
  'editorSuggestWidget.foreground': '--ink',
  'editorSuggestWidget.selectedBackground': '--hover',
  'editorSuggestWidget.selectedForeground': '--ink',
  'editorSuggestWidget.highlightForeground': '--accent-ink',
  'editorSuggestWidget.focusHighlightForeground': '--accent-ink',
  'editorHoverWidget.background': '--surface',
  'editorHoverWidget.border': '--line',
  'menu.background': '--surface',
  'menu.foreground': '--ink',
  'menu.selectionBackground': '--hover',
  'menu.selectionForeground': '--ink',
  focusBorder: '--focus',
};

/** '#rrggbb' of a token; Monaco takes no other spelling, and a minified style sheet says '#fff'. */
function hex(style: CSSStyleDeclaration, token: string): string {
  const colour = style.getPropertyValue(token).trim();
  return colour.length === 4 ? colour.replace(/[0-9a-f]/gi, '$&$&') : colour;
}

/** The tokens of the theme asked for, also where the page has not switched to it yet. */
function stylesOf(dark: boolean): { readonly style: CSSStyleDeclaration; readonly release: () => void } {
  const root = document.documentElement;
  const before = root.dataset['theme'];
  if ((before === 'dark') === dark) return { style: getComputedStyle(root), release: () => {} };
  root.dataset['theme'] = dark ? 'dark' : 'light';
  const release = (): void => {
    if (before === undefined) delete root.dataset['theme'];
    else root.dataset['theme'] = before;
  };
  return { style: getComputedStyle(root), release };
}

export function applyTheme(dark: boolean): void {
  const { style, release } = stylesOf(dark);
  const colours = Object.fromEntries(Object.entries(COLOURS).map(([name, token]) => [name, hex(style, token)]));
  const rules = RULES.map(([token, colour]) => ({ token, foreground: hex(style, colour).slice(1) }));
  release();
  editor.defineTheme(THEME, { base: dark ? 'vs-dark' : 'vs', inherit: true, rules, colors: colours });
  editor.setTheme(THEME);
}
