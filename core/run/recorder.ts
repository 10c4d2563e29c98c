/**
 * Writes a run as it happens. Layer: run. Specification: docs/protocols/run-file.md.
 * It watches the port (exactly, by instruction count), takes what viewers show, and closes a chunk at 64 kB or after a second of robot
 * time, whichever comes first: a power cut costs at most the last second.
 */
import type { InputId, OutputId, PortValue } from '../robot/robot-port.ts';
import type { RefereeEvent } from '../sim/referee-events.ts';
import type { VmEdit, VmEffect } from '../vm/vm.ts';
import type { Result } from '../base/result.ts';
import type { ChannelName } from './channels.ts';
import { ExactEncoder } from './exact-channel.ts';
import { FrameJson } from './frame-json.ts';
import type { PortObserver } from './observed-port.ts';
import type { RunTape } from './run-tape.ts';
import type { RunSummary, TelemetryFrame } from './run-types.ts';

const CHUNK_BYTES_MAX = 64_000;
const EXACT_BYTES_MAX = 4096;
const KEEP_ONE_FRAME_OF = 3;
/** Levels of foxglove.Log: info. */
const LOG_INFO = 2;

/** Longest UTF-8 form of one UTF-16 unit. */
const BYTES_PER_UNIT = 3;
const encoder = new TextEncoder();
const scratch = new Uint8Array(8192);

/** Borrowed: valid until the next call. */
function jsonBytes(value: unknown): Uint8Array {
  const text = JSON.stringify(value);
  if (text.length * BYTES_PER_UNIT > scratch.length) return encoder.encode(text);
  return scratch.subarray(0, encoder.encodeInto(text, scratch).written);
}

/** JSON has no NaN and no infinities. */
const jsonNumber = (value: number): number | string => (Number.isFinite(value) ? value : String(value));

export class RunRecorder implements PortObserver {
  readonly #tape: RunTape;
  readonly #exact = new ExactEncoder();
  readonly #frameJson = new FrameJson();
  readonly #instructions: () => number;
  readonly #chunkMs: number;
  #nowMs = 0;
  #frames = 0;
  #chunkStartMs = 0;
  #isFinished = false;

  /**
   * @param options.instructions of the VM, as of now
   * @param options.chunkMs robot time after which a chunk closes; see run-header.ts
   */
  constructor(options: { readonly tape: RunTape; readonly instructions: () => number; readonly chunkMs: number }) {
    this.#tape = options.tape;
    this.#instructions = options.instructions;
    this.#chunkMs = options.chunkMs;
  }

  onRead(input: InputId, index: number, value: PortValue): void {
    this.#exact.read(this.#instructions(), input, index, value);
  }

  onWrite(output: OutputId, values: readonly PortValue[]): void {
    this.#exact.write(this.#instructions(), output, values);
  }

  onClock(nowMs: number): void {
    this.#exact.clock(this.#instructions(), nowMs);
  }

  onStopAll(): void {
    this.#exact.stopAll(this.#instructions());
  }

  turn(budget: number): void {
    this.#exact.turn(this.#instructions(), budget);
  }

  edit({ at, value }: VmEdit, atMs: number): void {
    this.#exact.edit(this.#instructions(), { place: at, value, atMs });
  }

  effect(atMs: number, effect: VmEffect): void {
    if (effect.kind === 'plot') {
      this.#message('plot', atMs, jsonBytes({ name: effect.name, value: jsonNumber(effect.value) }));
      return;
    }
    const timestamp = { sec: Math.floor(atMs / 1000), nsec: Math.round((atMs % 1000) * 1e6) };
    this.#message('log', atMs, jsonBytes({ timestamp, level: LOG_INFO, message: effect.text, name: 'program', file: '', line: 0 }));
  }

  /** One frame in three is kept, 20 a second: what lies between is in the exact channel. @returns is this one? */
  takesFrame(): boolean {
    return this.#frames++ % KEEP_ONE_FRAME_OF === 0;
  }

  telemetry(frame: TelemetryFrame): void {
    this.#message('telemetry', frame.atMs, this.#frameJson.write(frame));
  }

  referee(event: RefereeEvent): void {
    this.#message('referee', event.atMs, jsonBytes(event));
  }

  /** After each millisecond of robot time. */
  tick(nowMs: number): void {
    this.#nowMs = nowMs;
    if (this.#exact.length >= EXACT_BYTES_MAX) this.#takeExact();
    if (nowMs - this.#chunkStartMs >= this.#chunkMs) this.#endChunk();
  }

  #message(channel: ChannelName, atMs: number, data: Uint8Array): void {
    if (this.#isFinished) return;
    this.#tape.message(channel, atMs, data);
    if (this.#tape.chunkLength >= CHUNK_BYTES_MAX) this.#endChunk();
  }

  #takeExact(): void {
    if (this.#exact.length > 0) this.#tape.message('exact', this.#nowMs, this.#exact.take());
  }

  #endChunk(): void {
    this.#takeExact();
    this.#tape.endChunk();
    this.#chunkStartMs = this.#nowMs;
  }

  /** Once. Errors: of the sink (`cli.file-not-writable` of the file sink). */
  finish(summary: RunSummary): Result<void> {
    this.#takeExact();
    const { laps, lapTimesS, checkpoints, offLine, collisions } = summary;
    this.#message('score', this.#nowMs, jsonBytes({ laps, lapTimesS, checkpoints, offLine, collisions }));
    this.#isFinished = true;
    return this.#tape.finish(summary);
  }
}
