/**
 * The handshake: from an open stream to a johnny-five board on firmata-io that is ready. Layer: device.
 * Protocol: https://github.com/firmata/protocol/blob/master/protocol.md, version 2.5.
 */
import type { Firmata } from 'firmata-io';
import type { Board } from 'johnny-five';
import { fail, ok, type Result } from '../../base/result.ts';
import type { ChipId } from '../../robot/profile-chips.ts';
import type { RobotProfile } from '../../robot/profile.ts';
import type { ByteStream, StreamFault } from '../byte-stream.ts';
import type { CancelTimer, Clock } from '../clock.ts';
import type { DeviceFaultCode } from '../device-faults.ts';
import { FirmataTransport } from './firmata-transport.ts';

/** Longest wait for a board that was just reset: bootloader 1 s, StandardFirmata's blinking 2.5 s, and as much again. */
const HANDSHAKE_MS_MAX = 9500;
const QUERY_EVERY_MS = 1000;
/**
 * Why: every byte that comes before its bootloader has handed over keeps a Mega in it for five seconds more, and each query would do so again.
 * Left alone it hands over after one, and the firmware says by itself who it is.
 */
const BOOTLOADER_LEFT_ALONE_MS = 2000;
/** Longer than HANDSHAKE_MS_MAX: our own limit is the one that counts. */
const JOHNNY_FIVE_TIMEOUT_MS = 60_000;
const PROTOCOL_MAJOR = 2;
/** REPORT_VERSION; START_SYSEX, QUERY_FIRMWARE, END_SYSEX. */
const WHO_ARE_YOU = Uint8Array.of(0xf9, 0xf0, 0x79, 0xf7);

export interface FirmataBoard {
  readonly io: Firmata;
  readonly chip: ChipId;
  readonly board: Board;
  readonly transport: FirmataTransport;
  /** Set by the owner; called once when the stream closes by itself. */
  onClosed: (fault: StreamFault | undefined) => void;
  /** Clears every timer and listener of ours and theirs. Idempotent; leaves the stream open. */
  release(): void;
}

/** firmata-io and johnny-five are CommonJS and large: loaded when the first robot connects. */
async function create(stream: ByteStream, chip: ChipId): Promise<FirmataBoard> {
  const [{ default: firmataIo }, { default: five }] = await Promise.all([import('firmata-io'), import('johnny-five')]);
  const transport = new FirmataTransport(stream, (fault) => firmataBoard.onClosed(fault));
  const io = new firmataIo.Firmata(transport);
  clearTimeout(io.reportVersionTimeoutId);
  transport.guardAgainstRubbish(io.buffer);
  // In the same tick as io: a Board that comes after io's 'connect' and before its 'ready' never becomes ready.
  const board = new five.Board({ io, repl: false, debug: false, sigint: false, timeout: JOHNNY_FIVE_TIMEOUT_MS });
  // An 'error' without a listener would end the process.
  io.on('error', () => {});
  board.on('error', () => {});
  const firmataBoard: FirmataBoard = {
    io,
    chip,
    board,
    transport,
    onClosed: () => {},
    release() {
      transport.detach();
      clearTimeout(io.reportVersionTimeoutId);
      if (board.timer !== null) clearTimeout(board.timer);
      io.removeAllListeners().on('error', () => {});
      board.removeAllListeners().on('error', () => {});
      // johnny-five keeps every board for ever; its own parts keep themselves too, which is why none of them is used.
      const { cache } = five.Board;
      const index = cache.indexOf(board);
      if (index >= 0) cache.splice(index, 1);
    },
  };
  return firmataBoard;
}

/** Errors: `device.no-firmata`, `device.wrong-firmware`, or the stream's fault. The board is released then; the stream stays the caller's. */
export async function openFirmataBoard(
  stream: ByteStream,
  clock: Clock,
  { board: { chip, bootloaders } }: RobotProfile,
): Promise<Result<FirmataBoard, DeviceFaultCode>> {
  const firmata = await create(stream, chip);
  const { io, board, transport } = firmata;
  const outcome = await new Promise<Result<FirmataBoard, DeviceFaultCode>>((resolve) => {
    const timers: CancelTimer[] = [];
    const finish = (result: Result<FirmataBoard, DeviceFaultCode>): void => {
      for (const cancel of timers) cancel();
      resolve(result);
    };
    firmata.onClosed = (fault) => finish(fail(fault?.code ?? 'device.vanished', fault?.params ?? {}, fault?.cause));
    io.once('reportversion', () => {
      const version = `${io.version.major}.${io.version.minor}`;
      if (io.version.major !== PROTOCOL_MAJOR) finish(fail('device.wrong-firmware', { version, wanted: `${PROTOCOL_MAJOR}.x` }));
    });
    board.once('ready', () => finish(ok(firmata)));
    timers.push(clock.after(HANDSHAKE_MS_MAX, () => finish(fail('device.no-firmata', { timeoutS: HANDSHAKE_MS_MAX / 1000 }))));
    const ask = (): void => {
      if (io.version.major !== undefined) return;
      stream.write(WHO_ARE_YOU);
      timers.push(clock.after(QUERY_EVERY_MS, ask));
    };
    transport.announceOpen();
    if (!stream.isOpen) firmata.onClosed(undefined);
    else if (bootloaders.some(({ protocol }) => protocol === 'stk500v2')) timers.push(clock.after(BOOTLOADER_LEFT_ALONE_MS, ask));
    else ask();
  });
  if (!outcome.ok) firmata.release();
  return outcome;
}
