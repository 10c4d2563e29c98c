/**
 * Everything the bridge keeps in its database, part by part. Layer: bridge/store. SQLite in a worker thread by default, PostgreSQL where a
 * district runs it. A new part: its interface here, its repository in repositories.ts, its tables in tables.ts, a step in migrations.ts.
 */
import type { ClassStore } from './class-store.ts';
import type { PictureStore } from './picture-store.ts';
import type { ProgressStore } from './progress-store.ts';
import type { ProjectStore } from './project-store.ts';
import type { RunStore } from './run-store.ts';
import type { TrackStore } from './track-store.ts';

export interface StoreParts {
  readonly projects: ProjectStore;
  readonly classes: ClassStore;
  readonly runs: RunStore;
  readonly progress: ProgressStore;
  readonly pictures: PictureStore;
  readonly tracks: TrackStore;
}

export interface Store extends StoreParts {
  close(): Promise<void>;
}

export const STORE_PARTS = [
  'projects',
  'classes',
  'runs',
  'progress',
  'pictures',
  'tracks',
] as const satisfies readonly (keyof StoreParts)[];
