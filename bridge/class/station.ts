/**
 * This computer as a station of another bridge's class: who sits here, and the seats that are still being left. Layer: bridge/class.
 * Spec: docs/protocols/class.md, "Station bridges". Cut off from the class bridge it goes on alone, and catches up after.
 */
import { decodeTime, monotonicFactory } from 'ulid';
import { Emitter } from '../../core/base/emitter.ts';
import { fail, ok, type Fault, type Result } from '../../core/base/result.ts';
import type { BridgeNote } from '../../core/protocol/bridge-notes.ts';
import type { SeatView, StationCommand, StationReport } from '../../core/protocol/class-views.ts';
import type { LogBody } from '../../core/protocol/class-log.ts';
import type { RobotMessage } from '../../core/robot/message.ts';
import type { JoinRequest } from '../../core/protocol/join-requests.ts';
import type { SaveOptions } from '../store/project-store.ts';
import type { Store } from '../store/store.ts';
import type { Runs } from '../runs/runs.ts';
import type { ClassLinkTimes } from './class-link.ts';
import type { ClassKits } from '../kits/class-kits.ts';
import { eraseRuns } from './erase-runs.ts';
import { forgetSchoolMaterial } from './school-material.ts';
import { joinRemote, originOf } from './join-remote.ts';
import { seatRecords, viewOf, type SeatRecord } from './seat-record.ts';
import { StationSeat } from './station-seat.ts';
import { Turns } from './turns.ts';

const SEATS = 'seats';
const ONLINE_MS_MAX = 10_000;
/** The newest of a student's runs; older ones have been sent long ago. */
const RUNS_LOOKED_AT = 100;

export interface StationOptions {
  readonly store: Store;
  readonly runs: Runs;
  readonly classKits?: ClassKits;
  readonly nowMs: () => number;
  readonly stopRobots: () => void;
  readonly onBug: (cause: unknown) => void;
  readonly times?: Partial<ClassLinkTimes>;
}

export class Station {
  /** To every page of this computer. */
  readonly notes = new Emitter<BridgeNote>();
  readonly #options: StationOptions;
  readonly #leaving = new Set<StationSeat>();
  readonly #turns = new Turns();
  readonly #nextUlid = monotonicFactory();
  #current: StationSeat | undefined;
  /** Why nobody sits here any more. */
  #problem: Fault | undefined;
  #lastEntryMs: number;
  #unsent = 0;
  readonly #unsubscribe: () => void;

  private constructor(options: StationOptions, lastEntryMs: number) {
    this.#options = options;
    this.#lastEntryMs = lastEntryMs;
    this.#unsubscribe = options.runs.changes.subscribe(() => void this.#noteRuns().catch(options.onBug));
  }

  /** As the last bridge on this data left it: whoever sat here sits here again. Errors: `store.*`. */
  static async start(options: StationOptions): Promise<Result<Station>> {
    const { classes } = options.store;
    const [kept, newest] = [await classes.setting(SEATS), await classes.newestEntryId()];
    if (!kept.ok) return kept;
    if (!newest.ok) return newest;
    const station = new Station(options, newest.value === undefined ? 0 : decodeTime(newest.value));
    const records = seatRecords.safeParse(JSON.parse(kept.value ?? '[]'));
    if (!records.success) options.onBug(records.error);
    for (const record of records.data ?? []) station.#resume(record);
    await station.#count();
    return ok(station);
  }

  /** Whose work the pages of this computer see; '' where nobody has joined. */
  get owner(): string {
    return this.#current?.record.student.id ?? '';
  }

  get isLocked(): boolean {
    return this.#current?.record.locked === true;
  }

