/** What a pack holds and how large it is, in words. Layer: web/features. */
import type { PackView } from '../../../core/protocol/pack-views.ts';
import type { LanguageState } from '../../messages/language-state.svelte.ts';

type T = LanguageState['t'];

const COUNTED = ['lessons', 'tracks', 'profiles', 'rules', 'models'] as const;

/** `5 lessons · 6 tracks`; what there is none of is left out. */
export function contentsText(pack: Pick<PackView, (typeof COUNTED)[number]>, t: T): string {
  return COUNTED.filter((kind) => pack[kind].length > 0)
    .map((kind) => t(`packs.${kind}`, { count: pack[kind].length }))
    .join(' · ');
}

const KILOBYTE = 1000;

export function sizeText(bytes: number): string {
  const kilobytes = Math.max(1, Math.round(bytes / KILOBYTE));
  return kilobytes < KILOBYTE ? `${kilobytes} kB` : `${(kilobytes / KILOBYTE).toFixed(1)} MB`;
}
