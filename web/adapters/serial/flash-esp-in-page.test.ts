import { describe, expect, it, vi } from 'vitest';
import { nodeClock } from '../../../bridge/devices/node-clock.ts';
import type { ByteStream } from '../../../core/device/byte-stream.ts';
import { EspPeer } from '../../../core/device/flash/testing/esp-peer.ts';
import type { BoardState } from '../../../core/protocol/board-progress.ts';
import { shippedProfile } from '../../../firmware-profiles/index.ts';
import { FlashHost } from './flash-host.ts';
import type { WebSerialPort } from './web-serial.ts';

// esptool-js waits by the computer's clock.
vi.setConfig({ testTimeout: 120_000 });

/** The scripted ESP32 as the browser shows a port. */
class EspBehindPort extends EventTarget implements WebSerialPort {
  readonly #peer: EspPeer;
  #stream: ByteStream | undefined;
  readable: ReadableStream<Uint8Array> | null = null;
  writable: WritableStream<Uint8Array> | null = null;

  constructor(peer: EspPeer) {
    super();
    this.#peer = peer;
  }

  async open({ baudRate }: { readonly baudRate: number }): Promise<void> {
    const opened = await this.#peer.opener.open({ baud: baudRate });
    if (!opened.ok) throw new DOMException(opened.fault.code, 'NetworkError');
    const stream = opened.value;
    this.#stream = stream;
    this.readable = new ReadableStream({
      start: (controller) => void stream.events.subscribe((event) => void (event.kind === 'data' && controller.enqueue(event.bytes))),
    });
    this.writable = new WritableStream({ write: (bytes) => stream.write(bytes) });
  }

  async close(): Promise<void> {
    this.readable = null;
    this.writable = null;
    await this.#stream?.close();
  }

  async setSignals({ dataTerminalReady: dtr, requestToSend: rts }: Parameters<WebSerialPort['setSignals']>[0]): Promise<void> {
    await this.#stream?.setLines?.({ ...(dtr === undefined ? {} : { dtr }), ...(rts === undefined ? {} : { rts }) });
  }

  getInfo(): { readonly usbVendorId: number; readonly usbProductId: number } {
    return { usbVendorId: 0x10c4, usbProductId: 0xea60 };
  }
}

describe('a page that makes an ESP32 ready by itself', () => {
  it('brings it into its ROM by the two lines, and writes the file that the person gave', async () => {
    const peer = new EspPeer();
    const port = new EspBehindPort(peer);
    const bytes = Uint8Array.from({ length: 20_000 }, (_, index) => (index * index * 31 + (index >> 3)) & 255);
    const last = await new Promise<BoardState>((resolve) => {
      const host = new FlashHost({
        clock: nodeClock,
        ports: () => Promise.resolve([port]),
        post: (message) => message.kind === 'board' && ['ready', 'failed'].includes(message.state.step) && resolve(message.state),
      });
      const choice = { index: 0, usbVendorId: 0x10c4, usbProductId: 0xea60 };
      host.receive({ kind: 'prepare', port: choice, profile: shippedProfile('esp32-wifi-car')!, firmware: { from: 'person', bytes } });
    });
    expect(last).toMatchObject({ step: 'ready', chip: 'ESP32', firmware: '' });
    expect(Buffer.compare(peer.flash.subarray(0, bytes.length), bytes)).toBe(0);
  });
});
