/**
 * What a page without a token may ask: to join, and a teacher to sign in. Layer: bridge/server. Spec: docs/protocols/class.md, "Joining".
 * Why HTTP: a WebSocket opens for those only who have a token.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { fail, type Fault, type Result } from '../../core/base/result.ts';
import { malformed } from '../../core/protocol/bridge-messages.ts';
import { JOIN_BYTES_MAX, JOIN_PATH, joinRequest, signInRequest, TEACHER_PATH } from '../../core/protocol/join-requests.ts';
import type { ClassAdmission, From } from '../class/class-admission.ts';
import type { OriginGuard } from './origin-guard.ts';

export interface JoinRoutesOptions {
  readonly guard: OriginGuard;
  readonly admission: ClassAdmission;
  readonly onBug: (cause: unknown) => void;
}

export function addJoinRoutes(server: FastifyInstance, options: JoinRoutesOptions): void {
  const { admission } = options;
  addPost(server, options, { path: JOIN_PATH, schema: joinRequest, answer: (body, from) => admission.join(body, from) });
  addPost(server, options, {
    ...{ path: TEACHER_PATH, schema: signInRequest },
    answer: ({ passphrase }, from) => admission.signIn(passphrase, from),
  });
}

interface Post<T> {
  readonly path: string;
  readonly schema: z.ZodType<T>;
  readonly answer: (body: T, from: From) => Promise<Result<unknown>>;
}

function addPost<T>(server: FastifyInstance, { guard, onBug }: JoinRoutesOptions, { path, schema, answer }: Post<T>): void {
  const errorHandler = (cause: Error & { statusCode?: number }, _: FastifyRequest, reply: FastifyReply): FastifyReply => {
    if ((cause.statusCode ?? 500) < 500) return refuse(reply, fail('protocol.malformed', { what: 'JSON' }).fault);
    onBug(cause);
    return refuse(reply, fail('bridge.failed', { what: cause.message }).fault);
  };
  server.post(path, { bodyLimit: JOIN_BYTES_MAX, errorHandler }, async (request, reply) => {
    const { host = '', origin } = request.headers;
    if (!guard.isOwnOrigin(origin, host))
      return refuse(reply, fail('bridge.origin-refused', { origin: String(origin).slice(0, 100) }).fault);
    const body = schema.safeParse(request.body);
    if (!body.success) return refuse(reply, asFault(malformed(body.error)));
    const address = request.socket.remoteAddress ?? '';
    const answered = await answer(body.data, { address, isPrivate: guard.isPrivate(host, address) });
    if (!answered.ok) return refuse(reply, answered.fault);
    return reply.header('cache-control', 'no-store').send(answered.value);
  });
}

const STATUS: Readonly<Record<string, number>> = { 'protocol.malformed': 400, 'class.too-many-tries': 429, 'bridge.failed': 500 };

function refuse(reply: FastifyReply, { code, params }: Fault): FastifyReply {
  return reply
    .code(STATUS[code] ?? (code.startsWith('store.') ? 500 : 403))
    .header('cache-control', 'no-store')
    .send({ error: { code, params } });
}

function asFault(result: Result<never>): Fault {
  return (result as Extract<typeof result, { ok: false }>).fault;
}
