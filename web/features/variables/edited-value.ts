/** What a person types for a value, and what stands there to be changed. Layer: web/features/variables. */
import type { VariableView } from '../../../core/vm/vm.ts';

/** Full-width digits and signs count as the others. */
function halfWidth(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (each) => String.fromCharCode(each.charCodeAt(0) - 0xfee0))
    .replaceAll('。', '.')
    .replaceAll('−', '-');
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const WORDS: Readonly<Record<string, number>> = { NaN: NaN, Infinity, '-Infinity': -Infinity };

/** undefined for what is no number. */
export function editedNumber(typed: string): number | undefined {
  const text = halfWidth(typed.trim());
  if (Object.hasOwn(WORDS, text)) return WORDS[text];
  return NUMBER.test(text) ? Number(text) : undefined;
}

/** A text without its quotes and their escapes. */
export function textOf({ type, text }: Pick<VariableView, 'type' | 'text'>): string {
  if (type !== 'string') return text;
  return text.slice(1, -1).replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
}
