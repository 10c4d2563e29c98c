/** Firmware into a board behind Web Serial as the worker does it, apart from the worker: messages in, messages out. Layer: web/adapters/serial. */
import { unreachable } from '../../../core/base/assert.ts';
import type { Clock } from '../../../core/device/clock.ts';
import type { PortWatch } from '../../../core/device/flash/port-touch.ts';
import { boardPlan, prepareBoard } from '../../../core/live/prepare-board.ts';
import type { FromFlasher, PortChoice, ToFlasher } from './serial-messages.ts';
import { choiceOf, webSerialOpener, type GrantedPorts } from './web-serial-stream.ts';

const LOOK_EVERY_MS = 200;

export interface FlashHostOptions {
  readonly clock: Clock;
  readonly post: (message: FromFlasher) => void;
  /** The ports that a person has let this page use. */
  readonly ports: GrantedPorts;
}

export class FlashHost {
  readonly #options: FlashHostOptions;
  #isCancelled = false;
  #picked: PortChoice | undefined;

  constructor(options: FlashHostOptions) {
    this.#options = options;
  }

  receive(message: ToFlasher): void {
    switch (message.kind) {
      case 'prepare':
        return void this.#prepare(message);
      case 'cancel':
        this.#isCancelled = true;
        return;
      case 'picked':
        this.#picked = message.port;
        return;
      default:
        return unreachable(message);
    }
  }

  async #prepare({ port, profile, firmware }: Extract<ToFlasher, { kind: 'prepare' }>): Promise<void> {
    const { clock, ports, post } = this.#options;
    const plan = boardPlan(profile, firmware);
    if (!plan.ok) return post({ kind: 'board', state: { step: 'failed', fault: { code: plan.fault.code, params: plan.fault.params } } });
    await prepareBoard(plan.value, {
      ...{ opener: webSerialOpener(port, ports, clock), clock, portWatch: this.#portWatch },
      tell: (state) => post({ kind: 'board', state }),
      isCancelled: () => this.#isCancelled,
    });
  }

  /** One that the page may use already, or one that a person picks meanwhile: to the browser a board in its bootloader is another device. */
  readonly #portWatch: PortWatch = {
    appeared: async (timeoutMs) => {
      const { clock, ports, post } = this.#options;
      this.#picked = undefined;
      post({ kind: 'wants-port' });
      const known = new Set(await ports());
      const endMs = clock.nowMs() + timeoutMs;
      while (clock.nowMs() < endMs && !this.#isCancelled) {
        await new Promise<void>((resolve) => void clock.after(LOOK_EVERY_MS, resolve));
        const now = await ports();
        const fresh = now.find((port) => !known.has(port));
        const found = this.#picked ?? (fresh && choiceOf(now, fresh));
        if (found !== undefined) return webSerialOpener(found, ports, clock);
      }
      return undefined;
    },
  };
}
