/**
 * A person's own tracks in IndexedDB, until the bridge has them and for when it is away. Layer: web/adapters/storage. Where the browser
 * refuses, they live as long as the page. A student's are in a database of their own, as their projects are.
 *
 * | store  | key | value                                                                |
 * | ------ | --- | -------------------------------------------------------------------- |
 * | tracks | id  | document, when the bridge saved it, what still waits for the bridge  |
 */
import { openDB, type DBSchema } from 'idb';
import type { Track } from '../../../core/sim/track.ts';
import { databaseOf } from './open-storage.ts';

const DATABASE_VERSION = 1;

export interface KeptTrack {
  readonly id: string;
  readonly track: Track;
  /** By the bridge's clock; undefined: it never had it. */
  readonly savedAtMs: number | undefined;
  readonly waiting: 'save' | 'remove' | undefined;
}

export interface TrackStorage {
  all(): Promise<readonly KeptTrack[]>;
  put(kept: KeptTrack): Promise<void>;
  forget(id: string): Promise<void>;
}

interface TrackDatabase extends DBSchema {
  tracks: { key: string; value: KeptTrack };
}

export const trackDatabaseOf = (studentId: string | undefined): string => `${databaseOf(studentId)}-tracks`;

export async function openTrackStorage(studentId: string | undefined): Promise<TrackStorage> {
  try {
    const database = await openDB<TrackDatabase>(trackDatabaseOf(studentId), DATABASE_VERSION, {
      upgrade(db) {
        db.createObjectStore('tracks', { keyPath: 'id' });
      },
      // Another window has left the seat and deletes it.
      blocking: () => database.close(),
    });
    return {
      all: () => database.getAll('tracks'),
      put: async (kept) => void (await database.put('tracks', kept)),
      forget: (id) => database.delete('tracks', id),
    };
  } catch {
    return { all: () => Promise.resolve([]), put: () => Promise.resolve(), forget: () => Promise.resolve() };
  }
}
