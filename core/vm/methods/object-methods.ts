/** What JavaScript keeps on Object.prototype. Layer: vm. ECMA-262 §20.1.3. */
import type { ObjectMethod } from '../../bytecode/builtins.ts';
import { objectText, toKey, toText } from '../conversion.ts';
import { ENUMERABLE, GuestObject } from '../objects.ts';
import { Closure } from '../values.ts';
import type { Method } from './array-methods.ts';

type Self = GuestObject | Closure;

function own(self: Self): GuestObject | undefined {
  return self instanceof Closure ? self.properties : self;
}

export const OBJECT_METHOD_TABLE: { readonly [M in ObjectMethod]: Method<Self> } = {
  hasOwnProperty: (self, args, meter) => own(self)?.has(toKey(args[0], meter)) === true,
  propertyIsEnumerable: (self, args, meter) => {
    const flags = own(self)?.flagsOf(toKey(args[0], meter)) ?? -1;
    return flags >= 0 && (flags & ENUMERABLE) !== 0;
  },
  isPrototypeOf(self, args) {
    const [object] = args;
    if (!(object instanceof GuestObject)) return false;
    for (let at = object.proto; at !== null; at = at.proto) if (at === self) return true;
    return false;
  },
  toString: (self, _args, meter) => (self instanceof Closure ? toText(self, meter) : objectText(self, meter)),
  valueOf: (self) => self,
};
