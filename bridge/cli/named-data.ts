/** Cars and tracks by the name a person gives: the id of one that ships or of one in a pack, or a JSON file. Layer: bridge/cli. */
import { fail, ok, type Result } from '../../core/base/result.ts';
import { parseRobotProfile, type RobotProfile } from '../../core/robot/profile.ts';
import { SHIPPED_TRACKS, shippedTrack } from '../../core/sim/tracks/index.ts';
import { parseTrack, type Track } from '../../core/sim/track.ts';
import type { Language } from '../../core/words/words.ts';
import { shippedProfiles, shippedProfile } from '../../firmware-profiles/index.ts';
import { dataFolderPath } from './data-folder.ts';
import { KitShelf } from '../kits/kit-shelf.ts';
import { isPackReference, packDocument } from './pack-documents.ts';
import { readInputFile } from './program-file.ts';

const JSON_BYTES_MAX = 4_000_000;

const KIND = { car: { 'zh-CN': '车', en: 'car' }, track: { 'zh-CN': '赛道', en: 'track' } } as const;

async function readJson<T>(file: string, parse: (json: unknown) => Result<T>, whenBroken: string): Promise<Result<T>> {
  const bytes = await readInputFile(file, JSON_BYTES_MAX);
  if (!bytes.ok) return bytes;
  try {
    return parse(JSON.parse(new TextDecoder().decode(bytes.value)));
  } catch (cause) {
    return fail(whenBroken, { path: '', problem: 'JSON', expected: 'JSON' }, cause);
  }
}

/**
 * A kit that ships, one of the school's own (`<data>/profiles/<id>/profile.json`), one of a pack (`PACK/ID`), or a file.
 * Errors: `cli.unknown-name`, `cli.file-not-readable`, `profile.…`, `kit.…`, `pack.…`.
 */
export async function carNamed(name: string, language: Language, data?: string): Promise<Result<RobotProfile>> {
  const shipped = shippedProfile(name);
  if (shipped !== undefined) return ok(shipped);
  const own = await new KitShelf(dataFolderPath(data)).find(name);
  if (own.ok || own.fault.code !== 'kit.not-found') return own;
  if (name.endsWith('.json')) return readJson(name, parseRobotProfile, 'profile.invalid');
  if (isPackReference(name)) {
    const found = await packDocument('profiles', name, data);
    return found.ok ? parseRobotProfile(found.value) : found;
  }
  return fail('cli.unknown-name', {
    kind: KIND.car[language],
    name,
    known: shippedProfiles()
      .map(({ id }) => id)
      .join(', '),
  });
}

/** @param data `--data`, where packs are installed. Errors: `cli.unknown-name`, `cli.file-not-readable`, `track.…`, `pack.…`. */
export async function trackNamed(name: string, language: Language, data?: string): Promise<Result<Track>> {
  const shipped = shippedTrack(name);
  if (shipped !== undefined) return ok(shipped);
  if (name.endsWith('.json')) return readJson(name, parseTrack, 'track.not-this-format');
  if (isPackReference(name)) {
    const found = await packDocument('tracks', name, data);
    return found.ok ? parseTrack(found.value) : found;
  }
  return fail('cli.unknown-name', { kind: KIND.track[language], name, known: SHIPPED_TRACKS.map(({ id }) => id).join(', ') });
}
