import { bytesToHex } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreRun } from '../contest/score.ts';
import { shippedContestRules } from '../contest/rules/index.ts';
import { METADATA_OPCODE, readMetadata, recordSpans } from './mcap-records.ts';
import { openRun } from './run-file.ts';
import { SEAL_NAME } from './seal.ts';
import { FOLLOW_LINE } from './testing/programs.ts';
import { forged, recordRun, testSigner } from './testing/recordings.ts';
import { traceRun } from './trace-run.ts';
import { verifyRun } from './verify.ts';

// Each case runs a program again, beside whatever else this computer does.

const signer = testSigner(1);
const trustedSealKeys = [bytesToHex(signer.publicKey)];
const verify = (bytes: Uint8Array) => verifyRun(bytes, { trustedSealKeys });
const recording = { text: `log("开始");\n${FOLLOW_LINE}`, limitMs: 2500 };
const sealed = recordRun({ ...recording, signer });
const unsealed = recordRun(recording);

const seals = [...recordSpans(sealed)].filter((span) => span.opcode === METADATA_OPCODE && readMetadata(sealed, span)?.name === SEAL_NAME);

function withByte(bytes: Uint8Array, at: number, change: (byte: number) => number): Uint8Array {
  const other = bytes.slice();
  other[at] = change(bytes[at]!);
  return other;
}

/** Everything that a page or a command does with a file, which must not throw. */
function useAll(bytes: Uint8Array): void {
  const file = openRun(bytes);
  if (!file.ok) return;
  file.value.stateAt(1000);
  file.value.exact();
  expect(file.value.telemetry.length + file.value.plot.length).toBeGreaterThanOrEqual(0);
  scoreRun(shippedContestRules('time-trial')!, file.value);
  traceRun(file.value);
}

describe('one byte changed', () => {
  const flip = fc.record({ at: fc.nat(sealed.length - 1), mask: fc.integer({ min: 1, max: 255 }) });

  it('anywhere in a sealed recording is altered: no byte is without a seal', () => {
    fc.assert(
      fc.property(flip, ({ at, mask }) => {
        const { result, evidence } = verify(withByte(sealed, at, (byte) => byte ^ mask));
        // The end of the file told apart from a torn one by its last eight bytes; without them it is not whole either.
        expect(result).toBe(at >= sealed.length - 8 ? 'incomplete' : 'altered');
        if (result === 'altered') expect(evidence).toBe('none');
      }),
      { verbose: true, numRuns: 300 },
    );
  });

  it('in the header, in any seal, in the end and in the summary is altered, at each single byte of it', () => {
    const first = seals[0]!;
    const last = seals.at(-1)!;
    const places = [first.start, first.contentStart, first.end - 1, last.start, last.end - 1, last.end, last.end + 9, sealed.length - 9];
    for (let at = last.start; at < last.end; at += 7) places.push(at);
    for (const at of places) expect(verify(withByte(sealed, at, (byte) => byte ^ 0x20)).result, `byte ${at}`).toBe('altered');
  });

  it('says which part, and up to when all is as it was', () => {
    const middle = (seals[1]!.end + seals[2]!.start) >> 1;
    expect(verify(withByte(sealed, middle, (byte) => byte ^ 1))).toMatchObject({ result: 'altered', what: 'part:2', atS: 1 });
    expect(verify(withByte(sealed, 300, (byte) => byte ^ 1))).toMatchObject({ result: 'altered', what: 'header' });
  });

  it('anywhere in a recording without a seal is never the same', () => {
    fc.assert(
      fc.property(fc.nat(unsealed.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        expect(verify(withByte(unsealed, at, (byte) => byte ^ mask)).result).not.toBe('same');
      }),
      { verbose: true, numRuns: 300 },
    );
  });
});

