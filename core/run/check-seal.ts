/** Is the seal of a run file whole? Layer: run. Specification: docs/protocols/run-file.md, "Seal". */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { McapRecordBuilder } from '@mcap/core';
import { verifyEd25519 } from '../base/ed25519.ts';
import { ownSha256, type NewSha256 } from '../base/sha256.ts';
import { CHUNK_OPCODE, chunkEndMs, endsWithMagic, METADATA_OPCODE, readMetadata, recordSpans, type RecordSpan } from './mcap-records.ts';
import { encodeSeal, HASH_BYTES, nextHead, SEAL_NAME, type SealFields } from './seal.ts';

export interface SealReport {
  /**
   * `none`: no seal anywhere · `whole`: every byte of the file is under it · `torn`: whole as far as the file goes, but the last seal is missing ·
   * `broken`: a byte is not as it was.
   */
  readonly state: 'none' | 'whole' | 'torn' | 'broken';
  /** Hex. */
  readonly publicKey?: string;
  /** Of a broken seal: `header`, `part:3`, `end`. */
  readonly part?: string;
  /** Robot time up to which all was still under a true seal, where the seal is broken. */
  readonly untilMs?: number;
}

interface Seal extends SealFields {
  readonly start: number;
  readonly end: number;
  /** Last log time of the chunks before it. */
  readonly untilMs: number;
}

const NONE: SealReport = { state: 'none' };
const HEX_KEY = /^[0-9a-f]{64}$/;
const HEX_SIGNATURE = /^[0-9a-f]{128}$/;

function fieldsOf(entries: ReadonlyMap<string, string>): SealFields | undefined {
  const [index, kind, head, key, signature] = ['index', 'kind', 'head', 'key', 'signature'].map((name) => entries.get(name) ?? '');
  if (!/^\d{1,9}$/.test(index!) || !HEX_KEY.test(head!) || !HEX_KEY.test(key!) || !HEX_SIGNATURE.test(signature!)) return undefined;
  const hex = { head: hexToBytes(head!), publicKey: hexToBytes(key!), signature: hexToBytes(signature!) };
  return { index: Number(index), isEnd: kind === 'end ', ...hex };
}

/** Why written again: a record that says the same in another spelling is another record. */
function isSpelledAsWritten(bytes: Uint8Array, { start, end }: RecordSpan, fields: SealFields): boolean {
  const builder = new McapRecordBuilder();
  builder.writeMetadata({ name: SEAL_NAME, metadata: new Map(encodeSeal(fields)) });
  const written = builder.buffer;
  return written.length === end - start && written.every((byte, i) => byte === bytes[start + i]);
}

/** undefined among them: a record of that name which is no seal. */
function sealsOf(bytes: Uint8Array): (Seal | undefined)[] {
  const seals: (Seal | undefined)[] = [];
  let untilMs = 0;
  for (const span of recordSpans(bytes)) {
    if (span.opcode === CHUNK_OPCODE) untilMs = Math.max(untilMs, chunkEndMs(bytes, span));
    if (span.opcode !== METADATA_OPCODE) continue;
    const metadata = readMetadata(bytes, span);
    if (metadata?.name !== SEAL_NAME) continue;
    const fields = fieldsOf(metadata.entries);
    const isSeal = fields !== undefined && isSpelledAsWritten(bytes, span, fields);
    seals.push(isSeal ? { ...fields, start: span.start, end: span.end, untilMs } : undefined);
  }
  return seals;
}

const partName = (index: number, isEnd: boolean): string => (isEnd ? 'end' : index === 0 ? 'header' : `part:${index}`);
const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);

/** Never throws, whatever the bytes are. Costs a SHA-256 over all of them. */
export function checkSeal(bytes: Uint8Array, newSha256: NewSha256 = ownSha256): SealReport {
  const sha256 = (part: Uint8Array): Uint8Array => {
    const hash = newSha256();
    hash.update(part);
    return hash.digest();
  };
  const seals = sealsOf(bytes);
  if (seals.length === 0) return NONE;
  const publicKey = seals.find((seal) => seal !== undefined)?.publicKey;
  const key = publicKey === undefined ? {} : { publicKey: bytesToHex(publicKey) };
  const brokenAt = (index: number): SealReport => {
    const untilMs = seals[index - 1]?.untilMs ?? 0;
    return { state: 'broken', ...key, part: partName(index, seals[index]?.isEnd ?? endsWithMagic(bytes)), untilMs };
  };
  let head: Uint8Array = new Uint8Array(HASH_BYTES);
  let start = 0;
  for (const [index, seal] of seals.entries()) {
    if (seal === undefined || publicKey === undefined || seal.index !== index || !sameBytes(seal.publicKey, publicKey))
      return brokenAt(index);
    const segmentHash = sha256(bytes.subarray(start, seal.start));
    const isLast = index === seals.length - 1;
    if (seal.isEnd && !isLast) return brokenAt(index);
    // A file that was cut behind its last seal has lost nothing of the run, but is not whole.
    if (seal.isEnd && !endsWithMagic(bytes)) return isTrueSince(seals, index - 1) ? { state: 'torn', ...key } : brokenAt(index);
    head = nextHead({ head, segmentHash, ...(seal.isEnd ? { tailHash: sha256(bytes.subarray(seal.end)) } : {}) });
    if (!sameBytes(head, seal.head)) return brokenAt(index);
    start = seal.start;
  }
  return signed(seals as Seal[], brokenAt, key, endsWithMagic(bytes));
}

function isTrueSince(seals: readonly (Seal | undefined)[], index: number): boolean {
  const seal = seals[index];
  return seal !== undefined && isSigned(seal);
}

const isSigned = ({ signature, head, publicKey }: Seal): boolean => verifyEd25519(head, signature, publicKey);

/** Why only the last: its head holds all heads before it. Which one was forged is looked for only where it is false. */
function signed(
  seals: readonly Seal[],
  brokenAt: (index: number) => SealReport,
  key: { readonly publicKey?: string },
  isFinished: boolean,
): SealReport {
  const last = seals.at(-1)!;
  if (!isSigned(last)) return brokenAt(seals.findIndex((seal) => !isSigned(seal)));
  if (last.isEnd) return { state: 'whole', ...key };
  return isFinished ? brokenAt(seals.length) : { state: 'torn', ...key };
}
