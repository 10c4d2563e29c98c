/** The same text as JavaScript in this engine, for comparing meanings: only what needs no robot and no time. */
import ts from 'typescript';

function shown(value: unknown): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** What the text logs; logged values must be primitives. */
export function logsInNode(text: string): readonly string[] {
  const logs: string[] = [];
  const { outputText } = ts.transpileModule(text, { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext } });
  const program = new Function('log', `"use strict";\n${outputText}`) as (log: (...values: readonly unknown[]) => void) => void;
  program((...values) => void logs.push(values.map(shown).join(' ')));
  return logs;
}
