/** From a page's request to its answer, through the one table of methods. Layer: bridge/server. */
import { z } from 'zod';
import { fail, ok, type Fault, type Result } from '../../core/base/result.ts';
import { malformed } from '../../core/protocol/bridge-messages.ts';
import { BRIDGE_METHODS, isBridgeMethod, type BridgeMethod, type ParamsOf, type ResultOf } from '../../core/protocol/bridge-methods.ts';
import type { ProtocolFaultCode } from '../../core/protocol/protocol-faults.ts';
import { BOARD_HANDLERS } from './handlers/board-handlers.ts';
import { CLASS_HANDLERS } from './handlers/class-handlers.ts';
import { DOCTOR_HANDLERS } from './handlers/doctor-handlers.ts';
import type { Handler, Handlers, MethodContext } from './handlers/handler.ts';
import { KIT_HANDLERS } from './handlers/kit-handlers.ts';
import { PACK_HANDLERS } from './handlers/pack-handlers.ts';
import { PICTURE_HANDLERS } from './handlers/picture-handlers.ts';
import { PROGRESS_HANDLERS } from './handlers/progress-handlers.ts';
import { PROJECT_HANDLERS } from './handlers/project-handlers.ts';
import { RUN_HANDLERS } from './handlers/run-handlers.ts';
import { SESSION_HANDLERS } from './handlers/session-handlers.ts';
import { TRACK_HANDLERS } from './handlers/track-handlers.ts';

const HANDLERS: Handlers<BridgeMethod> = {
  'bridge.ping': async () => ok(undefined),
  ...PROJECT_HANDLERS,
  ...PROGRESS_HANDLERS,
  ...PICTURE_HANDLERS,
  ...PACK_HANDLERS,
  ...TRACK_HANDLERS,
  ...KIT_HANDLERS,
  ...SESSION_HANDLERS,
  ...BOARD_HANDLERS,
  ...RUN_HANDLERS,
  ...DOCTOR_HANDLERS,
  ...CLASS_HANDLERS,
};

/**
 * While the teacher has locked a station. Why saving is not among them: a lock must never cost a child's work, and what is unsaved when it
 * comes is saved a moment later.
 */
const REFUSED_WHEN_LOCKED: ReadonlySet<BridgeMethod> = new Set([
  'session.open',
  'session.run',
  'session.resume',
  'session.step',
  'projects.remove',
  'runs.remove',
]);

export type Answer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly fault: Fault };

/**
 * The answer in its wire form, `bridge.not-allowed` {method} for a role that may not ask and for what is somebody else's, `class.locked` for
 * what a locked station may not do; a Result that is not ok means that the page broke
 * the protocol. Errors: `protocol.malformed` {what}.
 */
export function dispatch(name: string, params: unknown, context: MethodContext): Result<Promise<Answer>, ProtocolFaultCode> {
  if (!isBridgeMethod(name)) return fail('protocol.malformed', { what: 'method' });
  if (!BRIDGE_METHODS[name].roles.includes(context.role)) {
    const refused: Answer = fail('bridge.not-allowed', { method: name });
    return ok(Promise.resolve(refused));
  }
  if (REFUSED_WHEN_LOCKED.has(name) && context.classroom.isLocked(context.page.identity)) {
    const refused: Answer = fail('class.locked');
    return ok(Promise.resolve(refused));
  }
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
  const handler = HANDLERS[name] as Handler<M>;
  return ok(answer(name, handler(decoded.data as ParamsOf<M>, context)));
}

async function answer<M extends BridgeMethod>(name: M, result: Promise<Result<ResultOf<M>>>): Promise<Answer> {
  const settled = await result;
  if (!settled.ok) return settled.fault.code === 'project.not-yours' ? fail('bridge.not-allowed', { method: name }) : settled;
  return { ok: true, value: z.encode(BRIDGE_METHODS[name].result as z.ZodType<ResultOf<M>>, settled.value) };
}
