/** Finds a method by the receiver's type and its name. Layer: vm. Why Maps: a program's name must never meet a host prototype. */
import { nullAccess } from '../properties.ts';
import type { Meter } from '../meter.ts';
import { typeNameOf, UNINITIALISED, type Value } from '../values.ts';
import { usedBeforeSet } from '../conversion.ts';
import { ARRAY_METHOD_TABLE, type Method } from './array-methods.ts';
import { BOOLEAN_METHOD_TABLE, NUMBER_METHOD_TABLE } from './number-methods.ts';
import { noSuchMethod, STRING_METHOD_TABLE } from './string-methods.ts';

/** One name's meaning for each type of receiver; looked up once per program. */
export interface MethodsOfName {
  readonly name: string;
  readonly array: Method<Value[]> | undefined;
  readonly string: Method<string> | undefined;
  readonly number: Method<number> | undefined;
  readonly boolean: Method<boolean> | undefined;
}

const ARRAY = new Map(Object.entries(ARRAY_METHOD_TABLE));
const STRING = new Map(Object.entries(STRING_METHOD_TABLE));
const NUMBER = new Map(Object.entries(NUMBER_METHOD_TABLE));
const BOOLEAN = new Map(Object.entries(BOOLEAN_METHOD_TABLE));

export function methodsOfName(name: string): MethodsOfName {
  return { name, array: ARRAY.get(name), string: STRING.get(name), number: NUMBER.get(name), boolean: BOOLEAN.get(name) };
}

function withSelf<Self>(
  method: Method<Self> | undefined,
  self: Self,
  args: readonly Value[],
  meter: Meter,
): { readonly value: Value } | undefined {
  return method === undefined ? undefined : { value: method(self, args, meter) };
}

/** Faults: `program.null-access` {name}, `program.no-such-method` {name, type}, and what the method itself refuses. */
export function callMethod(methods: MethodsOfName, self: Value, args: readonly Value[], meter: Meter): Value {
  if (Array.isArray(self) && methods.array !== undefined) return methods.array(self, args, meter);
  if (self === null || self === undefined) throw nullAccess(methods.name);
  if (self === UNINITIALISED) throw usedBeforeSet('');
  const found =
    typeof self === 'string'
      ? withSelf(methods.string, self, args, meter)
      : typeof self === 'number'
        ? withSelf(methods.number, self, args, meter)
        : typeof self === 'boolean'
          ? withSelf(methods.boolean, self, args, meter)
          : undefined;
  if (found === undefined) throw noSuchMethod(methods.name, typeNameOf(self));
  return found.value;
}
