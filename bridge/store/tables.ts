/** The store's tables, for SQLite and PostgreSQL alike. Layer: bridge/store. Times in ms since 1970 (UTC); migrations make them, see migrations.ts. */

export interface ProjectsTable {
  /** ULID. */
  id: string;
  name: string;
  /** The newest version's number. */
  version: number;
  updated_at_ms: number;
  removed_at_ms: number | null;
}

export interface ProjectVersionsTable {
  project_id: string;
  version: number;
  /** The project as canonical JSON (RFC 8785): text, because SQLite has no JSON column. */
  content: string;
  /** Of `content`, hex. */
  sha256: string;
  bytes: number;
  saved_at_ms: number;
}

export interface StoreTables {
  projects: ProjectsTable;
  project_versions: ProjectVersionsTable;
}
