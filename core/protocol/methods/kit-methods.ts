/** Robot kits of the school and of packs. Layer: protocol. Everyone reads; only staff changes. */
import { z } from 'zod';
import { wireKitList } from '../kit-views.ts';
import { done, EVERYONE, method, nothing } from '../method.ts';

export const KIT_METHODS = {
  'kits.list': method(nothing, wireKitList, EVERYONE),
  /** A profile.json; in place of the school's kit of the same id. Errors: `profile.…`, `kit.…`. */
  'kits.keep': method(z.strictObject({ profile: z.unknown() }), done),
  'kits.remove': method(z.strictObject({ id: z.string().max(80) }), done),
} as const;
