/**
 * Several emulated boards on one bridge, each behind the queue that real ports have, in the test's own thread: one clock for all, a millisecond
 * of each chip after the other. Layer: tests of bridge/sessions and tests/bench.
 */
import { fail, ok, type Result } from '../../../core/base/result.ts';
import type { ByteStream, ByteStreamOpener, StreamFaultCode } from '../../../core/device/byte-stream.ts';
import { QueuedStream } from '../../../core/device/queued-stream.ts';
import type { LiveSession } from '../../../core/live/live-session.ts';
import type { RobotProfile } from '../../../core/robot/profile.ts';
import { shippedTrack } from '../../../core/sim/tracks/index.ts';
import { DEFAULT_PROFILE_ID, shippedProfile } from '../../../firmware-profiles/index.ts';
import { loadBoardImages } from '../../emulator/firmware-image.ts';
import { ChipClock } from '../../emulator/testing/chip-clock.ts';
import { VirtualCar } from '../../emulator/virtual-car.ts';
import { Devices, type DevicesOptions } from '../devices.ts';

const TRACK_ID = 'oval';

export class OneBoard {
  readonly id: string;
  readonly car: VirtualCar;
  readonly opener: ByteStreamOpener;
  /** From the board to nobody: as if its chip had hung. */
  isFrozen = false;
  /** What the computer sends reaches nobody, and nothing is closed: Wi-Fi out of reach, or a process that was killed. */
  isMute = false;
  isPlugged = true;
  session!: LiveSession;
  #stream: QueuedStream | undefined;

  constructor(id: string, car: VirtualCar, clock: ChipClock) {
    this.id = id;
    this.car = car;
    this.opener = { open: ({ baud }) => Promise.resolve(this.#open(baud, clock)) };
  }

  get isDriving(): boolean {
    const { leftPercent, rightPercent } = this.car.telemetry();
    return leftPercent !== 0 || rightPercent !== 0;
  }

  /** The cable is pulled, or the end of a TCP connection: the computer knows at once, the board has its battery. */
  unplug(): void {
    this.isPlugged = false;
    this.car.line.close();
    this.#stream?.ended({ code: 'device.vanished', params: {} });
    this.#stream = undefined;
  }

  plug(): void {
    this.isPlugged = true;
  }

  /** One millisecond. */
  step(nowMs: number): void {
    if (this.isFrozen) return;
    this.car.runTo(Math.max(this.car.nowMs, nowMs));
    const bytes = this.car.line.takeFromBoard();
    if (bytes.length > 0) this.#stream?.received(bytes);
  }

  /** As on a board whose reset hangs on no modem line: its bootloader's second is another test's. */
  #open(baud: number, clock: ChipClock): Result<ByteStream, StreamFaultCode> {
    if (!this.isPlugged) return fail('device.not-found', { device: this.id });
    this.car.line.openWithoutReset(baud);
    const stream: QueuedStream = new QueuedStream(
      {
        handOver: (bytes, done) => {
          if (!this.isMute && this.#stream === stream) this.car.line.write(bytes);
          // What hangs takes nothing more.
          if (!this.isFrozen) done();
        },
        resetBoard: () => Promise.resolve(),
        close: () => {
          if (this.#stream === stream) this.car.line.close();
          return Promise.resolve();
        },
      },
      { clock, baud },
    );
    this.#stream = stream;
    return ok(stream);
  }
}

interface ManyBoardsOptions extends Partial<DevicesOptions> {
  readonly count: number;
  readonly profile?: RobotProfile;
}

export class ManyBoards {
  readonly clock: ChipClock;
  readonly boards: readonly OneBoard[];
  readonly devices: Devices;
  readonly bugs: unknown[] = [];
  #nowMs = 0;

  constructor({ count, profile = shippedProfile(DEFAULT_PROFILE_ID)!, ...options }: ManyBoardsOptions) {
    this.clock = new ChipClock(() => this.#nowMs);
    const images = loadBoardImages(profile, { blank: false });
    if (!images.ok) throw new Error(images.fault.code);
    this.boards = Array.from({ length: count }, (_, index) => {
      const car = new VirtualCar({ profile, images: images.value, track: shippedTrack(TRACK_ID)!, seed: index + 1 });
      return new OneBoard(`tcp:board-${index}:3030`, car, this.clock);
    });
    const byId = new Map(this.boards.map((board) => [board.id, board]));
    this.devices = new Devices({
      onBug: (cause) => this.bugs.push(cause),
      list: () => Promise.resolve(ok([])),
      reach: (id) => ({ opener: byId.get(id)!.opener, clock: this.clock, profile }),
      ...options,
    });
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  async runMs(ms: number): Promise<void> {
    for (const end = this.#nowMs + ms; this.#nowMs < end;) {
      this.#nowMs++;
      for (const board of this.boards) board.step(this.#nowMs);
      this.clock.fireDue();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** @returns how long it took; throws after `msMax` */
  async until(holds: () => boolean, msMax = 15_000): Promise<number> {
    const fromMs = this.#nowMs;
    while (!holds()) {
      if (this.#nowMs >= fromMs + msMax) throw new Error(`does not hold after ${msMax} ms`);
      await this.runMs(1);
    }
    return this.#nowMs - fromMs;
  }

  async settle<T>(promise: Promise<T>): Promise<T> {
    let isSettled = false;
    void promise.finally(() => (isSettled = true)).catch(() => {});
    await this.until(() => isSettled);
    return promise;
  }

  /** A session on each, ready. */
  async connect(boards: readonly OneBoard[] = this.boards): Promise<void> {
    await this.settle(Promise.all(boards.map((board) => this.openOn(board))));
    for (const { session } of boards) if (session.status.state !== 'ready') throw new Error(JSON.stringify(session.status));
  }

  /** Connecting is over, one way or the other; somebody else lets time pass. */
  openOn(board: OneBoard): Promise<void> {
    const session = this.devices.openSession(board.id, { trackId: TRACK_ID });
    board.session = session;
    return new Promise((resolve) => {
      const look = (): void => {
        if (session.status.state !== 'connecting') resolve();
        else this.clock.after(1, look);
      };
      look();
    });
  }
}
