/** Sorted pictures as entries, and back. Layer: web/state. */
import type { ImageClass, ImageSample } from '../../../core/learn/image-dataset.ts';

/** One class or picture as the bridge has it, its picture decoded. */
export interface ReceivedEntry {
  readonly id: string;
  readonly body:
    | { readonly kind: 'class'; readonly name: string }
    | { readonly kind: 'sample'; readonly classId: string; readonly sample: ImageSample }
    | { readonly kind: 'gone' };
}

/** Which classes and pictures are new, renamed or moved, and which are not there any more. */
export function changedIds(
  before: readonly ImageClass[],
  after: readonly ImageClass[],
): { readonly changed: readonly string[]; readonly gone: readonly string[] } {
  const [old, now] = [placesOf(before), placesOf(after)];
  return {
    changed: [...now].flatMap(([id, place]) => (old.get(id) === place ? [] : [id])),
    gone: [...old.keys()].filter((id) => !now.has(id)),
  };
}

/** Of a class its name, of a picture its class. */
function placesOf(classes: readonly ImageClass[]): ReadonlyMap<string, string> {
  return new Map(
    classes.flatMap(({ id, name, samples }) => [
      [id, `name ${name}`] as const,
      ...samples.map((sample) => [sample.id, `in ${id}`] as const),
    ]),
  );
}

/**
 * The pictures with these entries taken in, in the order in which they were made: the first class, "none of these", stays the first.
 * @param isShared has the bridge ever heard of it? An empty class of this browser alone gives way to one of its name.
 */
export function withEntries(
  classes: readonly ImageClass[],
  entries: readonly ReceivedEntry[],
  isShared: (id: string) => boolean,
): readonly ImageClass[] {
  const byId = new Map(entries.map(({ id, body }) => [id, body]));
  const names = new Set(entries.flatMap(({ body }) => (body.kind === 'class' ? [body.name] : [])));
  const stays = ({ id, name, samples }: ImageClass) =>
    byId.get(id)?.kind !== 'gone' && (byId.has(id) || isShared(id) || samples.length > 0 || !names.has(name));
  const known = classes.filter(stays).map((each) => {
    const body = byId.get(each.id);
    return { ...each, name: body?.kind === 'class' ? body.name : each.name, samples: each.samples.filter(({ id }) => !byId.has(id)) };
  });
  const fresh = [...byId].flatMap(([id, body]) =>
    body.kind === 'class' && !known.some((each) => each.id === id) ? [{ id, name: body.name, samples: [] }] : [],
  );
  return [...known, ...fresh]
    .toSorted(byAge)
    .map((each) => ({ ...each, samples: [...each.samples, ...samplesInto(each.id, byId)].toSorted(byAge) }));
}

function samplesInto(classId: string, entries: ReadonlyMap<string, ReceivedEntry['body']>): readonly ImageSample[] {
  return [...entries.values()].flatMap((body) => (body.kind === 'sample' && body.classId === classId ? [body.sample] : []));
}

/** Ids are ULIDs. */
const byAge = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);
