/** The store's tables, for SQLite and PostgreSQL alike. Layer: bridge/store. Times in ms since 1970 (UTC); migrations make them, see migrations.ts. */
import type { RunView } from '../../core/protocol/run-views.ts';

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

/** Fields as in core/protocol/run-views.ts. */
export interface RunsTable {
  id: string;
  started_at_ms: number;
  project_id: string;
  project_name: string;
  owner: string;
  robot: RunView['robot'];
  robot_name: string;
  track_id: string;
  state: RunView['state'];
  bytes: number;
  ended: RunView['ended'];
  duration_ms: number | null;
  laps: number | null;
  best_lap_ms: number | null;
  off_line_ms: number | null;
  collisions: number | null;
  checked: RunView['check'];
  evidence: RunView['evidence'];
  sealed_by: string;
  /** 0 or 1. */
  pinned: number;
  note: string;
}

export interface StoreTables {
  projects: ProjectsTable;
  project_versions: ProjectVersionsTable;
  runs: RunsTable;
}
