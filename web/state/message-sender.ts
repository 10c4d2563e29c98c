/** What the running program tells others, on its way to the bridge. Layer: web/state. One call at a time, the newest of each name. */
import type { Result } from '../../core/base/result.ts';
import { NewestMessages, type RobotMessage } from '../../core/robot/message.ts';

export class MessageSender {
  readonly #send: (messages: RobotMessage[]) => Promise<Result<void>>;
  readonly #untold = new NewestMessages();
  #isSending = false;

  constructor(send: (messages: RobotMessage[]) => Promise<Result<void>>) {
    this.#send = send;
  }

  /** Without a bridge nobody hears it, and nothing is kept for later. */
  offer(messages: readonly RobotMessage[]): void {
    for (const message of messages) this.#untold.add(message);
    if (!this.#isSending) void this.#sendAll();
  }

  async #sendAll(): Promise<void> {
    this.#isSending = true;
    while (!this.#untold.isEmpty) await this.#send(this.#untold.take());
    this.#isSending = false;
  }
}
