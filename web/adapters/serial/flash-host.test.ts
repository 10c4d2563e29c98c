import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { hurriedClock } from '../../../bridge/emulator/testing/hurried-clock.ts';
import { InProcessCar } from '../../../bridge/emulator/testing/in-process-car.ts';
import { withBaud } from '../../../core/device/firmware-settings.ts';
import { flashImage } from '../../../core/device/flash/flash-pages.ts';
import { CaterinaPeer } from '../../../core/device/flash/testing/caterina-peer.ts';
import { parseIntelHex } from '../../../core/device/intel-hex.ts';
import type { FirmwareFile } from '../../../core/live/prepare-board.ts';
import type { BoardState } from '../../../core/protocol/board-progress.ts';
import { firmwareImageOf, type RobotProfile } from '../../../core/robot/profile.ts';
import { shippedProfile } from '../../../firmware-profiles/index.ts';
import { FlashHost } from './flash-host.ts';
import { shippedFirmware } from './firmware-files.ts';
import { EmulatedPort } from './testing/emulated-port.ts';
import { ScriptedPort } from './testing/scripted-port.ts';
import type { WebSerialPort } from './web-serial.ts';

vi.setConfig({ testTimeout: 240_000 });

const profile = shippedProfile('uno-line-car')!;
const PORT = { index: 0, usbVendorId: 0x2341, usbProductId: 0x43 };

async function firmwareOf(kit: RobotProfile): Promise<FirmwareFile> {
  const file = await shippedFirmware(kit);
  if (!file.ok) throw new Error(file.fault.code);
  return file.value;
}

/** So many bytes as a person's own Intel HEX file. */
function hexFile(bytes: number): Uint8Array {
  const lines = Array.from({ length: bytes / 16 }, (_, line) => {
    const head = [16, (line * 16) >> 8, (line * 16) & 255, 0];
    const all = [...head, ...Array.from({ length: 16 }, (__, at) => (line * 7 + at * 31) & 255)];
    const sum = (256 - (all.reduce((total, byte) => total + byte, 0) & 255)) & 255;
    return `:${Buffer.from([...all, sum])
      .toString('hex')
      .toUpperCase()}`;
  });
  return new TextEncoder().encode([...lines, ':00000001FF', ''].join('\n'));
}

/** A page whose board has its bootloader and nothing else; the chip's cycles are the only clock. */
class Bench {
  readonly board: InProcessCar;
  readonly port: EmulatedPort;
  ports: readonly WebSerialPort[];
  states: BoardState[] = [];

  constructor(kit = profile) {
    this.board = new InProcessCar({ blank: true, profile: kit });
    this.port = new EmulatedPort(this.board);
    this.ports = [this.port];
  }

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
    host.receive({ kind: 'prepare', port: PORT, profile: this.board.profile, firmware });
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

  it('writes a Mega by STK500v2, and reads it back', async () => {
    const bench = new Bench(shippedProfile('mega-explorer')!);
    const bytes = hexFile(1024);
    expect(await bench.prepare({ from: 'person', bytes })).toMatchObject({ step: 'ready', chip: 'ATmega2560', bytes: 1024 });
    const image = parseIntelHex(new TextDecoder().decode(bytes));
    if (!image.ok) throw new Error(image.fault.code);
    expect(Buffer.compare(bench.board.car.chip.flash.subarray(0, 1024), Buffer.concat(image.value.map((each) => each.bytes)))).toBe(0);
  });

  it.each([
    ['turns up by itself', false],
    ['a person must pick', true],
  ])('touches a Leonardo, and writes by AVR109 at the port that then %s', async (_, isPicked) => {
    const peer = new CaterinaPeer();
    const sketch = new ScriptedPort(peer.sketchPort, { usbVendorId: 0x2341, usbProductId: 0x8036 });
    const bootloader = new ScriptedPort(peer.bootloaderPort, { usbVendorId: 0x2341, usbProductId: 0x36 });
    // The port changes its place and its ids; one that nobody has picked yet the page does not see.
    let isGranted = !isPicked;
    const ports = () => (peer.isInBootloader ? (isGranted ? [bootloader] : []) : [sketch]);
    const board = { ...profile.board, chip: 'atmega32u4' as const, bootloaders: [{ protocol: 'avr109' as const, startByte: 0x7000 }] };
    const bytes = hexFile(512);
    const last = await new Promise<BoardState>((resolve) => {
      const host = new FlashHost({
        clock: hurriedClock,
        ports: () => Promise.resolve(ports()),
        post(message) {
          if (message.kind === 'board' && ['ready', 'failed'].includes(message.state.step)) resolve(message.state);
          if (message.kind !== 'wants-port' || !isPicked) return;
          isGranted = true;
          host.receive({ kind: 'picked', port: { index: 0, usbVendorId: 0x2341, usbProductId: 0x36 } });
        },
      });
      const port = { index: 0, usbVendorId: 0x2341, usbProductId: 0x8036 };
      host.receive({ kind: 'prepare', port, profile: { ...profile, board }, firmware: { from: 'person', bytes } });
    });
    expect(last).toMatchObject({ step: 'ready', chip: 'ATmega32U4', bytes: 512 });
    const image = parseIntelHex(new TextDecoder().decode(bytes));
    if (!image.ok) throw new Error(image.fault.code);
    expect(Buffer.compare(peer.flash.subarray(0, 512), Buffer.concat(image.value.map((each) => each.bytes)))).toBe(0);
    expect(peer.isInBootloader).toBe(false);
  });

  it('refuses a file that is not what the kit says, before it touches the board', async () => {
    const bench = new Bench();
    const { bytes } = await firmwareOf(profile);
    expect(await bench.prepare({ from: 'kit', bytes: bytes.subarray(1) })).toMatchObject({ fault: { code: 'firmware.wrong-hash' } });
    expect(await bench.prepare({ from: 'person', bytes: bytes.subarray(0, 100) })).toMatchObject({ fault: { code: 'firmware.bad-image' } });
    expect(bench.port.signals).toEqual([]);
  });
});
