/** A tiny assembler for tests: programs without the compiler. Layer: bytecode, tests only. */
import { OP, OPCODES, type OpcodeName } from '../opcodes.ts';
import { BYTECODE_VERSION, FUNCTION_PLAIN, type Constant, type FunctionCode, type Program } from '../program.ts';

/** `['JUMP', '@end']` jumps to the label that stands in the list as `'end:'`. */
export type Line = `${string}:` | readonly [OpcodeName, ...(number | `@${string}`)[]];

export interface FunctionSource extends Partial<Omit<FunctionCode, 'code'>> {
  readonly code: readonly Line[];
}

export interface ProgramSource {
  readonly functions: readonly FunctionSource[];
  readonly constants?: readonly Constant[];
  readonly globals?: readonly string[];
  readonly natives?: readonly string[];
}

const STACK_MAX = 64;

function assembleCode(lines: readonly Line[]): Int32Array {
  const labels = new Map<string, number>();
  let length = 0;
  for (const line of lines) {
    if (typeof line === 'string') labels.set(line.slice(0, -1), length);
    else length += 1 + OPCODES[line[0]].operands.length;
  }
  const words = lines.flatMap((line) =>
    typeof line === 'string'
      ? []
      : line.map((word, i) => (i === 0 ? OP[line[0]] : typeof word === 'string' ? (labels.get(word.slice(1)) ?? -1) : word)),
  );
  return Int32Array.from(words);
}

function assembleFunction({ code, ...rest }: FunctionSource): FunctionCode {
  return {
    name: '',
    file: 0,
    paramCount: 0,
    expectedCount: 0,
    hasRest: false,
    kind: FUNCTION_PLAIN,
    thisLocal: -1,
    localCount: rest.paramCount ?? 0,
    stackMax: STACK_MAX,
    upvalues: [],
    handlers: [],
    upvalueNames: [],
    places: [],
    locals: [],
    ...rest,
    code: assembleCode(code),
  };
}

export function assemble({ functions, constants = [], globals = [], natives = [] }: ProgramSource): Program {
  return { version: BYTECODE_VERSION, files: ['main.ts'], constants, globals, natives, functions: functions.map(assembleFunction) };
}

/** A program of its top level alone. */
export function assembleTop(code: readonly Line[], rest: Partial<Omit<ProgramSource, 'functions'>> & Partial<FunctionCode> = {}): Program {
  const { constants, globals, natives, ...fn } = rest;
  const tables = { ...(constants && { constants }), ...(globals && { globals }), ...(natives && { natives }) };
  return assemble({ functions: [{ ...fn, code }], ...tables });
}
