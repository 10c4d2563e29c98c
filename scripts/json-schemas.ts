/** The JSON Schemas that pack authors use, made of the schemas that the product itself checks with. Written by scripts/write-schemas.mjs. */
import { format } from 'prettier';
import { z } from 'zod';
import { contestRulesSchema } from '../core/contest/contest-rules.ts';
import { packLockSchema } from '../core/pack/pack-lock.ts';
import { packManifestSchema } from '../core/pack/pack-schema.ts';
import { packKeySchema, packPublicKeySchema, packSignatureSchema } from '../core/pack/pack-signature.ts';
import { robotProfileSchema } from '../core/robot/profile.ts';
import { trackSchema } from '../core/sim/track-schema.ts';

export const SCHEMAS_FOLDER = 'docs/protocols/schemas';

const SOURCES: Readonly<Record<string, { readonly title: string; readonly schema: z.ZodType }>> = {
  'pack.schema.json': { title: 'Guiji Lab curriculum pack: pack.json', schema: packManifestSchema },
  'pack-lock.schema.json': { title: 'Guiji Lab curriculum pack: pack.lock', schema: packLockSchema },
  'pack-signature.schema.json': { title: 'Guiji Lab curriculum pack: pack.sig', schema: packSignatureSchema },
  'pack-key.schema.json': { title: 'Guiji Lab publisher’s key', schema: packKeySchema },
  'pack-public-key.schema.json': { title: 'Guiji Lab publisher’s public key', schema: packPublicKeySchema },
  'track.schema.json': { title: 'Guiji Lab track', schema: trackSchema },
  'profile.schema.json': { title: 'Guiji Lab robot kit: profile.json', schema: robotProfileSchema },
  'contest-rules.schema.json': { title: 'Guiji Lab contest rules', schema: contestRulesSchema },
};

/** Text by file name, formatted as the repository is. What a schema cannot say (geometry, paths) the product checks all the same. */
export async function jsonSchemas(): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const [name, { title, schema }] of Object.entries(SOURCES)) {
    const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', reused: 'ref', unrepresentable: 'any' });
    files.set(name, await format(JSON.stringify({ $schema, title, ...rest }), { parser: 'json', printWidth: 140 }));
  }
  return files;
}
