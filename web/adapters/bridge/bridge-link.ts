/**
 * The page's WebSocket to its bridge: hello, calls, what the bridge tells, and trying again. Layer: web/adapters/bridge.
 * Spec: docs/protocols/bridge.md. What is received is checked again here: a page may be older or newer than its bridge.
 */
import { z } from 'zod';
import { Emitter } from '../../../core/base/emitter.ts';
import { fail, ok, type Fault, type Result } from '../../../core/base/result.ts';
import {
  decodeBridgeMessage,
  encodePageMessage,
  malformed,
  MESSAGE_BYTES_MAX,
  PROTOCOL_VERSION,
  type BridgeMessage,
  type PageMessage,
} from '../../../core/protocol/bridge-messages.ts';
import { BRIDGE_METHODS, type BridgeMethod, type ParamsOf, type ResultOf } from '../../../core/protocol/bridge-methods.ts';
import { BRIDGE_NOTES, isBridgeNote, type BridgeNote } from '../../../core/protocol/bridge-notes.ts';
import type { SessionEvent } from '../../../core/protocol/robot-session.ts';
import type { BridgeState, DeviceView } from './bridge.ts';
import type { PagePass } from './page-pass.ts';

const ANSWER_MS_MAX = 10_000;
const PING_PERIOD_MS = 10_000;
const RETRY_MS_MIN = 250;
const RETRY_MS_MAX = 5000;

export type LinkEvent =
  | { readonly kind: 'state'; readonly state: BridgeState; readonly problem?: Fault }
  | { readonly kind: 'devices'; readonly devices: readonly DeviceView[] }
  | { readonly kind: 'session'; readonly sessionId: number; readonly event: SessionEvent }
  | { readonly kind: 'note'; readonly note: BridgeNote };

export interface BridgeLinkOptions {
  readonly pass: PagePass;
  /** A document asked for anew; may throw. */
  readonly renewPass: () => Promise<PagePass>;
  readonly openSocket: () => WebSocket;
}

type Answer = Extract<BridgeMessage, { type: 'answer' }>;
type Answered = (answer: Answer | Fault) => void;

export class BridgeLink {
  readonly events = new Emitter<LinkEvent>();
  state: BridgeState = 'connecting';
  problem: Fault | undefined;
  readonly #options: BridgeLinkOptions;
  #token: string | undefined;
  #socket: WebSocket | undefined;
  readonly #waiting = new Map<number, Answered>();
  #nextId = 1;
  #retryMs = RETRY_MS_MIN;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #pingTimer: ReturnType<typeof setInterval> | undefined;
  #hasRenewed = false;
  #isClosed = false;

  constructor(options: BridgeLinkOptions) {
    this.#options = options;
    this.#token = options.pass.token;
    if (!options.pass.isServedByBridge) this.#setState('offline', fail('bridge.not-served').fault);
    else this.#connect();
  }

  /** Errors: of the method; `bridge.unreachable`, `protocol.no-answer`, `protocol.too-large`, `protocol.malformed`. */
  async call<M extends BridgeMethod>(method: M, params: ParamsOf<M>): Promise<Result<ResultOf<M>>> {
    const socket = this.#socket;
    if (this.state !== 'online' || socket === undefined) return { ok: false, fault: this.problem ?? unreachable() };
    const id = this.#nextId++;
    const encoded = z.safeEncode(BRIDGE_METHODS[method].params as z.ZodType<ParamsOf<M>>, params);
    if (!encoded.success) return malformed(encoded.error);
    const text = encodePageMessage({ type: 'request', id, method, params: encoded.data });
    if (new Blob([text]).size > MESSAGE_BYTES_MAX) return fail('protocol.too-large', { limitBytes: MESSAGE_BYTES_MAX });
    const answer = await this.#ask(socket, id, method, text);
    if ('code' in answer) return { ok: false, fault: answer };
    if (!answer.ok) return { ok: false, fault: answer.fault };
    const value = (BRIDGE_METHODS[method].result as z.ZodType<ResultOf<M>>).safeParse(answer.value);
    return value.success ? ok(value.data) : malformed(value.error);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#retryTimer);
    this.#socket?.close();
    this.#drop(unreachable());
  }

