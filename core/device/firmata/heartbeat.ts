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
/** Questions that are still open; where there are more, answers were lost, and what is measured begins anew. */
const OPEN_MAX = 8;
/** Firmata: START_SYSEX, PIN_STATE_QUERY, pin, END_SYSEX. */
const pinStateQuery = (pin: number): Uint8Array => Uint8Array.of(0xf0, 0x6d, pin, 0xf7);

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
    const { firmata, link } = this.#options;
    const number = digitalPin(pin, firmata);
    // Why not firmata-io's own question: it leaves a listener behind for each one that nobody answers.
    if (link === undefined) firmata.io.on(`pin-state-${number}`, () => this.#answered(this.#askedAtMs.keys().next().value ?? -1));
    this.#beat(number);
  }

  #beat(pin: number): void {
    this.#cancel = this.#options.clock.after(EVERY_MS, () => {
      this.#beat(pin);
      if (++this.#unheard > UNHEARD_MAX) this.#options.onSilent();
      else this.#ask(pin);
    });
  }

  stop(): void {
    this.#cancel();
  }

  #ask(pin: number): void {
    const { firmata, link, clock } = this.#options;
    const number = this.#number;
    this.#number = (number + 1) % NUMBERS;
    if (this.#askedAtMs.size >= OPEN_MAX) this.#askedAtMs.clear();
    this.#askedAtMs.set(number, clock.nowMs());
    if (link !== undefined) link.send(SUB.ping, number);
    else firmata.transport.write(pinStateQuery(pin));
  }

  #answered(number: number): void {
    const askedAtMs = this.#askedAtMs.get(number);
    if (askedAtMs === undefined) return;
    this.#askedAtMs.delete(number);
    this.meter.answered(this.#options.clock.nowMs(), askedAtMs);
  }
}
