/**
 * One recording on its way to the bridge. Layer: web/state. Pieces go in their order, one at a time; what was confirmed is forgotten here.
 * A link that was cut begins again where the bridge says.
 */
import { fail, ok, type Fault, type Result } from '../../core/base/result.ts';
import { APPEND_BYTES_MAX, type RunAbout } from '../../core/protocol/run-views.ts';
import type { Bridge } from '../adapters/bridge/bridge.ts';
import type { Piece } from '../adapters/storage/recording-storage.ts';

/** `waiting`: for more bytes, or for the bridge. `given-up`: the bridge will never take the rest. */
export type UploadState = 'waiting' | 'sent' | 'given-up';

/** Trying again later may help. */
const PASSING = new Set([
  ...['bridge.unreachable', 'protocol.no-answer', 'bridge.failed', 'runs.too-many', 'runs.folder-failed', 'runs.finished'],
  ...['store.disk-full', 'store.busy', 'store.failed', 'bridge.not-joined'],
]);

export interface UploadOptions {
  readonly about: RunAbout;
  readonly bridge: Pick<Bridge, 'call'>;
  /** All before it is on the bridge's disk. */
  readonly onConfirmed: (offset: number) => void;
}

export class RecordingUpload {
  readonly about: RunAbout;
  readonly #options: UploadOptions;
  #pieces: Piece[] = [];
  /** Of the file; all before it is confirmed. */
  #heldFrom = 0;
  #totalBytes = 0;
  #isEnded = false;
  #isBegun = false;
  #isGivenUp = false;
  #isSent = false;
  #pumping: Promise<Fault | undefined> | undefined;

  constructor(options: UploadOptions) {
    this.#options = options;
    this.about = options.about;
  }

  get heldBytes(): number {
    return this.#totalBytes - this.#heldFrom;
  }

  get totalBytes(): number {
    return this.#totalBytes;
  }

  get state(): UploadState {
    if (this.#isGivenUp) return 'given-up';
    return this.#isSent ? 'sent' : 'waiting';
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  add(bytes: Uint8Array): void {
    this.#pieces.push(...sendable({ offset: this.#totalBytes, bytes }));
    this.#totalBytes += bytes.length;
  }

  /** What an earlier page left; `totalBytes` of which only these pieces are still needed. */
  takeUp(pieces: readonly Piece[], totalBytes: number): void {
    this.#pieces = pieces.flatMap(sendable);
    this.#heldFrom = pieces[0]?.offset ?? totalBytes;
    this.#totalBytes = totalBytes;
    this.#isEnded = true;
  }

  end(): void {
    this.#isEnded = true;
  }

  /** The link is a new one: ask again how far the bridge has come. */
  linkIsNew(): void {
    this.#isBegun = false;
  }

  /** Sends what there is. undefined where all went well; else why not, and whether trying again may help. */
  pump(): Promise<Fault | undefined> {
    this.#pumping ??= this.#send().finally(() => (this.#pumping = undefined));
    return this.#pumping;
  }

  async #send(): Promise<Fault | undefined> {
    while (this.state === 'waiting') {
      const step = await this.#step();
      if (step === undefined) return undefined;
      if (step.ok) continue;
      this.#isBegun = false;
      if (!PASSING.has(step.fault.code)) this.#isGivenUp = true;
      return step.fault;
    }
    return undefined;
  }

  /** undefined: there is nothing to do until more bytes come. */
  async #step(): Promise<Result<void> | undefined> {
    const { bridge } = this.#options;
    const { id } = this.about;
    if (!this.#isBegun) return this.#confirm(await bridge.call('runs.begin', { about: this.about, heldFrom: this.#heldFrom }));
    const piece = this.#pieces[0];
    if (piece !== undefined) return this.#confirm(await bridge.call('runs.append', { id, offset: piece.offset, bytes: piece.bytes }));
    if (!this.#isEnded) return undefined;
    const finished = await bridge.call('runs.finish', { id });
    if (finished.ok) this.#isSent = true;
    return finished;
  }

  #confirm(answer: Result<{ readonly received: number }>): Result<void> {
    if (!answer.ok) return answer;
    const { received } = answer.value;
    if (received < this.#heldFrom) return fail('runs.gap', { received });
    this.#isBegun = true;
    while (this.#pieces[0] !== undefined && this.#pieces[0].offset + this.#pieces[0].bytes.length <= received) this.#pieces.shift();
    const first = this.#pieces[0];
    if (first !== undefined && first.offset < received) {
      this.#pieces[0] = { offset: received, bytes: first.bytes.subarray(received - first.offset) };
    }
    this.#heldFrom = Math.min(received, this.#totalBytes);
    this.#options.onConfirmed(this.#heldFrom);
    return ok(undefined);
  }
}

/** The header of a run holds its whole program, so the first piece may be larger than a message. */
function sendable({ offset, bytes }: Piece): readonly Piece[] {
  const count = Math.ceil(bytes.length / APPEND_BYTES_MAX);
  return Array.from({ length: count }, (_, i) => ({
    offset: offset + i * APPEND_BYTES_MAX,
    bytes: bytes.subarray(i * APPEND_BYTES_MAX, (i + 1) * APPEND_BYTES_MAX),
  }));
}
