/** What this browser keeps: projects, their versions, and the blocks of texts seen before. Layer: web/adapters/storage. */
import type { BlocksDocument } from '../../../core/language/blocks/blocks-document.ts';
import type { Project } from '../../../core/project/project.ts';

export interface StoredSummary {
  readonly id: string;
  readonly name: string;
  readonly updatedAtMs: number;
}

export interface StoredVersion {
  /** Rises; not consecutive. */
  readonly version: number;
  readonly savedAtMs: number;
}

/** How the kept copy of a project stands to the school's. */
export interface SchoolSync {
  /** The school has the kept content. */
  readonly atSchool: boolean;
  /** The school's version that the kept copy began from or became; undefined where the school never had it from here. */
  readonly schoolVersion: number | undefined;
}

export interface ProjectStorage {
  /** false where the browser refuses to keep anything: then all of it lives as long as the page. */
  readonly lasting: boolean;
  /** The one changed last comes first. */
  list(): Promise<readonly StoredSummary[]>;
  load(id: string): Promise<Project | undefined>;
  /** Keeps the project and marks it as not yet at the school. */
  save(project: Project, atMs: number): Promise<void>;
  /** The school has this content as that version. What has changed since still waits for the school. */
  markAtSchool(project: Project, version: number): Promise<void>;
  /** undefined where the project is not kept here. */
  syncOf(id: string): Promise<SchoolSync | undefined>;
  waitingForSchool(): Promise<readonly Project[]>;
  remove(id: string): Promise<void>;
  history(id: string): Promise<readonly StoredVersion[]>;
  loadVersion(id: string, version: number): Promise<Project | undefined>;
  cachedBlocks(key: string): Promise<BlocksDocument | undefined>;
  cacheBlocks(key: string, document: BlocksDocument): Promise<void>;
}

/** web/adapters/storage/open-storage.ts exports `openStorage` of this type. Without a student: the computer's own work. */
export type OpenStorage = (studentId?: string) => Promise<ProjectStorage>;
