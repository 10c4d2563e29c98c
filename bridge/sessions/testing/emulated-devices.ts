/** The bridge's devices with a virtual car in the test's own thread: the chip's cycles are the only clock. Layer: tests of bridge/sessions. */
import { Emitter } from '../../../core/base/emitter.ts';
import { fail, ok } from '../../../core/base/result.ts';
import { createCompiler } from '../../../core/language/compile.ts';
import { encodeProgram } from '../../../core/bytecode/encoding.ts';
import type { RobotSession, RunRequest, SessionEvent } from '../../../core/protocol/robot-session.ts';
import type { TelemetryFrame } from '../../../core/run/run-types.ts';
import { DEFAULT_PROFILE_ID, shippedProfile } from '../../../firmware-profiles/index.ts';
import { InProcessCar } from '../../emulator/testing/in-process-car.ts';
import type { SeenEvents } from '../../../core/live/robot-device.ts';
import { UNO_PINS } from '../../emulator/uno-pins.ts';
import { Devices, type DevicesOptions, type TrackedBoard } from '../devices.ts';

const FRAME_MS = 17;

export class EmulatedDevices {
  readonly board: InProcessCar;
  readonly bugs: unknown[] = [];
  readonly devices: Devices;
  readonly #telemetry = new Emitter<readonly TelemetryFrame[]>();
  readonly #referee = new Emitter<SeenEvents>();

  /** @param board one that had another bridge before: its EEPROM is as it was left */
  constructor(options: Partial<DevicesOptions> = {}, board = new InProcessCar()) {
    this.board = board;
    this.devices = new Devices({
      onBug: (cause) => this.bugs.push(cause),
      list: () => Promise.resolve(ok([])),
      startCar: () => this.#car(),
      ...options,
    });
  }

  #car(): TrackedBoard {
    const { board } = this;
    return {
      opener: { open: (options) => (board.stream === undefined ? board.opener.open(options) : Promise.resolve(fail('device.busy', {}))) },
      telemetry: this.#telemetry,
      referee: this.#referee,
      clock: board.clock,
      ready: Promise.resolve(ok(undefined)),
      place: (track, seed) => board.car.place(track, seed),
      close: () => Promise.resolve(),
    };
  }

  async runMs(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= FRAME_MS) {
      await this.board.runMs(Math.min(left, FRAME_MS));
      const { car } = this.board;
      this.#referee.emit({ worldSinceMs: car.worldSinceMs, events: car.takeEvents() });
      this.#telemetry.emit([car.telemetry()]);
    }
  }

  /** Lets chip time pass until it holds; throws after `chipMsMax`. */
  async until(holds: () => boolean, chipMsMax = 15_000): Promise<void> {
    const end = this.board.car.nowMs + chipMsMax;
    while (!holds()) {
      if (this.board.car.nowMs >= end) throw new Error(`does not hold after ${chipMsMax} ms of chip time`);
      await this.runMs(FRAME_MS);
    }
  }

  /** Lets chip time pass until it has settled. */
  async settle<T>(promise: Promise<T>): Promise<T> {
    let settled = false;
    void promise.finally(() => (settled = true)).catch(() => {});
    await this.until(() => settled);
    return promise;
  }

  /** Both motors' PWM pins rest low, or the H-bridge is told to hold. */
  get motorsAreOff(): boolean {
    const { leftPercent, rightPercent } = this.board.car.world.motors;
    return leftPercent === 0 && rightPercent === 0;
  }

  pinIsHigh(pin: number): boolean {
    return this.board.car.chip.isDrivenHigh(UNO_PINS.pin(pin));
  }
}

const compiler = createCompiler();

export function requestOf(text: string, changes: Partial<RunRequest> = {}): RunRequest {
  const source = [{ path: 'main.ts', text }];
  const { program, diagnostics } = compiler.compile(source, shippedProfile(DEFAULT_PROFILE_ID)!);
  if (program === undefined) throw new Error(JSON.stringify(diagnostics));
  const bytecode = encodeProgram(program);
  return { source, bytecode, profileId: DEFAULT_PROFILE_ID, trackId: 'oval', seed: 1, speed: 1, breakpoints: [], ...changes };
}

/** Everything a session says, in order. */
export function listen(session: RobotSession): SessionEvent[] {
  const events: SessionEvent[] = [];
  session.events.subscribe((event) => events.push(event));
  return events;
}
