/** One board on its way to being ready, as this page follows it. Layer: web/features/robots. The work is the bridge's. */
import type { Fault } from '../../../core/base/result.ts';
import type { BoardState } from '../../../core/protocol/board-progress.ts';
import type { Bridge } from '../../adapters/bridge/bridge.ts';
import { SIMULATOR_ID, type RobotsState } from '../../state/robots-state.svelte.ts';

/** A session of this page on that robot ends first; the bridge needs a moment for it. */
const RELEASE_TRIES_MAX = 20;
const RELEASE_EVERY_MS = 250;

export class ReadyState {
  #board = $state.raw<BoardState | undefined>(undefined);
  #deviceId = $state('');
  readonly #bridge: Bridge;
  readonly #robots: RobotsState;

  constructor(bridge: Bridge, robots: RobotsState) {
    this.#bridge = bridge;
    this.#robots = robots;
  }

  get board() {
    return this.#board;
  }

  get isBusy() {
    return this.#board !== undefined && this.#board.step !== 'ready' && this.#board.step !== 'failed';
  }

  /** Listens as long as the dialog is open. @returns stops it. */
  follow(): () => void {
    return this.#bridge.notes.subscribe((note) => {
      if (note.name === 'board.progress' && note.value.deviceId === this.#deviceId) this.#board = note.value.state;
    });
  }

  async begin(deviceId: string, profileId: string): Promise<void> {
    this.#deviceId = deviceId;
    this.#board = { step: 'flashing', phase: 'connecting', attempt: 1, percent: 0 };
    const isOurs = this.#robots.chosenId === deviceId;
    if (isOurs) this.#robots.choose(SIMULATOR_ID);
    for (let tries = 1; ; tries++) {
      const begun = await this.#bridge.call('board.prepare', { deviceId, profileId });
      if (begun.ok) return;
      if (!isOurs || begun.fault.code !== 'device.busy' || tries >= RELEASE_TRIES_MAX) return this.#failed(begun.fault);
      await new Promise((resolve) => setTimeout(resolve, RELEASE_EVERY_MS));
    }
  }

  cancel(): void {
    if (this.isBusy) void this.#bridge.call('board.cancel', { deviceId: this.#deviceId });
  }

  /** The robot that has just become ready is the one to drive. */
  use(): void {
    this.#robots.choose(this.#deviceId);
  }

  #failed({ code, params }: Fault): void {
    this.#board = { step: 'failed', fault: { code, params } };
  }
}
