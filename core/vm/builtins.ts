/** The global functions of the language: Math, Number, String, parsing. Layer: vm. ECMA-262 §19.2, §21. */
import type { BuiltinName } from '../bytecode/builtins.ts';
import { acos, acosh, asin, asinh, atanh, cbrt, cosh, expm1, log10, log1p, log2, sinh, tan, tanh } from '../base/elementary-functions.ts';
import type { Random } from '../base/random.ts';
import { toNumber, toText, truthy } from './conversion.ts';
import { ARRAY_BYTES } from './memory.ts';
import { chargeCharacters, chargeElements, payForString, type Meter } from './meter.ts';
import { OBJECT_BUILTINS } from './object-builtins.ts';
import { badNumber } from './program-faults.ts';
import { NUMERIC, type NumericName, type QuickBuiltin } from './quick-builtins.ts';
import { emptyArray, type Value } from './values.ts';

export interface BuiltinContext {
  readonly meter: Meter;
  readonly random: Random;
}

export type Builtin = (args: readonly Value[], context: BuiltinContext) => Value;

/** Work of the software-made functions beyond the call's own weight. */
const ELEMENTARY_WEIGHT = 64;
const UNIT_COUNT = 0x10000;
const CODE_POINT_MAX = 0x10ffff;

/** Charges, then makes numbers of as many arguments as it takes. */
const numeric =
  ({ params, weight, call }: QuickBuiltin): Builtin =>
  (args, { meter }) => {
    meter.charge(weight);
    return call(toNumber(args[0], meter), params > 1 ? toNumber(args[1], meter) : 0);
  };

/** Worked out with twice the digits, where no port exists. */
const elementary =
  (f: (x: number) => number): Builtin =>
  (args, { meter }) => {
    meter.charge(ELEMENTARY_WEIGHT);
    return f(toNumber(args[0], meter));
  };

const folded =
  (f: (numbers: readonly number[]) => number): Builtin =>
  (args, { meter }) => {
    meter.charge(args.length);
    return f(args.map((arg) => toNumber(arg, meter)));
  };

/** Scaled, so that neither squares nor sums leave the range of doubles. */
function hypot(numbers: readonly number[]): number {
  const sizes = numbers.map((number) => Math.abs(number));
  if (sizes.includes(Infinity)) return Infinity;
  const largest = Math.max(0, ...sizes);
  if (largest === 0 || Number.isNaN(largest)) return largest;
  return largest * Math.sqrt(sizes.reduce((sum, size) => sum + (size / largest) * (size / largest), 0));
}

function textOf(args: readonly Value[], meter: Meter): string {
  const text = toText(args[0], meter);
  chargeCharacters(meter, text.length);
  return text;
}

function parseWhole(args: readonly Value[], { meter }: BuiltinContext): number {
  return parseInt(textOf(args, meter), args[1] === undefined ? undefined : toNumber(args[1], meter));
}

function textFrom(args: readonly Value[], meter: Meter, character: (code: number, given: Value) => string): string {
  payForString(meter, args.length * 2);
  let text = '';
  for (const arg of args) text += character(toNumber(arg, meter), arg);
  return text;
}

/** Modulo 2^16, as ToUint16 has it. */
function unitText(code: number): string {
  const whole = Number.isFinite(code) ? Math.trunc(code) % UNIT_COUNT : 0;
  return String.fromCharCode(whole);
}

function pointText(code: number, given: Value): string {
  if (!Number.isInteger(code) || code < 0 || code > CODE_POINT_MAX) throw badNumber('code point', given);
  return String.fromCodePoint(code);
}

function arrayOf(args: readonly Value[], { meter }: BuiltinContext): Value[] {
  meter.memory.reserve(ARRAY_BYTES);
  meter.memory.reserveElements(args.length);
  chargeElements(meter, args.length);
  const items = emptyArray();
  for (const arg of args) items.push(arg);
  return items;
}

const TABLE: { readonly [N in Exclude<BuiltinName, `Object.${string}` | NumericName>]: Builtin } = {
  'Math.min': folded((numbers) => Math.min(...numbers)),
  'Math.max': folded((numbers) => Math.max(...numbers)),
  'Math.tan': elementary(tan),
  'Math.asin': elementary(asin),
  'Math.acos': elementary(acos),
  'Math.log2': elementary(log2),
  'Math.log10': elementary(log10),
  'Math.log1p': elementary(log1p),
  'Math.expm1': elementary(expm1),
  'Math.sinh': elementary(sinh),
  'Math.cosh': elementary(cosh),
  'Math.tanh': elementary(tanh),
  'Math.asinh': elementary(asinh),
  'Math.acosh': elementary(acosh),
  'Math.atanh': elementary(atanh),
  'Math.cbrt': elementary(cbrt),
  'Math.random': (_args, { random }) => random.unit(),
  'Math.hypot': folded(hypot),
  Number: (args, { meter }) => (args.length === 0 ? 0 : toNumber(args[0], meter)),
  String: (args, { meter }) => (args.length === 0 ? '' : toText(args[0], meter)),
  Boolean: (args) => truthy(args[0]),
  isNaN: (args, { meter }) => Number.isNaN(toNumber(args[0], meter)),
  isFinite: (args, { meter }) => Number.isFinite(toNumber(args[0], meter)),
  parseInt: parseWhole,
  parseFloat: (args, { meter }) => parseFloat(textOf(args, meter)),
  'Number.isInteger': (args) => Number.isInteger(args[0]),
  'Number.isNaN': (args) => Number.isNaN(args[0]),
  'Number.isFinite': (args) => Number.isFinite(args[0]),
  'Number.isSafeInteger': (args) => Number.isSafeInteger(args[0]),
  'Number.parseInt': parseWhole,
  'Number.parseFloat': (args, { meter }) => parseFloat(textOf(args, meter)),
  'String.fromCharCode': (args, { meter }) => textFrom(args, meter, unitText),
  'String.fromCodePoint': (args, { meter }) => textFrom(args, meter, pointText),
  'Array.isArray': (args) => Array.isArray(args[0]),
  'Array.of': arrayOf,
};

const BY_NAME = new Map<string, Builtin>([
  ...Object.entries(TABLE),
  ...Object.entries(OBJECT_BUILTINS),
  ...NUMERIC.map(([name, quick]) => [name, numeric(quick)] as const),
]);

/** undefined where there is none of that name. */
export function builtinOf(name: string): Builtin | undefined {
  return BY_NAME.get(name);
}
