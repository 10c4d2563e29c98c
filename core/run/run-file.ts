/**
 * Opens a recording, finished or torn. Layer: run. Specification: docs/protocols/run-file.md.
 * It reads from the front and keeps what is whole, so a file that ends in the middle of a chunk, or in zeros after a power cut, gives
 * all that was flushed before.
 */
import { z } from 'zod';
import { fail, ok, type Result } from '../base/result.ts';
import { refereeEventSchema, type RefereeEvent } from '../sim/referee-events.ts';
import { CHANNEL_NAMES, CHANNELS, type ChannelName } from './channels.ts';
import type { ExactEntry } from './exact-channel.ts';
import { decodeExact } from './exact-decoder.ts';
import { readMcap } from './mcap-reader.ts';
import { interventionsIn, type Intervention } from './interventions.ts';
import { decodeHeader, END_NAME, HEADER_NAME, type RunFileFaultCode, type RunHeader } from './run-header.ts';
import type { RunSummary, TelemetryFrame } from './run-types.ts';

/** Why: a promise in the footer must not make us ask for gigabytes. */
const FILE_BYTES_MAX = 1 << 30;

export interface RunStateAt {
  /** The last frame at or before the time asked for. */
  readonly frame: TelemetryFrame | undefined;
  readonly log: readonly { readonly atMs: number; readonly text: string }[];
  readonly events: readonly RefereeEvent[];
}

/** One message as it lies in the file. */
export interface RecordedMessage {
  readonly channel: ChannelName;
  readonly atMs: number;
  /** Borrowed from the file. */
  readonly data: Uint8Array;
}

/** Lists are read from their channels when they are first asked for. */
export interface RunFile {
  readonly header: RunHeader;
  /** The end was written: nothing is missing. */
  readonly isComplete: boolean;
  /** Every message of the channels that we know, as they came. */
  readonly messages: readonly RecordedMessage[];
  /** JSON of the summary, as it was written. */
  readonly summaryText?: string;
  /** The summary as it was written, without log and plots; absent in a torn file. */
  readonly outcome?: Omit<RunSummary, 'log' | 'plots'>;
  /** Absent in a torn file. `log` and `plots` are filled from their channels. */
  readonly summary?: RunSummary;
  readonly durationMs: number;
  readonly events: readonly RefereeEvent[];
  readonly telemetry: readonly TelemetryFrame[];
  readonly log: readonly { readonly atMs: number; readonly text: string }[];
  readonly plot: readonly { readonly atMs: number; readonly name: string; readonly value: number }[];
  /** What a person did to the run. */
  readonly interventions: readonly Intervention[];
  /** What passed between program and robot, oldest first; decoded when asked for. Errors: `run-file.malformed-exact`. */
  exact(): Result<readonly ExactEntry[], RunFileFaultCode>;
  stateAt(atMs: number): RunStateAt;
}

const number = z.number();
const pose = { xMm: number, yMm: number, headingDeg: number };
const frameSchema = z.object({
  atMs: number,
  pose: z.object(pose).optional(),
  leftPercent: number,
  rightPercent: number,
  speedMmPerS: number.optional(),
  line: z.array(number),
  sonarMm: number.nullable(),
  led: z.string(),
  toneHz: number,
  lap: number,
  lapStartedAtMs: number,
  lastLapMs: number.optional(),
  aiLabel: z.string().optional(),
  boxes: z.array(z.object(pose)).optional(),
  others: z.array(z.object({ ...pose, car: number })).optional(),
});
const logSchema = z.object({ message: z.string() });
const plotSchema = z.object({ name: z.string(), value: z.union([number, z.string().transform(Number)]) });
const problemSchema = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), number, z.boolean()])),
  line: number.optional(),
  column: number.optional(),
  start: number.optional(),
  end: number.optional(),
});
const summarySchema = z.object({
  ended: z.enum(['finished', 'stopped', 'time-limit', 'error']),
  simTimeS: number,
  instructions: number,
  distanceMm: number,
  finalPose: z.object({ xMm: number, yMm: number, headingDeg: number }),
  laps: number,
  lapTimesS: z.array(number),
  checkpoints: z.array(z.object({ id: z.string(), atS: number })),
  offLine: z.object({ count: number, totalS: number }),
  collisions: number,
  digest: z.string(),
  error: problemSchema.optional(),
});

interface Found {
  readonly metadata: Map<string, ReadonlyMap<string, string>>;
  readonly messages: RecordedMessage[];
  durationMs: number;
}

function collect(bytes: Uint8Array): Found {
  const found: Found = { metadata: new Map(), messages: [], durationMs: 0 };
  const channels = new Map<number, ChannelName>();
  readMcap(bytes, {
    metadata: (name, entries) => found.metadata.set(name, entries),
    channel: (id, topic) => {
      const name = CHANNEL_NAMES.find((known) => CHANNELS[known].topic === topic);
      if (name !== undefined) channels.set(id, name);
    },
    message: (id, atMs, data) => {
      const channel = channels.get(id);
      found.durationMs = Math.max(found.durationMs, atMs);
      if (channel !== undefined) found.messages.push({ channel, atMs, data });
    },
  });
  return found;
}

const decoder = new TextDecoder();

