import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { InProcessCar } from '../../../bridge/emulator/testing/in-process-car.ts';
import { withBaud } from '../../../core/device/firmware-settings.ts';
import { flashImage } from '../../../core/device/flash/flash-pages.ts';
import { parseIntelHex } from '../../../core/device/intel-hex.ts';
import type { FirmwareFile } from '../../../core/live/prepare-board.ts';
import type { BoardState } from '../../../core/protocol/board-progress.ts';
import { firmwareImageOf, type RobotProfile } from '../../../core/robot/profile.ts';
import { shippedProfile } from '../../../firmware-profiles/index.ts';
import { FlashHost } from './flash-host.ts';
import { shippedFirmware } from './firmware-files.ts';
import { EmulatedPort } from './testing/emulated-port.ts';
import type { WebSerialPort } from './web-serial.ts';

vi.setConfig({ testTimeout: 240_000 });

const profile = shippedProfile('uno-line-car')!;
const PORT = { index: 0, usbVendorId: 0x2341, usbProductId: 0x43 };

async function firmwareOf(kit: RobotProfile): Promise<FirmwareFile> {
  const file = await shippedFirmware(kit);
  if (!file.ok) throw new Error(file.fault.code);
  return file.value;
}

/** A page whose board has its bootloader and nothing else; the chip's cycles are the only clock. */
class Bench {
  readonly board = new InProcessCar({ blank: true });
  readonly port = new EmulatedPort(this.board);
  ports: readonly WebSerialPort[] = [this.port];
  states: BoardState[] = [];

  /** Until the last state. `onState` may pull the cable. */
  async prepare(firmware: FirmwareFile, onState: (state: BoardState, host: FlashHost) => void = () => {}): Promise<BoardState> {
    this.states = [];
    const host = new FlashHost({
      clock: this.board.clock,
      ports: () => Promise.resolve(this.ports),
      post: (message) => {
        if (message.kind !== 'board') return;
        this.states.push(message.state);
        onState(message.state, host);
      },
    });
    host.receive({ kind: 'prepare', port: PORT, profile, firmware });
    const isOver = (): boolean => this.states.some(({ step }) => step === 'ready' || step === 'failed');
    for (let ms = 0; !isOver() && ms < 60_000; ms += 5) await this.board.runMs(5);
    return this.states.at(-1)!;
  }
}

describe('a page that makes a board ready by itself', () => {
  it('carries each kit’s firmware as the kit’s folder has it', async () => {
    const { bytes } = await firmwareOf(profile);
    expect(Buffer.compare(bytes, readFileSync(`firmware-profiles/${firmwareImageOf(profile)!.file}`))).toBe(0);
  });

  it('says what was in the way, and the next try mends it: busy, pulled in the midst of writing, told to stop', async () => {
    const bench = new Bench();
    const firmware = await firmwareOf(profile);
    const open = bench.port.open.bind(bench.port);
    bench.port.open = () => Promise.reject(new DOMException('Failed to open serial port.', 'NetworkError'));
    expect(await bench.prepare(firmware)).toMatchObject({ fault: { code: 'device.port-refused', params: { device: 'USB 2341:0043' } } });
    bench.port.open = open;
    bench.ports = [];
    expect(await bench.prepare(firmware)).toMatchObject({ fault: { code: 'device.not-found' } });
    bench.ports = [bench.port];
    const isWriting = (state: BoardState, percent: number) =>
      state.step === 'flashing' && state.phase === 'writing' && state.percent >= percent;
    const pulled = await bench.prepare(firmware, (state) => isWriting(state, 5) && bench.port.pull());
    expect(pulled).toMatchObject({ fault: { code: 'flash.interrupted' } });
    const cancelled = await bench.prepare(firmware, (state, host) => isWriting(state, 2) && host.receive({ kind: 'cancel' }));
    expect(cancelled).toMatchObject({ fault: { code: 'flash.cancelled' } });
    expect(await bench.prepare(firmware)).toMatchObject({ step: 'ready', chip: 'ATmega328P' });
    expect(bench.states.at(-1)).toMatchObject({ firmware: expect.stringMatching(/^Guiji/) as string });
    const image = parseIntelHex(new TextDecoder().decode(firmware.bytes));
    const written = image.ok
      ? flashImage(withBaud(image.value, firmwareImageOf(profile)!.baud!), { pageBytes: 128, bytesMax: 0x7e00 })
      : image;
    if (!written.ok) throw new Error(written.fault.code);
    expect(Buffer.compare(bench.board.car.chip.flash.subarray(0, written.value.length), written.value)).toBe(0);
  });

  it('refuses a file that is not what the kit says, before it touches the board', async () => {
    const bench = new Bench();
    const { bytes } = await firmwareOf(profile);
    expect(await bench.prepare({ from: 'kit', bytes: bytes.subarray(1) })).toMatchObject({ fault: { code: 'firmware.wrong-hash' } });
    expect(await bench.prepare({ from: 'person', bytes: bytes.subarray(0, 100) })).toMatchObject({ fault: { code: 'firmware.bad-image' } });
    expect(bench.port.signals).toEqual([]);
  });
});
