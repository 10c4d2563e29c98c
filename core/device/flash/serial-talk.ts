/** Question and answer on a byte stream, with a limit on each wait. Layer: device. */
import { fail, ok, type Result } from '../../base/result.ts';
import type { ByteStream, StreamFaultCode } from '../byte-stream.ts';
import type { Clock } from '../clock.ts';

export type AnswerFaultCode = 'flash.no-answer' | StreamFaultCode;

/** More than the longest answer, with room for what a firmware said before; older bytes are dropped. */
const RECEIVED_BYTES_MAX = 8192;

interface Waiting {
  /** undefined while what has come is not enough. */
  readonly take: () => Uint8Array | undefined;
  readonly settle: (result: Result<Uint8Array, AnswerFaultCode>) => void;
}

export class SerialTalk {
  readonly #stream: ByteStream;
  readonly #clock: Clock;
  readonly #unsubscribe: () => void;
  #received: number[] = [];
  #waiting: Waiting | undefined;
  #gone: Result<never, StreamFaultCode> | undefined;

  constructor(stream: ByteStream, clock: Clock) {
    this.#stream = stream;
    this.#clock = clock;
    this.#unsubscribe = stream.events.subscribe((event) => {
      if (event.kind === 'data') return this.#take(event.bytes);
      this.#gone = fail(event.fault?.code ?? 'device.vanished', event.fault?.params ?? {}, event.fault?.cause);
      this.#waiting?.settle(this.#gone);
    });
  }

  send(...bytes: readonly number[]): void {
    this.#stream.write(Uint8Array.from(bytes));
  }

  sendBytes(bytes: Uint8Array): void {
    this.#stream.write(bytes);
  }

  /** Drops what has come. */
  discard(): void {
    this.#received = [];
  }

  /** The next `count` bytes. Errors: `flash.no-answer`, or why the stream is gone. */
  receive(count: number, timeoutMs: number): Promise<Result<Uint8Array, AnswerFaultCode>> {
    return this.#wait(() => (this.#received.length >= count ? Uint8Array.from(this.#received.splice(0, count)) : undefined), timeoutMs);
  }

  /** All up to these bytes, with them; what stood before is noise to the caller. Errors: as `receive`. */
  receiveUpTo(end: readonly number[], timeoutMs: number): Promise<Result<Uint8Array, AnswerFaultCode>> {
    return this.#wait(() => {
      const at = this.#received.findIndex((_, index) => end.every((byte, offset) => this.#received[index + offset] === byte));
      return at < 0 ? undefined : Uint8Array.from(this.#received.splice(0, at + end.length));
    }, timeoutMs);
  }

  rest(ms: number): Promise<void> {
    return new Promise((resolve) => void this.#clock.after(ms, resolve));
  }

  /** Closes the stream, too. */
  async close(): Promise<void> {
    this.#unsubscribe();
    await this.#stream.close();
  }

  #wait(take: () => Uint8Array | undefined, timeoutMs: number): Promise<Result<Uint8Array, AnswerFaultCode>> {
    const there = take();
    if (there !== undefined) return Promise.resolve(ok(there));
    if (this.#gone !== undefined) return Promise.resolve(this.#gone);
    return new Promise((resolve) => {
      const settle = (result: Result<Uint8Array, AnswerFaultCode>): void => {
        this.#waiting = undefined;
        cancel();
        resolve(result);
      };
      const cancel = this.#clock.after(timeoutMs, () => settle(fail('flash.no-answer')));
      this.#waiting = { take, settle };
    });
  }

  #take(bytes: Uint8Array): void {
    for (const byte of bytes) this.#received.push(byte);
    if (this.#received.length > RECEIVED_BYTES_MAX) this.#received.splice(0, this.#received.length - RECEIVED_BYTES_MAX);
    const answer = this.#waiting?.take();
    if (answer !== undefined) this.#waiting?.settle(ok(answer));
  }
}
