import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nodeClock } from '../../../bridge/devices/node-clock.ts';
import { flashEsp, type EspFlashJob } from './flash-esp.ts';
import type { FlashProgress } from './flash-progress.ts';
import { EspPeer } from './testing/esp-peer.ts';

const ADDRESS = 0x1000;
const file = Uint8Array.from({ length: 40_000 }, (_, index) => (index * index * 31 + (index >> 3)) & 255);
const jobFor = (peer: EspPeer, more: Partial<EspFlashJob> = {}): EspFlashJob => ({
  ...{ chip: 'ESP32', baud: 115_200, address: ADDRESS, file, opener: peer.opener, clock: nodeClock },
  ...more,
});

// esptool-js waits by the computer's clock, up to a quarter of a minute for a board that says nothing.
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Without waiting for that clock. */
async function hurried<T>(answer: Promise<T>): Promise<T> {
  let isOver = false;
  void answer.finally(() => (isOver = true));
  while (!isOver) await vi.advanceTimersByTimeAsync(10);
  return await answer;
}

describe('an ESP32, as a script', () => {
  it('is brought into its ROM by the two lines, flashed, and gives the hash of what it holds', async () => {
    const peer = new EspPeer();
    const seen: FlashProgress[] = [];
    const report = await hurried(flashEsp(jobFor(peer, { onProgress: (progress) => seen.push(progress) })));
    expect(report).toMatchObject({ ok: true, value: { chip: 'ESP32', bytes: file.length } });
    expect(Buffer.compare(peer.flash.subarray(ADDRESS, ADDRESS + file.length), file)).toBe(0);
    expect(peer.lines.slice(0, 3)).toEqual([
      { dtr: false, rts: true },
      { dtr: true, rts: false },
      { dtr: false, rts: false },
    ]);
    expect(seen.map(({ phase }) => phase)).toEqual(expect.arrayContaining(['connecting', 'writing', 'reading-back', 'starting']));
  });

  it('whose memory keeps another byte is not called done', async () => {
    const peer = new EspPeer();
    peer.isWornOut = true;
    expect(await hurried(flashEsp(jobFor(peer)))).toMatchObject({
      ok: false,
      fault: { code: 'flash.verify-failed', params: { address: ADDRESS } },
    });
  });

  it('of another kind is refused before anything is written', async () => {
    const peer = new EspPeer();
    peer.magic = 0xfff0c101;
    const refused = await hurried(flashEsp(jobFor(peer)));
    expect(refused).toMatchObject({ ok: false, fault: { code: 'flash.wrong-chip', params: { found: 'ESP8266', wanted: 'ESP32' } } });
    expect(peer.flash.every((byte) => byte === 0xff)).toBe(true);
  });

  it('that does not answer, or whose cable is pulled, says so', async () => {
    const deaf = new EspPeer();
    deaf.isDeaf = true;
    expect(await hurried(flashEsp(jobFor(deaf)))).toMatchObject({ ok: false, fault: { code: 'flash.no-bootloader' } });
    const cut = new EspPeer();
    cut.cutAfterBlocks = 1;
    expect(await hurried(flashEsp(jobFor(cut)))).toMatchObject({ ok: false, fault: { code: 'flash.interrupted' } });
  });
});
