/** Monaco's theme, made from the page's tokens. Layer: web/adapters/monaco. */
import { editor } from './monaco-parts.ts';
import { EDITOR_COLOURS, TOKEN_COLOURS } from './theme-colours.ts';

const THEME = 'guiji';

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
  const colours = Object.fromEntries(Object.entries(EDITOR_COLOURS).map(([name, token]) => [name, hex(style, token)]));
  const rules = TOKEN_COLOURS.map(([token, colour]) => ({ token, foreground: hex(style, colour).slice(1) }));
  release();
  editor.defineTheme(THEME, { base: dark ? 'vs-dark' : 'vs', inherit: false, rules, colors: colours });
  editor.setTheme(THEME);
}
