/**
 * What the bridge keeps of its classes, as the rest of the bridge sees it. Layer: bridge/store. Times in ms since 1970. Spec: docs/protocols/class.md.
 * Why whole records: bridge/class holds the open class in memory and writes what has changed; nothing else reads these rows.
 */
import type { Result } from '../../core/base/result.ts';
import type { LogBody, LogEntry } from '../../core/protocol/class-log.ts';
import type { CollectedWork, Handout, StationReport } from '../../core/protocol/class-views.ts';
import type { StoreFaultCode } from '../../core/protocol/protocol-faults.ts';

type Stored<T> = Promise<Result<T, StoreFaultCode>>;

export interface ClassRecord {
  /** ULID. */
  readonly id: string;
  /** Unique. */
  readonly title: string;
  /** Bare, without a hyphen; '' while it is closed. */
  readonly code: string;
  readonly codeExpiresAtMs: number;
  readonly openedAtMs: number;
  /** null: open. */
  readonly closedAtMs: number | null;
  readonly isLocked: boolean;
  readonly lockMessage: string;
  readonly timerEndsAtMs: number | null;
  readonly handout: Handout | null;
}

export interface StudentRecord {
  /** ULID; the owner of the student's work. */
  readonly id: string;
  readonly classId: string;
  readonly nickname: string;
  /** What two nicknames are compared by; unique in a class. */
  readonly nicknameKey: string;
  /** '' where none was given. */
  readonly seat: string;
  /** Why as it is, and not hashed: the teacher reads it out to a child who has forgotten it. */
  readonly personalCode: string;
  readonly via: 'page' | 'bridge';
  readonly isLocked: boolean;
  readonly joinedAtMs: number;
  readonly lastSeenAtMs: number;
  readonly runningSinceMs: number;
  readonly handUpSinceMs: number;
  readonly report: StationReport | null;
  readonly collected: CollectedWork | null;
}

export interface TokenRecord {
  /** SHA-256 of the token, hex: a copy of the database opens nothing. */
  readonly hash: string;
  readonly kind: 'student' | 'teacher';
  /** '' for a teacher's. */
  readonly studentId: string;
  readonly classId: string;
  readonly via: 'page' | 'bridge';
  readonly madeAtMs: number;
  /** `ended`: its class has been closed. `erased`: its student has been; nothing else of the student is left. */
  readonly state: 'live' | 'ended' | 'erased';
}

/** A class that was open before, and how many belong to it. */
export interface KnownClass {
  readonly record: ClassRecord;
  readonly students: number;
}

export interface ClassStore {
  /** Newest first. */
  classes(): Stored<readonly KnownClass[]>;
  saveClass(record: ClassRecord): Stored<void>;
  students(classId: string): Stored<readonly StudentRecord[]>;
  /** New ones and changed ones, in one commit. */
  saveStudents(records: readonly StudentRecord[]): Stored<void>;
  tokens(): Stored<readonly TokenRecord[]>;
  addToken(record: TokenRecord): Stored<void>;
  setTokenState(hashes: readonly string[], state: TokenRecord['state']): Stored<void>;
  removeTokens(hashes: readonly string[]): Stored<void>;

  /**
   * Students, their projects with all history, progress, runs' rows and log entries, in one commit; tokens become `erased`.
   * The recordings themselves are files, see bridge/runs.
   */
  eraseStudents(studentIds: readonly string[]): Stored<void>;

  /** Of this bridge as a whole, such as the teacher's passphrase as a scrypt hash. */
  setting(name: string): Stored<string | undefined>;
  /** undefined removes it. */
  saveSetting(name: string, value: string | undefined): Stored<void>;

  /** To be sent to the class bridge; one that is there stays. A project's save adds its own entry, in one commit with the version: see ProjectStore. */
  addEntry(entry: LogEntry): Stored<void>;
  /** What the class bridge has not acknowledged, oldest first. */
  unsentEntries(studentId: string, limit: number): Stored<readonly LogEntry[]>;
  unsentCount(studentId: string): Stored<number>;
  /** They are remembered without their bodies. */
  acknowledge(ids: readonly string[]): Stored<void>;
  /** Of this bridge's own entries, so that the next one's is higher even where the clock has been set back. */
  newestEntryId(): Stored<string | undefined>;
  /** On the class bridge: false where it has come before. */
  receiveEntry(entry: ReceivedEntry): Stored<boolean>;
}

export interface ReceivedEntry {
  readonly id: string;
  readonly studentId: string;
  readonly atMs: number;
  readonly kind: LogBody['kind'];
}

/** Entries that have arrived are remembered for so long, on both sides, so that one that comes twice is known. */
export const ARRIVED_KEPT_MS = 120 * 24 * 3_600_000;
