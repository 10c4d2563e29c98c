/**
 * Curriculum packs on the bridge's disk. Layer: protocol. Spec: docs/protocols/bridge.md, "Packs".
 *
 * A pack is handed over in pieces (`begin`, `append`), looked at (`preview`) and then installed or dropped. Everyone reads; only staff changes.
 */
import { z } from 'zod';
import { localTextSchema } from '../../base/local-text.ts';
import { packManifestSchema } from '../../pack/pack-schema.ts';
import { publisherKeySchema } from '../../pack/publisher-key.ts';
import { done, EVERYONE, method, nothing } from '../method.ts';
import { PACK_PIECE_BYTES_MAX, PACK_QUESTIONS, wirePackList, wirePackPreview, wirePackView, wirePublisher } from '../pack-views.ts';
import { wireBytes } from '../wire-values.ts';

const offset = z.number().int().nonnegative();
const uploadId = z.string().max(40);
const packId = packManifestSchema.shape.id;
const one = z.strictObject({ uploadId });

export const PACK_METHODS = {
  'packs.list': method(nothing, wirePackList, EVERYONE),
  'packs.manifest': method(z.strictObject({ packId }), packManifestSchema, EVERYONE),
  /** One piece of one file; `revision` tells whether pieces belong to one pack. */
  'packs.read': method(
    z.strictObject({ packId, path: z.string().max(200), at: offset }),
    z.object({ bytes: wireBytes, totalBytes: offset, mediaType: z.string(), revision: z.string() }),
    EVERYONE,
  ),
  /** A track of a pack, `<packId>/<trackId>`: a track document (docs/protocols/track.md). */
  'packs.track': method(z.strictObject({ trackId: z.string().max(121) }), z.unknown(), EVERYONE),

  'packs.begin': method(z.strictObject({ bytes: offset }), one),
  'packs.append': method(
    z.strictObject({ uploadId, at: offset, bytes: wireBytes.refine((bytes) => bytes.length <= PACK_PIECE_BYTES_MAX) }),
    done,
  ),
  'packs.preview': method(one, wirePackPreview),
  /**
   * `agreed`: the questions of the preview, each answered with yes. `trust`: from now on this school trusts the key, under the name given.
   * Answered when the pack is on the disk.
   */
  'packs.install': method(
    z.strictObject({ uploadId, agreed: z.array(z.enum(PACK_QUESTIONS)).max(PACK_QUESTIONS.length), trust: localTextSchema(80).optional() }),
    wirePackView,
  ),
  'packs.drop': method(one, done),
  'packs.remove': method(z.strictObject({ packId }), done),

  'packs.publishers': method(nothing, z.array(wirePublisher).readonly()),
  'packs.distrust': method(z.strictObject({ key: publisherKeySchema }), done),
} as const;
