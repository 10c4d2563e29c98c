/**
 * Ten times a second a question to the board. Layer: device. It keeps the firmware's watchdog from stopping the motors, it measures how long
 * the car takes to answer, and it finds out that nobody answers where a link does not say so itself (Wi-Fi, Bluetooth).
 */
import type { CancelTimer, Clock } from '../clock.ts';
import { LinkMeter } from '../link-meter.ts';
import type { FirmataBoard } from './firmata-board.ts';
import type { GuijiLink } from './guiji/guiji-link.ts';
import { SUB } from './guiji/sysex.ts';
import { digitalPin, type ProfilePin } from './parts/firmata-part.ts';

const EVERY_MS = 100;
/**
 * Questions in a row after which nothing at all has come: counted, so that a computer that was busy itself does not count.
 * A board that starts anew says nothing for a second in its bootloader, and for 2.5 s while StandardFirmata blinks.
 */
const UNHEARD_MAX = 40;
const NUMBERS = 128;

export interface HeartbeatOptions {
  readonly firmata: FirmataBoard;
  /** Absent where the board runs another firmware. */
  readonly link: GuijiLink | undefined;
  readonly clock: Clock;
  /** Once: nothing has come for 4 s. */
  readonly onSilent: () => void;
}

export class Heartbeat {
  readonly meter = new LinkMeter();
  readonly #options: HeartbeatOptions;
  #cancel: CancelTimer = () => {};
  #unheard = 0;
  #number = 0;
  readonly #askedAtMs = new Map<number, number>();

  constructor(options: HeartbeatOptions) {
    this.#options = options;
    const { firmata, link } = options;
    firmata.transport.onHeard = () => (this.#unheard = 0);
    link?.messages.subscribe(({ sub, payload }) => {
      if (sub === SUB.ping) this.#answered(payload[0] ?? -1);
    });
  }

  /** @param pin one of the robot's: other firmware is asked for its state */
  start(pin: ProfilePin): void {
    this.#cancel = this.#options.clock.after(EVERY_MS, () => {
      this.start(pin);
      if (++this.#unheard > UNHEARD_MAX) this.#options.onSilent();
      else this.#ask(pin);
    });
  }

  stop(): void {
    this.#cancel();
  }

  #ask(pin: ProfilePin): void {
    const { firmata, link, clock } = this.#options;
    const number = this.#number;
    this.#number = (number + 1) % NUMBERS;
    this.#askedAtMs.set(number, clock.nowMs());
    if (link !== undefined) link.send(SUB.ping, number);
    else firmata.io.queryPinState(digitalPin(pin, firmata), () => this.#answered(number));
  }

  #answered(number: number): void {
    const askedAtMs = this.#askedAtMs.get(number);
    if (askedAtMs === undefined) return;
    this.#askedAtMs.delete(number);
    this.meter.answered(this.#options.clock.nowMs(), askedAtMs);
  }
}
