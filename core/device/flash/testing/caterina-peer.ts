/**
 * A Leonardo as a script: no chip with USB of its own is emulated. It follows AVR109 and the touch at 1200 baud as Caterina does.
 * Layer: tests of core/device/flash.
 */
import { hurriedClock } from '../../../../bridge/emulator/testing/hurried-clock.ts';
import { Emitter } from '../../../base/emitter.ts';
import { fail, ok } from '../../../base/result.ts';
import type { ByteStream, ByteStreamOpener, StreamEvent } from '../../byte-stream.ts';
import type { PortWatch } from '../port-touch.ts';

const DONE = 0x0d;
const FLASH_BYTES = 32_768;

export class CaterinaPeer {
  readonly flash = new Uint8Array(FLASH_BYTES).fill(0xff);
  signature = [0x1e, 0x95, 0x87];
  /** Which bytes of an answer are changed, by their number since the start. */
  spoil: (byte: number, index: number) => number = (byte) => byte;
  /** The touch does nothing: another firmware has taken the USB. */
  isDeaf = false;
  isInBootloader = false;
  readonly sketchPort: ByteStreamOpener = {
    open: ({ baud }) =>
      Promise.resolve(
        ok(
          this.#stream(
            () => [],
            () => (this.isInBootloader ||= baud === 1200 && !this.isDeaf),
          ),
        ),
      ),
  };
  readonly portWatch: PortWatch = {
    appeared: async (timeoutMs) => {
      const endMs = hurriedClock.nowMs() + timeoutMs;
      while (!this.isInBootloader && hurriedClock.nowMs() < endMs)
        await new Promise<void>((resolve) => void hurriedClock.after(50, resolve));
      return this.isInBootloader ? this.bootloaderPort : undefined;
    },
  };
  readonly bootloaderPort: ByteStreamOpener = {
    open: () =>
      Promise.resolve(
        this.isInBootloader
          ? ok(
              this.#stream(
                (bytes) => this.#answer(bytes),
                () => {},
              ),
            )
          : fail('device.not-found', { device: 'bootloader' }),
      ),
  };
  #pending: number[] = [];
  #address = 0;
  #answered = 0;

  #stream(answer: (bytes: Uint8Array) => readonly number[], onClose: () => void): ByteStream {
    const events = new Emitter<StreamEvent>();
    const stream = {
      events,
      isOpen: true,
      queuedBytes: 0,
      write: (bytes: Uint8Array) => {
        const said = answer(bytes).map((byte) => this.spoil(byte, this.#answered++));
        queueMicrotask(() => said.length > 0 && events.emit({ kind: 'data', bytes: Uint8Array.from(said) }));
      },
      writeFirst: (bytes: Uint8Array) => stream.write(bytes),
      resetBoard: () => Promise.resolve(),
      close: () => {
        onClose();
        events.emit({ kind: 'closed' });
        return Promise.resolve();
      },
    };
    return stream;
  }

  #answer(bytes: Uint8Array): readonly number[] {
    this.#pending.push(...bytes);
    const said: number[] = [];
    for (;;) {
      const before = this.#pending.length;
      const part = this.#command();
      if (part === undefined) break;
      said.push(...part);
      if (this.#pending.length === before) break;
    }
    return said;
  }

  /** undefined while the command is not whole. */
  #command(): readonly number[] | undefined {
    const [first, high = 0, low = 0] = this.#pending;
    if (first === undefined) return undefined;
    const letter = String.fromCharCode(first);
    const count = high * 256 + low;
    const size = letter === 'A' ? 3 : letter === 'g' ? 4 : letter === 'B' ? 4 + count : 1;
    if (this.#pending.length < size || ('gB'.includes(letter) && this.#pending.length < 4)) return undefined;
    const command = this.#pending.splice(0, size);
    if (letter === 'S') return [...'CATERIN'].map((each) => each.charCodeAt(0));
    if (letter === 's') return this.signature.toReversed();
    if (letter === 'A') this.#address = 2 * count;
    if (letter === 'B') this.flash.set(command.slice(4), this.#address);
    if (letter === 'g') return [...this.flash.subarray(this.#address, this.#address + count)];
    if (letter === 'E') this.isInBootloader = false;
    return 'PLEAB'.includes(letter) ? [DONE] : ['?'.charCodeAt(0)];
  }
}
