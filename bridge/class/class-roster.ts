/**
 * The open class as it is: in memory for reading, on the disk before anything is confirmed. Layer: bridge/class.
 * Only reports are written a little later: they say what a station does now, and the station says it again.
 */
import { ok, type Result } from '../../core/base/result.ts';
import type { ClassRecord, ClassStore, StudentRecord, TokenRecord } from '../store/class-store.ts';

const REPORTS_WRITTEN_MS = 1000;

export class ClassRoster {
  readonly #store: ClassStore;
  readonly #onBug: (cause: unknown) => void;
  #open: ClassRecord | undefined;
  #students = new Map<string, StudentRecord>();
  readonly #tokens = new Map<string, TokenRecord>();
  #unwritten = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  private constructor(store: ClassStore, onBug: (cause: unknown) => void) {
    this.#store = store;
    this.#onBug = onBug;
  }

  /** As the last bridge on this data left it. Errors: `store.*`. */
  static async load(store: ClassStore, onBug: (cause: unknown) => void): Promise<Result<ClassRoster>> {
    const roster = new ClassRoster(store, onBug);
    const [classes, tokens] = [await store.classes(), await store.tokens()];
    if (!classes.ok) return classes;
    if (!tokens.ok) return tokens;
    for (const token of tokens.value) roster.#tokens.set(token.hash, token);
    const open = classes.value.find(({ record }) => record.closedAtMs === null)?.record;
    if (open !== undefined) {
      const students = await store.students(open.id);
      if (!students.ok) return students;
      roster.#enter(open, students.value);
    }
    return ok(roster);
  }

  get open(): ClassRecord | undefined {
    return this.#open;
  }

  get students(): ReadonlyMap<string, StudentRecord> {
    return this.#students;
  }

  get tokens(): Iterable<TokenRecord> {
    return this.#tokens.values();
  }

  token(hash: string): TokenRecord | undefined {
    return this.#tokens.get(hash);
  }

  studentByKey(key: string): StudentRecord | undefined {
    return [...this.#students.values()].find((student) => student.nicknameKey === key);
  }

  async begin(record: ClassRecord): Promise<Result<void>> {
    const saved = await this.#store.saveClass(record);
    if (!saved.ok) return saved;
    const students = await this.#store.students(record.id);
    if (!students.ok) return students;
    this.#enter(record, students.value);
    return ok(undefined);
  }

  async change(change: Partial<ClassRecord>): Promise<Result<void>> {
    const record = { ...this.#open!, ...change };
    const saved = await this.#store.saveClass(record);
    if (saved.ok) this.#open = record;
    return saved;
  }

  async end(atMs: number): Promise<Result<void>> {
    await this.writeReports();
    const saved = await this.#store.saveClass({ ...this.#open!, code: '', closedAtMs: atMs, timerEndsAtMs: null });
    if (!saved.ok) return saved;
    this.#open = undefined;
    this.#students = new Map();
    return ok(undefined);
  }

  async saveStudents(records: readonly StudentRecord[]): Promise<Result<void>> {
    const saved = await this.#store.saveStudents(records);
    if (saved.ok) for (const record of records) if (record.classId === this.#open?.id) this.#students.set(record.id, record);
    return saved;
  }

  /** In memory now, on the disk within a second. */
  note(record: StudentRecord): void {
    this.#students.set(record.id, record);
    this.#unwritten.add(record.id);
    this.#timer ??= setTimeout(() => void this.writeReports(), REPORTS_WRITTEN_MS);
  }

  async writeReports(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const records = [...this.#unwritten].flatMap((id) => this.#students.get(id) ?? []);
    this.#unwritten = new Set();
    if (records.length === 0) return;
    const saved = await this.#store.saveStudents(records);
    if (!saved.ok) this.#onBug(saved.fault);
  }

  async addToken(record: TokenRecord): Promise<Result<void>> {
    const saved = await this.#store.addToken(record);
    if (saved.ok) this.#tokens.set(record.hash, record);
    return saved;
  }

  async removeTokens(records: readonly TokenRecord[]): Promise<Result<void>> {
    const removed = await this.#store.removeTokens(records.map(({ hash }) => hash));
    if (removed.ok) for (const { hash } of records) this.#tokens.delete(hash);
    return removed;
  }

  async endTokens(records: readonly TokenRecord[]): Promise<Result<void>> {
    const ended = await this.#store.setTokenState(
      records.map(({ hash }) => hash),
      'ended',
    );
    if (ended.ok) for (const record of records) this.#tokens.set(record.hash, { ...record, state: 'ended' });
    return ended;
  }

  async erase(studentIds: readonly string[]): Promise<Result<void>> {
    for (const id of studentIds) this.#unwritten.delete(id);
    const erased = await this.#store.eraseStudents(studentIds);
    if (!erased.ok) return erased;
    const gone = new Set(studentIds);
    for (const id of gone) this.#students.delete(id);
    for (const token of this.#tokens.values()) {
      if (gone.has(token.studentId)) this.#tokens.set(token.hash, { ...token, state: 'erased' });
    }
    return ok(undefined);
  }

  #enter(record: ClassRecord, students: readonly StudentRecord[]): void {
    this.#open = record;
    this.#students = new Map(students.map((student) => [student.id, student]));
  }
}
