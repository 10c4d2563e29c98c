/** Ids for tracks that somebody begins. Layer: web/features/track-editor. */
import type { LocalText } from '../../../core/base/local-text.ts';
import type { Track } from '../../../core/sim/track.ts';

const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';
const LENGTH = 10;
const NAME_LENGTH_MAX = 80;

/** So long that two schools' tracks do not meet. */
export function newTrackId(): string {
  return `t-${[...crypto.getRandomValues(new Uint8Array(LENGTH))].map((byte) => LETTERS[byte % LETTERS.length]).join('')}`;
}

export const nameInBoth = (name: string): LocalText => {
  const fitting = name.trim().slice(0, NAME_LENGTH_MAX).trim() || '-';
  return { 'zh-CN': fitting, en: fitting };
};

/** The same track as one of one's own. */
export const asOwn = (track: Track, name: LocalText): Track => ({ ...track, id: newTrackId(), name });
