/** The first place in which a run and its recording are not the same. Layer: run. */
import type { PortValue } from '../robot/robot-port.ts';
import type { ChannelName } from './channels.ts';
import { MalformedExact, MessageEntries } from './exact-decoder.ts';
import type { ExactEntry } from './exact-channel.ts';

export interface Difference {
  /** Robot time. */
  readonly atS: number;
  /** `read:line`, `write:motors`, `clock`, `turn`, `telemetry.pose.xMm`, `log`, `summary.laps`, `end` …; see docs/protocols/run-file.md. */
  readonly what: string;
  readonly recorded: string;
  readonly computed: string;
}

const TEXT_LENGTH_MAX = 120;
const NOTHING = '–';

export const valueText = (value: unknown): string => {
  const text = typeof value === 'string' ? value : typeof value === 'number' ? numberText(value) : (JSON.stringify(value) ?? NOTHING);
  return text.length > TEXT_LENGTH_MAX ? `${text.slice(0, TEXT_LENGTH_MAX - 1)}…` : text;
};

const numberText = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));

export function entryName(entry: ExactEntry | undefined): string {
  if (entry === undefined) return 'end';
  if (entry.kind === 'read') return `read:${entry.input}`;
  return entry.kind === 'write' ? `write:${entry.output}` : entry.kind;
}

export function entryText(entry: ExactEntry | undefined): string {
  if (entry === undefined) return NOTHING;
  const values: readonly PortValue[] =
    entry.kind === 'read' ? [entry.value] : entry.kind === 'write' ? entry.values : entry.kind === 'edit' ? [entry.place, entry.value] : [];
  const detail = entry.kind === 'clock' ? [entry.nowMs] : entry.kind === 'turn' ? [entry.budget] : values;
  const index = entry.kind === 'read' && entry.index > 0 ? `[${entry.index}]` : '';
  return valueText(`${entryName(entry)}${index}(${detail.map(valueText).join(', ')})`);
}

const sameValues = (a: readonly PortValue[], b: readonly PortValue[]): boolean =>
  a.length === b.length && a.every((value, i) => Object.is(value, b[i]));

export function isSameEntry(a: ExactEntry, b: ExactEntry): boolean {
  if (a.at !== b.at || a.kind !== b.kind) return false;
  if (a.kind === 'read' && b.kind === 'read') return a.input === b.input && a.index === b.index && Object.is(a.value, b.value);
  if (a.kind === 'write' && b.kind === 'write') return a.output === b.output && sameValues(a.values, b.values);
  if (a.kind === 'clock' && b.kind === 'clock') return Object.is(a.nowMs, b.nowMs);
  if (a.kind === 'edit' && b.kind === 'edit') return a.place === b.place && Object.is(a.value, b.value);
  return a.kind !== 'turn' || b.kind !== 'turn' || a.budget === b.budget;
}

interface Field {
  readonly path: string;
  readonly recorded: unknown;
  readonly computed: unknown;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/** The innermost of the first that differ, whatever the order of keys; undefined where all are equal. */
function fieldOf(recorded: unknown, computed: unknown, path: string): Field | undefined {
  if (!isObject(recorded) || !isObject(computed)) return Object.is(recorded, computed) ? undefined : { path, recorded, computed };
  for (const key of new Set([...Object.keys(recorded), ...Object.keys(computed)])) {
    const [mine, others] = [recorded, computed].map((value) => (Object.hasOwn(value, key) ? value[key] : undefined));
    const field = fieldOf(mine, others, `${path}.${key}`);
    if (field !== undefined) return field;
  }
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Of two JSON texts; undefined where they say the same. */
export function jsonDifference(atS: number, name: string, recorded: string, computed: string): Difference | undefined {
  const field = fieldOf(parsed(recorded), parsed(computed), name);
  if (field === undefined) return undefined;
  return { atS, what: field.path, recorded: valueText(field.recorded), computed: valueText(field.computed) };
}

/** What stands there; '?' where it is nothing that a recorder writes. */
function entryIn(entries: MessageEntries): ExactEntry | '?' | undefined {
  try {
    return entries.next();
  } catch (cause) {
    if (cause instanceof MalformedExact) return '?';
    throw cause;
  }
}

/** Of two messages of the exact channel that are not the same. */
function exactDifference(fallbackAtS: number, recorded: Uint8Array, computed: Uint8Array): Difference {
  const [mine, others] = [new MessageEntries(recorded), new MessageEntries(computed)];
  let atS = fallbackAtS;
  for (;;) {
    const entry = entryIn(mine);
    const other = others.next();
    if (entry === '?') return { atS, what: entryName(other), recorded: entry, computed: entryText(other) };
    if (entry === undefined || other === undefined || !isSameEntry(entry, other)) {
      return { atS, what: entryName(other ?? entry), recorded: entryText(entry), computed: entryText(other) };
    }
    if (other.kind === 'clock') atS = other.nowMs / 1000;
  }
}

const decoder = new TextDecoder();

export function messageDifference(channel: ChannelName, atMs: number, recorded: Uint8Array, computed: Uint8Array): Difference | undefined {
  if (channel === 'exact') return exactDifference(atMs / 1000, recorded, computed);
  return jsonDifference(atMs / 1000, channel, decoder.decode(recorded), decoder.decode(computed));
}
