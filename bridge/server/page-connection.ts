/**
 * One page's WebSocket, from its hello to its end. Layer: bridge/server. Spec: docs/protocols/bridge.md.
 * Requests are handled as they come, none waits for another: Stop is never behind anything.
 */
import type { RawData, WebSocket } from 'ws';
import { z } from 'zod';
import { assert } from '../../core/base/assert.ts';
import { fail, type Fault, type Result } from '../../core/base/result.ts';
import {
  decodeHello,
  decodePageMessage,
  encodeBridgeMessage,
  PROTOCOL_VERSION,
  type BridgeMessage,
} from '../../core/protocol/bridge-messages.ts';
import { CLOSE_CODES } from '../../core/protocol/protocol-faults.ts';
import type { ClassPage, Identity } from '../class/identity.ts';
import { BRIDGE_NOTES, type BridgeNote } from '../../core/protocol/bridge-notes.ts';
import { dispatch } from './dispatcher.ts';
import type { Place, Services } from './handlers/handler.ts';
import type { Heartbeats } from './heartbeats.ts';
import type { PageLimits } from './limits.ts';
import { PageSessions } from './page-sessions.ts';
import { RateLimit } from './rate-limit.ts';

const CLOSE_GRACE_MS = 1000;

export interface PageConnectionOptions {
  readonly socket: WebSocket;
  /** By the token of its hello. */
  readonly identify: (token: string) => Result<Identity>;
  /** On this computer, or over HTTPS. */
  readonly isPrivate: boolean;
  /** Room for one more page of this identity, and what all of its pages may send together; a fault where there is none. */
  readonly admit: (page: PageConnection, identity: Identity) => Result<RateLimit | undefined>;
  readonly services: Services;
  readonly place: Place;
  readonly limits: PageLimits;
  readonly heartbeats: Heartbeats;
  /** To every page. */
  readonly broadcast: (note: BridgeNote) => void;
  /** Our own bugs. */
  readonly onBug: (cause: unknown) => void;
}

export class PageConnection implements ClassPage {
  readonly isPrivate: boolean;
  readonly #options: PageConnectionOptions;
  readonly #sessions: PageSessions;
  #rate: RateLimit;
  readonly #helloTimer: NodeJS.Timeout;
  readonly #heartbeat: NodeJS.Timeout;
  #unsubscribe: () => void = () => {};
  #state: 'hello' | 'open' | 'closed' = 'hello';
  #identity: Identity | undefined;
  #depart: () => void = () => {};
  #alive = true;
  #requestsUnderWay = 0;
  /** Resolves when the page is gone and each of its robots has stopped. */
  readonly ended: Promise<void>;

  constructor(options: PageConnectionOptions) {
    this.#options = options;
    this.isPrivate = options.isPrivate;
    const { socket, limits, services, heartbeats } = options;
    const owner = (): string => services.classroom.ownerOf(this.identity);
    this.#sessions = new PageSessions({ robots: services.robots, limits, heartbeats, owner, send: (message) => this.#send(message) });
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

  /** Only of a page that has said hello. */
  get identity(): Identity {
    assert(this.#identity !== undefined, 'a page is known by its hello');
    return this.#identity;
  }

  get isStranger(): boolean {
    return this.#identity === undefined;
  }

  stopRobots(): void {
    this.#sessions.stopAll();
  }

  end(fault: Fault): void {
    if (this.#state !== 'closed') this.#refuse(fault, CLOSE_CODES.wrongToken);
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
    this.#depart();
    this.#depart = () => {};
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
    const { identify, admit, services } = this.#options;
    const offered = decodeHello(text);
    if (!offered.ok) {
      const closeCode = offered.fault.code === 'protocol.version' ? CLOSE_CODES.version : CLOSE_CODES.malformed;
      return this.#refuse(offered.fault, closeCode);
    }
    const identity = identify(offered.value);
    if (!identity.ok) return this.#refuse(identity.fault, CLOSE_CODES.wrongToken);
    const admitted = admit(this, identity.value);
    if (!admitted.ok) return this.#refuse(admitted.fault, CLOSE_CODES.tooFast);
    this.#rate = admitted.value ?? this.#rate;
    clearTimeout(this.#helloTimer);
    this.#identity = identity.value;
    this.#state = 'open';
    this.#send({ type: 'welcome', version: PROTOCOL_VERSION, role: identity.value.role });
    const { robots, classroom } = services;
    const { carPlaces } = classroom;
    const sendDevices = (devices = robots.devices): void => this.#send({ type: 'devices', devices: carPlaces.shownOn(devices) });
    sendDevices();
    const unsubscribe = [robots.changes.subscribe(sendDevices), carPlaces.changes.subscribe(() => sendDevices())];
    this.#unsubscribe = () => unsubscribe.forEach((end) => end());
    this.#depart = classroom.desk.arrive(this);
  }

  #onPageMessage(text: string): void {
    const message = decodePageMessage(text);
    if (!message.ok) return this.#refuse(message.fault, CLOSE_CODES.malformed);
    if (message.value.type === 'hello') return this.#refuse(fail('protocol.malformed', { what: 'type' }).fault, CLOSE_CODES.malformed);
    if (message.value.type === 'ack') return this.#sessions.acknowledge(message.value.sessionId, message.value.batch);
    this.#onRequest(message.value);
  }

  #onRequest({ id, method, params }: { readonly id: number; readonly method: string; readonly params?: unknown }): void {
    const { services, place, limits, onBug } = this.#options;
    if (this.#requestsUnderWay >= limits.requestsMax) {
      return this.#refuse(fail('protocol.too-fast', { limitPerS: limits.messagesPerS }).fault, CLOSE_CODES.tooFast);
    }
    const notes = { send: (note: BridgeNote) => this.tell(note), broadcast: this.#options.broadcast };
    const { identity } = this;
    const dispatched = dispatch(method, params, {
      ...services,
      ...{ role: identity.role, owner: services.classroom.ownerOf(identity), page: this, place, sessions: this.#sessions, notes },
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
