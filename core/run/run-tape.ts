/** What a recorder writes on. Layer: run. The one tape that lasts is a file; others compare with one (compare-tape.ts). */
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Result } from '../base/result.ts';
import { CHANNEL_NAMES, CHANNELS, type ChannelName } from './channels.ts';
import { McapFileWriter } from './mcap-writer.ts';
import { encodeHeader, END_NAME, HEADER_NAME, type RunHeader } from './run-header.ts';
import type { RunSink } from './run-sink.ts';
import type { RunSummary } from './run-types.ts';
import { SealChain, type Signer } from './seal.ts';

const LIBRARY = 'guiji-lab';

export interface RunTape {
  /** Bytes of the open chunk. */
  readonly chunkLength: number;
  /** @param data copied */
  message(channel: ChannelName, atMs: number, data: Uint8Array): void;
  /** Closes the open chunk, if it holds anything. */
  endChunk(): void;
  /** Once, after the last message. Errors: of what lies beneath. */
  finish(summary: RunSummary): Result<void>;
}

// Why not log and plots: they are in their channels.
export const summaryText = (summary: RunSummary): string => JSON.stringify({ ...summary, log: [], plots: {} });

function sealedHeader({ sealKey: _, ...header }: RunHeader, signer: Signer | undefined): RunHeader {
  return signer === undefined ? header : { ...header, sealKey: bytesToHex(signer.publicKey) };
}

export interface FileTapeOptions {
  readonly sink: RunSink;
  readonly header: RunHeader;
  /** Seals each chunk as it is written. */
  readonly signer?: Signer;
}

export class FileTape implements RunTape {
  readonly #sink: RunSink;
  readonly #file: McapFileWriter;
  readonly #ids: { readonly [N in ChannelName]: number };

  constructor({ sink, header, signer }: FileTapeOptions) {
    this.#sink = sink;
    this.#file = new McapFileWriter(sink, LIBRARY, signer === undefined ? undefined : new SealChain(signer));
    this.#file.metadata(HEADER_NAME, encodeHeader(sealedHeader(header, signer)));
    this.#ids = Object.fromEntries(CHANNEL_NAMES.map((name) => [name, this.#file.addChannel(CHANNELS[name])])) as {
      [N in ChannelName]: number;
    };
    this.#file.seal();
    sink.flush();
  }

  get chunkLength(): number {
    return this.#file.chunkLength;
  }

  message(channel: ChannelName, atMs: number, data: Uint8Array): void {
    this.#file.message(this.#ids[channel], atMs, data);
  }

  endChunk(): void {
    this.#file.endChunk();
  }

  finish(summary: RunSummary): Result<void> {
    this.#file.endChunk();
    this.#file.metadata(END_NAME, new Map([['summary', summaryText(summary)]]));
    this.#file.finish();
    return this.#sink.finish();
  }
}
