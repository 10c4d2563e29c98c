/** The bridge's HTTP and WebSocket server. Layer: bridge/server. Spec: docs/protocols/bridge.md. */
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import Fastify, { type FastifyInstance } from 'fastify';
import { WebSocketServer } from 'ws';
import { fail, ok, type Fault, type Result } from '../../core/base/result.ts';
import { BRIDGE_SOCKET_PATH, MESSAGE_BYTES_MAX } from '../../core/protocol/bridge-messages.ts';
import type { BridgeNote } from '../../core/protocol/bridge-notes.ts';
import type { BridgeFaultCode } from '../../core/protocol/protocol-faults.ts';
import type { Packs } from '../packs/packs.ts';
import type { Runs } from '../runs/runs.ts';
import type { Store } from '../store/store.ts';
import { PAGE_LIMITS, PAGES_MAX, type PageLimits } from './limits.ts';
import { OriginGuard } from './origin-guard.ts';
import { PageConnection } from './page-connection.ts';
import { addPageRoutes } from './page-routes.ts';
import type { Robots } from './robots.ts';
import { PairingToken } from './token.ts';

const REQUEST_TIMEOUT_MS = 10_000;

export interface BridgeServerOptions {
  /** The built pages. */
  readonly folder: string;
  /** 0: any free one. */
  readonly port: number;
  /** False: this computer only. */
  readonly lan: boolean;
  readonly store: Store;
  readonly robots: Robots;
  readonly runs: Runs;
  readonly packs: Packs;
  readonly limits?: Partial<PageLimits>;
  readonly onBug: (cause: unknown) => void;
}

export interface BridgeServer {
  readonly port: number;
  /** Pages off, their robots stopped, the port free. */
  close(): Promise<void>;
}

/** Errors: `bridge.port-in-use` {port}, `bridge.listen-failed` {port, what}. */
export async function startBridgeServer(options: BridgeServerOptions): Promise<Result<BridgeServer, BridgeFaultCode>> {
  const server = Fastify({ requestTimeout: REQUEST_TIMEOUT_MS, forceCloseConnections: true, routerOptions: { maxParamLength: 500 } });
  const port = () => (server.server.address() as AddressInfo).port;
  const guard = new OriginGuard({ lan: options.lan, port });
  const token = new PairingToken();
  await addPageRoutes(server, { folder: options.folder, guard, token });
  const sockets = addSocket(server, { ...options, guard, token });
  try {
    await server.listen({ port: options.port, host: options.lan ? '0.0.0.0' : '127.0.0.1' });
  } catch (cause) {
    await server.close();
    return listenFault(options.port, cause);
  }
  const close = async (): Promise<void> => {
    await sockets.close();
    await server.close();
  };
  return ok({ port: port(), close });
}

interface SocketOptions extends BridgeServerOptions {
  readonly guard: OriginGuard;
  readonly token: PairingToken;
}

function addSocket(server: FastifyInstance, options: SocketOptions): { close(): Promise<void> } {
  const pages = new Set<PageConnection>();
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_BYTES_MAX, perMessageDeflate: false, clientTracking: false });
  const limits = { ...PAGE_LIMITS, ...options.limits };
  const broadcast = (note: BridgeNote) => pages.forEach((each) => each.tell(note));
  const subscriptions = [
    options.runs.changes.subscribe(() => broadcast({ name: 'runs.changed', value: {} })),
    options.packs.changes.subscribe(() => broadcast({ name: 'packs.changed', value: {} })),
  ];
  server.server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const fault = refusal(request, options.guard, pages.size);
    if (fault !== undefined) return refuseUpgrade(stream, fault);
    sockets.handleUpgrade(request, stream, head, (socket) => {
      const { token, store, robots, runs, packs, onBug } = options;
      const page = new PageConnection({ socket, token, store, robots, runs, packs, limits, broadcast, onBug });
      pages.add(page);
      void page.ended.then(() => pages.delete(page));
    });
  });
  return {
    async close() {
      for (const unsubscribe of subscriptions) unsubscribe();
      for (const page of pages) page.close();
      await Promise.all([...pages].map((page) => page.ended));
      sockets.close();
    },
  };
}

function refusal(request: IncomingMessage, guard: OriginGuard, pageCount: number): Fault<BridgeFaultCode> | undefined {
  const { host, origin } = request.headers;
  if (!guard.isKnownHost(host)) return fail('bridge.host-refused', { host: String(host).slice(0, 100) }).fault;
  if (!guard.isOwnOrigin(origin, host)) return fail('bridge.origin-refused', { origin: String(origin).slice(0, 100) }).fault;
  if (request.url !== BRIDGE_SOCKET_PATH) return fail('bridge.failed', { what: 'path' }).fault;
  return pageCount >= PAGES_MAX ? fail('bridge.too-many-pages', { limit: PAGES_MAX }).fault : undefined;
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

function listenFault(port: number, cause: unknown): Result<never, BridgeFaultCode> {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
  if (code === 'EADDRINUSE') return fail('bridge.port-in-use', { port }, cause);
  return fail('bridge.listen-failed', { port, what: code }, cause);
}
