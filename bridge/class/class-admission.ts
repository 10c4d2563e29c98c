/**
 * Who may come in: a student by the class's code, a teacher by the passphrase. Layer: bridge/class. Spec: docs/protocols/class.md, "Joining".
 * Wrong tries cost time, per address and in total; one who has not guessed wrong is not held up by those who do.
 */
import { ulid } from 'ulid';
import { fail, ok, type Result } from '../../core/base/result.ts';
import { STUDENTS_MAX } from '../../core/protocol/class-views.ts';
import type { Joined, JoinRequest } from '../../core/protocol/join-requests.ts';
import type { ClassStore, StudentRecord, TokenRecord } from '../store/class-store.ts';
import type { ClassDesk } from './class-desk.ts';
import { studentName } from './class-views.ts';
import { GuessLimit } from './guess-limit.ts';
import { newToken, tokenHash } from './identity.ts';
import { isSameCode, newPersonalCode } from './join-code.ts';
import { nicknameKey } from './nickname-key.ts';
import { hashPassphrase, matchesPassphrase } from './passphrase.ts';
import { Turns } from './turns.ts';

const MINUTE_MS = 60_000;
/** Forty children behind one address may mistype. */
const PER_ADDRESS = { freeTries: 10, firstWaitMs: 500, waitMsMax: MINUTE_MS, forgetMs: 10 * MINUTE_MS };
const IN_TOTAL = { freeTries: 100, firstWaitMs: 100, waitMsMax: 5000, forgetMs: 10 * MINUTE_MS };
const PER_STUDENT = { freeTries: 5, firstWaitMs: 1000, waitMsMax: MINUTE_MS, forgetMs: 10 * MINUTE_MS };
const ALL = 'all';
/** Each costs 32 MiB and a tenth of a second while it is looked at; they take turns. */
const SIGN_INS_WAITING_MAX = 8;
/** Of one student, or of the teachers: the oldest goes. */
const TOKENS_MAX = 8;
const PASSPHRASE = 'passphrase';

export interface ClassAdmissionOptions {
  readonly desk: ClassDesk;
  readonly store: ClassStore;
  readonly nowMs: () => number;
  readonly monotonicMs: () => number;
}

/** How one came here. */
export interface From {
  /** IP address. */
  readonly address: string;
  /** On this computer, or over HTTPS. */
  readonly isPrivate: boolean;
}

export class ClassAdmission {
  readonly #options: ClassAdmissionOptions;
  readonly #perAddress = new GuessLimit(PER_ADDRESS);
  readonly #inTotal = new GuessLimit(IN_TOTAL);
  readonly #perStudent = new GuessLimit(PER_STUDENT);
  readonly #signIns = new Turns();

  constructor(options: ClassAdmissionOptions) {
    this.#options = options;
  }

  /** Errors: `class.*`, `store.*`. */
  async join(request: JoinRequest, { address }: From): Promise<Result<Joined>> {
    const { desk, monotonicMs } = this.#options;
    const waits = this.#waits(address);
    if (!waits.ok) return waits;
    const { open } = desk.roster;
    if (open === undefined) return fail('class.none-open');
    if (!isSameCode(request.code, open.code)) {
      this.#wrong(address, monotonicMs());
      return fail('class.wrong-code');
    }
    if (!desk.isCodeGood) return fail('class.code-expired');
    const joined = await desk.turns.take(() => this.#enter(request, open.id));
    if (joined.ok) this.#perAddress.right(address);
    return joined;
  }

  /** Errors: `class.needs-https`, `class.no-passphrase`, `class.wrong-passphrase`, `class.too-many-tries`, `store.*`. */
  async signIn(passphrase: string, { address, isPrivate }: From): Promise<Result<{ token: string }>> {
    if (!isPrivate) return fail('class.needs-https');
    const waits = this.#waits(address);
    if (!waits.ok) return waits;
    if (this.#signIns.waiting >= SIGN_INS_WAITING_MAX) return fail('class.too-many-tries', { waitS: 1 });
    return await this.#signIns.take(async () => {
      const hash = await this.#options.store.setting(PASSPHRASE);
      if (!hash.ok) return hash;
      if (hash.value === undefined) return fail('class.no-passphrase');
      if (!(await matchesPassphrase(passphrase, hash.value))) {
        this.#wrong(address, this.#options.monotonicMs());
        return fail('class.wrong-passphrase');
      }
      this.#perAddress.right(address);
      return await this.#issue({ kind: 'teacher', studentId: '', classId: '', via: 'page' });
    });
  }

