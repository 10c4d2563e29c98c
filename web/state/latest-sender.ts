/** Sends the newest of a stream of values, not too often, and nothing twice. Layer: web/state. */

export interface LatestSenderPorts<T> {
  /** False: it did not arrive and is to be tried again with whatever is newest then. */
  readonly send: (value: T) => Promise<boolean>;
  readonly everyMs: number;
}

export class LatestSender<T> {
  readonly #ports: LatestSenderPorts<T>;
  #newest: T | undefined;
  #sent: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ports: LatestSenderPorts<T>) {
    this.#ports = ports;
  }

  /** At once, or as soon as the spacing allows; a value equal to the one sent last goes nowhere. */
  offer(value: T): void {
    this.#newest = value;
    if (this.#timer === undefined) this.#sendNow();
  }

  /** Whoever listens has lost what it was told: the newest goes out again. */
  again(): void {
    this.#sent = undefined;
    if (this.#newest !== undefined && this.#timer === undefined) this.#sendNow();
  }

  #sendNow(): void {
    const value = this.#newest;
    const text = JSON.stringify(value);
    if (value === undefined || text === this.#sent) return;
    this.#sent = text;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#sendNow();
    }, this.#ports.everyMs);
    void this.#ports.send(value).then((arrived) => {
      if (!arrived && this.#sent === text) this.#sent = undefined;
    });
  }
}
