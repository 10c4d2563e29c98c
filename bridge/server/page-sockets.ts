/** Who may open a WebSocket to the bridge, and the pages that have. Layer: bridge/server. Spec: docs/protocols/bridge.md. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { WebSocketServer } from 'ws';
import { fail, ok, type Fault, type Result } from '../../core/base/result.ts';
import { BRIDGE_SOCKET_PATH, MESSAGE_BYTES_MAX } from '../../core/protocol/bridge-messages.ts';
import type { BridgeNote } from '../../core/protocol/bridge-notes.ts';
import { HEARTBEAT_SOCKET_PATH } from '../../core/protocol/heartbeat.ts';
import type { BridgeFaultCode } from '../../core/protocol/protocol-faults.ts';
import type { Identity } from '../class/identity.ts';
import type { Place, Services } from './handlers/handler.ts';
import { Heartbeats } from './heartbeats.ts';
import { PAGES_MAX, PAGES_PER_STUDENT_MAX, STRANGERS_MAX, STRANGERS_PER_ADDRESS_MAX, type PageLimits } from './limits.ts';
import type { OriginGuard } from './origin-guard.ts';
import { PageConnection } from './page-connection.ts';
import { RateLimit } from './rate-limit.ts';
import type { PairingToken } from './token.ts';

export interface PageSocketsOptions {
  readonly services: Services;
  readonly place: Place;
  readonly guard: OriginGuard;
  readonly token: PairingToken;
  readonly limits: PageLimits;
  readonly onBug: (cause: unknown) => void;
}

/** What all pages of one student may send together: forty stations may sit behind one address, so an address says nothing. */
interface Station {
  readonly pages: Set<PageConnection>;
  readonly rate: RateLimit;
}

export class PageSockets {
  readonly #options: PageSocketsOptions;
  /** With the address each came from. */
  readonly #pages = new Map<PageConnection, string>();
  readonly #stations = new Map<string, Station>();
  readonly #heartbeats = new Heartbeats();
  readonly #server: WebSocketServer;
  readonly #subscriptions: readonly (() => void)[];

  constructor(http: FastifyInstance['server'], options: PageSocketsOptions) {
    this.#options = options;
    this.#server = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_BYTES_MAX, perMessageDeflate: false, clientTracking: false });
    const { runs, packs, kits, classKits, classroom } = options.services;
    this.#subscriptions = [
      runs.changes.subscribe(() => this.#broadcast({ name: 'runs.changed', value: {} })),
      packs.changes.subscribe(() => this.#broadcast({ name: 'packs.changed', value: {} })),
      kits.changes.subscribe(() => this.#broadcast({ name: 'kits.changed', value: {} })),
      classKits.changes.subscribe(() => this.#broadcast({ name: 'kits.changed', value: {} })),
      classroom.station.notes.subscribe((note) => this.#tellOwn(note)),
    ];
    http.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => this.#onUpgrade(request, stream, head));
  }

  async close(): Promise<void> {
    for (const unsubscribe of this.#subscriptions) unsubscribe();
    const pages = [...this.#pages.keys()];
    for (const page of pages) page.close();
    await Promise.all(pages.map((page) => page.ended));
    this.#heartbeats.close();
    this.#server.close();
  }

  #onUpgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const fault = this.#refusal(request);
    if (fault !== undefined) return refuseUpgrade(stream, fault);
    this.#server.handleUpgrade(request, stream, head, (socket) => {
      if (request.url === HEARTBEAT_SOCKET_PATH) return this.#heartbeats.attach(socket);
      const { services, place, guard, limits, onBug } = this.#options;
      const address = request.socket.remoteAddress ?? '';
      const page = new PageConnection({
        ...{ socket, services, place, limits, onBug, heartbeats: this.#heartbeats },
        isPrivate: guard.isPrivate(request.headers.host ?? '', address),
        identify: (token) => this.#identify(token),
        admit: (asking, identity) => this.#admit(asking, identity),
        broadcast: (note) => this.#broadcast(note),
      });
      this.#pages.set(page, address);
      void page.ended.then(() => this.#forget(page));
    });
  }

  #refusal(request: IncomingMessage): Fault<BridgeFaultCode> | undefined {
    const { host, origin } = request.headers;
    const { guard } = this.#options;
    if (!guard.isKnownHost(host)) return fail('bridge.host-refused', { host: String(host).slice(0, 100) }).fault;
    if (!guard.isOwnOrigin(origin, host)) return fail('bridge.origin-refused', { origin: String(origin).slice(0, 100) }).fault;
    if (request.url === HEARTBEAT_SOCKET_PATH) return undefined;
    if (request.url !== BRIDGE_SOCKET_PATH) return fail('bridge.failed', { what: 'path' }).fault;
    if (this.#pages.size >= PAGES_MAX) return fail('bridge.too-many-pages', { limit: PAGES_MAX }).fault;
    const strangers = [...this.#pages].filter(([page]) => page.isStranger);
    const near = strangers.filter(([, address]) => address === request.socket.remoteAddress);
    if (strangers.length < STRANGERS_MAX && near.length < STRANGERS_PER_ADDRESS_MAX) return undefined;
    return fail('bridge.too-many-pages', { limit: STRANGERS_PER_ADDRESS_MAX }).fault;
  }

  #identify(token: string): Result<Identity> {
    return this.#options.token.matches(token) ? ok({ role: 'owner' }) : this.#options.services.classroom.desk.identify(token);
  }

  #admit(page: PageConnection, identity: Identity): Result<RateLimit | undefined> {
    if (identity.role !== 'student') return ok(undefined);
    const { messagesPerS: perS, messageBurst: burst } = this.#options.limits;
    const station = this.#stations.get(identity.studentId) ?? {
      pages: new Set(),
      rate: new RateLimit({ perS, burst, nowMs: performance.now() }),
    };
    if (station.pages.size >= PAGES_PER_STUDENT_MAX) return fail('bridge.too-many-pages', { limit: PAGES_PER_STUDENT_MAX });
    station.pages.add(page);
    this.#stations.set(identity.studentId, station);
    return ok(station.rate);
  }

  #forget(page: PageConnection): void {
    this.#pages.delete(page);
    for (const [studentId, { pages }] of this.#stations) {
      if (pages.delete(page) && pages.size === 0) this.#stations.delete(studentId);
    }
  }

  #broadcast(note: BridgeNote): void {
    for (const page of this.#pages.keys()) page.tell(note);
  }

  /** To the pages of this computer: a seat in another bridge's class is theirs. */
  #tellOwn(note: BridgeNote): void {
    for (const page of this.#pages.keys()) if (!page.isStranger && page.identity.role === 'owner') page.tell(note);
  }
}

const UPGRADE_STATUS: Partial<Record<BridgeFaultCode, string>> = {
  'bridge.too-many-pages': '503 Service Unavailable',
  'bridge.failed': '404 Not Found',
};

function refuseUpgrade(stream: Duplex, { code, params }: Fault<BridgeFaultCode>): void {
  const body = JSON.stringify({ error: { code, params } });
  stream.on('error', () => {});
  stream.end(
    `HTTP/1.1 ${UPGRADE_STATUS[code] ?? '403 Forbidden'}\r\nconnection: close\r\ncontent-type: application/json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    () => stream.destroy(),
  );
}
