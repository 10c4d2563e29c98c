/** Names, numbers, keys and pieces of text as the language spells them. Layer: language/blocks. */

const NUMBER = /^-?(0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|(\d[\d_]*\.?[\d_]*|\.\d[\d_]*)([eE][+-]?\d[\d_]*)?)$/;
const NAME = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;

export function isNumberText(text: string): boolean {
  return NUMBER.test(text);
}

export function isName(text: string): boolean {
  return NAME.test(text);
}

/** A piece of a template literal as it stands between the accents and the holes. */
export function templateText(shown: string): string {
  return shown.replace(/[\\`]|\$(?=\{)/g, '\\$&').replace(/\r/g, '\\r');
}

/** A key of an object as it is written: what is no name, no number and no text already becomes a text. */
export function keyText(shown: string): string {
  const isWritten = isName(shown) || /^\d/.test(shown) || /^(["']).*\1$/s.test(shown);
  return isWritten ? shown : JSON.stringify(shown);
}

/** Lines of code moved left by the indentation of the first; texts and comments over several lines stay as they are. */
export function movedLeft(text: string, indentation: string): string {
  if (!isMovable(text)) return text;
  const lines = text.split('\n');
  if (!lines.slice(1).every((line) => line.trim() === '' || line.startsWith(indentation))) return text;
  return lines.map((line, index) => (index === 0 ? line : line.slice(indentation.length))).join('\n');
}

export function isMovable(text: string): boolean {
  return !/`|\/\*/.test(text);
}
