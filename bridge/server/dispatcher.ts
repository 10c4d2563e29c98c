/** From a page's request to its answer, through the one table of methods. Layer: bridge/server. */
import { z } from 'zod';
import { fail, ok, type Fault, type Result } from '../../core/base/result.ts';
import { malformed } from '../../core/protocol/bridge-messages.ts';
import { BRIDGE_METHODS, isBridgeMethod, type BridgeMethod, type ParamsOf, type ResultOf } from '../../core/protocol/bridge-methods.ts';
import type { ProtocolFaultCode } from '../../core/protocol/protocol-faults.ts';
import type { Handler, Handlers, MethodContext } from './handlers/handler.ts';
import { PACK_HANDLERS } from './handlers/pack-handlers.ts';
import { PROJECT_HANDLERS } from './handlers/project-handlers.ts';
import { RUN_HANDLERS } from './handlers/run-handlers.ts';
import { SESSION_HANDLERS } from './handlers/session-handlers.ts';

const HANDLERS: Handlers<BridgeMethod> = {
  'bridge.ping': async () => ok(undefined),
  ...PROJECT_HANDLERS,
  ...PACK_HANDLERS,
  ...SESSION_HANDLERS,
  ...RUN_HANDLERS,
};

export type Answer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly fault: Fault };

/**
 * The answer in its wire form, `bridge.not-allowed` {method} for a role that may not ask; a Result that is not ok means that the page broke
 * the protocol. Errors: `protocol.malformed` {what}.
 */
export function dispatch(name: string, params: unknown, context: MethodContext): Result<Promise<Answer>, ProtocolFaultCode> {
  if (!isBridgeMethod(name)) return fail('protocol.malformed', { what: 'method' });
  if (!BRIDGE_METHODS[name].roles.includes(context.role)) {
    const refused: Answer = fail('bridge.not-allowed', { method: name });
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
  return ok(answer(handler(decoded.data as ParamsOf<M>, context), method.result as z.ZodType<ResultOf<M>>));
}

async function answer<T>(result: Promise<Result<T>>, schema: z.ZodType<T>): Promise<Answer> {
  const settled = await result;
  return settled.ok ? { ok: true, value: z.encode(schema, settled.value) } : settled;
}
