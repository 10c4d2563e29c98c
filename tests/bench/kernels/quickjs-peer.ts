/** Runs a kernel in QuickJS (WebAssembly). The package stands in tests/bench/package.json, apart from the product's own. */
import { createRequire } from 'node:module';
import ts from 'typescript';

interface Handle {
  dispose(): void;
}

interface QuickJsContext {
  readonly global: Handle;
  readonly undefined: Handle;
  newFunction(name: string, f: (value: Handle) => void): Handle;
  setProp(object: Handle, name: string, value: Handle): void;
  evalCode(code: string): unknown;
  callFunction(fn: Handle, self: Handle): unknown;
  unwrapResult(result: unknown): Handle;
  dump(value: Handle): unknown;
}

export interface QuickJs {
  newContext(): QuickJsContext;
}

/** undefined where quickjs-emscripten is not installed. */
export async function quickJs(): Promise<QuickJs | undefined> {
  try {
    const loaded: unknown = createRequire(new URL('../package.json', import.meta.url))('quickjs-emscripten');
    return await (loaded as { getQuickJS(): Promise<QuickJs> }).getQuickJS();
  } catch {
    return undefined;
  }
}

/** @returns a function that runs the kernel once, compiled already, and gives the number it logged. */
export function quickJsPeer(engine: QuickJs, source: string): () => number {
  const { outputText } = ts.transpileModule(source, { compilerOptions: { target: ts.ScriptTarget.ES2022 } });
  const context = engine.newContext();
  let result = NaN;
  const log = context.newFunction('log', (value) => {
    result = Number(context.dump(value));
  });
  context.setProp(context.global, 'log', log);
  log.dispose();
  const kernel = context.unwrapResult(context.evalCode(`(function () {\n${outputText}\n})`));
  return () => {
    context.unwrapResult(context.callFunction(kernel, context.undefined)).dispose();
    return result;
  };
}