/** undefined for what the schema refuses: a viewer's channel may hold more than we know. */
function parseJson<T>({ data }: RecordedMessage, schema: z.ZodType<T>): T | undefined {
  try {
    const parsed = schema.safeParse(JSON.parse(decoder.decode(data)));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

function parseAll<T>(messages: readonly RecordedMessage[], schema: z.ZodType<T>): { readonly atMs: number; readonly value: T }[] {
  return messages.flatMap((message) => {
    const value = parseJson(message, schema);
    return value === undefined ? [] : [{ atMs: message.atMs, value }];
  });
}

function plotsByName(points: RunFile['plot']): Record<string, [number, number][]> {
  const plots: Record<string, [number, number][]> = {};
  for (const { name, atMs, value } of points) (plots[name] ??= []).push([atMs / 1000, value]);
  return plots;
}

function parseSummary(text: string | undefined): z.infer<typeof summarySchema> | undefined {
  try {
    return text === undefined ? undefined : summarySchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

const lazy = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
};

/** How many of a list that is sorted by time are not after it. */
function countUpTo(list: readonly { readonly atMs: number }[], atMs: number): number {
  let low = 0;
  for (let high = list.length; low < high;) {
    const middle = (low + high) >> 1;
    if (list[middle]!.atMs <= atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

const byTime = <T extends { readonly atMs: number }>(list: readonly T[]): readonly T[] =>
  list.every(({ atMs }, i) => i === 0 || atMs >= list[i - 1]!.atMs) ? list : list.toSorted((a, b) => a.atMs - b.atMs);

class OpenedRun implements RunFile {
  readonly header: RunHeader;
  readonly messages: readonly RecordedMessage[];
  readonly durationMs: number;
  readonly summaryText?: string;
  readonly #summary: z.infer<typeof summarySchema> | undefined;
  readonly #frames = lazy(() => byTime(this.#of('telemetry')));
  readonly #telemetry = lazy(() => parseAll(this.#of('telemetry'), frameSchema).map(({ value }) => value as TelemetryFrame));
  readonly #events = lazy(() => byTime(parseAll(this.#of('referee'), refereeEventSchema).map(({ value }) => value)));
  readonly #log = lazy(() => byTime(parseAll(this.#of('log'), logSchema).map(({ atMs, value }) => ({ atMs, text: value.message }))));
  readonly #plot = lazy(() => parseAll(this.#of('plot'), plotSchema).map(({ atMs, value }) => ({ atMs, ...value })));
  readonly #interventions = lazy(() => interventionsIn(this.header, this.messages));

  constructor(found: Found, header: RunHeader) {
    this.header = header;
    this.messages = found.messages;
    this.durationMs = found.durationMs;
    const text = found.metadata.get(END_NAME)?.get('summary');
    this.#summary = parseSummary(text);
    if (text !== undefined && this.#summary !== undefined) this.summaryText = text;
  }

  #of(channel: ChannelName): RecordedMessage[] {
    return this.messages.filter((message) => message.channel === channel);
  }

  get isComplete(): boolean {
    return this.#summary !== undefined;
  }

  get outcome(): Omit<RunSummary, 'log' | 'plots'> | undefined {
    return this.#summary as Omit<RunSummary, 'log' | 'plots'> | undefined;
  }

  get summary(): RunSummary | undefined {
    if (this.#summary === undefined) return undefined;
    const log = this.log.map(({ atMs, text }) => ({ atS: atMs / 1000, text }));
    return { ...this.#summary, log, plots: plotsByName(this.plot) } as RunSummary;
  }

  get events(): readonly RefereeEvent[] {
    return this.#events();
  }

  get telemetry(): readonly TelemetryFrame[] {
    return this.#telemetry();
  }

  get log(): RunFile['log'] {
    return this.#log();
  }

  get plot(): RunFile['plot'] {
    return this.#plot();
  }

  get interventions(): readonly Intervention[] {
    return this.#interventions();
  }

  exact(): Result<readonly ExactEntry[], RunFileFaultCode> {
    return decodeExact(this.#of('exact').map(({ data }) => data));
  }

  stateAt(atMs: number): RunStateAt {
    return {
      frame: this.#frameAt(atMs),
      log: this.log.slice(0, countUpTo(this.log, atMs)),
      events: this.events.slice(0, countUpTo(this.events, atMs)),
    };
  }

  /** Only the one is read, however many there are. */
  #frameAt(atMs: number): TelemetryFrame | undefined {
    const frames = this.#frames();
    for (let i = countUpTo(frames, atMs) - 1; i >= 0; i--) {
      const frame = parseJson(frames[i]!, frameSchema);
      if (frame !== undefined) return frame as TelemetryFrame;
    }
    return undefined;
  }
}

/** Errors: `run-file.not-a-run`, `run-file.newer-version`, `run-file.bad-header`. */
export function openRun(bytes: Uint8Array): Result<RunFile, RunFileFaultCode> {
  if (bytes.length > FILE_BYTES_MAX) return fail('run-file.not-a-run', {});
  const found = collect(bytes);
  const metadata = found.metadata.get(HEADER_NAME);
  if (metadata === undefined) return fail('run-file.not-a-run', {});
  const header = decodeHeader(metadata);
  return header.ok ? ok(new OpenedRun(found, header.value)) : header;
}
