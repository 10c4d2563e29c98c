/**
 * The class of this bridge: who may come in, who is there, what the teacher does to all. Layer: bridge/class. Spec: docs/protocols/class.md.
 * What changes the class takes turns; reports and Stop wait for nothing.
 */
import { ulid } from 'ulid';
import { fail, ok, type Fault, type Result } from '../../core/base/result.ts';
import type { BridgeNote } from '../../core/protocol/bridge-notes.ts';
import type { ClassCommand, ClassState, ClassView, SeatView, StationCommand, StationReport } from '../../core/protocol/class-views.ts';
import type { ClassRecord, KnownClass, StudentRecord, TokenRecord } from '../store/class-store.ts';
import type { Store } from '../store/store.ts';
import { ClassBoard } from './class-board.ts';
import { keptOf, lockChange, toldOf } from './class-commands.ts';
import { ClassPages } from './class-pages.ts';
import { ClassRoster } from './class-roster.ts';
import { classView, reported, seatView, stationView } from './class-views.ts';
import { tokenHash, type ClassPage, type Identity } from './identity.ts';
import { newJoinCode, newPersonalCode } from './join-code.ts';
import { Turns } from './turns.ts';

/** A code is good for a morning. Whoever is in stays in. */
export const CODE_MS_MAX = 4 * 3_600_000;
const TEACHER_TOKEN_MS_MAX = 12 * 3_600_000;

export interface ClassDeskOptions {
  readonly store: Store;
  /** Every robot of this bridge, at once. */
  readonly stopRobots: () => void;
  readonly nowMs: () => number;
  /** A clock that nobody sets: codes expire by it. */
  readonly monotonicMs: () => number;
  readonly onBug: (cause: unknown) => void;
}

type Students = readonly string[] | undefined;

export class ClassDesk {
  readonly roster: ClassRoster;
  /** Whatever changes the class. */
  readonly turns = new Turns();
  readonly #options: ClassDeskOptions;
  readonly #board: ClassBoard;
  readonly #pages = new ClassPages();
  #hasHadGuests = false;
  #codeGoodUntilMs = 0;

