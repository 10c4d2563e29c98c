/** Answers `runs.*`. Layer: bridge/server. Whose runs a page may see and send follows from who sits at it. */
import { ok } from '../../../core/base/result.ts';
import type { RUN_METHODS } from '../../../core/protocol/methods/run-methods.ts';
import type { RunsOf } from '../../runs/runs.ts';
import type { Handlers, MethodContext } from './handler.ts';

/** A student sees their own runs only; so does a seat at which a student sits. */
function visibleTo({ role, owner }: MethodContext): RunsOf {
  return role === 'student' || owner !== '' ? owner : undefined;
}

export const RUN_HANDLERS: Handlers<keyof typeof RUN_METHODS> = {
  'runs.begin': ({ about, heldFrom }, { runs, owner }) => runs.begin(about, { owner, heldFrom }),
  'runs.append': ({ id, offset, bytes }, { runs, owner }) => runs.append({ id, offset, bytes, owner }),
  'runs.finish': ({ id }, { runs, owner }) => runs.finish(id, owner),
  'runs.list': (filter, context) => context.runs.list({ ...filter, owner: visibleTo(context) }),
  'runs.get': ({ id }, context) => context.runs.get(id, visibleTo(context)),
  'runs.read': async (piece, context) => {
    const read = await context.runs.read(piece, visibleTo(context));
    return read.ok ? ok({ base64: Buffer.from(read.value.bytes).toString('base64'), totalBytes: read.value.totalBytes }) : read;
  },
  'runs.remove': ({ id }, context) => context.runs.remove(id, visibleTo(context)),
  'runs.pin': async ({ id, isPinned, note }, context) => {
    const kept = await context.runs.get(id, visibleTo(context));
    return kept.ok ? await context.runs.pin(id, { isPinned, note }) : kept;
  },
  'runs.recompute': ({ id }, context) => context.runs.recompute(id, visibleTo(context)),
  'runs.sealKeys': async (_, { runs }) => ok(runs.trustedSealKeys),
};
