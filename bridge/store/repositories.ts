/** The parts of the store over one open database. Layer: bridge/store. */
import type { Kysely } from 'kysely';
import { ClassRepository } from './class-repository.ts';
import { PictureRepository } from './picture-repository.ts';
import { ProgressRepository } from './progress-repository.ts';
import { ProjectRepository } from './project-repository.ts';
import { RunRepository } from './run-repository.ts';
import type { Store } from './store.ts';
import type { StoreTables } from './tables.ts';
import { TrackRepository } from './track-repository.ts';

export interface RepositoryOptions {
  readonly db: Kysely<StoreTables>;
  /** The wall clock, ms since 1970. */
  readonly nowMs: () => number;
}

export interface OpenStore extends Store {
  readonly projects: ProjectRepository;
  readonly classes: ClassRepository;
  readonly runs: RunRepository;
  readonly progress: ProgressRepository;
  readonly pictures: PictureRepository;
  readonly tracks: TrackRepository;
}

export function storeOver(options: RepositoryOptions): OpenStore {
  return {
    projects: new ProjectRepository(options),
    classes: new ClassRepository(options),
    runs: new RunRepository(options),
    progress: new ProgressRepository(options),
    pictures: new PictureRepository(options),
    tracks: new TrackRepository(options),
    close: () => options.db.destroy(),
  };
}
