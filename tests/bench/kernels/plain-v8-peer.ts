/** Runs a kernel as Node itself runs its transpiled text: no budget, no checks, no pauses. */
import ts from 'typescript';

/** @returns a function that runs the kernel once and gives the number it logged. */
export function plainV8Peer(source: string): () => number {
  const { outputText } = ts.transpileModule(source, { compilerOptions: { target: ts.ScriptTarget.ES2022 } });
  // The kernels are ours.
  const run = new Function('log', `'use strict';${outputText}`) as (log: (value: number) => void) => void;
  return () => {
    let result = NaN;
    run((value) => {
      result = value;
    });
    return result;
  };
}
