import { McapWriter } from '@mcap/core';
import { bytesToHex } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import type { OutsideNews } from '../robot/outside-news.ts';
import { CHANNEL_NAMES, CHANNELS } from './channels.ts';
import { recomputeRun } from './recompute.ts';
import { encodeHeader, END_NAME, HEADER_NAME } from './run-header.ts';
import { MemorySink } from './run-sink.ts';
import { forged, opened, recordRun, testSigner } from './testing/recordings.ts';
import { FOLLOW_LINE } from './testing/programs.ts';
import { verifyRun } from './verify.ts';

// Each case runs a program again, beside whatever else this computer does.

const signer = testSigner(1);
const stranger = testSigner(2);
const trustedSealKeys = [bytesToHex(signer.publicKey)];
const verify = (bytes: Uint8Array) => verifyRun(bytes, { trustedSealKeys });

const BUSY = `let sum = 0;
forever(() => {
  sum += 1;
  if (sum % 50 === 0) { log("sum", sum, -0); plot("sum", sum / 0); }
});
while (true) {
  const error = line.position();
  car.drive(45 + error * 0.4, 45 - error * 0.4);
  if (button.pressed()) led.set("red");
}
`;

describe('a recording that is as it was', () => {
  const bytes = recordRun({ text: FOLLOW_LINE, signer, limitMs: 3000 });

  it('is the same, recomputed, and says whose seal it has', () => {
    expect(verify(bytes)).toEqual({ result: 'same', evidence: 'recomputed', sealedBy: trustedSealKeys[0], isSealTrusted: true });
  });

  it('is the same without a seal', () => {
    expect(verify(recordRun({ text: FOLLOW_LINE }))).toEqual({ result: 'same', evidence: 'recomputed' });
  });

  it('tells a seal whose key nobody here trusts', () => {
    expect(verifyRun(bytes, { trustedSealKeys: [] })).toMatchObject({ result: 'same', isSealTrusted: false });
  });

  it.each([
    ['a busy one with two fibers', { text: BUSY }],
    ['one that ends by itself', { text: 'car.drive(40, 40); wait(300); car.stop(); log("fertig");' }],
    ['one that stops itself', { text: 'forever(() => { wait(50); stop(); });' }],
    ['one that fails', { text: 'function f(): number { return f() + 1; }\nwait(30);\nlog(f());' }],
    ['one that reaches its time limit', { text: BUSY, limitMs: 333 }],
  ])('is the same for %s', (_, options) => {
    expect(verify(recordRun({ ...options, signer }))).toMatchObject({ result: 'same' });
  });

  it.each([0, 1, 250, 1499])('is the same where somebody pressed Stop after %d ms', (stopMs) => {
    const stopped = recordRun({ text: BUSY, onMs: (nowMs, run) => nowMs === stopMs && run.driver.stop() });
    expect(opened(stopped).summary?.ended).toBe('stopped');
    expect(verify(stopped)).toMatchObject({ result: 'same' });
  });

  it('is the same where it was halted, stepped through and stopped in the middle of a millisecond', () => {
    const breakpoints = ['sum += 1', 'car.drive'].map((text) => BUSY.indexOf(text));
    const stepped = recordRun({
      ...{ text: BUSY, breakpoints },
      onHalt: ({ driver }, count) => (count === 400 ? driver.stop() : count % 3 === 0 ? driver.resume() : driver.step()),
    });
    expect(opened(stepped).summary?.ended).toBe('stopped');
    expect(verify(stepped)).toMatchObject({ result: 'same' });
    expect(verify(recordRun({ text: BUSY, breakpoints, limitMs: 40 }))).toMatchObject({ result: 'same' });
  });

  it('takes what came from outside from the recording, and says so', () => {
    const pressed = recordRun({ text: BUSY, onMs: (nowMs, _, world) => void (world.button = nowMs > 100 && nowMs < 400) });
    expect(verify(pressed)).toMatchObject({ result: 'same', hasExternalInputs: true });
    const seen = { kind: 'ai', label: 'stop', labels: ['go', 'stop'], confidences: [3, 97] } satisfies OutsideNews;
    const text = 'forever(() => { if (ai.confidence("stop") > 50) car.stop(); else car.drive(40, 40); wait(20); });';
    const watched = recordRun({ text, onMs: (nowMs, run) => nowMs === 700 && run.tell(seen) });
    expect(verify(watched)).toMatchObject({ result: 'same', hasExternalInputs: true });
  });

  it('may have been written again by MCAP’s own writer', async () => {
    const own = recordRun({ text: FOLLOW_LINE });
    expect(verify(await rewritten(own))).toEqual({ result: 'same', evidence: 'recomputed' });
    expect(verify(await rewritten(bytes))).toMatchObject({ result: 'altered', what: 'seal' });
  });
});

/** By @mcap/core alone: other chunks, the seals left out. */
async function rewritten(bytes: Uint8Array): Promise<Uint8Array> {
  const file = opened(bytes);
  const sink = new MemorySink();
  let position = 0n;
  const write = (part: Uint8Array): Promise<void> => {
    sink.write(part);
    position += BigInt(part.length);
    return Promise.resolve();
  };
  const writer = new McapWriter({ writable: { write, position: () => position }, chunkSize: 3000 });
  await writer.start({ profile: 'x', library: 'another' });
  await writer.addMetadata({ name: HEADER_NAME, metadata: new Map(encodeHeader(file.header)) });
  const ids = new Map<string, number>();
  for (const name of CHANNEL_NAMES) {
    const { topic, messageEncoding } = CHANNELS[name];
    ids.set(name, await writer.registerChannel({ topic, messageEncoding, schemaId: 0, metadata: new Map() }));
  }
  for (const [sequence, { channel, atMs, data }] of file.messages.entries()) {
    const time = BigInt(Math.round(atMs * 1e6));
    await writer.addMessage({ channelId: ids.get(channel)!, sequence, logTime: time, publishTime: time, data });
  }
  await writer.addMetadata({ name: END_NAME, metadata: new Map([['summary', file.summaryText!]]) });
  await writer.end();
  return sink.bytes();
}

