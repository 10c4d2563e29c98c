/** The store's tables, for SQLite and PostgreSQL alike. Layer: bridge/store. Times in ms since 1970 (UTC); migrations make them, see migrations.ts. */
import type { LogBody } from '../../core/protocol/class-log.ts';
import type { ProgressEntry } from '../../core/protocol/progress-views.ts';
import type { RunView } from '../../core/protocol/run-views.ts';
import type { StudentRecord, TokenRecord } from './class-store.ts';

export interface ProjectsTable {
  /** ULID. */
  id: string;
  name: string;
  /** The newest version's number. */
  version: number;
  updated_at_ms: number;
  removed_at_ms: number | null;
  /** A student's id; '': this computer's own. Never changes. */
  owner: string;
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

/** 0 or 1 where the record has a boolean; JSON where it has an object. Fields as in class-store.ts. */
export interface ClassesTable {
  id: string;
  title: string;
  code: string;
  code_expires_at_ms: number;
  opened_at_ms: number;
  closed_at_ms: number | null;
  locked: number;
  lock_message: string;
  timer_ends_at_ms: number | null;
  handout: string | null;
}

export interface ClassStudentsTable {
  id: string;
  class_id: string;
  nickname: string;
  nickname_key: string;
  seat: string;
  personal_code: string;
  via: StudentRecord['via'];
  locked: number;
  joined_at_ms: number;
  last_seen_at_ms: number;
  running_since_ms: number;
  hand_up_since_ms: number;
  report: string | null;
  collected: string | null;
}

export interface ClassTokensTable {
  hash: string;
  kind: TokenRecord['kind'];
  student_id: string;
  class_id: string;
  via: TokenRecord['via'];
  made_at_ms: number;
  state: TokenRecord['state'];
}

export interface ClassSettingsTable {
  name: string;
  value: string;
}

export interface ClassLogTable {
  /** ULID. */
  id: string;
  student_id: string;
  /** `out`: to be sent to the class bridge; `sent`: it has arrived there. `in`: it came from a station bridge. */
  direction: 'out' | 'sent' | 'in';
  at_ms: number;
  kind: LogBody['kind'];
  /** JSON; '' once it is where it belongs. */
  body: string;
}

/** One step of one student's lesson. */
export interface ProgressTable {
  owner: string;
  pack_id: string;
  lesson_id: string;
  step_id: string;
  kind: ProgressEntry['kind'];
  /** Of the whole lesson. */
  required_count: number;
  optional_count: number;
  /** 0 or 1. */
  done: number;
  /** `ProgressEntry` as JSON. */
  content: string;
  saved_at_ms: number;
}

/** One class or picture that a student has sorted. */
export interface PicturesTable {
  owner: string;
  project_id: string;
  /** ULID. */
  id: string;
  revision: number;
  /** `PictureEntry` as JSON. */
  content: string;
  saved_at_ms: number;
}

/** One track that somebody has drawn. */
export interface TracksTable {
  owner: string;
  /** As in the document. */
  id: string;
  /** `LocalText` as JSON. */
  name: string;
  /** The document: docs/protocols/track.md. */
  content: string;
  saved_at_ms: number;
}

export interface StoreTables {
  classes: ClassesTable;
  class_students: ClassStudentsTable;
  class_tokens: ClassTokensTable;
  class_settings: ClassSettingsTable;
  class_log: ClassLogTable;
  pictures: PicturesTable;
  progress: ProgressTable;
  projects: ProjectsTable;
  project_versions: ProjectVersionsTable;
  runs: RunsTable;
  tracks: TracksTable;
}
