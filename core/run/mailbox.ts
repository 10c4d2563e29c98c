/** What other programs have sent to this one, since its run began: the newest of each name, and how many there were. Layer: run. */
import { messageOf, MESSAGE_NAMES_MAX, type RobotMessage } from '../robot/message.ts';
import type { PortValue } from '../robot/robot-port.ts';

interface Heard {
  readonly value: PortValue;
  readonly count: number;
}

export interface MailboxState {
  readonly heard: ReadonlyMap<string, Heard>;
  readonly names: readonly string[];
}

/** Of names that nobody has listened to yet; the one that has waited longest makes room. */
const HELD_MAX = 4 * MESSAGE_NAMES_MAX;

export class Mailbox {
  #heard = new Map<string, Heard>();
  /** By index: what the program listens to. */
  #names: string[] = [];

  put({ name, value }: RobotMessage): void {
    const before = this.#heard.get(name);
    if (before === undefined && this.#heard.size >= HELD_MAX) this.#makeRoom();
    this.#heard.set(name, { value, count: (before?.count ?? 0) + 1 });
  }

  listen(index: number, name: string): void {
    if (index < MESSAGE_NAMES_MAX) this.#names[index] = messageOf(name, 0).name;
  }

  newest(index: number): PortValue {
    return this.#at(index)?.value ?? 0;
  }

  count(index: number): number {
    return this.#at(index)?.count ?? 0;
  }

  state(): MailboxState {
    return { heard: new Map(this.#heard), names: [...this.#names] };
  }

  setState({ heard, names }: MailboxState): void {
    this.#heard = new Map(heard);
    this.#names = [...names];
  }

  #at(index: number): Heard | undefined {
    const name = this.#names[index];
    return name === undefined ? undefined : this.#heard.get(name);
  }

  #makeRoom(): void {
    const listened = new Set(this.#names);
    for (const name of this.#heard.keys()) {
      if (listened.has(name)) continue;
      this.#heard.delete(name);
      return;
    }
  }
}
