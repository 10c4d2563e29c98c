/** A tape that records nothing: it holds what it is given against a recording. Layer: run. */
import { ok, type Result } from '../base/result.ts';
import { CHANNEL_NAMES, type ChannelName } from './channels.ts';
import { jsonDifference, messageDifference, type Difference } from './difference.ts';
import type { RecordedMessage, RunFile } from './run-file.ts';
import { summaryText, type RunTape } from './run-tape.ts';
import type { RunSummary } from './run-types.ts';

/** Of a Message record beside its data: opcode, length, channel, sequence and two times. */
const MESSAGE_HEAD_BYTES = 31;

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
};

type ByChannel<T> = { [N in ChannelName]: T };

export class CompareTape implements RunTape {
  chunkLength = 0;
  /** The first there was. */
  difference: Difference | undefined;
  readonly #file: RunFile;
  /** Why by channel: other writers of MCAP keep the order within one, but not among them. */
  readonly #recorded: ByChannel<readonly RecordedMessage[]>;
  readonly #next: ByChannel<number>;
  #hasRunOut = false;

  constructor(file: RunFile) {
    this.#file = file;
    const of = (name: ChannelName): readonly RecordedMessage[] => file.messages.filter(({ channel }) => channel === name);
    this.#recorded = Object.fromEntries(CHANNEL_NAMES.map((name) => [name, of(name)])) as unknown as ByChannel<readonly RecordedMessage[]>;
    this.#next = Object.fromEntries(CHANNEL_NAMES.map((name) => [name, 0])) as ByChannel<number>;
  }

  /** Nothing that comes now would tell anything more. */
  get isOver(): boolean {
    return this.difference !== undefined || this.#hasRunOut;
  }

  message(channel: ChannelName, atMs: number, data: Uint8Array): void {
    this.chunkLength += MESSAGE_HEAD_BYTES + data.length;
    if (this.isOver) return;
    const recorded = this.#recorded[channel][this.#next[channel]++];
    if (recorded === undefined) return this.#endsHere(channel, atMs);
    if (recorded.atMs === atMs && sameBytes(recorded.data, data)) return;
    this.difference = sameBytes(recorded.data, data)
      ? { atS: atMs / 1000, what: `${channel}.time`, recorded: String(recorded.atMs), computed: String(atMs) }
      : messageDifference(channel, Math.min(atMs, recorded.atMs), recorded.data, data);
  }

  /** A torn recording ends somewhere; a finished one ends where the run does. */
  #endsHere(channel: ChannelName, atMs: number): void {
    if (this.#file.isComplete) this.difference = { atS: atMs / 1000, what: channel, recorded: '–', computed: '…' };
    else this.#hasRunOut = true;
  }

  endChunk(): void {
    this.chunkLength = 0;
  }

  finish(summary: RunSummary): Result<void> {
    const atS = summary.simTimeS;
    const text = summaryText(summary);
    const recorded = this.#file.summaryText;
    for (const name of CHANNEL_NAMES) {
      if (this.isOver || this.#next[name] === this.#recorded[name].length) continue;
      this.difference = { atS, what: name, recorded: '…', computed: '–' };
    }
    if (!this.isOver && recorded !== undefined && recorded !== text) this.difference = jsonDifference(atS, 'summary', recorded, text);
    return ok(undefined);
  }
}
