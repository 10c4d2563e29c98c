/** Faults that many instructions and methods share. Layer: vm. */
import { formatValue } from './format.ts';
import { ProgramError } from './program-error.ts';
import type { Value } from './values.ts';

/** Characters of a value in a fault's parameters. */
export const PARAM_TEXT_LENGTH_MAX = 60;

function shown(value: Value): string {
  return formatValue(value, PARAM_TEXT_LENGTH_MAX);
}

/** @param value null or undefined */
export function nullAccess(name: Value, value: Value = undefined): ProgramError {
  return new ProgramError('program.null-access', { name: typeof name === 'string' ? name : shown(name), value: String(value) });
}

export function badArgument(name: string, value: Value): ProgramError {
  return new ProgramError('program.bad-argument', { name, value: shown(value) });
}

/** A number outside what a built-in function takes: JavaScript's RangeError. */
export function badNumber(name: string, value: Value): ProgramError {
  return new ProgramError('program.bad-number', { name, value: shown(value) });
}

export function readOnly(name: string): ProgramError {
  return new ProgramError('program.read-only', { name: name.slice(0, PARAM_TEXT_LENGTH_MAX) });
}

export function notAnObject(value: Value): ProgramError {
  return new ProgramError('program.not-an-object', { value: shown(value) });
}

export function notAClass(value: Value): ProgramError {
  return new ProgramError('program.not-a-class', { value: shown(value) });
}

export function notAFunction(value: Value): ProgramError {
  return new ProgramError('program.not-a-function', { value: shown(value) });
}
