/**
 * The functions of the API that work on numbers alone and leave the fiber as it is: the forms of the VM call them without laying anything out.
 * Layer: vm. Results, charges and order are those of natives.ts, which does the rest: other arguments, fewer of them, a part that is missing.
 */
import { apiEntry, isApiName, type ApiEntry, type ApiName } from '../robot/api-table.ts';
import { clamped, hasPart, indexMax, INPUT_WEIGHT, OUTPUT_WEIGHT, profileNumber, type NativeContext } from './natives.ts';
import { randomBetween } from './vm-natives.ts';
import type { Value } from './values.ts';

/** What is known before there is a robot. */
export interface QuickShape {
  /** Numbers that it takes, 0 to 2. */
  readonly params: number;
  /** Work beyond the call's own weight, charged before the call. */
  readonly weight: number;
}

/** Gives back no text and nothing that is made for it; faults never. */
type QuickCall = (a: number, b: number) => Value;

export interface QuickNative extends QuickShape {
  readonly call: QuickCall;
}

const PARAMS_MAX = 2;
const OF_VM: ReadonlySet<ApiName> = new Set(['time', 'random']);

function weightOf(name: ApiName, { action, result }: ApiEntry): number | undefined {
  if (action.by === 'output') return OUTPUT_WEIGHT;
  if (result !== 'number' && result !== 'boolean') return undefined;
  if (action.by === 'input') return INPUT_WEIGHT;
  return action.by === 'profile' || OF_VM.has(name) ? 0 : undefined;
}

/** undefined where there is no quick way. */
export function quickShapeOf(name: string): QuickShape | undefined {
  if (!isApiName(name)) return undefined;
  const entry: ApiEntry = apiEntry(name);
  const { params } = entry;
  const weight = weightOf(name, entry);
  const fits = weight !== undefined && params.length <= PARAMS_MAX && params.every(({ type }) => type === 'number');
  return fits ? { params: params.length, weight } : undefined;
}

function outputCall({ params, action }: ApiEntry, { port }: NativeContext): QuickCall {
  if (action.by !== 'output') throw new Error(action.by);
  const { output } = action;
  const [first, second] = params;
  if (first === undefined) return () => void port.write(output, []);
  if (second === undefined) return (a) => void port.write(output, [clamped(first, a)]);
  return (a, b) => void port.write(output, [clamped(first, a), clamped(second, b)]);
}

function inputCall({ params, action, part }: ApiEntry, { port }: NativeContext): QuickCall {
  if (action.by !== 'input') throw new Error(action.by);
  const { input } = action;
  if (!action.indexed) return () => port.read(input, 0);
  const [param] = params;
  const last = indexMax(port.profile, part);
  return (a) => port.read(input, Math.min(clamped(param!, a), last));
}

function quickNative(name: string, context: NativeContext): QuickNative | undefined {
  const shape = quickShapeOf(name);
  if (shape === undefined || !isApiName(name)) return undefined;
  const entry: ApiEntry = apiEntry(name);
  const { part, action } = entry;
  if (part !== undefined && action.by !== 'profile' && !hasPart(context.port.profile, part)) return undefined;
  switch (action.by) {
    case 'output':
      return { ...shape, call: outputCall(entry, context) };
    case 'input':
      return { ...shape, call: inputCall(entry, context) };
    case 'profile':
      return { ...shape, call: profileNumber(name, context.port.profile) };
    default:
      return { ...shape, call: name === 'time' ? () => context.nowMs() : (a, b) => randomBetween(a, b, context) };
  }
}

/** For `Program.natives`, by index; undefined where there is no quick way on this robot. */
export function linkQuickNatives(names: readonly string[], context: NativeContext): readonly (QuickNative | undefined)[] {
  return names.map((name) => quickNative(name, context));
}
