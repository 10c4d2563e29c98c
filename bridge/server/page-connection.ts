/**
 * One page's WebSocket, from its hello to its end. Layer: bridge/server. Spec: docs/protocols/bridge.md.
 * Requests are handled as they come, none waits for another: Stop is never behind anything.
 */
import type { RawData, WebSocket } from 'ws';
import { z } from 'zod';
import { fail, type Fault } from '../../core/base/result.ts';
import {
  decodeHello,
  decodePageMessage,
  encodeBridgeMessage,
  PROTOCOL_VERSION,
  type BridgeMessage,
} from '../../core/protocol/bridge-messages.ts';
import { CLOSE_CODES } from '../../core/protocol/protocol-faults.ts';
import type { Packs } from '../packs/packs.ts';
import type { Runs } from '../runs/runs.ts';
import type { Store } from '../store/store.ts';
import { BRIDGE_NOTES, type BridgeNote } from '../../core/protocol/bridge-notes.ts';
import type { Role } from '../../core/protocol/method.ts';
import { dispatch } from './dispatcher.ts';
import type { PageLimits } from './limits.ts';
import { PageSessions } from './page-sessions.ts';
import { RateLimit } from './rate-limit.ts';
import type { Robots } from './robots.ts';
import type { PairingToken } from './token.ts';

const CLOSE_GRACE_MS = 1000;

export interface PageConnectionOptions {
  readonly socket: WebSocket;
  readonly token: PairingToken;
  readonly store: Store;
  readonly robots: Robots;
  readonly runs: Runs;
  readonly packs: Packs;
  readonly limits: PageLimits;
  /** To every page. */
  readonly broadcast: (note: BridgeNote) => void;
  /** Our own bugs. */
  readonly onBug: (cause: unknown) => void;
}

export class PageConnection {
  readonly #options: PageConnectionOptions;
  readonly #sessions: PageSessions;
  readonly #rate: RateLimit;
  readonly #helloTimer: NodeJS.Timeout;
  readonly #heartbeat: NodeJS.Timeout;
  #unsubscribe: () => void = () => {};
  #state: 'hello' | 'open' | 'closed' = 'hello';
  /** The token is given to pages on this computer only. */
  readonly #role: Role = 'owner';
  readonly #owner = '';
  #alive = true;
  #requestsUnderWay = 0;
  /** Resolves when the page is gone and each of its robots has stopped. */
  readonly ended: Promise<void>;

