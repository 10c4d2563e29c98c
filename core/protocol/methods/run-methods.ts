/**
 * Runs on the bridge's disk. Layer: protocol. Spec: docs/protocols/bridge.md, "Runs".
 *
 * A page sends its recording as it comes, each piece with the place of its first byte, so that a piece may come twice and a link may be cut
 * in between: `begin` (again) says how far the bridge has it.
 */
import { z } from 'zod';
import { done, EVERYONE, method, nothing } from '../method.ts';
import { APPEND_BYTES_MAX, READ_BYTES_MAX, RUN_LIST_MAX, wireRunAbout, wireRunId, wireRunNote, wireRunView } from '../run-views.ts';
import { wireBytes } from '../wire-values.ts';

const offset = z.number().int().nonnegative();
const one = z.strictObject({ id: wireRunId });
const received = z.object({ received: offset });

export const RUN_METHODS = {
  /**
   * New, or going on after a lost link. `heldFrom`: the first byte that the page still has; all before it was confirmed. The answer is the
   * place to go on from.
   */
  'runs.begin': method(z.strictObject({ about: wireRunAbout, heldFrom: offset }), received, EVERYONE),
  /** Answered when the bytes are on the disk. */
  'runs.append': method(
    z.strictObject({ id: wireRunId, offset, bytes: wireBytes.refine((bytes) => bytes.length <= APPEND_BYTES_MAX) }),
    received,
    EVERYONE,
  ),
  /** Nothing more will come. The second time changes nothing. */
  'runs.finish': method(one, done, EVERYONE),
  /** Newest first. */
  'runs.list': method(
    z.strictObject({
      projectId: wireRunId.optional(),
      trackId: z.string().max(200).optional(),
      /** Only runs that began before. */
      beforeMs: offset.optional(),
      limit: z.number().int().min(1).max(RUN_LIST_MAX),
    }),
    z.array(wireRunView).max(RUN_LIST_MAX).readonly(),
    EVERYONE,
  ),
  'runs.get': method(one, wireRunView, EVERYONE),
  /** Base64 as text: the page's own worker decodes it, so that the page stays quick. */
  'runs.read': method(
    z.strictObject({ id: wireRunId, offset, length: z.number().int().min(1).max(READ_BYTES_MAX) }),
    z.object({ base64: z.string(), totalBytes: offset }),
    EVERYONE,
  ),
  'runs.remove': method(one, done, EVERYONE),
  /** A pinned run is kept when the oldest must go. */
  'runs.pin': method(z.strictObject({ id: wireRunId, isPinned: z.boolean(), note: wireRunNote.optional() }), done, EVERYONE),
  /** Reads and recomputes it once more; `runs.changed` tells when that is done. */
  'runs.recompute': method(one, done, EVERYONE),
  /** Public keys, hex, whose seals this bridge trusts. */
  'runs.sealKeys': method(nothing, z.array(z.string().max(200)).max(1000).readonly(), EVERYONE),
} as const;