  private constructor(roster: ClassRoster, options: ClassDeskOptions) {
    this.roster = roster;
    this.#options = options;
    this.#board = new ClassBoard({
      viewOf: (id) => this.#viewOf(id),
      classView: () => (roster.open === undefined ? undefined : classView(roster.open)),
      nowMs: options.nowMs,
    });
    if (roster.open !== undefined) this.#setCodeClock(roster.open);
  }

  /** Errors: `store.*`. */
  static async start(options: ClassDeskOptions): Promise<Result<ClassDesk>> {
    const roster = await ClassRoster.load(options.store.classes, options.onBug);
    return roster.ok ? ok(new ClassDesk(roster.value, options)) : roster;
  }

  /** Those that have said hello. */
  get pages(): Iterable<ClassPage> {
    return this.#pages.all;
  }

  get isCodeGood(): boolean {
    return this.#options.monotonicMs() < this.#codeGoodUntilMs;
  }

  /** Errors: `bridge.wrong-token`, `class.ended`, `class.erased`. */
  identify(token: string): Result<Identity> {
    const known = this.roster.token(tokenHash(token));
    if (known === undefined) return fail('bridge.wrong-token');
    if (known.state !== 'live') return fail(known.state === 'ended' ? 'class.ended' : 'class.erased');
    const { hash, kind, studentId, via, madeAtMs } = known;
    if (kind === 'student') return ok({ role: 'student', tokenHash: hash, studentId, via });
    return this.#options.nowMs() - madeAtMs > TEACHER_TOKEN_MS_MAX ? fail('bridge.wrong-token') : ok({ role: 'teacher', tokenHash: hash });
  }

  /** A page has said hello. @returns to be called when it is gone. */
  arrive(page: ClassPage): () => void {
    if (page.identity.role !== 'owner') this.#hasHadGuests = true;
    this.#presenceChanged(this.#pages.add(page, this.#options.nowMs()));
    return () => {
      this.#board.unwatch(page);
      this.#presenceChanged(this.#pages.remove(page, this.#options.nowMs()));
    };
  }

  /** Since the start: others can reach this bridge. */
  get hasHadGuests(): boolean {
    return this.#hasHadGuests;
  }

  state(page: ClassPage): ClassState {
    this.#board.watch(page);
    const { open, students } = this.roster;
    const nowMs = this.#options.nowMs();
    if (open === undefined) return { stations: [], nowMs };
    return { class: classView(open), stations: [...students.keys()].flatMap((id) => this.#viewOf(id) ?? []), nowMs };
  }

  open(title: string): Promise<Result<ClassView>> {
    return this.turns.take(async () => {
      const { open } = this.roster;
      if (open !== undefined) return fail('class.already-open', { title: open.title });
      const known = await this.#known(title);
      if (!known.ok) return known;
      const openedAtMs = this.#options.nowMs();
      const begun = await this.roster.begin({
        ...{ id: known.value?.record.id ?? ulid(), title, ...this.#freshCode(), openedAtMs, closedAtMs: null },
        ...{ isLocked: false, lockMessage: '', timerEndsAtMs: null, handout: null },
      });
      if (!begun.ok) return begun;
      this.#board.classChanged();
      for (const id of this.roster.students.keys()) this.#board.changed(id);
      return ok(this.#setCodeClock(this.roster.open!));
    });
  }

  close(): Promise<Result<void>> {
    return this.turns.take(async () => {
      const { open, students } = this.roster;
      if (open === undefined) return fail('class.none-open');
      const live = [...this.roster.tokens].filter(({ kind, state }) => kind === 'student' && state === 'live');
      const tokens = await this.roster.endTokens(live);
      if (!tokens.ok) return tokens;
      const gone = [...students.keys()];
      const ended = await this.roster.end(this.#options.nowMs());
      if (!ended.ok) return ended;
      for (const id of gone) this.#board.changed(id);
      this.#board.classChanged();
      this.endPages(({ identity }) => identity.role === 'student', fail('class.ended').fault);
      return ok(undefined);
    });
  }

  async titles(): Promise<Result<{ title: string; students: number; lastOpenedAtMs: number }[]>> {
    const known = await this.#options.store.classes.classes();
    if (!known.ok) return known;
    return ok(known.value.map(({ record, students }) => ({ title: record.title, students, lastOpenedAtMs: record.openedAtMs })));
  }

  renewCode(): Promise<Result<ClassView>> {
    return this.#changeClass(
      () => this.#freshCode(),
      (open) => this.#setCodeClock(open),
    );
  }

  /** Errors: `class.none-open`, but for Stop, which always stops. */
  async command(command: ClassCommand, to: Students): Promise<Result<{ stations: number }>> {
    if (command.kind === 'stop') return ok({ stations: this.#stop(to) });
    return await this.turns.take(async () => {
      const handoutId = ulid();
      const kept = await this.#keep(command, to, handoutId);
      return kept.ok ? ok({ stations: this.tell(toldOf(command, handoutId), to) }) : kept;
    });
  }

  /** To every page of these students. @returns how many stations heard it. */
  tell(command: StationCommand, to: Students): number {
    const note: BridgeNote = { name: 'class.command', value: command };
    const heard = new Set<string>();
    for (const { id, page } of this.#pages.of(to)) {
      page.tell(note);
      heard.add(id);
    }
    return heard.size;
  }

  seat(studentId: string): Result<SeatView> {
    const { open, students } = this.roster;
    const record = students.get(studentId);
    if (open === undefined || record === undefined) return fail('class.not-joined');
    return ok(seatView(record, open, this.#options.nowMs()));
  }

  report(studentId: string, report: StationReport): Result<void> {
    const record = this.roster.students.get(studentId);
    if (record === undefined) return fail('class.not-joined');
    const after = reported(record, report, this.#options.nowMs());
    if (after === record) return ok(undefined);
    this.roster.note(after);
    this.#board.changed(studentId);
    return ok(undefined);
  }

  isLocked(studentId: string): boolean {
    return this.roster.open?.isLocked === true || this.roster.students.get(studentId)?.isLocked === true;
  }

  /** Writes and shows it. */
  async changeStudents(records: readonly StudentRecord[]): Promise<Result<void>> {
    const saved = await this.roster.saveStudents(records);
    if (saved.ok) for (const { id } of records) this.#board.changed(id);
    return saved;
  }

  renewPersonalCode(studentId: string): Promise<Result<{ personalCode: string }>> {
    return this.turns.take(async () => {
      const record = this.roster.students.get(studentId);
      if (record === undefined) return fail('class.no-such-student');
      const personalCode = newPersonalCode();
      const saved = await this.changeStudents([{ ...record, personalCode }]);
      if (!saved.ok) return saved;
      this.#seatChanged(studentId);
      return ok({ personalCode });
    });
  }

  /** Errors: `class.no-such-student`. */
  signOff(studentId: string): Promise<Result<void>> {
    const isTheirs = (token: TokenRecord): boolean => token.studentId === studentId && token.state === 'live';
    return this.roster.students.has(studentId) ? this.#endTokens(isTheirs) : Promise.resolve(fail('class.no-such-student'));
  }

  leave(hash: string): Promise<Result<void>> {
    return this.#endTokens((token) => token.hash === hash);
  }

  /** Students of the open class, or of one that is not; their pages are told and end. */
  async erased(studentIds: readonly string[]): Promise<Result<void>> {
    const erased = await this.roster.erase(studentIds);
    if (!erased.ok) return erased;
    const gone = new Set(studentIds);
    this.endPages(({ identity }) => identity.role === 'student' && gone.has(identity.studentId), fail('class.erased').fault);
    for (const id of gone) this.#board.changed(id);
    return erased;
  }

  endPages(which: (page: ClassPage) => boolean, fault: Fault): void {
    for (const page of [...this.#pages.all]) if (which(page)) page.end(fault);
  }

  studentOf(studentId: string): StudentRecord | undefined {
    return this.roster.students.get(studentId);
  }

  async finish(): Promise<void> {
    this.#board.close();
    await this.roster.writeReports();
  }

  /** Errors: `store.*`. */
  async #known(title: string): Promise<Result<KnownClass | undefined>> {
    const classes = await this.#options.store.classes.classes();
    return classes.ok ? ok(classes.value.find(({ record }) => record.title === title)) : classes;
  }

  async #endTokens(which: (token: TokenRecord) => boolean): Promise<Result<void>> {
    const tokens = [...this.roster.tokens].filter(which);
    const removed = await this.roster.removeTokens(tokens);
    if (!removed.ok) return removed;
    const hashes = new Set(tokens.map(({ hash }) => hash));
    this.endPages(({ identity }) => identity.role === 'student' && hashes.has(identity.tokenHash), fail('class.left').fault);
    return removed;
  }

  /** Motors first; then whoever runs something hears it, this computer's own pages too. */
  #stop(to: Students): number {
    if (to === undefined) this.#options.stopRobots();
    const note: BridgeNote = { name: 'class.command', value: { kind: 'stop' } };
    for (const page of this.#pages.all) {
      if (page.identity.role !== 'student' && to === undefined) page.tell(note);
    }
    for (const { page } of this.#pages.of(to)) page.stopRobots();
    return this.tell({ kind: 'stop' }, to);
  }

  /** What whoever joins later must know too. */
  async #keep(command: ClassCommand, to: Students, handoutId: string): Promise<Result<void>> {
    if (this.roster.open === undefined) return fail('class.none-open');
    if (command.kind === 'lock' || command.kind === 'unlock') return await this.#lock(command, to);
    const change = to === undefined ? keptOf(command, handoutId, this.#options.nowMs()) : undefined;
    if (change === undefined) return ok(undefined);
    const changed = await this.roster.change(change);
    if (changed.ok) this.#board.classChanged();
    return changed;
  }

  async #lock(command: Extract<ClassCommand, { kind: 'lock' | 'unlock' }>, to: Students): Promise<Result<void>> {
    const { open, students } = this.roster;
    const { ofClass, records } = lockChange(command, to, open!, [...students.values()]);
    const changed = await this.roster.change(ofClass);
    if (!changed.ok) return changed;
    this.#board.classChanged();
    return await this.changeStudents(records);
  }

  async #changeClass(change: () => Partial<ClassRecord>, then: (open: ClassRecord) => ClassView): Promise<Result<ClassView>> {
    return await this.turns.take(async () => {
      if (this.roster.open === undefined) return fail('class.none-open');
      const changed = await this.roster.change(change());
      if (!changed.ok) return changed;
      this.#board.classChanged();
      return ok(then(this.roster.open));
    });
  }

  #freshCode(): Pick<ClassRecord, 'code' | 'codeExpiresAtMs'> {
    return { code: newJoinCode(), codeExpiresAtMs: this.#options.nowMs() + CODE_MS_MAX };
  }

  /** Why another clock: a PC whose battery is flat is set right in mid-lesson, and years pass. */
  #setCodeClock(open: ClassRecord): ClassView {
    const nowMs = this.#options.nowMs();
    const leftMs = nowMs < open.openedAtMs ? CODE_MS_MAX : Math.min(CODE_MS_MAX, open.codeExpiresAtMs - nowMs);
    this.#codeGoodUntilMs = this.#options.monotonicMs() + leftMs;
    return classView(open);
  }

  #seatChanged(studentId: string): void {
    for (const { page } of this.#pages.of([studentId])) page.tell({ name: 'class.seat', value: {} });
  }

  #presenceChanged(studentId: string | undefined): void {
    if (studentId === undefined) return;
    const record = this.roster.students.get(studentId);
    if (record !== undefined) this.roster.note({ ...record, lastSeenAtMs: this.#options.nowMs() });
    this.#board.changed(studentId);
  }

  #viewOf(studentId: string) {
    const { open, students } = this.roster;
    const record = students.get(studentId);
    if (open === undefined || record === undefined) return undefined;
    return stationView(record, open, {
      connected: this.#pages.isPresent(studentId),
      sinceMs: this.#pages.sinceMs(studentId) ?? record.lastSeenAtMs,
    });
  }
}
