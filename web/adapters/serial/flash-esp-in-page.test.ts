import { describe, expect, it } from 'vitest';
import { nodeClock } from '../../../bridge/devices/node-clock.ts';
import { EspPeer } from '../../../core/device/flash/testing/esp-peer.ts';
import type { BoardState } from '../../../core/protocol/board-progress.ts';
import { shippedProfile } from '../../../firmware-profiles/index.ts';
import { FlashHost } from './flash-host.ts';
import { ScriptedPort } from './testing/scripted-port.ts';

// esptool-js waits by the computer's clock.

describe('a page that makes an ESP32 ready by itself', () => {
  it('brings it into its ROM by the two lines, and writes the file that the person gave', async () => {
    const peer = new EspPeer();
    const ids = { usbVendorId: 0x10c4, usbProductId: 0xea60 };
    const port = new ScriptedPort(peer.opener, ids);
    const bytes = Uint8Array.from({ length: 20_000 }, (_, index) => (index * index * 31 + (index >> 3)) & 255);
    const last = await new Promise<BoardState>((resolve) => {
      const host = new FlashHost({
        clock: nodeClock,
        ports: () => Promise.resolve([port]),
        post: (message) => message.kind === 'board' && ['ready', 'failed'].includes(message.state.step) && resolve(message.state),
      });
      const choice = { index: 0, ...ids };
      host.receive({ kind: 'prepare', port: choice, profile: shippedProfile('esp32-wifi-car')!, firmware: { from: 'person', bytes } });
    });
    expect(last).toMatchObject({ step: 'ready', chip: 'ESP32', firmware: '' });
    expect(Buffer.compare(peer.flash.subarray(0, bytes.length), bytes)).toBe(0);
  });
});