  constructor(options: PageConnectionOptions) {
    this.#options = options;
    const { socket, limits, robots } = options;
    this.#sessions = new PageSessions({ robots, limits, owner: () => this.#owner, send: (message) => this.#send(message) });
    this.#rate = new RateLimit({ perS: limits.messagesPerS, burst: limits.messageBurst, nowMs: performance.now() });
    this.#helloTimer = setTimeout(
      () => this.#refuse(fail('protocol.hello-missing', { limitMs: limits.helloMs }).fault, CLOSE_CODES.helloMissing),
      limits.helloMs,
    );
    this.#heartbeat = setInterval(() => this.#beat(), limits.heartbeatMs);
    socket.on('pong', () => (this.#alive = true));
    socket.on('message', (data, isBinary) => this.#onMessage(data, isBinary));
    // A frame over the limit or a broken one: ws closes with its own code, and 'close' follows.
    socket.on('error', () => {});
    this.ended = new Promise((resolve) => {
      socket.on('close', () => {
        this.#leave();
        void this.#sessions.closeAll().catch(options.onBug).then(resolve);
      });
    });
  }

  close(): void {
    this.#leave();
    this.#options.socket.close(CLOSE_CODES.goingAway);
    this.#terminateSoon();
  }

  /** Pages that have not said hello are told nothing. */
  tell(note: BridgeNote): void {
    if (this.#state !== 'open') return;
    this.#send({ type: 'note', name: note.name, value: z.encode(BRIDGE_NOTES[note.name] as z.ZodType, note.value) });
  }

  #leave(): void {
    this.#state = 'closed';
    clearTimeout(this.#helloTimer);
    clearInterval(this.#heartbeat);
    this.#unsubscribe();
  }

  #beat(): void {
    if (!this.#alive) return this.#options.socket.terminate();
    this.#alive = false;
    this.#options.socket.ping();
  }

  #onMessage(data: RawData, isBinary: boolean): void {
    if (this.#state === 'closed') return;
    const { limits } = this.#options;
    if (!this.#rate.take(performance.now())) {
      return this.#refuse(fail('protocol.too-fast', { limitPerS: limits.messagesPerS }).fault, CLOSE_CODES.tooFast);
    }
    if (isBinary) return this.#refuse(fail('protocol.malformed', { what: 'binary' }).fault, CLOSE_CODES.malformed);
    const text = (data as Buffer).toString('utf8');
    if (this.#state === 'hello') this.#onHello(text);
    else this.#onPageMessage(text);
  }

  #onHello(text: string): void {
    const { token, robots } = this.#options;
    const offered = decodeHello(text);
    if (!offered.ok) {
      const closeCode = offered.fault.code === 'protocol.version' ? CLOSE_CODES.version : CLOSE_CODES.malformed;
      return this.#refuse(offered.fault, closeCode);
    }
    if (!token.matches(offered.value)) return this.#refuse(fail('bridge.wrong-token').fault, CLOSE_CODES.wrongToken);
    clearTimeout(this.#helloTimer);
    this.#state = 'open';
    this.#send({ type: 'welcome', version: PROTOCOL_VERSION });
    this.#send({ type: 'devices', devices: robots.devices });
    this.#unsubscribe = robots.changes.subscribe((devices) => this.#send({ type: 'devices', devices }));
  }

  #onPageMessage(text: string): void {
    const message = decodePageMessage(text);
    if (!message.ok) return this.#refuse(message.fault, CLOSE_CODES.malformed);
    if (message.value.type === 'hello') return this.#refuse(fail('protocol.malformed', { what: 'type' }).fault, CLOSE_CODES.malformed);
    if (message.value.type === 'ack') return this.#sessions.acknowledge(message.value.sessionId, message.value.batch);
    this.#onRequest(message.value);
  }

  #onRequest({ id, method, params }: { readonly id: number; readonly method: string; readonly params?: unknown }): void {
    const { store, robots, runs, packs, limits, onBug } = this.#options;
    if (this.#requestsUnderWay >= limits.requestsMax) {
      return this.#refuse(fail('protocol.too-fast', { limitPerS: limits.messagesPerS }).fault, CLOSE_CODES.tooFast);
    }
    const notes = { send: (note: BridgeNote) => this.tell(note), broadcast: this.#options.broadcast };
    const dispatched = dispatch(method, params, {
      role: this.#role,
      owner: this.#owner,
      store,
      robots,
      runs,
      packs,
      sessions: this.#sessions,
      notes,
    });
    if (!dispatched.ok) return this.#refuse(dispatched.fault, CLOSE_CODES.malformed);
    this.#requestsUnderWay++;
    void dispatched.value
      .catch((cause: unknown) => {
        onBug(cause);
        return fail('bridge.failed', { what: cause instanceof Error ? cause.message : String(cause) });
      })
      .then((answer) => {
        this.#requestsUnderWay--;
        this.#send({ type: 'answer', id, ...answer });
      })
      .catch(onBug);
  }

  #send(message: BridgeMessage): void {
    const { socket, limits } = this.#options;
    if (this.#state === 'closed' || socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > limits.unreadBytesMax) return socket.terminate();
    socket.send(encodeBridgeMessage(message));
  }

  #refuse(fault: Fault, closeCode: number): void {
    this.#send({ type: 'refused', fault });
    this.#leave();
    this.#options.socket.close(closeCode, fault.code);
    this.#terminateSoon();
  }

  /** A peer that does not answer our close is cut off. */
  #terminateSoon(): void {
    const { socket } = this.#options;
    setTimeout(() => socket.terminate(), CLOSE_GRACE_MS).unref();
  }
}
