/** A program as lines that a person can read: each instruction with what its operands name. Layer: bytecode. Meaning: bytecode.md §5. */
import { OPCODE_NAMES, OPCODES, type OperandKind, type OpcodeName } from './opcodes.ts';
import { FUNCTION_CLASS, FUNCTION_PLAIN, type FunctionCode, type Program } from './program.ts';

const TEXT_LENGTH_MAX = 40;
const PLACE_TEXT_LENGTH_MAX = 60;
const PC_DIGITS = 5;
const CODE_COLUMN = 27;
/** Begins the names of the prelude's globals. */
const HIDDEN = '\0';

export interface ListingOptions {
  /** Texts of the program's files, by index: each statement's own line stands above its code. */
  readonly texts?: readonly string[];
  /** Functions of the prelude too. */
  readonly prelude?: boolean;
}

function cut(text: string, lengthMax: number): string {
  return text.length > lengthMax ? `${text.slice(0, lengthMax - 1)}…` : text;
}

function constantText(program: Program, index: number): string {
  const constant = program.constants[index];
  return typeof constant === 'string' ? cut(JSON.stringify(constant), TEXT_LENGTH_MAX) : Object.is(constant, -0) ? '-0' : String(constant);
}

function localName(fn: FunctionCode, slot: number, pc: number): string | undefined {
  return fn.locals.find((local) => local.slot === slot && local.fromPc <= pc && pc < local.toPc)?.name;
}

/** What an operand names; undefined where the number says it all. */
function named(program: Program, fn: FunctionCode, operand: { kind: OperandKind; value: number; pc: number }): string | undefined {
  const { kind, value, pc } = operand;
  switch (kind) {
    case 'constant':
    case 'string':
      return constantText(program, value);
    case 'local':
    case 'cell':
      return localName(fn, value, pc);
    case 'global':
      return program.globals[value]?.replace(HIDDEN, '~');
    case 'upvalue':
      return fn.upvalueNames[value];
    case 'function':
      return program.functions[value]?.name || undefined;
    case 'native':
      return program.natives[value];
    case 'jump':
      return `→ ${value}`;
    case 'int':
    case 'count':
      return undefined;
  }
}

function instructionLine(program: Program, fn: FunctionCode, pc: number, name: OpcodeName): string {
  const kinds: readonly OperandKind[] = OPCODES[name].operands;
  const values = kinds.map((_, i) => fn.code[pc + 1 + i]!);
  const code = `${String(pc).padStart(PC_DIGITS)}  ${[name, ...values].join(' ')}`;
  const names = kinds.flatMap((kind, i) => named(program, fn, { kind, value: values[i]!, pc }) ?? []);
  return names.length === 0 ? code : `${code.padEnd(CODE_COLUMN)}  ; ${names.join(', ')}`;
}

function headLine(program: Program, fn: FunctionCode, index: number): string {
  const { name, kind, paramCount, hasRest, localCount, stackMax, file } = fn;
  const what = kind === FUNCTION_PLAIN ? 'function' : kind === FUNCTION_CLASS ? 'class' : 'derived class';
  const shown = index === 0 ? 'top level' : name === '' ? '(no name)' : name;
  const rest = hasRest ? ', the last takes the rest' : '';
  return `${what} ${index} ${shown} · ${file < 0 ? 'prelude' : program.files[file]} · parameters ${paramCount}${rest} · locals ${localCount} · stack ${stackMax}`;
}

/** Where statements begin: their line in the text, or their place. */
function statementLines(fn: FunctionCode, text: string | undefined): ReadonlyMap<number, string> {
  const lines = new Map<number, string>();
  for (const { pc, start, end, statement } of fn.places) {
    if (!statement) continue;
    if (text === undefined) lines.set(pc, `; ${start} … ${end}`);
    else {
      const line = text.slice(0, start).split('\n').length;
      lines.set(pc, `; ${line}: ${cut(text.slice(start, end).split('\n')[0]!.trim(), PLACE_TEXT_LENGTH_MAX)}`);
    }
  }
  return lines;
}

function functionLines(program: Program, index: number, texts: readonly string[] | undefined): readonly string[] {
  const fn = program.functions[index]!;
  const statements = statementLines(fn, texts?.[fn.file]);
  const lines = [headLine(program, fn, index)];
  for (let pc = 0; pc < fn.code.length;) {
    const statement = statements.get(pc);
    if (statement !== undefined) lines.push(statement);
    const name = OPCODE_NAMES[fn.code[pc]!];
    if (name === undefined) return [...lines, `${String(pc).padStart(PC_DIGITS)}  ?`];
    lines.push(instructionLine(program, fn, pc, name));
    pc += 1 + OPCODES[name].operands.length;
  }
  for (const { from, to, target, depth } of fn.handlers) lines.push(`catch ${from} … ${to} → ${target}, keeps ${depth}`);
  return lines;
}

/** Any program, also one that no verifier has seen. An empty line stands between functions. */
export function disassemble(program: Program, { texts, prelude = false }: ListingOptions = {}): readonly string[] {
  const shown = program.functions.flatMap((fn, index) => (prelude || fn.file >= 0 ? [functionLines(program, index, texts)] : []));
  return shown.flatMap((lines, i) => (i === 0 ? lines : ['', ...lines]));
}
