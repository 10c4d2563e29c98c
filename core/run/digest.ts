/**
 * The digest of a run: SHA-256 over its trajectory and outputs in a canonical layout. Layer: run. Specification: docs/protocols/digest.md.
 * Equal digests mean the same run, in any engine and on any machine.
 */
import { bytesToHex } from '@noble/hashes/utils.js';
import { ownSha256, type NewSha256, type Sha256 } from '../base/sha256.ts';
import type { OutputId, PortValue } from '../robot/robot-port.ts';
import type { VmEffect } from '../vm/vm.ts';
import { ByteWriter } from './byte-writer.ts';
import { OUTPUT_CODE } from './io-codes.ts';
import type { PortObserver } from './observed-port.ts';

const LAYOUT = 'guiji-digest-1\n';
const RECORD = { pose: 1, write: 2, log: 3, plot: 4, stopAll: 5 } as const;
/** Bytes that wait before they are hashed. */
const BLOCK_BYTES = 16_384;

export class RunDigest implements PortObserver {
  readonly #hash: Sha256;
  readonly #pending = new ByteWriter(BLOCK_BYTES + 256);
  #hex: string | undefined;

  constructor(newSha256: NewSha256 = ownSha256) {
    this.#hash = newSha256();
    this.#hash.update(new TextEncoder().encode(LAYOUT));
  }

  #endRecord(): void {
    if (this.#pending.length < BLOCK_BYTES) return;
    this.#hash.update(this.#pending.written());
    this.#pending.reset();
  }

  /** Once for each millisecond, in order. mm and radians, floor frame. */
  pose(xMm: number, yMm: number, headingRad: number): void {
    this.#pending.record(RECORD.pose, xMm, yMm, headingRad);
    this.#endRecord();
  }

  onWrite(output: OutputId, values: readonly PortValue[]): void {
    const out = this.#pending;
    out.byte(RECORD.write);
    out.byte(OUTPUT_CODE[output]);
    out.byte(values.length);
    for (const value of values) out.value(value);
    this.#endRecord();
  }

  onEffect(effect: VmEffect): void {
    const out = this.#pending;
    out.byte(effect.kind === 'log' ? RECORD.log : RECORD.plot);
    out.text(effect.kind === 'log' ? effect.text : effect.name);
    if (effect.kind === 'plot') out.value(effect.value);
    this.#endRecord();
  }

  onStopAll(): void {
    this.#pending.byte(RECORD.stopAll);
    this.#endRecord();
  }

  /** 64 hex digits; nothing counts after the first call. */
  finish(): string {
    if (this.#hex !== undefined) return this.#hex;
    this.#hash.update(this.#pending.written());
    this.#hex = bytesToHex(this.#hash.digest());
    return this.#hex;
  }
}
