/** Names and numbers as people type them into a block. Layer: language/blocks. */
import { isName, isNumberText } from './literal-text.ts';

const RESERVED = new Set(
  (
    'break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof let new null ' +
    'return super switch static this throw true try typeof var void while with yield await async of undefined NaN Infinity arguments eval'
  ).split(' '),
);

/** Full-width figures, signs and points of a Chinese input method → the ones that programs use. */
function narrow(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(/[。｡]/g, '.')
    .replace(/[−–—﹣]/g, '-')
    .replace(/[\s\u3000]/g, '');
}

/** The literal for what was typed, spelled as it was; undefined where it is no number. */
export function readNumberText(typed: string): string | undefined {
  const text = narrow(typed)
    .replace(/^\+/, '')
    .replace(/^(-?)0+(?=\d)/, '$1');
  return isNumberText(text) && Number.isFinite(Number(text.replaceAll('_', '').replace(/^-(?=0[xXbBoO])/, ''))) ? text : undefined;
}

function nameOf(typed: string): string {
  const joined = typed
    .trim()
    .replace(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(/[^\p{ID_Continue}$]+/gu, '_')
    .replace(/^_+|_+$/g, '');
  return /^[\p{ID_Start}$_]/u.test(joined) || joined === '' ? joined : `_${joined}`;
}

/** The name of a property or method: any word, and `#` before a private one. */
export function readMemberText(typed: string): string | undefined {
  const [, hash, rest] = /^\s*([#＃]?)(.*)$/s.exec(typed)!;
  const name = nameOf(rest!);
  return isName(name) ? `${hash === '' ? '' : '#'}${name}` : undefined;
}

/** A name that a program may use, as near as can be to what was typed; undefined where nothing is left. */
export function readNameText(typed: string): string | undefined {
  const name = nameOf(typed);
  if (name === '') return undefined;
  return RESERVED.has(name) ? `${name}_` : isName(name) ? name : undefined;
}