  #ask(socket: WebSocket, id: number, method: BridgeMethod, text: string): Promise<Answer | Fault> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => answered(fail('protocol.no-answer', { method }).fault), ANSWER_MS_MAX);
      const answered: Answered = (answer) => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        resolve(answer);
      };
      this.#waiting.set(id, answered);
      socket.send(text);
    });
  }

  #connect(): void {
    if (this.#isClosed) return;
    const token = this.#token;
    if (token === undefined) return this.#setState('refused', fail('bridge.not-joined').fault);
    const socket = this.#options.openSocket();
    this.#socket = socket;
    let refusal: Fault | undefined;
    socket.addEventListener('open', () => this.#send(socket, { type: 'hello', version: PROTOCOL_VERSION, token }));
    socket.addEventListener('message', (event: MessageEvent<unknown>) => {
      const message = decodeBridgeMessage(String(event.data));
      if (!message.ok) {
        refusal = message.fault;
        socket.close();
      } else if (message.value.type === 'refused') refusal = message.value.fault;
      else this.#onMessage(socket, message.value);
    });
    socket.addEventListener('close', () => {
      if (this.#socket === socket) this.#onClosed(refusal);
    });
  }

  #onMessage(socket: WebSocket, message: BridgeMessage): void {
    switch (message.type) {
      case 'welcome':
        return this.#onWelcome();
      case 'answer':
        return this.#waiting.get(message.id)?.(message);
      case 'devices':
        return this.events.emit({ kind: 'devices', devices: message.devices });
      case 'session':
        return this.events.emit({ kind: 'session', sessionId: message.sessionId, event: message.event });
      case 'batch': {
        const { sessionId, batch } = message;
        for (const event of message.events) this.events.emit({ kind: 'session', sessionId, event });
        return this.#send(socket, { type: 'ack', sessionId, batch });
      }
      case 'note':
        return this.#onNote(message.name, message.value);
      case 'refused':
    }
  }

  /** A bridge of a later version may tell what this page does not know. */
  #onNote(name: string, value: unknown): void {
    if (!isBridgeNote(name)) return;
    const known = BRIDGE_NOTES[name].safeParse(value);
    if (known.success) this.events.emit({ kind: 'note', note: { name, value: known.data } as BridgeNote });
  }

  #onWelcome(): void {
    this.#retryMs = RETRY_MS_MIN;
    this.#hasRenewed = false;
    this.#pingTimer = setInterval(() => void this.#ping(), PING_PERIOD_MS);
    this.#setState('online');
  }

  /** A link that was cut without a word (a cable, a sleeping computer) shows here. */
  async #ping(): Promise<void> {
    const socket = this.#socket;
    const answer = await this.call('bridge.ping', {});
    if (answer.ok || socket !== this.#socket || this.#isClosed) return;
    socket?.close();
    this.#onClosed(undefined);
  }

  #onClosed(refusal: Fault | undefined): void {
    this.#drop(refusal ?? unreachable());
    if (this.#isClosed) return;
    if (refusal?.code === 'bridge.wrong-token' && !this.#hasRenewed) return void this.#renew();
    if (refusal !== undefined && isFinal(refusal)) return this.#setState('refused', refusal);
    this.#setState('offline', refusal ?? unreachable());
    this.#retryTimer = setTimeout(() => this.#connect(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, RETRY_MS_MAX);
  }

  async #renew(): Promise<void> {
    this.#hasRenewed = true;
    this.#token = await this.#options.renewPass().then(
      (pass) => pass.token,
      () => this.#token,
    );
    this.#connect();
  }

  #drop(fault: Fault): void {
    this.#socket = undefined;
    clearInterval(this.#pingTimer);
    for (const answered of [...this.#waiting.values()]) answered(fault);
  }

  #send(socket: WebSocket, message: PageMessage): void {
    if (socket.readyState === socket.OPEN) socket.send(encodePageMessage(message));
  }

  #setState(state: BridgeState, problem?: Fault): void {
    this.problem = problem;
    const isNew = state !== this.state || problem !== undefined;
    this.state = state;
    if (isNew) this.events.emit(problem === undefined ? { kind: 'state', state } : { kind: 'state', state, problem });
  }
}

/** Trying again would end in the same answer. */
const FINAL_CODES = ['protocol.version', 'bridge.wrong-token', 'protocol.malformed', 'class.ended', 'class.erased', 'class.left'];

function isFinal({ code }: Fault): boolean {
  return FINAL_CODES.includes(code);
}

function unreachable(): Fault {
  return fail('bridge.unreachable').fault;
}
