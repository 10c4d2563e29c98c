/**
 * A station bridge's WebSocket to its class bridge: hello, calls, notes, and trying again. Layer: bridge/class. Spec: docs/protocols/bridge.md.
 * It speaks as a student's page does: one protocol for pages and bridges.
 */
import { WebSocket } from 'ws';
import { z } from 'zod';
import { Emitter } from '../../core/base/emitter.ts';
import { fail, ok, type Fault, type Result } from '../../core/base/result.ts';
import {
  BRIDGE_SOCKET_PATH,
  decodeBridgeMessage,
  encodePageMessage,
  malformed,
  MESSAGE_BYTES_MAX,
  PROTOCOL_VERSION,
  type BridgeMessage,
} from '../../core/protocol/bridge-messages.ts';
import { BRIDGE_METHODS, type BridgeMethod, type ParamsOf, type ResultOf } from '../../core/protocol/bridge-methods.ts';
import { BRIDGE_NOTES, isBridgeNote, type BridgeNote } from '../../core/protocol/bridge-notes.ts';

export interface ClassLinkTimes {
  readonly answerMs: number;
  /** A link that was cut without a word shows after this long. */
  readonly pingMs: number;
  readonly retryMsMin: number;
  readonly retryMsMax: number;
}

const TIMES: ClassLinkTimes = { answerMs: 20_000, pingMs: 5000, retryMsMin: 250, retryMsMax: 10_000 };

export type ClassLinkEvent =
  | { readonly kind: 'online' }
  | { readonly kind: 'offline' }
  /** Trying again would end in the same answer. */
  | { readonly kind: 'refused'; readonly fault: Fault }
  | { readonly kind: 'note'; readonly note: BridgeNote };

export interface ClassLinkOptions {
  /** `http://192.168.1.5:4173` or https. */
  readonly origin: string;
  readonly token: string;
  readonly times?: Partial<ClassLinkTimes>;
}

type Answer = Extract<BridgeMessage, { type: 'answer' }>;

export class ClassLink {
  readonly events = new Emitter<ClassLinkEvent>();
  readonly #options: ClassLinkOptions;
  readonly #times: ClassLinkTimes;
  readonly #waiting = new Map<number, (answer: Answer | Fault) => void>();
  #socket: WebSocket | undefined;
  #isOnline = false;
  #isClosed = false;
  #nextId = 1;
  #retryMs: number;
  #retryTimer: NodeJS.Timeout | undefined;
  #pingTimer: NodeJS.Timeout | undefined;

  constructor(options: ClassLinkOptions) {
    this.#options = options;
    this.#times = { ...TIMES, ...options.times };
    this.#retryMs = this.#times.retryMsMin;
    this.#connect();
  }

  get isOnline(): boolean {
    return this.#isOnline;
  }

  /** Errors: of the method; `bridge.unreachable`, `protocol.no-answer`, `protocol.too-large`, `protocol.malformed`. */
  async call<M extends BridgeMethod>(method: M, params: ParamsOf<M>): Promise<Result<ResultOf<M>>> {
    const socket = this.#socket;
    if (!this.#isOnline || socket === undefined) return fail('bridge.unreachable');
    const id = this.#nextId++;
    const encoded = z.encode(BRIDGE_METHODS[method].params as z.ZodType<ParamsOf<M>>, params);
    const text = encodePageMessage({ type: 'request', id, method, params: encoded });
    if (Buffer.byteLength(text) > MESSAGE_BYTES_MAX) return fail('protocol.too-large', { limitBytes: MESSAGE_BYTES_MAX });
    const answer = await this.#ask(socket, { id, method, text });
    if ('code' in answer) return { ok: false, fault: answer };
    if (!answer.ok) return { ok: false, fault: answer.fault };
    const value = (BRIDGE_METHODS[method].result as z.ZodType<ResultOf<M>>).safeParse(answer.value);
    return value.success ? ok(value.data) : malformed(value.error);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#retryTimer);
    this.#socket?.terminate();
    this.#drop();
  }

  #ask(socket: WebSocket, { id, method, text }: { id: number; method: BridgeMethod; text: string }): Promise<Answer | Fault> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => answered(fail('protocol.no-answer', { method }).fault), this.#times.answerMs);
      const answered = (answer: Answer | Fault): void => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        resolve(answer);
      };
      this.#waiting.set(id, answered);
      socket.send(text);
    });
  }

  #connect(): void {
    const { origin, token } = this.#options;
    const url = new URL(BRIDGE_SOCKET_PATH, origin.replace(/^http/, 'ws'));
    const socket = new WebSocket(url, {
      ...{ origin, perMessageDeflate: false, followRedirects: false },
      ...{ handshakeTimeout: this.#times.answerMs, maxPayload: MESSAGE_BYTES_MAX },
    });
    this.#socket = socket;
    let refusal: Fault | undefined;
    socket.on('error', () => {});
    socket.on('open', () => socket.send(encodePageMessage({ type: 'hello', version: PROTOCOL_VERSION, token })));
    socket.on('message', (data: Buffer) => {
      const message = decodeBridgeMessage(data.toString('utf8'));
      if (!message.ok) return socket.terminate();
      if (message.value.type === 'refused') refusal = message.value.fault;
      else this.#onMessage(message.value);
    });
    socket.on('close', () => {
      if (this.#socket === socket) this.#onClosed(refusal);
    });
  }

  #onMessage(message: BridgeMessage): void {
    if (message.type === 'welcome') this.#onWelcome();
    else if (message.type === 'answer') this.#waiting.get(message.id)?.(message);
    else if (message.type === 'note' && isBridgeNote(message.name)) {
      const value = BRIDGE_NOTES[message.name].safeParse(message.value);
      if (value.success) this.events.emit({ kind: 'note', note: { name: message.name, value: value.data } as BridgeNote });
    }
  }

  #onWelcome(): void {
    this.#retryMs = this.#times.retryMsMin;
    this.#isOnline = true;
    this.#pingTimer = setInterval(() => void this.#ping(), this.#times.pingMs);
    this.events.emit({ kind: 'online' });
  }

  async #ping(): Promise<void> {
    const socket = this.#socket;
    const inTime = await Promise.race([this.call('bridge.ping', {}), silence(this.#times.pingMs)]);
    if (inTime?.ok !== true && socket === this.#socket) socket?.terminate();
  }

  #onClosed(refusal: Fault | undefined): void {
    this.#drop();
    if (this.#isClosed) return;
    if (refusal !== undefined && isFinal(refusal)) {
      this.#isClosed = true;
      return this.events.emit({ kind: 'refused', fault: refusal });
    }
    this.#retryTimer = setTimeout(() => this.#connect(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, this.#times.retryMsMax);
    this.events.emit({ kind: 'offline' });
  }

  #drop(): void {
    this.#isOnline = false;
    this.#socket = undefined;
    clearInterval(this.#pingTimer);
    for (const answered of [...this.#waiting.values()]) answered(fail('bridge.unreachable').fault);
  }
}

function silence(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), ms).unref());
}

function isFinal({ code }: Fault): boolean {
  return code === 'bridge.wrong-token' || code === 'protocol.version' || /^class\.(ended|erased|left)$/.test(code);
}
