/** `guiji check FILE`: type-checks and compiles, lists what is wrong. Layer: bridge/cli. */
import { disassemble } from '../../../core/bytecode/disassembler.ts';
import { createCompiler } from '../../../core/language/compile.ts';
import { checkBoard } from '../../../core/language/board-check.ts';
import type { Diagnostic, ProgramSource } from '../../../core/language/source.ts';
import { sentence } from '../../../core/words/sentence.ts';
import type { Language } from '../../../core/words/words.ts';
import { DEFAULT_PROFILE_ID } from '../../../firmware-profiles/index.ts';
import type { CliContext, CommandOutcome, RegisterCommand } from '../command.ts';
import { boardJson, boardLines } from '../board-text.ts';
import { carNamed } from '../named-data.ts';
import { readProgramFile } from '../program-file.ts';

function messageOf(diagnostic: Diagnostic, language: Language): string {
  return sentence(diagnostic.code, diagnostic.params, language) ?? diagnostic.fallbackText ?? diagnostic.code;
}

function describe(diagnostic: Diagnostic, file: string, language: Language): object {
  const { code, severity, line, column, fix } = diagnostic;
  const message = messageOf(diagnostic, language);
  if (!fix) return { code, severity, file, line, column, message };
  const label = sentence(fix.code, fix.params, language) ?? fix.code;
  return { code, severity, file, line, column, message, fix: { message: label, edits: fix.edits } };
}

function inWords(file: string, diagnostic: Diagnostic, language: Language): string {
  const { line, column, code, fix } = diagnostic;
  const hint = fix ? ` → ${sentence(fix.code, fix.params, language) ?? fix.code}` : '';
  return `${file}:${line}:${column} ${messageOf(diagnostic, language)} [${code}]${hint}`;
}

interface CheckFlags {
  readonly car: string;
  readonly board?: boolean;
  readonly listing?: boolean;
}

async function check(file: string, flags: CheckFlags, context: CliContext): Promise<CommandOutcome> {
  const program = await readProgramFile(file);
  if (!program.ok) return { exitCode: 2, fault: program.fault };
  const { source } = program.value;
  const car = await carNamed(flags.car, context.language);
  if (!car.ok) return { exitCode: 2, fault: car.fault };
  const { diagnostics, program: compiled } = createCompiler().compile(source, car.value);
  const isOk = diagnostics.every(({ severity }) => severity !== 'error');
  const listing = flags.listing === true && compiled !== undefined ? disassemble(compiled, { texts: source.map(({ text }) => text) }) : [];
  const report = flags.board === true && isOk && compiled !== undefined ? checkBoard(compiled, source) : undefined;
  return {
    exitCode: isOk && report?.fits !== false ? 0 : 1,
    json: {
      ok: isOk,
      diagnostics: diagnostics.map((diagnostic) => describe(diagnostic, source[diagnostic.file]!.path, context.language)),
      ...(report === undefined ? {} : { board: boardJson(report, source, context.language) }),
      ...(flags.listing === true ? { listing } : {}),
    },
    lines: [
      ...diagnostics.map((diagnostic) => inWords(namesOf(file, source, diagnostic.file), diagnostic, context.language)),
      ...(report === undefined ? [] : boardLines(report, (index) => namesOf(file, source, index), context.language)),
      ...listing,
    ],
  };
}

function namesOf(file: string, source: ProgramSource, index: number): string {
  return source.length > 1 ? `${file} ${source[index]!.path}` : file;
}

export const registerCheck: RegisterCommand = (program, run) => {
  program
    .command('check')
    .description('type-check and compile one program')
    .argument('<file>')
    .option('--car <profile>', 'id or file of a car: what it lacks is said', DEFAULT_PROFILE_ID)
    .option('--board', 'says whether it fits an 8-bit board, and what it costs there')
    .option('--listing', 'shows the bytecode, line by line')
    .action((file: string, flags: CheckFlags) => run((context) => check(file, flags, context)));
};
