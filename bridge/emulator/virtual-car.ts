/**
 * An emulated board in a simulated car: its pins drive the motors, the track feeds its ADC, and the world steps by the chip's cycles.
 * Layer: bridge/emulator. Single-threaded and without a clock of its own; virtual-car-worker.ts paces it.
 */
import { assert } from '../../core/base/assert.ts';
import { placeSegments } from '../../core/device/intel-hex.ts';
import type { RobotProfile } from '../../core/robot/profile.ts';
import type { TelemetryFrame } from '../../core/run/run-types.ts';
import type { RefereeEvent } from '../../core/sim/referee-events.ts';
import type { Track } from '../../core/sim/track.ts';
import { World } from '../../core/sim/world.ts';
import { BoardLine } from './board-line.ts';
import type { EmulatedBoard } from './emulated-board.ts';
import type { BoardImages } from './firmware-image.ts';
import { makeBoard } from './make-board.ts';
import type { WiredPart } from './wiring/wired-part.ts';
import { wireParts } from './wiring/wiring-table.ts';

export interface VirtualCarParts {
  readonly profile: RobotProfile;
  readonly images: BoardImages;
  readonly track: Track;
  readonly seed: number;
}

const MS_PER_S = 1000;

export class VirtualCar {
  readonly chip: EmulatedBoard;
  readonly line: BoardLine;
  readonly #profile: RobotProfile;
  readonly #cyclesPerMs: number;
  readonly #parts: readonly WiredPart[];
  #world: World;
  /** Chip time at which this world began. */
  #worldOriginMs = 0;
  #stepsDone = 0;

  constructor({ profile, images, track, seed }: VirtualCarParts) {
    this.#profile = profile;
    this.chip = makeBoard(profile);
    this.#cyclesPerMs = this.chip.freqHz / MS_PER_S;
    for (const segments of [images.bootloader, images.firmware ?? []]) {
      assert(placeSegments(segments, this.chip.flash).ok, 'the image fits the flash');
    }
    this.line = new BoardLine(this.chip);
    this.#world = new World({ profile, track, seed });
    this.#parts = wireParts({ board: this.chip, profile, world: () => this.#world });
    this.#feedChip();
  }

  /** Chip time since power-on; 1 ms is 16,000 cycles. */
  get nowMs(): number {
    return this.chip.cycles / this.#cyclesPerMs;
  }

  get world(): World {
    return this.#world;
  }

  /** Neither drives nor rolls. */
  get standsStill(): boolean {
    const { leftPercent, rightPercent } = this.#world.motors;
    return leftPercent === 0 && rightPercent === 0 && Math.abs(this.#world.speedMmPerS) < 1;
  }

  /** Puts the car on the start of a track; the board runs on. */
  place(track: Track, seed: number): void {
    const { button } = this.#world;
    this.#world = new World({ profile: this.#profile, track, seed });
    this.#world.button = button;
    this.#worldOriginMs = this.#stepsDone;
    this.#feedChip();
  }

  press(down: boolean): void {
    this.#world.button = down;
    this.#feedChip();
  }

  /** Runs to a chip time; the world follows each whole millisecond. */
  runTo(nowMs: number): void {
    // Whole cycles: a fraction that rounds the wrong way would never be reached.
    const endCycle = Math.ceil(nowMs * this.#cyclesPerMs);
    while (this.chip.cycles < endCycle) {
      const nextStepCycle = (this.#stepsDone + 1) * this.#cyclesPerMs;
      this.line.pump();
      this.chip.runTo(Math.min(endCycle, nextStepCycle));
      if (this.chip.cycles >= nextStepCycle) this.#stepWorld();
    }
  }

  /** `atMs` is chip time. */
  telemetry(): TelemetryFrame {
    const world = this.#world;
    const { referee } = world;
    const last = referee.lapTimesMs.at(-1);
    const sonarMm = world.sonarMm();
    return {
      atMs: this.#stepsDone,
      pose: world.pose,
      leftPercent: world.motors.leftPercent,
      rightPercent: world.motors.rightPercent,
      speedMmPerS: world.speedMmPerS,
      line: Array.from({ length: world.lineCount }, (_, index) => world.line(index)),
      sonarMm: Number.isFinite(sonarMm) ? sonarMm : null,
      led: world.led,
      toneHz: world.toneHz,
      lap: referee.laps,
      lapStartedAtMs: this.#worldOriginMs + (referee.lapStartedAtMs ?? 0),
      ...(last === undefined ? {} : { lastLapMs: last }),
    };
  }

  /** Chip time at which the car was put on its track. */
  get worldSinceMs(): number {
    return this.#worldOriginMs;
  }

  /** What the referee of this world saw since the last call, oldest first, by chip time. */
  takeEvents(): readonly RefereeEvent[] {
    const origin = this.#worldOriginMs;
    return this.#world.takeEvents().map((event) => {
      const atMs = origin + event.atMs;
      return event.kind === 'off-line' ? { ...event, atMs, sinceMs: origin + event.sinceMs } : { ...event, atMs };
    });
  }

  #stepWorld(): void {
    this.#stepsDone++;
    for (const part of this.#parts) part.act?.(this.#world);
    this.#world.step();
    this.#feedChip();
  }

  #feedChip(): void {
    for (const part of this.#parts) part.feed?.(this.#world);
  }
}
