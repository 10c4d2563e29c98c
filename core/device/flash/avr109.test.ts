import { describe, expect, it } from 'vitest';
import { hurriedClock } from '../../../bridge/emulator/testing/hurried-clock.ts';
import { flashAvr, type AvrFlashJob } from './flash-avr.ts';
import { CaterinaPeer } from './testing/caterina-peer.ts';
import { someImage } from './testing/boards.ts';

const START_BYTE = 0x7000;

const jobFor = (peer: CaterinaPeer): AvrFlashJob => ({
  ...{ chip: 'atmega32u4', bootloaders: [{ protocol: 'avr109', baud: 57_600, startByte: START_BYTE }] },
  ...{ image: someImage(700), opener: peer.sketchPort, portWatch: peer.portWatch, clock: hurriedClock },
});

describe('a Leonardo, as a script', () => {
  it('is touched at 1200 baud, flashed at its bootloader’s port, read back and started', async () => {
    const peer = new CaterinaPeer();
    expect(await flashAvr(jobFor(peer))).toMatchObject({ ok: true, value: { chip: 'ATmega32U4', bytes: 768, attempts: 1 } });
    expect(Buffer.compare(peer.flash.subarray(0, 700), someImage(700)[0]!.bytes)).toBe(0);
    expect(peer.isInBootloader).toBe(false);
  });

  it('that does not answer the touch keeps its program', async () => {
    const peer = new CaterinaPeer();
    peer.isDeaf = true;
    expect(await flashAvr(jobFor(peer))).toMatchObject({ ok: false, fault: { code: 'flash.no-bootloader-port' } });
    expect(peer.flash.every((byte) => byte === 0xff)).toBe(true);
  });

  it('with another chip is refused', async () => {
    const peer = new CaterinaPeer();
    peer.signature = [0x1e, 0x94, 0x0b];
    const refused = await flashAvr(jobFor(peer));
    expect(refused).toMatchObject({
      ok: false,
      fault: { code: 'flash.wrong-chip', params: { found: 'ATmega168P', wanted: 'ATmega32U4' } },
    });
    expect(peer.flash.every((byte) => byte === 0xff)).toBe(true);
  });

  it('whose memory gives back another byte is tried again, and then said to be broken', async () => {
    const peer = new CaterinaPeer();
    peer.spoil = (byte, index) => (index > 40 && index % 97 === 0 ? byte ^ 1 : byte);
    expect(await flashAvr(jobFor(peer))).toMatchObject({
      ok: false,
      fault: { code: expect.stringMatching(/verify-failed|garbled/) as string },
    });
  });
});
