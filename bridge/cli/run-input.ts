/** A recording that a command names. Layer: bridge/cli. */
import { encodeProgram } from '../../core/bytecode/encoding.ts';
import { ok, type Result } from '../../core/base/result.ts';
import { openRun, type RunFile } from '../../core/run/run-file.ts';
import type { RunHeader } from '../../core/run/run-header.ts';
import { readInputFile } from './program-file.ts';

const FILE_BYTES_MAX = 1 << 30;

/** Errors: `cli.file-not-readable`, `project.too-large`. */
export function readRunBytes(path: string): Promise<Result<Uint8Array>> {
  return readInputFile(path, FILE_BYTES_MAX);
}

/** Errors: as `readRunBytes`, and `run-file.*`. */
export async function readRun(path: string): Promise<Result<{ readonly bytes: Uint8Array; readonly file: RunFile }>> {
  const bytes = await readRunBytes(path);
  if (!bytes.ok) return bytes;
  const file = openRun(bytes.value);
  return file.ok ? ok({ bytes: bytes.value, file: file.value }) : file;
}

/** Does the text in the recording compile to the bytecode that ran? undefined where it does not compile here. */
export async function isTextWhatRan({ source, profile, bytecode }: RunHeader): Promise<boolean | undefined> {
  // Why here: the compiler is the heaviest thing in the product.
  const { createCompiler } = await import('../../core/language/compile.ts');
  const { program } = createCompiler().compile(source, profile);
  if (program === undefined) return undefined;
  const compiled = encodeProgram(program);
  return compiled.length === bytecode.length && compiled.every((byte, i) => byte === bytecode[i]);
}
