/**
 * That a pack's files and its manifest fit together: every name leads somewhere, every document can be read, both languages have the same
 * steps. Layer: pack. Tracks and rules belong to layers beside this one, so their readers are given.
 */
import type { LocalText } from '../base/local-text.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { checkFile, parseJson, textOf } from './content/check-file.ts';
import { imagesIn } from './content/check-markdown.ts';
import { kindOf } from './entry-path.ts';
import type { ContentResult } from './content/content-fault.ts';
import { readLessonText } from './content/lesson-text.ts';
import type { PackContentFaultCode, PackFaultCode } from './pack-faults.ts';
import { MANIFEST_PATH, packManifestSchema, type PackLesson, type PackManifest } from './pack-schema.ts';

/** What other layers know of the documents in a pack. */
export interface PackContentReaders {
  /** The track's own id and name. */
  readTrack(json: unknown): Result<{ readonly id: string; readonly name: LocalText }>;
  /** The kit's own id and name, and the images that it brings along. @param fileAt of the pack, by the name that an image has in the kit */
  readProfile(json: unknown, fileAt: FileAt): Result<{ readonly id: string; readonly name: LocalText; readonly images: readonly string[] }>;
  readRules(json: unknown): Result<unknown>;
  /** Tracks and profiles that ship, which lessons may name. */
  isShippedTrack(id: string): boolean;
  isShippedProfile(id: string): boolean;
}

type FileAt = (name: string) => Uint8Array | undefined;

export type PackFiles = ReadonlyMap<string, Uint8Array>;

export interface PackContents {
  readonly manifest: PackManifest;
  readonly files: PackFiles;
  /** In the manifest's order. */
  readonly tracks: readonly Titled[];
  readonly profiles: readonly Titled[];
}

interface Titled {
  readonly id: string;
  readonly title: LocalText;
}

/** Before its tracks and kits have been read. */
type Named = Omit<PackContents, 'tracks' | 'profiles'>;

type Checked<T = void> = Result<T, PackContentFaultCode>;

/** Errors: `pack.no-manifest`, `pack.newer-version`, `pack.bad-json`, `pack.invalid`, `pack.same-id`. */
function readManifest(files: PackFiles): Result<PackManifest, PackFaultCode> {
  const bytes = files.get(MANIFEST_PATH);
  if (bytes === undefined) return fail('pack.no-manifest', {});
  const text = textOf(bytes);
  if (text === undefined) return fail('pack.not-its-kind', { path: MANIFEST_PATH });
  const json = parseJson(MANIFEST_PATH, text);
  if (!json.ok) return json;
  return parseManifest(json.value);
}

function parseManifest(json: unknown): Result<PackManifest, PackFaultCode> {
  const parsed = packManifestSchema.safeParse(json);
  if (!parsed.success) {
    const version = (json as { readonly version?: unknown } | null)?.version;
    if (typeof version === 'number' && version > 1) return fail('pack.newer-version', { version });
    const issue = parsed.error.issues[0];
    return fail('pack.invalid', { path: issue?.path.join('.') ?? '', problem: issue?.message ?? '' });
  }
  const { lessons, tracks, profiles, rules, models } = parsed.data;
  const lists = { lessons, tracks, profiles, rules, models };
  for (const [name, list] of Object.entries(lists)) {
    const twice = firstTwice(list);
    if (twice !== undefined) return fail('pack.same-id', { path: name, id: twice });
  }
  for (const lesson of lessons) {
    const twice = firstTwice(lesson.steps);
    if (twice !== undefined) return fail('pack.same-id', { path: `lessons.${lesson.id}.steps`, id: twice });
  }
  return ok(parsed.data);
}

function firstTwice(list: readonly { readonly id: string }[]): string | undefined {
  return list.find(({ id }, i) => list.findIndex((other) => other.id === id) < i)?.id;
}

/** All of it: each file by itself, the manifest, and what it names. */
export function checkContents(files: PackFiles, readers: PackContentReaders): Result<PackContents, PackFaultCode> {
  for (const [path, bytes] of files) {
    const checked = checkFile(path, bytes);
    if (!checked.ok) return checked;
  }
  const manifest = readManifest(files);
  if (!manifest.ok) return manifest;
  const named: Named = { manifest: manifest.value, files };
  const tracks = readTitled(named, 'tracks', (json) => readers.readTrack(json));
  if (!tracks.ok) return tracks;
  const firmware = new Set<string>();
  const profiles = readTitled(named, 'profiles', (json, file) => {
    const read = readers.readProfile(json, (name) => files.get(resolveFrom(file, name)));
    if (read.ok) for (const name of read.value.images) firmware.add(resolveFrom(file, name));
    return read;
  });
  if (!profiles.ok) return profiles;
  const stray = [...files.keys()].find((path) => kindOf(path)?.kind === 'firmware' && !firmware.has(path));
  if (stray !== undefined) return fail('pack.stray-firmware', { path: stray });
  for (const check of [checkRules, checkModels, checkLessons]) {
    const checked = check(named, readers);
    if (!checked.ok) return checked;
  }
  return ok({ ...named, tracks: tracks.value, profiles: profiles.value });
}

const BAD_DOCUMENT = { tracks: 'pack.bad-track', profiles: 'pack.bad-profile' } as const;

