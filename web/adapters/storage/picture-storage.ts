/**
 * Sorted pictures of the AI page in IndexedDB, a set for each project. Layer: web/adapters/storage. Where the browser refuses, in memory.
 * A database of its own, opened only where somebody trains: most pages never need it. A student's is `guiji-pictures-<studentId>`.
 *
 * | store   | key                   | value                                                     |
 * | ------- | --------------------- | --------------------------------------------------------- |
 * | sets    | projectId             | names and order of the classes, ids of their pictures      |
 * | samples | [projectId, sampleId] | features (float32) and thumbnail (JPEG)                   |
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { ImageClass, ImageDataset, ImageSample } from '../../../core/learn/image-dataset.ts';

export const OWN_PICTURES_DATABASE = 'guiji-pictures';
const DATABASE_VERSION = 1;

/** What this browser knows of the bridge's copy; ids are those of classes and pictures. */
export interface KeptCopy {
  readonly revisions: readonly (readonly [id: string, revision: number])[];
  readonly gone: readonly string[];
  readonly unsent: readonly string[];
}

export interface KeptPictures extends ImageDataset {
  /** undefined: they have never met the bridge. */
  readonly copy: KeptCopy | undefined;
}

interface StoredSet {
  readonly projectId: string;
  readonly copy?: KeptCopy;
  readonly classes: readonly { readonly id: string; readonly name: string; readonly sampleIds: readonly string[] }[];
}

interface StoredSample extends ImageSample {
  readonly projectId: string;
}

interface PictureDatabase extends DBSchema {
  sets: { key: string; value: StoredSet };
  samples: { key: [string, string]; value: StoredSample };
}

export interface PictureChange {
  readonly added: readonly ImageSample[];
  readonly removedIds: readonly string[];
}

export interface PictureStorage {
  /** false where all of it lives only as long as the page. */
  readonly lasting: boolean;
  /** undefined where the project has none. */
  load(projectId: string): Promise<KeptPictures | undefined>;
  /** The whole order, and what came and went since the last call. */
  save(projectId: string, pictures: KeptPictures, change: PictureChange): Promise<void>;
}

/** @param studentId undefined: the computer's own. */
export async function openPictureStorage(studentId: string | undefined): Promise<PictureStorage> {
  try {
    const name = studentId === undefined ? OWN_PICTURES_DATABASE : `${OWN_PICTURES_DATABASE}-${studentId}`;
    const database = await openDB<PictureDatabase>(name, DATABASE_VERSION, {
      upgrade(db) {
        db.createObjectStore('sets', { keyPath: 'projectId' });
        db.createObjectStore('samples', { keyPath: ['projectId', 'id'] });
      },
      // Another window has left the seat and deletes it.
      blocking: () => database.close(),
    });
    return databaseStorage(database);
  } catch {
    return memoryStorage();
  }
}

function databaseStorage(database: IDBPDatabase<PictureDatabase>): PictureStorage {
  return {
    lasting: true,
    async load(projectId) {
      const set = await database.get('sets', projectId);
      if (set === undefined) return undefined;
      const range = IDBKeyRange.bound([projectId, ''], [projectId, '\uffff']);
      const samples = new Map((await database.getAll('samples', range)).map((sample) => [sample.id, sample]));
      return { classes: set.classes.map((stored) => classOf(stored, samples)), copy: set.copy };
    },
    async save(projectId, { classes: kept, copy }, { added, removedIds }) {
      const transaction = database.transaction(['sets', 'samples'], 'readwrite');
      const samples = transaction.objectStore('samples');
      const classes = kept.map((each) => ({ id: each.id, name: each.name, sampleIds: each.samples.map(({ id }) => id) }));
      void transaction.objectStore('sets').put({ projectId, classes, ...(copy === undefined ? {} : { copy }) });
      for (const sample of added) void samples.put({ ...sample, projectId });
      for (const id of removedIds) void samples.delete([projectId, id]);
      await transaction.done;
    },
  };
}

function classOf(stored: StoredSet['classes'][number], samples: ReadonlyMap<string, StoredSample>): ImageClass {
  const found = stored.sampleIds.flatMap((id) => samples.get(id) ?? []);
  return { id: stored.id, name: stored.name, samples: found.map(({ id, features, thumbnail }) => ({ id, features, thumbnail })) };
}

function memoryStorage(): PictureStorage {
  const sets = new Map<string, KeptPictures>();
  return {
    lasting: false,
    load: async (projectId) => sets.get(projectId),
    async save(projectId, pictures) {
      sets.set(projectId, pictures);
    },
  };
}
