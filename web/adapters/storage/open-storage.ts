/**
 * Projects in IndexedDB. Layer: web/adapters/storage. Where the browser refuses (a private window, a full disk), in memory.
 * The computer's own work is in `guiji`, a student's in `guiji-<studentId>`: whoever sits here next sees nothing of it.
 *
 * | store    | key               | value                                                            |
 * | -------- | ----------------- | ---------------------------------------------------------------- |
 * | projects | id                | project, time of the last change, what the school has of it      |
 * | versions | [projectId, time] | project; one a minute, the latest 60                             |
 * | blocks   | hash of the text  | blocks document and when it was last used; the latest 100        |
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { BlocksDocument } from '../../../core/language/blocks/blocks-document.ts';
import type { Project } from '../../../core/project/project.ts';
import { inPresentVersion } from '../../../core/project/version-steps.ts';
import { memoryStorage } from './memory-storage.ts';
import type { OpenStorage, ProjectStorage } from './project-storage.ts';

const OWN_DATABASE = 'guiji';
const DATABASE_VERSION = 1;
const VERSION_SPACING_MS = 60_000;
const VERSIONS_MAX = 60;
const BLOCKS_MAX = 100;

interface StoredProject {
  readonly id: string;
  readonly project: Project;
  readonly updatedAtMs: number;
  readonly atSchool: boolean;
  readonly schoolVersion?: number;
}

interface GuijiDatabase extends DBSchema {
  projects: { key: string; value: StoredProject };
  versions: { key: [string, number]; value: { readonly projectId: string; readonly savedAtMs: number; readonly project: Project } };
  blocks: {
    key: string;
    value: { readonly key: string; readonly document: BlocksDocument; readonly usedAtMs: number };
    indexes: { usedAtMs: number };
  };
}

type Database = IDBPDatabase<GuijiDatabase>;

export const databaseOf = (studentId: string | undefined): string =>
  studentId === undefined ? OWN_DATABASE : `${OWN_DATABASE}-${studentId}`;

export const openStorage: OpenStorage = async (studentId) => {
  try {
    const database = await openDB<GuijiDatabase>(databaseOf(studentId), DATABASE_VERSION, {
      upgrade(db) {
        db.createObjectStore('projects', { keyPath: 'id' });
        db.createObjectStore('versions', { keyPath: ['projectId', 'savedAtMs'] });
        db.createObjectStore('blocks', { keyPath: 'key' }).createIndex('usedAtMs', 'usedAtMs');
      },
      // Another window has left the seat and deletes it.
      blocking: () => database.close(),
    });
    return databaseStorage(database);
  } catch {
    return memoryStorage();
  }
};

/** An older build of this page may have kept it. */
const present = (kept: Project): Project => inPresentVersion(kept) as Project;
const sameContent = (a: Project, b: Project) => JSON.stringify(a) === JSON.stringify(b);
const versionsOf = (id: string) => IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER]);

async function keepVersion(database: Database, project: Project, atMs: number): Promise<void> {
  const keys = await database.getAllKeys('versions', versionsOf(project.id));
  const last = keys.at(-1);
  const savedAtMs = last !== undefined && atMs - last[1] < VERSION_SPACING_MS ? last[1] : atMs;
  await database.put('versions', { projectId: project.id, savedAtMs, project });
  for (const key of keys.slice(0, Math.max(0, keys.length - VERSIONS_MAX))) await database.delete('versions', key);
}

async function forgetOldBlocks(database: Database): Promise<void> {
  const surplus = (await database.count('blocks')) - BLOCKS_MAX;
  if (surplus <= 0) return;
  const oldest = await database.getAllKeysFromIndex('blocks', 'usedAtMs', null, surplus);
  for (const key of oldest) await database.delete('blocks', key);
}

function databaseStorage(database: Database): ProjectStorage {
  const all = async () => (await database.getAll('projects')).sort((a, b) => b.updatedAtMs - a.updatedAtMs);
  return {
    lasting: true,
    list: async () => (await all()).map(({ id, project, updatedAtMs }) => ({ id, name: project.name, updatedAtMs })),
    async load(id) {
      const stored = await database.get('projects', id);
      return stored && present(stored.project);
    },
    async save(project, atMs) {
      const transaction = database.transaction('projects', 'readwrite');
      const before = await transaction.store.get(project.id);
      await transaction.store.put({ ...before, id: project.id, project, updatedAtMs: atMs, atSchool: false });
      await transaction.done;
      await keepVersion(database, project, atMs);
    },
    async markAtSchool(project, version) {
      const transaction = database.transaction('projects', 'readwrite');
      const stored = await transaction.store.get(project.id);
      if (stored !== undefined) {
        const atSchool = stored.atSchool || sameContent(present(stored.project), project);
        await transaction.store.put({ ...stored, atSchool, schoolVersion: version });
      }
      await transaction.done;
    },
    async syncOf(id) {
      const stored = await database.get('projects', id);
      return stored && { atSchool: stored.atSchool, schoolVersion: stored.schoolVersion };
    },
    waitingForSchool: async () => (await all()).filter((stored) => !stored.atSchool).map((stored) => present(stored.project)),
    async remove(id) {
      await database.delete('projects', id);
      await database.delete('versions', versionsOf(id));
    },
    history: async (id) =>
      (await database.getAllKeys('versions', versionsOf(id))).map(([, savedAtMs]) => ({ version: savedAtMs, savedAtMs })).reverse(),
    async loadVersion(id, version) {
      const stored = await database.get('versions', [id, version]);
      return stored && present(stored.project);
    },
    cachedBlocks: async (key) => (await database.get('blocks', key))?.document,
    async cacheBlocks(key, document) {
      await database.put('blocks', { key, document, usedAtMs: Date.now() });
      await forgetOldBlocks(database);
    },
  };
}