/** Documents that have an id and a name of their own. */
function readTitled(
  { manifest, files }: Named,
  list: keyof typeof BAD_DOCUMENT,
  read: (json: unknown, file: string) => Result<{ readonly id: string; readonly name: LocalText }>,
): Checked<readonly Titled[]> {
  const titled: Titled[] = [];
  for (const { id, file } of manifest[list]) {
    const json = jsonAt(files, file, `${list}.${id}.file`);
    if (!json.ok) return json;
    const document = read(json.value, file);
    if (!document.ok) return fail(BAD_DOCUMENT[list], { path: file, problem: problemOf(document.fault) }, document.fault);
    if (document.value.id !== id) return fail(BAD_DOCUMENT[list], { path: file, problem: `id ≠ ${id}` });
    titled.push({ id, title: document.value.name });
  }
  return ok(titled);
}

function checkRules({ manifest, files }: Named, readers: PackContentReaders): Checked {
  for (const { id, file } of manifest.rules) {
    const json = jsonAt(files, file, `rules.${id}.file`);
    if (!json.ok) return json;
    const rules = readers.readRules(json.value);
    if (!rules.ok) return fail('pack.bad-rules', { path: file, problem: problemOf(rules.fault) }, rules.fault);
  }
  return ok(undefined);
}

function problemOf({ code, params }: { readonly code: string; readonly params: Readonly<Record<string, unknown>> }): string {
  const where = params['path'] ?? params['image'];
  return where === undefined ? code : `${code} ${String(where)}`;
}

function checkModels({ manifest, files }: Named): Checked {
  for (const { id, file } of manifest.models) {
    const found = mustBeThere(files, file, { ending: '.onnx', field: `models.${id}.file` });
    if (!found.ok) return found;
  }
  return ok(undefined);
}

function checkLessons(contents: Named, readers: PackContentReaders): Checked {
  for (const lesson of contents.manifest.lessons) {
    const named = checkLessonNames(lesson, contents, readers);
    if (!named.ok) return named;
    for (const notes of Object.values(lesson.notes ?? {})) {
      const found = mustBeThere(contents.files, notes, { ending: '.md', field: `lessons.${lesson.id}.notes` });
      if (!found.ok) return found;
    }
    for (const path of Object.values(lesson.text)) {
      const text = checkLessonText(lesson, path, contents.files);
      if (!text.ok) return text;
    }
  }
  return ok(undefined);
}

function checkLessonNames(lesson: PackLesson, { manifest, files }: Named, readers: PackContentReaders): Checked {
  const ownTracks = manifest.tracks.map(({ id }) => `${manifest.id}/${id}`);
  for (const track of [lesson.track, ...lesson.steps.map((step) => step.track ?? lesson.track)]) {
    if (!ownTracks.includes(track) && !readers.isShippedTrack(track)) {
      return fail('pack.unknown-reference', { lesson: lesson.id, name: track });
    }
  }
  const ownProfiles = manifest.profiles.map(({ id }) => `${manifest.id}/${id}`);
  if (!ownProfiles.includes(lesson.profile) && !readers.isShippedProfile(lesson.profile)) {
    return fail('pack.unknown-reference', { lesson: lesson.id, name: lesson.profile });
  }
  if (lesson.starter === undefined) return ok(undefined);
  return mustBeThere(files, lesson.starter.file, { ending: '.ts', field: `lessons.${lesson.id}.starter.file` });
}

/** Headings and pictures. */
function checkLessonText(lesson: PackLesson, path: string, files: PackFiles): ContentResult {
  const found = mustBeThere(files, path, { ending: '.md', field: `lessons.${lesson.id}.text` });
  if (!found.ok) return found;
  const markdown = textOf(files.get(path)!) ?? '';
  const expected = lesson.steps.map(({ id }) => id).join(', ');
  const steps = readLessonText(markdown)
    .steps.map(({ id }) => id)
    .join(', ');
  if (steps !== expected) return fail('pack.steps-differ', { path, expected, found: steps });
  for (const image of imagesIn(markdown)) {
    if (!files.has(resolveFrom(path, image))) return fail('pack.unknown-reference', { lesson: lesson.id, name: image });
  }
  return ok(undefined);
}

/** An address as a lesson text writes it, to the path of a file of the pack; what would leave the pack leads nowhere. */
export function resolveFrom(textPath: string, address: string): string {
  const segments = textPath.split('/').slice(0, -1);
  let decoded = address;
  try {
    decoded = decodeURIComponent(address);
  } catch {
    // A stray `%`: a name that no file has.
  }
  for (const segment of decoded.split('/')) {
    if (segment === '.' || segment === '') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) return '';
  }
  return segments.join('/');
}

function mustBeThere(files: PackFiles, path: string, { ending, field }: { readonly ending: string; readonly field: string }): Checked {
  return files.has(path) && path.endsWith(ending) ? ok(undefined) : fail('pack.invalid', { path: field, problem: path });
}

function jsonAt(files: PackFiles, path: string, field: string): Checked<unknown> {
  const found = mustBeThere(files, path, { ending: '.json', field });
  return found.ok ? parseJson(path, textOf(files.get(path)!) ?? '') : found;
}