describe('a forged recording', () => {
  const bytes = recordRun({ text: BUSY });
  const json = (change: (value: Record<string, unknown>) => void) => (data: Uint8Array) => {
    const value = JSON.parse(new TextDecoder().decode(data)) as Record<string, unknown>;
    change(value);
    return new TextEncoder().encode(JSON.stringify(value));
  };
  const changed = (channel: string, count: number, change: (data: Uint8Array) => Uint8Array): Uint8Array => {
    let seen = 0;
    return forged(bytes, {
      message: (message) => (message.channel === channel && seen++ === count ? { ...message, data: change(message.data) } : message),
    });
  };

  it('with another place of the car diverges there, with both values', () => {
    const moved = changed(
      'telemetry',
      7,
      json((frame) => (frame['speedMmPerS'] = 999)),
    );
    expect(verify(moved)).toMatchObject({
      result: 'diverges',
      evidence: 'none',
      what: 'telemetry.speedMmPerS',
      recorded: '999',
      atS: 0.35,
    });
  });

  it('with another log line, plot point, referee event or result diverges', () => {
    expect(
      verify(
        changed(
          'log',
          0,
          json((line) => (line['message'] = 'I won')),
        ),
      ),
    ).toMatchObject({ what: 'log.message', recorded: 'I won' });
    expect(
      verify(
        changed(
          'plot',
          0,
          json((point) => (point['value'] = 3)),
        ),
      ),
    ).toMatchObject({ result: 'diverges', what: 'plot.value' });
    const told = forged(bytes, { summary: { laps: 9 } });
    expect(verify(told)).toMatchObject({ result: 'diverges', what: 'summary.laps', recorded: '9', computed: '0' });
    const lost = forged(bytes, { message: (message) => (message.channel === 'log' ? undefined : message) });
    expect(verify(lost)).toMatchObject({ result: 'diverges', what: 'log' });
  });

  it('with another input or output diverges at its time', () => {
    const flipped = changed('exact', 20, (data) => {
      const other = data.slice();
      // A byte within the message; whatever it was, the run does not do it.
      other[data.length >> 1]! ^= 1;
      return other;
    });
    const verdict = verify(flipped);
    expect(verdict.result).toBe('diverges');
    expect(verdict.atS).toBeGreaterThan(0);
    expect(verdict.atS).toBeLessThan(1.5);
  });

  it('of another world diverges', () => {
    expect(verify(forged(bytes, { header: { seed: 8 } }))).toMatchObject({ result: 'diverges' });
    expect(verify(forged(bytes, { header: { limitMs: 1000 } }))).toMatchObject({ result: 'diverges' });
  });

  it('whose program is none, or of another version, is told apart from one that lies', () => {
    expect(verify(forged(bytes, { header: { bytecode: Uint8Array.of(1, 2, 3) } }))).toMatchObject({ result: 'diverges', what: 'program' });
    const older = forged(bytes, { header: { semantics: { vm: 999, sim: 1, rules: 1 } } });
    expect(verify(older)).toMatchObject({ result: 'incomplete', what: 'version', evidence: 'none' });
  });

  it('sealed again by another key is sealed by a stranger', () => {
    const resealed = forged(recordRun({ text: FOLLOW_LINE, signer }), { signer: stranger });
    expect(verify(resealed)).toMatchObject({ result: 'same', isSealTrusted: false, sealedBy: bytesToHex(stranger.publicKey) });
  });

  it('that claims to be of a robot is worth nothing without a trusted seal', () => {
    expect(verify(forged(bytes, { header: { robot: 'live' } }))).toMatchObject({ evidence: 'none' });
  });
});

describe('recomputing', () => {
  it('gives a sealed recording of the same run', () => {
    const file = opened(recordRun({ text: BUSY, onMs: (nowMs, run) => nowMs === 900 && run.driver.stop() }));
    const sink = new MemorySink();
    const { log: _log, plots: _plots, ...summary } = file.summary!;
    expect(recomputeRun(file, sink, signer)).toMatchObject({ ok: true, value: summary });
    expect(verify(sink.bytes())).toMatchObject({ result: 'same', isSealTrusted: true });
    expect(opened(sink.bytes()).summary).toEqual(file.summary);
  });

  it('refuses what it cannot vouch for', () => {
    const bytes = recordRun({ text: BUSY });
    const recompute = (data: Uint8Array) => recomputeRun(opened(data), new MemorySink(), signer);
    expect(recompute(forged(bytes, { header: { robot: 'live' } }))).toMatchObject({ fault: { code: 'recompute.not-simulated' } });
    expect(recompute(bytes.subarray(0, bytes.length / 2))).toMatchObject({ fault: { code: 'recompute.incomplete' } });
    expect(recompute(forged(bytes, { header: { seed: 99 } }))).toMatchObject({ fault: { code: 'recompute.diverges' } });
    expect(recompute(forged(bytes, { header: { semantics: { vm: 9, sim: 1, rules: 1 } } }))).toMatchObject({
      fault: { code: 'recompute.other-version' },
    });
  });
});
