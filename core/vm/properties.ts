/** Elements and lengths: the only properties that values have. Layer: vm. */
import { toText } from './conversion.ts';
import { formatValue } from './format.ts';
import { chargeElements, type Meter } from './meter.ts';
import { ProgramError } from './program-error.ts';
import { typeNameOf, Closure, UNINITIALISED, type Value } from './values.ts';

/** JavaScript's own bound on array lengths. */
const ARRAY_LENGTH_MAX = 4_294_967_295;
const PARAM_TEXT_LENGTH_MAX = 60;

export function nullAccess(name: Value): ProgramError {
  return new ProgramError('program.null-access', { name: typeof name === 'string' ? name : formatValue(name, PARAM_TEXT_LENGTH_MAX) });
}

export function badArgument(name: string, value: Value): ProgramError {
  return new ProgramError('program.bad-argument', { name, value: formatValue(value, PARAM_TEXT_LENGTH_MAX) });
}

/** An array index, or undefined where the key is none. */
function indexOf(key: Value, meter: Meter): number | undefined {
  if (key === UNINITIALISED) throw new ProgramError('program.used-before-set', { name: '' });
  const index = typeof key === 'number' ? key : Number(toText(key, meter));
  if (!Number.isInteger(index) || index < 0 || index >= ARRAY_LENGTH_MAX) return undefined;
  return typeof key === 'number' || String(index) === toText(key, meter) ? index : undefined;
}

/** `object[key]`. What JavaScript would find on a prototype is undefined here. */
export function getIndex(object: Value, key: Value, meter: Meter): Value {
  if (object === null || object === undefined) throw nullAccess(key);
  if (!Array.isArray(object) && typeof object !== 'string') return undefined;
  const index = indexOf(key, meter);
  if (index !== undefined) return index < object.length ? object[index] : undefined;
  return key === 'length' ? object.length : undefined;
}

/** `object[key] = value`. Past the end, the places between become undefined: arrays have no holes. */
export function setIndex(object: Value, key: Value, value: Value, meter: Meter): void {
  if (object === null || object === undefined) throw nullAccess(key);
  if (!Array.isArray(object)) throw new ProgramError('program.bad-argument', { name: '[]', value: typeNameOf(object) });
  const index = indexOf(key, meter);
  if (index === undefined && key === 'length') return setLength(object, value, meter);
  if (index === undefined) throw badArgument('index', key);
  if (index >= object.length) extend(object, index + 1, meter);
  object[index] = value;
}

function extend(items: Value[], length: number, meter: Meter): void {
  const added = length - items.length;
  meter.memory.reserveElements(added);
  chargeElements(meter, added);
  for (let i = 0; i < added; i++) items.push(undefined);
}

export function getLength(object: Value): Value {
  if (typeof object === 'string' || Array.isArray(object)) return object.length;
  if (object === null || object === undefined) throw nullAccess('length');
  return object instanceof Closure ? object.fn.paramCount - (object.fn.hasRest ? 1 : 0) : undefined;
}

export function setLength(object: Value, value: Value, meter: Meter): void {
  if (object === null || object === undefined) throw nullAccess('length');
  if (!Array.isArray(object)) throw new ProgramError('program.bad-argument', { name: 'length', value: typeNameOf(object) });
  const length = typeof value === 'number' ? value : Number(toText(value, meter));
  if (!Number.isInteger(length) || length < 0 || length > ARRAY_LENGTH_MAX) {
    throw new ProgramError('program.bad-array-length', { length: formatValue(value, PARAM_TEXT_LENGTH_MAX) });
  }
  if (length > object.length) extend(object, length, meter);
  else object.length = length;
}
