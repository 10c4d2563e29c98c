/**
 * Random well-formed programs of the whole language, for comparing its forms with JavaScript. A program is a function of a list of choices, so
 * that fast-check shrinks it by shrinking the list; past its end every choice is the first, which is always the simplest.
 * Every program ends. What the language says otherwise than JavaScript (holes, properties of arrays, the text of functions, powers in the last
 * place) does not come up.
 */
import fc from 'fast-check';
import { Choices } from './random-choices.ts';
import { Expressions } from './random-expressions.ts';
import { Statements } from './random-statements.ts';

const CHOICES_MAX = 500;
const STATEMENTS_MAX = 12;

/** What programs print with: texts of values, cut short, without the text of functions. */
const HEAD = `
const show = (x: any, d = 0): string => typeof x === 'function' ? 'f' : Object.is(x, -0) ? '-0' : x === null || typeof x !== 'object' ? String(x) : d > 2 ? '…' : Array.isArray(x) ? '[' + x.slice(0, 9).map((y) => show(y, d + 1)).join() + ']' : '{' + Object.keys(x).slice(0, 9).map((k) => k + ':' + show(x[k], d + 1)).join() + '}';
const say = (...xs: any[]) => { log(xs.map((x) => show(x)).join(' ').slice(0, 200)); };
const cut = (x: any): any => typeof x === 'string' && x.length > 30 ? x.slice(0, 30) : x;
const named = (e: any) => e instanceof Error ? e.name : show(e);
const $ = (x: any): any => x;
let ticks = 0;
const tick = (x: any): any => { ticks++; if (ticks < 60) say('t', x); return x; };
`;

/** A whole program; the same choices always give the same one. */
function programOfChoices(list: readonly number[]): string {
  const choices = new Choices(list);
  const statements = new Statements(choices, new Expressions(choices));
  const lines = statements.statements({ inLoop: false, inFunction: false, labels: [] }, 0, STATEMENTS_MAX);
  const { values, arrays, objects } = choices.scope;
  return `${HEAD}${lines}say(${[...values, ...arrays, ...objects].join(', ')});\n`;
}

export const randomProgramArbitrary: fc.Arbitrary<string> = fc
  .array(fc.nat(9999), { minLength: 40, maxLength: CHOICES_MAX, size: 'max' })
  .map(programOfChoices);
