/**
 * The IDE's own files over HTTP. Layer: bridge/server.
 * The document says that a bridge serves it (`guiji-bridge`) and, on this computer, carries the token (`guiji-token`).
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { fail } from '../../core/base/result.ts';
import type { GuestWatch } from './guest-watch.ts';
import type { OriginGuard } from './origin-guard.ts';
import { cacheControl, securityHeaders } from './security-headers.ts';
import type { PairingToken } from './token.ts';

export interface PageRoutesOptions {
  /** The built pages, with index.html. */
  readonly folder: string;
  readonly guard: OriginGuard;
  readonly token: PairingToken;
  readonly guests: GuestWatch;
}

export async function addPageRoutes(server: FastifyInstance, options: PageRoutesOptions): Promise<void> {
  server.addHook('onRequest', async (request, reply) => {
    const { host } = request.headers;
    if (!options.guard.isKnownHost(host)) {
      const { code, params } = fail('bridge.host-refused', { host: String(host).slice(0, 100) }).fault;
      return await reply.code(403).send({ error: { code, params } });
    }
    options.guests.saw(request.socket.remoteAddress);
    // Not returned: to a hook, a returned reply means that it has been sent.
    reply.headers(securityHeaders({ path: pathOf(request), host, isSecure: options.guard.isSecure }));
  });
  const sendDocument = (request: FastifyRequest, reply: FastifyReply) => document(request, reply, options);
  server.get('/', sendDocument);
  server.get('/index.html', sendDocument);
  await server.register(fastifyStatic, {
    root: options.folder,
    index: false,
    preCompressed: true,
    cacheControl: false,
    allowedPath: (path) => !path.endsWith('.html'),
    // By the address asked for: the file may be its compressed twin.
    setHeaders: (reply) => void reply.header('cache-control', cacheControl(pathOf(reply.request))),
  });
}

async function document(request: FastifyRequest, reply: FastifyReply, options: PageRoutesOptions): Promise<FastifyReply> {
  const page = await readFile(join(options.folder, 'index.html'), 'utf8');
  const trusted = options.guard.isLoopback(request.headers.host ?? '', request.socket.remoteAddress);
  const marks = ['<meta name="guiji-bridge" content="1">'];
  if (trusted) marks.push(`<meta name="guiji-token" content="${options.token.text}">`);
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(page.replace(/<head[^>]*>/i, (head) => `${head}\n    ${marks.join('\n    ')}`));
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0]!;
}