  /** Ends every teacher's token but `keptToken` (its hash). Errors: `class.needs-https`, `store.*`. */
  async setPassphrase(passphrase: string, { isPrivate, keptToken }: { isPrivate: boolean; keptToken?: string }): Promise<Result<void>> {
    if (!isPrivate) return fail('class.needs-https');
    const { desk, store } = this.#options;
    const saved = await store.saveSetting(PASSPHRASE, await hashPassphrase(passphrase));
    if (!saved.ok) return saved;
    const isOther = ({ kind, hash }: TokenRecord): boolean => kind === 'teacher' && hash !== keptToken;
    const removed = await desk.roster.removeTokens([...desk.roster.tokens].filter(isOther));
    desk.endPages(({ identity }) => identity.role === 'teacher' && identity.tokenHash !== keptToken, fail('bridge.wrong-token').fault);
    return removed;
  }

  async hasPassphrase(): Promise<Result<{ hasPassphrase: boolean }>> {
    const hash = await this.#options.store.setting(PASSPHRASE);
    return hash.ok ? ok({ hasPassphrase: hash.value !== undefined }) : hash;
  }

  #waits(address: string): Result<void> {
    const nowMs = this.#options.monotonicMs();
    const totalMs = this.#perAddress.hasGuessedWrong(address, nowMs) ? this.#inTotal.waitMs(ALL, nowMs) : 0;
    const waitMs = Math.max(this.#perAddress.waitMs(address, nowMs), totalMs);
    return waitMs > 0 ? fail('class.too-many-tries', { waitS: Math.ceil(waitMs / 1000) }) : ok(undefined);
  }

  #wrong(address: string, nowMs: number): void {
    this.#perAddress.wrong(address, nowMs);
    this.#inTotal.wrong(ALL, nowMs);
  }

  async #enter(request: JoinRequest, classId: string): Promise<Result<Joined>> {
    const { desk } = this.#options;
    const { open } = desk.roster;
    if (open?.id !== classId) return fail('class.none-open');
    const student = this.#studentFor(request, classId);
    if (!student.ok) return student;
    const record = student.value;
    const saved = await desk.changeStudents([record]);
    if (!saved.ok) return saved;
    const issued = await this.#issue({ kind: 'student', studentId: record.id, classId, via: record.via });
    if (!issued.ok) return issued;
    return ok({ ...issued.value, student: studentName(record), personalCode: record.personalCode, classTitle: open.title });
  }

  /** The one who comes back, or a new one. Errors: `class.nickname-taken`, `class.wrong-personal-code`, `class.too-many-tries`, `class.full`. */
  #studentFor(request: JoinRequest, classId: string): Result<StudentRecord> {
    const { roster } = this.#options.desk;
    const { nickname, seat = '', personalCode, via = 'page' } = request;
    const key = nicknameKey(nickname);
    const known = roster.studentByKey(key);
    const nowMs = this.#options.nowMs();
    if (personalCode !== undefined) {
      const back = this.#comesBack(known, nickname, personalCode);
      return back.ok ? ok({ ...back.value, seat, via, lastSeenAtMs: nowMs }) : back;
    }
    if (known !== undefined) return fail('class.nickname-taken', { nickname });
    if (roster.students.size >= STUDENTS_MAX) return fail('class.full', { limit: STUDENTS_MAX });
    return ok({
      ...{ id: ulid(), classId, nickname, nicknameKey: key, seat, personalCode: newPersonalCode(), via, isLocked: false },
      ...{ joinedAtMs: nowMs, lastSeenAtMs: nowMs, runningSinceMs: nowMs, handUpSinceMs: nowMs, report: null, collected: null },
    });
  }

  #comesBack(known: StudentRecord | undefined, nickname: string, personalCode: string): Result<StudentRecord> {
    const nowMs = this.#options.monotonicMs();
    if (known === undefined) return fail('class.wrong-personal-code', { nickname });
    const waitMs = this.#perStudent.waitMs(known.id, nowMs);
    if (waitMs > 0) return fail('class.too-many-tries', { waitS: Math.ceil(waitMs / 1000) });
    if (isSameCode(personalCode, known.personalCode)) {
      this.#perStudent.right(known.id);
      return ok(known);
    }
    this.#perStudent.wrong(known.id, nowMs);
    return fail('class.wrong-personal-code', { nickname });
  }

  async #issue(about: Pick<TokenRecord, 'kind' | 'studentId' | 'classId' | 'via'>): Promise<Result<{ token: string }>> {
    const { roster } = this.#options.desk;
    const token = newToken();
    const added = await roster.addToken({ ...about, hash: tokenHash(token), madeAtMs: this.#options.nowMs(), state: 'live' });
    if (!added.ok) return added;
    const same = [...roster.tokens].filter(({ kind, studentId, state }) => {
      return kind === about.kind && studentId === about.studentId && state === 'live';
    });
    const removed = await roster.removeTokens(same.slice(0, -TOKENS_MAX));
    return removed.ok ? ok({ token }) : removed;
  }
}
