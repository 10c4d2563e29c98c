/** The program in a file that a command names: `.guiji` (a project) or TypeScript text. Layer: bridge/cli. */
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { ProgramSource } from '../../core/language/source.ts';
import { GUIJI_FILE_BYTES_MAX, GUIJI_FILE_EXTENSION, readGuijiFile } from '../../core/project/guiji-file.ts';
import type { AiModel } from '../../core/robot/ai-model.ts';

/** Of one text file; a project says the same of each of its own. */
const TEXT_BYTES_MAX = 1_000_000;

/** The whole file. Errors: `cli.file-not-readable` {file}, `project.too-large` {limitBytes}. */
export async function readInputFile(file: string, limitBytes: number): Promise<Result<Uint8Array>> {
  try {
    const { size } = await stat(file);
    if (size > limitBytes) return fail('project.too-large', { limitBytes });
    return ok(await readFile(file));
  } catch (cause) {
    return fail('cli.file-not-readable', { file }, cause);
  }
}

export interface ProgramFile {
  readonly source: ProgramSource;
  /** Of a project; text has none. */
  readonly models: readonly AiModel[];
}

/** Errors: `cli.file-not-readable` {file}, `project.…`. */
export async function readProgramFile(file: string): Promise<Result<ProgramFile>> {
  const isProject = file.endsWith(GUIJI_FILE_EXTENSION);
  const bytes = await readInputFile(file, isProject ? GUIJI_FILE_BYTES_MAX : TEXT_BYTES_MAX);
  if (!bytes.ok) return bytes;
  if (!isProject) return ok({ source: [{ path: basename(file), text: new TextDecoder().decode(bytes.value) }], models: [] });
  const project = readGuijiFile(bytes.value);
  return project.ok
    ? ok({ source: project.value.files.map(({ path, text }) => ({ path, text })), models: project.value.models ?? [] })
    : project;
}
