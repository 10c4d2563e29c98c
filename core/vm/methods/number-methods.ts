/** The methods of numbers and booleans. Layer: vm. ECMA-262 §21.1.3. */
import type { BooleanMethod, NumberMethod } from '../../bytecode/builtins.ts';
import { toInteger } from '../conversion.ts';
import { badNumber } from '../program-faults.ts';
import type { Method } from './array-methods.ts';
import { radixText } from './radix-text.ts';

const FRACTION_DIGITS_MAX = 100;
const PRECISION_MIN = 1;
const DECIMAL = 10;
const RADIX_MIN = 2;
const RADIX_MAX = 36;

export const NUMBER_METHOD_TABLE: { readonly [M in NumberMethod]: Method<number> } = {
  toFixed(self, args, meter) {
    const digits = toInteger(args[0], 0, meter);
    if (digits < 0 || digits > FRACTION_DIGITS_MAX) throw badNumber('digits', args[0]);
    return self.toFixed(digits);
  },
  toPrecision(self, args, meter) {
    if (args[0] === undefined) return String(self);
    const digits = toInteger(args[0], 0, meter);
    if (!Number.isFinite(self)) return String(self);
    if (digits < PRECISION_MIN || digits > FRACTION_DIGITS_MAX) throw badNumber('precision', args[0]);
    return self.toPrecision(digits);
  },
  toExponential(self, args, meter) {
    const digits = toInteger(args[0], 0, meter);
    if (!Number.isFinite(self)) return String(self);
    if (digits < 0 || digits > FRACTION_DIGITS_MAX) throw badNumber('digits', args[0]);
    return args[0] === undefined ? self.toExponential() : self.toExponential(digits);
  },
  toString(self, args, meter) {
    const radix = toInteger(args[0], DECIMAL, meter);
    if (radix < RADIX_MIN || radix > RADIX_MAX) throw badNumber('radix', args[0]);
    return radix === DECIMAL ? meter.numberText(self) : radixText(self, radix);
  },
  valueOf: (self) => self,
};

export const BOOLEAN_METHOD_TABLE: { readonly [M in BooleanMethod]: Method<boolean> } = {
  toString: (self) => String(self),
  valueOf: (self) => self,
};
