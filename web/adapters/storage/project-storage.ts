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

export interface ProjectStorage {
  /** false where the browser refuses to keep anything: then all of it lives as long as the page. */
  readonly lasting: boolean;
  /** The one changed last comes first. */
  list(): Promise<readonly StoredSummary[]>;
  load(id: string): Promise<Project | undefined>;
  /** Keeps the project and marks it as not yet at the school. */
  save(project: Project, atMs: number): Promise<void>;
  /** The school has this content: nothing happens where it has changed since. */
  markAtSchool(project: Project): Promise<void>;
  waitingForSchool(): Promise<readonly Project[]>;
  remove(id: string): Promise<void>;
  history(id: string): Promise<readonly StoredVersion[]>;
  loadVersion(id: string, version: number): Promise<Project | undefined>;
  cachedBlocks(key: string): Promise<BlocksDocument | undefined>;
  cacheBlocks(key: string, document: BlocksDocument): Promise<void>;
}

/** web/adapters/storage/open-storage.ts exports `openStorage` of this type. */
export type OpenStorage = () => Promise<ProjectStorage>;
