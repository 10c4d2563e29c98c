/** Is this recording what happened? Layer: run. Specification: docs/protocols/run-file.md, "Verification". */
import type { EvidenceLevel } from './evidence.ts';

export interface VerifyOptions {
  /** Ed25519 public keys, hex. */
  readonly trustedSealKeys: readonly string[];
}

/**
 * Exactly one of four.
 *
 * | result | means | `what` |
 * | --- | --- | --- |
 * | `same` | run again, everything came out as recorded | |
 * | `diverges` | the first difference is at `atS` | where, such as `write:motors` or `telemetry` |
 * | `altered` | the seal or the file is broken | which part: `header`, `part:3`, `end`, `seal` |
 * | `incomplete` | as far as it goes nothing is wrong | `end` is missing, or `version`: made by semantics this build does not have |
 */
export interface Verdict {
  readonly result: 'same' | 'diverges' | 'altered' | 'incomplete';
  readonly evidence: EvidenceLevel;
  /** Hex; absent where the recording has no seal. */
  readonly sealedBy?: string;
  readonly isSealTrusted?: boolean;
  /** Inputs that no world computes (camera, button) were taken from the recording. */
  readonly hasExternalInputs?: boolean;
  readonly atS?: number;
  readonly what?: string;
  readonly recorded?: string;
  readonly computed?: string;
}

/** Runs it again: as long as a headless run takes. Never throws, whatever the bytes are. */
export declare function verifyRun(bytes: Uint8Array, options: VerifyOptions): Verdict;
