/** From a page's request to its answer, through the one table of methods. Layer: bridge/server. */
import { z } from 'zod';
import { fail, ok, type Fault, type Result } from '../../core/base/result.ts';
import { malformed } from '../../core/protocol/bridge-messages.ts';
import { BRIDGE_METHODS, isBridgeMethod, type BridgeMethod, type ParamsOf, type ResultOf } from '../../core/protocol/bridge-methods.ts';
import type { ProtocolFaultCode } from '../../core/protocol/protocol-faults.ts';
import type { ProjectStore } from '../store/project-store.ts';
import type { PageSessions } from './page-sessions.ts';
import type { Robots } from './robots.ts';

export interface MethodContext {
  readonly store: ProjectStore;
  readonly robots: Robots;
  readonly sessions: PageSessions;
}

type Handler<M extends BridgeMethod> = (params: ParamsOf<M>, context: MethodContext) => Promise<Result<ResultOf<M>>>;

const inSession =
  (action: 'pause' | 'resume' | 'step') =>
  async ({ sessionId }: { readonly sessionId: number }, { sessions }: MethodContext): Promise<Result<void>> => {
    const found = sessions.find(sessionId);
    return found.ok ? await found.value[action]() : found;
  };

const HANDLERS: { readonly [M in BridgeMethod]: Handler<M> } = {
  'bridge.ping': async () => ok(undefined),
  'devices.list': async (_, { robots }) => ok(robots.devices),
  'projects.list': (_, { store }) => store.list(),
  'projects.load': ({ id }, { store }) => store.load(id),
  'projects.save': ({ project }, { store }) => store.save(project),
  'projects.history': ({ id }, { store }) => store.history(id),
  'projects.loadVersion': ({ id, version }, { store }) => store.loadVersion(id, version),
  'projects.remove': ({ id }, { store }) => store.remove(id),
  'session.open': ({ sessionId, deviceId, trackId }, { sessions }) => sessions.open(sessionId, deviceId, trackId),
  'session.run': async ({ sessionId, request }, { sessions }) => {
    const found = sessions.find(sessionId);
    return found.ok ? await found.value.run(request) : found;
  },
  'session.pause': inSession('pause'),
  'session.resume': inSession('resume'),
  'session.step': inSession('step'),
  'session.stop': async ({ sessionId }, { sessions }) => {
    const found = sessions.find(sessionId);
    if (found.ok) await found.value.stop();
    return found.ok ? ok(undefined) : found;
  },
  'session.close': async ({ sessionId }, { sessions }) => ok(await sessions.close(sessionId)),
};

export type Answer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly fault: Fault };

/** The answer in its wire form; a Result that is not ok means that the page broke the protocol. Errors: `protocol.malformed` {what}. */
export function dispatch(name: string, params: unknown, context: MethodContext): Result<Promise<Answer>, ProtocolFaultCode> {
  if (!isBridgeMethod(name)) return fail('protocol.malformed', { what: 'method' });
  return dispatchKnown(name, params, context);
}

function dispatchKnown<M extends BridgeMethod>(
  name: M,
  params: unknown,
  context: MethodContext,
): Result<Promise<Answer>, ProtocolFaultCode> {
  const method = BRIDGE_METHODS[name];
  const decoded = method.params.safeParse(params);
  if (!decoded.success) return malformed(decoded.error);
  const handler: Handler<M> = HANDLERS[name];
  return ok(answer(handler(decoded.data as ParamsOf<M>, context), method.result as z.ZodType<ResultOf<M>>));
}

async function answer<T>(result: Promise<Result<T>>, schema: z.ZodType<T>): Promise<Answer> {
  const settled = await result;
  return settled.ok ? { ok: true, value: z.encode(schema, settled.value) } : settled;
}
