/** Everything that the class bridge has of a student, onto this computer. Layer: bridge/class. */
import { ok, type Result } from '../../core/base/result.ts';
import { PICTURES_AT_ONCE } from '../../core/protocol/picture-views.ts';
import { PROGRESS_ENTRIES_MAX } from '../../core/protocol/progress-views.ts';
import { parseTrack } from '../../core/sim/track.ts';
import type { Store } from '../store/store.ts';
import type { ClassLink } from './class-link.ts';

interface Work {
  readonly link: ClassLink;
  readonly store: Store;
  readonly studentId: string;
}

/** Errors: of the link, `store.*`. */
export async function fetchWork(work: Work): Promise<Result<void>> {
  for (const fetch of [fetchProjects, fetchProgress, fetchTracks]) {
    const fetched = await fetch(work);
    if (!fetched.ok) return fetched;
  }
  return ok(undefined);
}

async function fetchProjects(work: Work): Promise<Result<void>> {
  const { link, store, studentId } = work;
  const list = await link.call('projects.list', {});
  if (!list.ok) return list;
  for (const summary of list.value.toReversed()) {
    const project = await link.call('projects.load', { id: summary.id });
    if (!project.ok) return project;
    const saved = await store.projects.save(project.value, studentId);
    const pictures = saved.ok ? await fetchPictures(work, summary.id) : saved;
    if (!pictures.ok) return pictures;
  }
  return ok(undefined);
}

/** Those that are newer there. */
async function fetchPictures({ link, store, studentId }: Work, projectId: string): Promise<Result<void>> {
  const [there, here] = [await link.call('pictures.list', { projectId }), await store.pictures.list(studentId, projectId)];
  if (!there.ok) return there;
  if (!here.ok) return here;
  const revisions = new Map(here.value.map(({ id, revision }) => [id, revision]));
  const wanted = there.value.heads.filter(({ id, revision }) => revision > (revisions.get(id) ?? 0)).map(({ id }) => id);
  for (let at = 0; at < wanted.length; at += PICTURES_AT_ONCE) {
    const loaded = await link.call('pictures.load', { projectId, ids: wanted.slice(at, at + PICTURES_AT_ONCE) });
    const saved = loaded.ok ? await store.pictures.save(studentId, projectId, loaded.value.entries) : loaded;
    if (!saved.ok) return saved;
  }
  return ok(undefined);
}

async function fetchProgress({ link, store, studentId }: Work): Promise<Result<void>> {
  const progress = await link.call('progress.list', {});
  if (!progress.ok) return progress;
  for (let at = 0; at < progress.value.entries.length; at += PROGRESS_ENTRIES_MAX) {
    const saved = await store.progress.save(studentId, progress.value.entries.slice(at, at + PROGRESS_ENTRIES_MAX));
    if (!saved.ok) return saved;
  }
  return ok(undefined);
}

async function fetchTracks({ link, store, studentId }: Work): Promise<Result<void>> {
  const list = await link.call('tracks.list', {});
  if (!list.ok) return list;
  // The one saved last comes first, and is saved last here.
  for (const { id } of list.value.own.toReversed()) {
    const document = await link.call('tracks.load', { id });
    if (!document.ok) return document;
    const track = parseTrack(document.value);
    const saved = track.ok ? await store.tracks.save(studentId, track.value) : ok(undefined);
    if (!saved.ok) return saved;
  }
  return ok(undefined);
}
