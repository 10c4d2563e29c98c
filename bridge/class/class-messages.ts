/**
 * What programs of a class tell one another: from each page to all others of this bridge, and on to the class bridge. Layer: bridge/class.
 * Spec: docs/protocols/class.md, "Messages". Of what comes faster than it goes out, the newest of each name counts.
 */
import { MESSAGES_AT_ONCE_MAX, NewestMessages, type RobotMessage } from '../../core/robot/message.ts';
import { NOTE_MESSAGES_MAX } from '../../core/protocol/bridge-notes.ts';
import type { ClassPage } from './identity.ts';

/** Why: fifty senders and fifty listeners must not make 2,500 notes for each message. */
const PERIOD_MS = 50;

export interface ClassMessagesPorts {
  /** Those that are there. */
  readonly pages: () => Iterable<ClassPage>;
  /** To the class bridge, where this computer has a seat there. */
  readonly toSchool: (messages: readonly RobotMessage[]) => void;
}

interface Outgoing {
  readonly from: ClassPage;
  readonly messages: readonly RobotMessage[];
}

export class ClassMessages {
  readonly #ports: ClassMessagesPorts;
  readonly #waiting = new Map<ClassPage, NewestMessages>();
  #timer: NodeJS.Timeout | undefined;

  constructor(ports: ClassMessagesPorts) {
    this.#ports = ports;
  }

  /** At once, or as soon as the spacing allows. */
  send(from: ClassPage, messages: readonly RobotMessage[]): void {
    const waiting = this.#waiting.get(from) ?? new NewestMessages();
    for (const message of messages) waiting.add(message);
    this.#waiting.set(from, waiting);
    if (this.#timer === undefined) this.#flush();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#waiting.clear();
  }

  #flush(): void {
    this.#timer = undefined;
    const outgoing = this.#take();
    if (outgoing.length === 0) return;
    for (const page of this.#ports.pages()) {
      const messages = outgoing.flatMap(({ from, messages: own }) => (from === page ? [] : own));
      if (messages.length > 0) page.tell({ name: 'class.messages', value: { messages } });
    }
    // The class bridge tells its own pages; what a guest of ours says is ours to relay, and theirs to hear.
    for (const { messages } of outgoing) this.#ports.toSchool(messages);
    this.#timer = setTimeout(() => this.#flush(), PERIOD_MS);
    this.#timer.unref();
  }

  /** Who has waited longest comes first. */
  #take(): readonly Outgoing[] {
    const outgoing: Outgoing[] = [];
    const sendersMax = Math.floor(NOTE_MESSAGES_MAX / MESSAGES_AT_ONCE_MAX);
    for (const [from, waiting] of [...this.#waiting].slice(0, sendersMax)) {
      this.#waiting.delete(from);
      outgoing.push({ from, messages: waiting.take() });
      if (!waiting.isEmpty) this.#waiting.set(from, waiting);
    }
    return outgoing;
  }
}