  /** Errors: `class.not-joined`, or why the seat was lost. */
  seat(): Result<SeatView> {
    const current = this.#current;
    if (current === undefined) return this.#problem === undefined ? fail('class.not-joined') : { ok: false, fault: this.#problem };
    const school = { state: current.link.isOnline ? ('online' as const) : ('offline' as const), unsent: this.#unsent };
    return ok(viewOf(current.record, school, this.#options.nowMs()));
  }

  /** Errors: those of the class bridge; `class.already-joined`, `class.bad-address`, `class.unreachable`, `class.not-a-class`. */
  join(address: string, request: Omit<JoinRequest, 'via'>): Promise<Result<SeatView>> {
    return this.#turns.take(async () => {
      if (this.#current !== undefined) return fail('class.already-joined', { nickname: this.#current.record.student.nickname });
      const origin = originOf(address);
      if (!origin.ok) return origin;
      const joined = await joinRemote(origin.value, { ...request, via: 'bridge' });
      if (!joined.ok) return joined;
      const { token, student, personalCode, classTitle } = joined.value;
      this.#forgetLeaving(student.id);
      const seat = this.#open({ origin: origin.value, token, student, personalCode, classTitle, locked: false, isLeaving: false });
      const ready = await this.#makeReady(seat);
      if (!ready.ok) {
        seat.close();
        return ready;
      }
      this.#current = seat;
      this.#problem = undefined;
      await this.#changed();
      return this.seat();
    });
  }

  /** The pages are empty at once; what is unsent is sent as soon as that can be, and then nothing of the student stays here. */
  leave(): Promise<Result<void>> {
    return this.#turns.take(async () => {
      if (this.#current === undefined) return fail('class.not-joined');
      const seat = this.#current;
      seat.record = { ...seat.record, isLeaving: true };
      this.#current = undefined;
      this.#problem = undefined;
      this.#leaving.add(seat);
      await this.#changed();
      void this.#finishLeaving(seat).catch(this.#options.onBug);
      return ok(undefined);
    });
  }

  report(report: StationReport): Result<void> {
    this.#current?.report(report);
    return this.#current === undefined ? fail('class.not-joined') : ok(undefined);
  }

  /** To the class, where somebody sits in one. */
  send(messages: readonly RobotMessage[]): void {
    this.#current?.tellOthers(messages);
  }

  async handIn(projectId: string): Promise<Result<void>> {
    return (await this.#current?.handIn(projectId)) ?? fail('class.not-joined');
  }

  /** For a save of this owner: it goes on to the class bridge. */
  saveOptions(owner: string): SaveOptions {
    if (owner === '' || owner !== this.owner) return {};
    return { log: { entryId: this.#entryId(), atMs: this.#options.nowMs(), direction: 'out' } };
  }

  /** What is saved of this owner otherwise than by a project's save. */
  async note(studentId: string, body: LogBody): Promise<Result<void>> {
    if (studentId === '' || studentId !== this.owner) return ok(undefined);
    const id = body.kind === 'run' ? body.runId : this.#entryId();
    return await this.#options.store.classes.addEntry({ id, studentId, atMs: this.#options.nowMs(), body });
  }

  /**
   * What has been saved and is sent as it is by then, to the class bridge. Why after the save: an entry that is sent before it finds nothing;
   * what is cut off between the two was not confirmed, and the page saves it again.
   */
  async passOn(owner: string, body: Extract<LogBody, { readonly kind: 'track' | 'pictures' }>): Promise<Result<void>> {
    const noted = await this.note(owner, body);
    if (noted.ok && owner !== '' && owner === this.owner) this.sendSoon();
    return noted;
  }

  /** Something was saved. */
  sendSoon(): void {
    const current = this.#current;
    if (current === undefined) return;
    void this.#count()
      .then(() => current.send())
      .catch(this.#options.onBug);
  }

  close(): void {
    this.#unsubscribe();
    for (const seat of [this.#current, ...this.#leaving]) seat?.close();
  }

  #open(record: SeatRecord): StationSeat {
    const { store, runs, classKits, nowMs, onBug, times } = this.#options;
    const seat: StationSeat = new StationSeat({
      ...{ record, store, runs, nowMs, onBug },
      ...(times === undefined ? {} : { times }),
      ...(classKits === undefined ? {} : { classKits }),
      onCommand: (command) => this.#onCommand(seat, command),
      onNote: (note) => this.notes.emit(note),
      onChanged: () => void this.#onSeat(seat).catch(onBug),
      onRefused: (fault) => void this.#onRefused(seat, fault).catch(onBug),
    });
    return seat;
  }

  #resume(record: SeatRecord): void {
    const seat = this.#open(record);
    if (record.isLeaving) this.#leaving.add(seat);
    else this.#current = seat;
  }

  /** Online; what was left unsent here is there; what is there is here. */
  async #makeReady(seat: StationSeat): Promise<Result<void>> {
    const online = await isOnline(seat);
    if (!online.ok) return online;
    await seat.send();
    return await seat.fetch();
  }

  async #onSeat(seat: StationSeat): Promise<void> {
    if (seat === this.#current) return await this.#changed();
    if (this.#leaving.has(seat) && seat.link.isOnline) await this.#finishLeaving(seat);
  }

  #onCommand(seat: StationSeat, command: StationCommand): void {
    if (seat !== this.#current) return;
    if (command.kind === 'stop') this.#options.stopRobots();
    this.notes.emit({ name: 'class.command', value: command });
  }

  async #onRefused(seat: StationSeat, fault: Fault): Promise<void> {
    await this.#turns.take(async () => {
      if (seat !== this.#current && !this.#leaving.has(seat)) return;
      if (seat === this.#current) {
        this.#current = undefined;
        this.#problem = fault;
      }
      await this.#forget(seat, fault.code);
      await this.#changed();
    });
  }

  async #finishLeaving(seat: StationSeat): Promise<void> {
    if (!(await seat.send())) return;
    await this.#turns.take(async () => {
      if (!this.#leaving.has(seat)) return;
      // Answered by the end of the link, with `class.left`: see #onRefused.
      await seat.link.call('class.leave', {});
    });
  }

  /** Nothing of the student stays here, but for what exists nowhere else. */
  async #forget(seat: StationSeat, code: string): Promise<void> {
    seat.close();
    this.#leaving.delete(seat);
    const { store, runs, classKits } = this.#options;
    if (this.#current === undefined) await forgetSchoolMaterial(store.tracks, classKits);
    const { id } = seat.record.student;
    if (id === this.owner) return;
    const unsent = await store.classes.unsentCount(id);
    const mayErase = code === 'class.erased' || (/^class\.(left|ended)$/.test(code) && unsent.ok && unsent.value === 0);
    if (!mayErase) return;
    await eraseRuns(runs, id);
    await store.classes.eraseStudents([id]);
  }

  /** The student is back: what they left is theirs again. */
  #forgetLeaving(studentId: string): void {
    for (const seat of this.#leaving) {
      if (seat.record.student.id !== studentId) continue;
      seat.close();
      this.#leaving.delete(seat);
    }
  }

