/** Is this recording what happened? Layer: run. Specification: docs/protocols/run-file.md, "Verification". */
import { AssertionError } from '../base/assert.ts';
import { ok, type Result } from '../base/result.ts';
import { ownSha256, type NewSha256 } from '../base/sha256.ts';
import type { IdealEffect } from '../robot/ideal-effects.ts';
import type { RobotProfile } from '../robot/profile.ts';
import { checkSeal, type SealReport } from './check-seal.ts';
import { checkWhole } from './check-whole.ts';
import { CompareTape } from './compare-tape.ts';
import type { Difference } from './difference.ts';
import { evidenceOf, type EvidenceLevel } from './evidence.ts';
import { rerunLive } from './rerun-live.ts';
import { rerunSimulated } from './rerun-simulated.ts';
import { endsWithMagic } from './mcap-records.ts';
import { openRun, type RunFile } from './run-file.ts';
import type { RunHeader } from './run-header.ts';
import { SEMANTICS_VERSIONS, type SemanticsVersions } from './semantics-versions.ts';

export interface VerifyOptions {
  /** Ed25519 public keys, hex. */
  readonly trustedSealKeys: readonly string[];
  /** The computer's own, where it has one that is quicker than ours. */
  readonly sha256?: NewSha256;
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
  /** Somebody changed variables while the program was paused; the changes are in the recording and were made again. */
  readonly isChangedByHand?: boolean;
  /** Driven on a car that lacks all, or some, of what makes a real one hard. */
  readonly isIdealCar?: boolean;
  /** Some: these. */
  readonly without?: readonly IdealEffect[];
  /** Inputs that no world computes (camera, button) were taken from the recording. */
  readonly hasExternalInputs?: boolean;
  readonly atS?: number;
  readonly what?: string;
  readonly recorded?: string;
  readonly computed?: string;
}

/** undefined: nothing was altered, as far as can be told without running it. */
function alteredPart(seal: SealReport, bytes: Uint8Array, { sealKey }: RunHeader): string | undefined {
  if (seal.state === 'broken') return seal.part;
  // Torn before its first seal was written.
  const isUnsealedYet = seal.state === 'none' && !endsWithMagic(bytes);
  if (seal.publicKey !== sealKey && !isUnsealedYet) return 'seal';
  return seal.state === 'none' && checkWhole(bytes) === 'damaged' ? 'file' : undefined;
}

function isKnown(semantics: SemanticsVersions): boolean {
  return (Object.keys(SEMANTICS_VERSIONS) as (keyof SemanticsVersions)[]).every((part) => semantics[part] === SEMANTICS_VERSIONS[part]);
}

/** A recording can also claim what no compiler of ours makes: then it fails an assertion of ours, and is no recording of a run. */
const NO_RUN: Difference = { atS: 0, what: 'program', recorded: '?', computed: '–' };

interface Compared {
  readonly difference: Difference | undefined;
  readonly hasExternalInputs: boolean;
}

function compare(file: RunFile, sha256: NewSha256): Result<Compared> {
  if (file.header.robot === 'live') {
    const rerun = rerunLive({ file });
    return rerun.ok ? ok({ difference: rerun.value, hasExternalInputs: false }) : rerun;
  }
  const tape = new CompareTape(file);
  const rerun = rerunSimulated({ file, tape, sha256, isOver: () => tape.isOver });
  return rerun.ok ? ok({ difference: tape.difference, hasExternalInputs: rerun.value.hasExternalInputs }) : rerun;
}

function compareSafely(file: RunFile, sha256: NewSha256): Compared {
  try {
    const compared = compare(file, sha256);
    if (compared.ok) return compared.value;
    const { code } = compared.fault;
    return {
      difference: { ...NO_RUN, what: code === 'run-file.malformed-exact' ? 'exact' : 'program', computed: code },
      hasExternalInputs: false,
    };
  } catch (cause) {
    if (cause instanceof AssertionError) return { difference: NO_RUN, hasExternalInputs: false };
    throw cause;
  }
}

function idealIn({ ideal }: RobotProfile): Pick<Verdict, 'isIdealCar' | 'without'> {
  if (ideal === undefined) return {};
  return { isIdealCar: true, ...(ideal === true ? {} : { without: ideal }) };
}

/** Runs it again: as long as a headless run takes. Never throws, whatever the bytes are. */
export function verifyRun(bytes: Uint8Array, { trustedSealKeys, sha256 = ownSha256 }: VerifyOptions): Verdict {
  const seal = checkSeal(bytes, sha256);
  const { publicKey } = seal;
  const isSealTrusted = publicKey !== undefined && seal.state !== 'broken' && trustedSealKeys.includes(publicKey);
  const sealed = publicKey === undefined ? {} : { sealedBy: publicKey, isSealTrusted };
  const opened = openRun(bytes);
  if (!opened.ok) {
    if (opened.fault.code === 'run-file.newer-version') return { result: 'incomplete', evidence: 'none', ...sealed, what: 'version' };
    return { result: 'altered', evidence: 'none', ...sealed, what: 'header' };
  }
  const file = opened.value;
  const what = alteredPart(seal, bytes, file.header);
  const untilS = seal.untilMs === undefined ? {} : { atS: seal.untilMs / 1000 };
  if (what !== undefined) return { result: 'altered', evidence: 'none', ...sealed, what, ...untilS };
  const evidence = evidenceOf(file.header, { isTrusted: isSealTrusted });
  if (!isKnown(file.header.semantics))
    return { result: 'incomplete', evidence: isSealTrusted ? 'tethered' : 'none', ...sealed, what: 'version' };
  const { difference, hasExternalInputs } = compareSafely(file, sha256);
  if (difference !== undefined) return { result: 'diverges', evidence: 'none', ...sealed, ...difference };
  const isChangedByHand = file.interventions.some(({ kind }) => kind === 'edited');
  const said = {
    ...{ evidence, ...sealed, ...(hasExternalInputs ? { hasExternalInputs } : {}) },
    ...(isChangedByHand ? { isChangedByHand } : {}),
    ...idealIn(file.header.profile),
  };
  if (file.isComplete && (seal.state === 'whole' || seal.state === 'none') && checkWhole(bytes) === 'whole')
    return { result: 'same', ...said };
  return { result: 'incomplete', ...said, what: 'end', atS: file.durationMs / 1000 };
}
