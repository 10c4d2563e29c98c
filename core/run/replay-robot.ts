/**
 * The robot of a recording: it answers as the recorded one did, and holds every call against what was recorded. Layer: run.
 * Matched by the count of instructions: the same call at the same count, or the run is not the recorded one.
 */
import type { RobotProfile } from '../robot/profile.ts';
import type { InputId, OutputId, PortValue, RobotPort } from '../robot/robot-port.ts';
import { entryName, entryText, isSameEntry, type Difference } from './difference.ts';
import type { ExactEntry } from './exact-channel.ts';
import { MessageEntries } from './exact-decoder.ts';
import { isOfInput } from './io-codes.ts';
import type { RunFile } from './run-file.ts';

/** Thrown through the VM, which must not go on; caught in rerun-live.ts. */
export class Diverged extends Error {
  readonly difference: Difference;

  constructor(difference: Difference) {
    super(difference.what);
    this.difference = difference;
  }
}

/** The recording ends within this turn. */
export class RanOut extends Error {}

/** Entries of all messages, oldest first. Its `next` throws MalformedExact. */
export function* recordedEntries({ messages }: Pick<RunFile, 'messages'>): Generator<ExactEntry, undefined> {
  for (const { channel, data } of messages) {
    if (channel !== 'exact') continue;
    const entries = new MessageEntries(data);
    for (let entry = entries.next(); entry !== undefined; entry = entries.next()) yield entry;
  }
  return undefined;
}

export interface ReplayRobotOptions {
  readonly profile: RobotProfile;
  readonly entries: Iterator<ExactEntry, undefined>;
  /** Of the VM, as of now. */
  readonly instructions: () => number;
}

/** Each call throws Diverged, RanOut or MalformedExact. */
export class ReplayRobot implements RobotPort {
  readonly profile: RobotProfile;
  readonly #entries: Iterator<ExactEntry, undefined>;
  readonly #instructions: () => number;
  #nowMs = 0;

  constructor({ profile, entries, instructions }: ReplayRobotOptions) {
    this.profile = profile;
    this.#entries = entries;
    this.#instructions = instructions;
  }

  /** Robot time when the program last looked at it. */
  get lastMs(): number {
    return this.#nowMs;
  }

  nowMs(): number {
    const at = this.#instructions();
    const entry = this.#next();
    if (entry.kind !== 'clock' || entry.at !== at) throw this.diverged(entry, { kind: 'clock', at, nowMs: NaN });
    this.#nowMs = entry.nowMs;
    return entry.nowMs;
  }

  read(input: InputId, index: number): PortValue {
    const at = this.#instructions();
    const entry = this.#next();
    const isIt = entry.kind === 'read' && entry.at === at && entry.input === input && entry.index === index;
    if (!isIt || !isOfInput(input, entry.value)) throw this.diverged(entry, { kind: 'read', at, input, index, value: '?' });
    return entry.value;
  }

  write(output: OutputId, values: readonly PortValue[]): void {
    this.#expect({ kind: 'write', at: this.#instructions(), output, values });
  }

  stopAll(): void {
    this.#expect({ kind: 'stop-all', at: this.#instructions() });
  }

  diverged(recorded: ExactEntry | undefined, computed: ExactEntry | undefined): Diverged {
    const what = entryName(computed ?? recorded);
    return new Diverged({ atS: this.#nowMs / 1000, what, recorded: entryText(recorded), computed: entryText(computed) });
  }

  #next(): ExactEntry {
    const { done, value } = this.#entries.next();
    if (done) throw new RanOut();
    return value;
  }

  #expect(computed: ExactEntry): void {
    const recorded = this.#next();
    if (!isSameEntry(recorded, computed)) throw this.diverged(recorded, computed);
  }
}