  async #changed(): Promise<void> {
    await this.#keep();
    await this.#count();
    this.notes.emit({ name: 'class.seat', value: {} });
  }

  async #keep(): Promise<void> {
    const seats = [this.#current, ...this.#leaving].flatMap((seat) => seat?.record ?? []);
    const saved = await this.#options.store.classes.saveSetting(SEATS, seats.length === 0 ? undefined : JSON.stringify(seats));
    if (!saved.ok) this.#options.onBug(saved.fault);
  }

  async #count(): Promise<void> {
    const count = this.owner === '' ? ok(0) : await this.#options.store.classes.unsentCount(this.owner);
    if (count.ok) this.#unsent = count.value;
  }

  /** Runs that have ended since. An entry that is there already stays, so each is noted once. */
  async #noteRuns(): Promise<void> {
    const owner = this.owner;
    if (owner === '') return;
    const runs = await this.#options.runs.list({ owner, limit: RUNS_LOOKED_AT });
    if (!runs.ok || owner !== this.owner) return;
    for (const { id, state } of runs.value) {
      const noted = state === 'recording' ? ok(undefined) : await this.note(owner, { kind: 'run', runId: id });
      if (!noted.ok) this.#options.onBug(noted.fault);
    }
    this.sendSoon();
  }

  /** Higher than the last one, whatever the clock says: the order of entries is the order of saves. */
  #entryId(): string {
    this.#lastEntryMs = Math.max(this.#options.nowMs(), this.#lastEntryMs);
    return this.#nextUlid(this.#lastEntryMs);
  }
}

function isOnline({ link, record }: StationSeat): Promise<Result<void>> {
  return new Promise((resolve) => {
    const settle = (result: Result<void>): void => {
      clearTimeout(timer);
      unsubscribe();
      resolve(result);
    };
    const timer = setTimeout(() => settle(fail('class.unreachable', { address: record.origin })), ONLINE_MS_MAX);
    const unsubscribe = link.events.subscribe((event) => {
      if (event.kind === 'online') settle(ok(undefined));
      if (event.kind === 'refused') settle({ ok: false, fault: event.fault });
    });
  });
}
