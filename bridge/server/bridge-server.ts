/** The bridge's HTTP and WebSocket server. Layer: bridge/server. Spec: docs/protocols/bridge.md. */
import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { BridgeFaultCode } from '../../core/protocol/protocol-faults.ts';
import type { Certificate } from './certificate.ts';
import type { Place, Services } from './handlers/handler.ts';
import { addJoinRoutes } from './join-routes.ts';
import { PAGE_LIMITS, type PageLimits } from './limits.ts';
import { OriginGuard } from './origin-guard.ts';
import { GuestWatch } from './guest-watch.ts';
import { addPageRoutes } from './page-routes.ts';
import { PageSockets } from './page-sockets.ts';
import { PairingToken } from './token.ts';

const REQUEST_TIMEOUT_MS = 10_000;

export interface BridgeServerOptions extends Services {
  /** The built pages. */
  readonly folder: string;
  /** 0: any free one. */
  readonly port: number;
  /** False: this computer only. */
  readonly lan: boolean;
  /** The school's own: everything over HTTPS. */
  readonly certificate?: Certificate;
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
  const { lan, folder, certificate, onBug, limits } = options;
  const server = newServer(certificate);
  const port = () => (server.server.address() as AddressInfo).port;
  const isSecure = certificate !== undefined;
  const guard = new OriginGuard({ lan, port, isSecure, names: certificate?.names ?? [] });
  const token = new PairingToken();
  const guests = new GuestWatch();
  await addPageRoutes(server, { folder, guard, token, guests });
  addJoinRoutes(server, { guard, admission: options.classroom.admission, onBug });
  const { store, robots, runs, packs, kits, classKits, classroom } = options;
  const services: Services = { store, robots, runs, packs, kits, classKits, classroom };
  const place: Place = { port, isOpenToLan: lan, isSecure, guests };
  const sockets = new PageSockets(server.server, { services, place, guard, token, limits: { ...PAGE_LIMITS, ...limits }, onBug });
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

function newServer(certificate: Certificate | undefined): FastifyInstance {
  const options = { requestTimeout: REQUEST_TIMEOUT_MS, forceCloseConnections: true, routerOptions: { maxParamLength: 500 } };
  if (certificate === undefined) return Fastify(options);
  const { cert, key } = certificate;
  return Fastify({ ...options, https: { cert, key, minVersion: 'TLSv1.2' } }) as unknown as FastifyInstance;
}

function listenFault(port: number, cause: unknown): Result<never, BridgeFaultCode> {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
  if (code === 'EADDRINUSE') return fail('bridge.port-in-use', { port }, cause);
  return fail('bridge.listen-failed', { port, what: code }, cause);
}
