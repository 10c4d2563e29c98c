/**
 * What programs tell one another: `send(name, value)`, `received(name)`, `on('message', name, …)`. Layer: robot. How it travels: docs/protocols/class.md.
 */
import { z } from 'zod';
import type { PortValue } from './robot-port.ts';

/** Names that one program can listen to; those beyond are never heard. */
export const MESSAGE_NAMES_MAX = 64;
const MESSAGE_NAME_LENGTH_MAX = 40;
const MESSAGE_TEXT_LENGTH_MAX = 200;
/** Of one sender at once: the newest of each name. */
export const MESSAGES_AT_ONCE_MAX = 32;

export interface RobotMessage {
  readonly name: string;
  readonly value: PortValue;
}

/** JSON has no NaN and no infinities, and a text may say so too. */
const oddNumber = z.strictObject({ number: z.enum(['NaN', 'Infinity', '-Infinity']) });
const plain = z.union([z.number(), z.boolean(), z.string().max(MESSAGE_TEXT_LENGTH_MAX)]);
const anyValue = z.union([plain, z.nan(), z.literal([Infinity, -Infinity])]);

const messageValue = z.codec(z.union([plain, oddNumber]), anyValue, {
  decode: (wire) => (typeof wire === 'object' ? Number(wire.number) : wire),
  encode: (value) =>
    typeof value !== 'number' || Number.isFinite(value) ? value : { number: String(value) as z.output<typeof oddNumber>['number'] },
});

export const messageFields = { name: z.string().max(MESSAGE_NAME_LENGTH_MAX), value: messageValue };

export const robotMessages = z.array(z.strictObject(messageFields)).max(MESSAGES_AT_ONCE_MAX);

/** What arrives elsewhere of what a program sends. */
export function messageOf(name: string, value: PortValue): RobotMessage {
  return {
    name: name.slice(0, MESSAGE_NAME_LENGTH_MAX),
    value: typeof value === 'string' ? value.slice(0, MESSAGE_TEXT_LENGTH_MAX) : value,
  };
}

/** The newest message of each name, until somebody takes them. Where there are too many names, those wait that came last. */
export class NewestMessages {
  readonly #values = new Map<string, PortValue>();

  get isEmpty(): boolean {
    return this.#values.size === 0;
  }

  add({ name, value }: RobotMessage): void {
    if (this.#values.size < MESSAGE_NAMES_MAX || this.#values.has(name)) this.#values.set(name, value);
  }

  /** The first `MESSAGES_AT_ONCE_MAX`; what is left waits for the next time. */
  take(): RobotMessage[] {
    const taken = [...this.#values].slice(0, MESSAGES_AT_ONCE_MAX).map(([name, value]) => ({ name, value }));
    for (const { name } of taken) this.#values.delete(name);
    return taken;
  }
}
