/** What a file that somebody opens is: a track, or a drawing or a photo of one. Layer: web/features/track-editor. */
import { fail, ok, type Result } from '../../../core/base/result.ts';
import { parseTrack, type Track } from '../../../core/sim/track.ts';

export type OpenedFile =
  | { readonly kind: 'track'; readonly track: Track }
  | { readonly kind: 'svg'; readonly text: string; readonly name: string }
  | { readonly kind: 'photo'; readonly file: File; readonly name: string };

const BYTES_MAX = 30_000_000;

/** Errors: `import.too-large` {limit}, `track.…`. */
export async function openTrackFile(file: File): Promise<Result<OpenedFile>> {
  if (file.size > BYTES_MAX) return fail('import.too-large', { limit: BYTES_MAX });
  const name = file.name.replace(/(\.track)?\.[^.]+$/i, '');
  if (file.type.startsWith('image/') && !file.type.includes('svg')) return ok({ kind: 'photo', file, name });
  const text = await file.text();
  if (/\.svg$/i.test(file.name) || file.type.includes('svg')) return ok({ kind: 'svg', text, name });
  try {
    const track = parseTrack(JSON.parse(text));
    return track.ok ? ok({ kind: 'track', track: track.value }) : track;
  } catch (cause) {
    return fail('track.not-this-format', { expected: 'guiji-track' }, cause);
  }
}