describe('a recording with parts taken out, doubled, moved or added', () => {
  const part = (i: number): Uint8Array => sealed.subarray(seals[i]!.end, seals[i + 1]!.end);
  const join = (...parts: Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((bytes) => [...bytes]));
  const head = sealed.subarray(0, seals[0]!.end);
  const rest = (i: number): Uint8Array => sealed.subarray(seals[i]!.end);

  it.each([
    ['a part taken out', join(head, rest(1))],
    ['two parts changed over', join(head, part(1), part(0), rest(2))],
    ['a part doubled', join(head, part(0), part(0), rest(1))],
    ['something added behind its end', join(sealed, Uint8Array.of(1, 2, 3), sealed.subarray(-8))],
    ['all seals but the first taken out', withoutSeals(1)],
    ['all seals taken out', withoutSeals(0)],
    ['the seals of another run', forgedSeals()],
  ])('is altered: %s', (_, bytes) => {
    expect(verify(bytes)).toMatchObject({ result: 'altered', evidence: 'none' });
  });

  function withoutSeals(from: number): Uint8Array {
    const kept: Uint8Array[] = [];
    let at = 0;
    for (const { start, end } of seals.slice(from)) {
      kept.push(sealed.subarray(at, start));
      at = end;
    }
    return join(...kept, sealed.subarray(at));
  }

  function forgedSeals(): Uint8Array {
    const other = recordRun({ ...recording, seed: 8, signer });
    const span = [...recordSpans(other)].find(
      (found) => found.opcode === METADATA_OPCODE && readMetadata(other, found)?.name === SEAL_NAME,
    )!;
    return join(sealed.subarray(0, seals[0]!.start), other.subarray(span.start, span.end), sealed.subarray(seals[0]!.end));
  }

  it('without its seal and without the claim of one is a recording that nobody vouches for', () => {
    expect(verify(forged(sealed, {}))).toEqual({ result: 'same', evidence: 'recomputed' });
  });
});

describe('a recording cut short', () => {
  it.each([
    ['sealed', sealed],
    ['unsealed', unsealed],
  ])('at every kilobyte is incomplete, and keeps what it has: %s', (_, bytes) => {
    let lastMs = 0;
    for (let cut = 1024; cut < bytes.length; cut += 1024) {
      const torn = bytes.slice(0, cut);
      const file = openRun(torn);
      if (!file.ok) {
        // Not even the header is whole.
        expect(cut).toBeLessThan(16_384);
        continue;
      }
      expect(verify(torn), `${cut} bytes`).toMatchObject({ result: 'incomplete', what: 'end' });
      expect(file.value.durationMs).toBeGreaterThanOrEqual(lastMs);
      lastMs = file.value.durationMs;
    }
    expect(lastMs).toBeGreaterThan(1900);
  });

  it('and filled with zeros, as after a power cut, is incomplete', () => {
    const zeros = sealed.slice();
    zeros.fill(0, Math.floor(sealed.length * 0.7));
    expect(verify(zeros)).toMatchObject({ result: 'incomplete', what: 'end', isSealTrusted: true });
  });
});

describe('hostile sizes', () => {
  const uint = (bytes: Uint8Array, at: number, value: bigint): Uint8Array => {
    const other = bytes.slice();
    new DataView(other.buffer).setBigUint64(at, value, true);
    return other;
  };

  it('of records and texts are not believed', () => {
    // One record of each kind.
    const short = recordRun({ ...recording, limitMs: 300 });
    const spans = new Map([...recordSpans(short)].map((span) => [span.opcode, span])).values();
    for (const { start, contentStart } of spans) {
      for (const value of [0n, 2n ** 31n, 2n ** 64n - 1n]) {
        for (const bytes of [uint(short, start + 1, value), uint(short, contentStart, value)]) {
          if (bytes.every((byte, i) => byte === short[i])) continue;
          expect(verify(bytes).result).not.toBe('same');
          useAll(bytes);
        }
      }
    }
  });

  it('of a run that would never end are refused or end', () => {
    const text = 'while (true) {}';
    const bytes = recordRun({ text, limitMs: 200 });
    expect(verify(forged(bytes, { header: { quotaPerMs: 1e12 } }))).toMatchObject({ result: 'altered', what: 'header' });
    expect(verify(forged(bytes, { header: { limitMs: 1e15 } }))).toMatchObject({ result: 'diverges' });
    useAll(forged(bytes, { header: { limitMs: null } }));
  });

  it('whatever the bytes are, nothing throws', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(unsealed.length - 1), fc.nat(255)), { maxLength: 30 }), (changes) => {
        const bytes = unsealed.slice();
        for (const [at, value] of changes) bytes[at] = value;
        verify(bytes);
        useAll(bytes);
      }),
      { verbose: true, numRuns: 60 },
    );
  });
});
