/**
 * Several cars on one track: which programs drive beside the open one, and what is seen of them. Layer: web/state.
 * Car 0 is the open project's, whose run web/state/run-state.svelte.ts leads; the others start behind it, in the simulator only.
 */
import type { Result } from '../../core/base/result.ts';
import type { CarRequest, SessionEvent } from '../../core/protocol/robot-session.ts';
import type { RobotProfile } from '../../core/robot/profile.ts';
import type { PoseView, RunSummary } from '../../core/run/run-types.ts';
import type { startGrid } from '../../core/sim/start-grid.ts';
import type { Track } from '../../core/sim/track.ts';
import type { ConsoleState } from './console-state.svelte.ts';
import { keepView, keptView, type OtherCar, type RaceProgram } from './kept-views.ts';
import type { KitsState } from './kits-state.svelte.ts';
import type { LanguageTools } from './language-tools.svelte.ts';
import type { Program } from './run-state.svelte.ts';
import type { SavingState } from './saving-state.svelte.ts';
import { TelemetryBuffer } from './telemetry-buffer.ts';

/** On one track, the open program's among them: as many as a world has room for. */
export const RACE_CARS_MAX = 8;

export interface RacePorts {
  /** Of car 0. */
  readonly telemetry: TelemetryBuffer;
  readonly console: ConsoleState;
  readonly kits: KitsState;
  readonly saving: SavingState;
  readonly tools: LanguageTools;
  isSimulator(): boolean;
  /** How the console calls a car. */
  nameOf(number: number): string;
}

export class RaceState {
  #others = $state.raw<readonly OtherCar[]>([]);
  #buffers = $state.raw<readonly TelemetryBuffer[]>([]);
  #ends = $state.raw<readonly (RunSummary | undefined)[]>([]);
  #watched = $state(0);
  #grid = $state.raw<typeof startGrid>();
  #projectId = '';
  readonly #ports: RacePorts;
  /** None where a real or virtual car drives: it has the floor for itself. */
  readonly others = $derived.by(() => (this.#ports.isSimulator() ? this.#others : []));
  readonly profiles = $derived.by(() => this.others.map(({ kit }) => this.#profileOf(kit)));

  constructor(ports: RacePorts) {
    this.#ports = ports;
  }

  #profileOf(kit: string | undefined): RobotProfile {
    const { kits } = this.#ports;
    return (kit === undefined ? undefined : kits.find(kit)) ?? kits.current;
  }

  /** Another project is open. */
  open(projectId: string): void {
    this.#projectId = projectId;
    this.#set(keptView(projectId).others);
  }

  /** Without it the cars are not drawn before they start. */
  async #fetchGrid(): Promise<void> {
    const fetched = await import('../../core/sim/start-grid.ts').catch(() => undefined);
    this.#grid = fetched?.startGrid;
  }

  add(program: RaceProgram): void {
    if (this.#others.length + 1 < RACE_CARS_MAX) this.#change([...this.#others, { program }]);
  }

  /** @param index among the others, from 0 */
  change(index: number, car: OtherCar): void {
    this.#change(this.#others.with(index, car));
  }

  remove(index: number): void {
    this.#change(this.#others.toSpliced(index, 1));
  }

  #change(others: readonly OtherCar[]): void {
    this.#set(others);
    keepView(this.#projectId, { others });
    this.#ports.telemetry.clear();
  }

  #set(others: readonly OtherCar[]): void {
    this.#others = others;
    this.#buffers = others.map(() => new TelemetryBuffer());
    this.#ends = [];
    this.#watched = 0;
    if (others.length > 0) void this.#fetchGrid();
  }

  /** Where they start, in the order of their numbers: fewer where there is no room for all. Empty until it is known. */
  starts(track: Track): readonly PoseView[] {
    if (this.others.length === 0) return [];
    return (
      this.#grid?.(
        track,
        [this.#ports.kits.current, ...this.profiles].map(({ body }) => body),
      ) ?? []
    );
  }

  /** Number of the car that is followed, from 0. */
  get watched(): number {
    return Math.min(this.#watched, this.others.length);
  }

  watch(car: number): void {
    this.#watched = car;
  }

  telemetryOf(car: number): TelemetryBuffer {
    return this.#buffers[car - 1] ?? this.#ports.telemetry;
  }

  /** Of the car that is followed. */
  get shown(): TelemetryBuffer {
    return this.watched === 0 ? this.#ports.telemetry : this.telemetryOf(this.watched);
  }

  /** How its program ended; undefined while it runs. */
  endOf(car: number): RunSummary | undefined {
    return this.#ends[car];
  }

  /** What the simulator is asked for beside the open program. Errors: `race.*`. */
  async requests(program: Program, seed: number): Promise<Result<readonly CarRequest[]>> {
    if (this.others.length === 0) return { ok: true, value: [] };
    const { carRequests } = await import('./race-programs.ts');
    return await carRequests(this.others, { ...this.#ports, program, seed });
  }

  /** A run begins. */
  clear(): void {
    for (const buffer of this.#buffers) buffer.clear();
    this.#ends = [];
  }

  hear({ car, event }: Extract<SessionEvent, { readonly kind: 'among' }>): void {
    if (event.kind === 'telemetry') this.telemetryOf(car).push(event.frames);
    else if (event.kind === 'plot') this.telemetryOf(car).plot(event.points);
    else if (event.kind === 'ended') this.#ends = Array.from({ length: this.#others.length + 1 }, (_, each) => (each === car ? event.summary : this.#ends[each]));
    else this.#ports.console.add(...event.entries.map(({ atMs, text }) => ({ kind: 'log' as const, atMs, text: `${this.#ports.nameOf(car + 1)}: ${text}` }))); // prettier-ignore
  }
}
