/** Asks and hears our own firmware, beside Firmata on the same wire. Layer: device. Spec: docs/protocols/firmware.md, section 3. */
import { Emitter } from '../../../base/emitter.ts';
import type { Clock } from '../../clock.ts';
import type { FirmataTransport } from '../firmata-transport.ts';
import { guijiMessage, PayloadReader, SUB, type Sub } from './sysex.ts';

/** What the firmware calls itself. */
export const GUIJI_FIRMWARE_NAME = 'Guiji';
const ANSWER_MS_MAX = 500;

export interface BoardIdentity {
  readonly version: string;
  /** 8 bytes in hexadecimal; absent where the board has no valid record. */
  readonly carId?: string;
  readonly profileId?: string;
}

export interface GuijiMessage {
  readonly sub: number;
  readonly payload: readonly number[];
}

const CAR_ID_BYTES = 8;

export class GuijiLink {
  readonly messages = new Emitter<GuijiMessage>();
  readonly #transport: FirmataTransport;
  readonly #clock: Clock;

  constructor(transport: FirmataTransport, clock: Clock) {
    this.#transport = transport;
    this.#clock = clock;
    transport.onGuiji = (payload) => this.messages.emit({ sub: payload[0] ?? -1, payload: payload.slice(1) });
  }

  send(sub: Sub, ...payload: readonly number[]): void {
    this.#transport.write(guijiMessage(sub, payload));
  }

  /** The payload of the next message of this kind; undefined after half a second of the board's silence, or where it refuses. */
  ask(sub: Sub, ...payload: readonly number[]): Promise<readonly number[] | undefined> {
    return new Promise((resolve) => {
      const finish = (answer: readonly number[] | undefined): void => {
        cancel();
        unsubscribe();
        resolve(answer);
      };
      const cancel = this.#clock.after(ANSWER_MS_MAX, () => finish(undefined));
      const unsubscribe = this.messages.subscribe((message) => {
        if (message.sub === sub) finish(message.payload);
        else if (message.sub === SUB.refused && message.payload[0] === sub) finish(undefined);
      });
      this.send(sub, ...payload);
    });
  }

  async identify(): Promise<BoardIdentity | undefined> {
    const answer = await this.ask(SUB.identity);
    return answer && identityOf(answer);
  }
}

function identityOf(answer: readonly number[]): BoardIdentity {
  const reader = new PayloadReader(answer);
  reader.u7();
  const version = `${reader.u7()}.${reader.u7()}`;
  reader.u7();
  if (reader.u7() !== 1) return { version };
  const carId = Array.from({ length: CAR_ID_BYTES }, () => reader.eightBits().toString(16).padStart(2, '0')).join('');
  const profileId = String.fromCharCode(...Array.from({ length: reader.left }, () => reader.u7()));
  return { version, carId, profileId };
}
