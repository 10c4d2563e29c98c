/** Which of the page's tokens colours what in Monaco; no colour is named here. Layer: web/adapters/monaco. */

/** Tokens of TypeScript's tokenizer and the page's token that colours each. Readable on the editor's ground and on its current line. */
export const TOKEN_COLOURS: readonly (readonly [token: string, colour: string])[] = [
  ['', '--ink'],
  ['comment', '--muted'],
  ['keyword', '--plot-4'],
  ['type', '--focus'],
  ['identifier', '--ink'],
  ['number', '--warning'],
  ['string', '--good'],
  ['regexp', '--good'],
  ['delimiter', '--ink'],
  ['invalid', '--bad'],
];

export const EDITOR_COLOURS: Readonly<Record<string, string>> = {
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
