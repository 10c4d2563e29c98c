/** Programs for tests of runs, compiled once each. */
import { assert } from '../../base/assert.ts';
import { verifyProgram, type VerifiedProgram } from '../../bytecode/verifier.ts';
import { createCompiler } from '../../language/compile.ts';
import { NOISY_KIT } from '../../sim/testing/tracks.ts';

/** The first program of docs/api.md. */
export const FOLLOW_LINE = `forever(() => {
  const error = line.position();
  car.drive(45 + error * 0.4, 45 - error * 0.4);
  wait(5);
});
`;

const compiler = createCompiler();

interface CompiledProgram {
  readonly program: VerifiedProgram;
  readonly source: { path: string; text: string }[];
}

export function compiledFiles(source: CompiledProgram['source']): CompiledProgram {
  const { program, diagnostics } = compiler.compile(source, NOISY_KIT);
  assert(program !== undefined, JSON.stringify(diagnostics));
  const verified = verifyProgram(program);
  assert(verified.ok, 'the compiler makes safe programs');
  return { program: verified.value, source };
}

export const compiled = (text: string): CompiledProgram => compiledFiles([{ path: 'main.ts', text }]);
