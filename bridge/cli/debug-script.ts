/** Commands for the debugger, as `guiji debug --do` takes them. Layer: bridge/cli. Reference: docs/cli.md. */
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { EditedValue, VariableView, VmView } from '../../core/vm/vm.ts';

export type DebugStep =
  | { readonly kind: 'into' | 'over' | 'out' | 'back' | 'continue' | 'stop' }
  | { readonly kind: 'rewind'; readonly toMs: number }
  | { readonly kind: 'set'; readonly name: string; readonly text: string };

const PLAIN = ['into', 'over', 'out', 'back', 'continue', 'stop'] as const;
const STEPS_MAX = 10_000;

function stepOf(text: string): DebugStep | undefined {
  const [word = '', ...rest] = text.split(/\s+/);
  const plain = PLAIN.find((each) => each === word);
  if (plain !== undefined) return rest.length === 0 ? { kind: plain } : undefined;
  if (word === 'rewind' && rest.length === 1 && Number(rest[0]) >= 0) return { kind: 'rewind', toMs: Number(rest[0]) * 1000 };
  if (word === 'set' && rest.length >= 2) return { kind: 'set', name: rest[0]!, text: rest.slice(1).join(' ') };
  return undefined;
}

/** Commands between `;`. Errors: `cli.usage` {what}. */
export function parseDebugSteps(text: string): Result<readonly DebugStep[]> {
  const steps: DebugStep[] = [];
  for (const each of text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')) {
    const step = stepOf(each);
    if (step === undefined || steps.length >= STEPS_MAX) return fail('cli.usage', { what: `--do ${each}` });
    steps.push(step);
  }
  return ok(steps);
}

/** In the innermost call that has one of this name, else among the program's. */
export function variableNamed(view: VmView, fiber: number | undefined, name: string): VariableView | undefined {
  const fibers = view.fibers.toSorted((a, b) => Number(b.id === fiber) - Number(a.id === fiber));
  const frames = fibers.flatMap((each) => each.frames);
  return [...frames.flatMap(({ variables }) => variables), ...view.globals].find((variable) => variable.name === name);
}

/** What is typed, as a value of the variable's type; undefined where it is none. */
export function valueFor(variable: VariableView, text: string): EditedValue | undefined {
  if (variable.type === 'string') return text.replace(/^(['"])(.*)\1$/, '$2');
  if (variable.type === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined;
  const number = Number(text);
  if (variable.type !== 'number' || (Number.isNaN(number) && text !== 'NaN')) return undefined;
  return number;
}
