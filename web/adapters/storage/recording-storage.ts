/**
 * Recordings that the bridge does not have whole yet, in IndexedDB: a killed page finds them again. Layer: web/adapters/storage.
 * Where the browser refuses, they live as long as the page. A student's are in a database of their own, as their projects are.
 *
 * | store      | key          | value                                   |
 * | ---------- | ------------ | --------------------------------------- |
 * | recordings | id           | what is known of the run, time of change |
 * | pieces     | [id, offset] | bytes from that place of the file on    |
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { RunAbout } from '../../../core/protocol/run-views.ts';
import { databaseOf } from './open-storage.ts';

const DATABASE_VERSION = 1;

export interface Piece {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

export interface KeptRecording {
  readonly about: RunAbout;
  readonly changedAtMs: number;
  /** Bytes of the file that were ever written here. */
  readonly totalBytes: number;
}

export interface RecordingStorage {
  begin(about: RunAbout): Promise<void>;
  add(id: string, piece: Piece): Promise<void>;
  /** Pieces that end before it are not needed any more. */
  forgetBefore(id: string, offset: number): Promise<void>;
  remove(id: string): Promise<void>;
  all(): Promise<readonly KeptRecording[]>;
  /** In their order. */
  piecesOf(id: string): Promise<readonly Piece[]>;
}

interface StoredPiece extends Piece {
  readonly id: string;
}

interface RecordingDatabase extends DBSchema {
  recordings: { key: string; value: KeptRecording & { readonly id: string } };
  pieces: { key: [string, number]; value: StoredPiece };
}

export const recordingDatabaseOf = (studentId: string | undefined): string => `${databaseOf(studentId)}-runs`;

export async function openRecordingStorage(studentId: string | undefined): Promise<RecordingStorage> {
  try {
    const database = await openDB<RecordingDatabase>(recordingDatabaseOf(studentId), DATABASE_VERSION, {
      upgrade(db) {
        db.createObjectStore('recordings', { keyPath: 'id' });
        db.createObjectStore('pieces', { keyPath: ['id', 'offset'] });
      },
      // Another window has left the seat and deletes it.
      blocking: () => database.close(),
    });
    return databaseRecordings(database);
  } catch {
    return noRecordings;
  }
}

const allOf = (id: string) => IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER]);

function databaseRecordings(database: IDBPDatabase<RecordingDatabase>): RecordingStorage {
  const inOrder = (id: string) => database.getAll('pieces', allOf(id));
  return {
    async begin(about) {
      await database.put('recordings', { id: about.id, about, changedAtMs: Date.now(), totalBytes: 0 });
    },
    async add(id, { offset, bytes }) {
      const transaction = database.transaction(['recordings', 'pieces'], 'readwrite');
      const kept = await transaction.objectStore('recordings').get(id);
      if (kept !== undefined) {
        const totalBytes = Math.max(kept.totalBytes, offset + bytes.length);
        await transaction.objectStore('recordings').put({ ...kept, changedAtMs: Date.now(), totalBytes });
        await transaction.objectStore('pieces').put({ id, offset, bytes });
      }
      await transaction.done;
    },
    async forgetBefore(id, offset) {
      const transaction = database.transaction('pieces', 'readwrite');
      for (const key of await transaction.store.getAllKeys(allOf(id))) {
        const piece = await transaction.store.get(key);
        if (piece === undefined || key[1] + piece.bytes.length > offset) break;
        await transaction.store.delete(key);
      }
      await transaction.done;
    },
    async remove(id) {
      const transaction = database.transaction(['recordings', 'pieces'], 'readwrite');
      await transaction.objectStore('recordings').delete(id);
      await transaction.objectStore('pieces').delete(allOf(id));
      await transaction.done;
    },
    all: () => database.getAll('recordings'),
    piecesOf: inOrder,
  };
}

const noRecordings: RecordingStorage = {
  begin: () => Promise.resolve(),
  add: () => Promise.resolve(),
  forgetBefore: () => Promise.resolve(),
  remove: () => Promise.resolve(),
  all: () => Promise.resolve([]),
  piecesOf: () => Promise.resolve([]),
};
