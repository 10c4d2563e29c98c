/** One seat of this computer in another bridge's class: its link, its log, what the class bridge says of it. Layer: bridge/class. */
import type { Fault, Result } from '../../core/base/result.ts';
import type { BridgeNote } from '../../core/protocol/bridge-notes.ts';
import type { SeatView, StationCommand, StationReport } from '../../core/protocol/class-views.ts';
import { NewestMessages, type RobotMessage } from '../../core/robot/message.ts';
import type { Runs } from '../runs/runs.ts';
import type { Store } from '../store/store.ts';
import { ClassLink, type ClassLinkTimes } from './class-link.ts';
import type { ClassKits } from '../kits/class-kits.ts';
import { fetchWork } from './fetch-work.ts';
import { LogSender } from './log-sender.ts';
import { SchoolMaterial } from './school-material.ts';
import { refreshed, type SeatRecord } from './seat-record.ts';

/** As often as the class bridge wants to hear it. */
const REPORT_MS = 500;

export interface StationSeatOptions {
  readonly record: SeatRecord;
  readonly store: Store;
  readonly runs: Runs;
  readonly classKits?: ClassKits;
  readonly nowMs: () => number;
  readonly times?: Partial<ClassLinkTimes>;
  readonly onCommand: (command: StationCommand) => void;
  /** For the pages of this computer as it is. */
  readonly onNote: (note: BridgeNote) => void;
  /** The record, the link or what is unsent has changed. */
  readonly onChanged: () => void;
  /** The class bridge will not have this seat again. */
  readonly onRefused: (fault: Fault) => void;
  readonly onBug: (cause: unknown) => void;
}

export class StationSeat {
  record: SeatRecord;
  readonly link: ClassLink;
  readonly #options: StationSeatOptions;
  readonly #sender: LogSender;
  readonly #material: SchoolMaterial;
  #report: StationReport | undefined;
  #reportTimer: NodeJS.Timeout | undefined;
  readonly #untold = new NewestMessages();
  #isTelling = false;

  constructor(options: StationSeatOptions) {
    const { record, store, runs, classKits, onChanged, onBug, times } = options;
    this.#options = options;
    this.record = record;
    this.link = new ClassLink({ origin: record.origin, token: record.token, ...(times === undefined ? {} : { times }) });
    this.#sender = new LogSender({
      ...{ link: this.link, store, runs, studentId: record.student.id },
      ...{ onSent: onChanged, onRefused: onBug },
    });
    this.#material = new SchoolMaterial({
      ...{ link: this.link, tracks: store.tracks, onTracks: () => options.onNote({ name: 'tracks.changed', value: {} }) },
      ...(classKits === undefined ? {} : { kits: classKits }),
    });
    this.link.events.subscribe((event) => {
      if (event.kind === 'online') void this.#onOnline().catch(onBug);
      else if (event.kind === 'offline') onChanged();
      else if (event.kind === 'refused') options.onRefused(event.fault);
      else if (event.note.name === 'class.command') this.#onCommand(event.note.value);
      else if (event.note.name === 'class.messages') options.onNote(event.note);
      else if (event.note.name === 'class.seat') void this.#refresh().catch(onBug);
      else if (event.note.name === 'tracks.changed') this.#fetchMaterial('tracks');
      else if (event.note.name === 'kits.changed' || event.note.name === 'packs.changed') this.#fetchMaterial('kits');
    });
  }

  /** True when all that is saved here has arrived there. */
  send(): Promise<boolean> {
    return this.#sender.send();
  }

  /** At once where the last one is long ago, else the newest in a while. */
  report(report: StationReport): void {
    this.#report = report;
    this.#reportTimer ??= setTimeout(() => this.#sendReport(), REPORT_MS);
  }

  /** One call at a time, the newest of each name: a slow link gets fewer, never a queue. Nothing is kept for later where it is cut. */
  tellOthers(messages: readonly RobotMessage[]): void {
    if (!this.link.isOnline) return;
    for (const message of messages) this.#untold.add(message);
    if (!this.#isTelling) void this.#tellAll().catch(this.#options.onBug);
  }

  async #tellAll(): Promise<void> {
    this.#isTelling = true;
    while (!this.#untold.isEmpty) await this.link.call('class.send', { messages: this.#untold.take() });
    this.#isTelling = false;
  }

  async handIn(projectId: string): Promise<Result<void>> {
    await this.send();
    return await this.link.call('class.handIn', { projectId });
  }

  /** Everything that the class bridge has of the student and for everybody, onto this computer. Errors: of the student's work. */
  async fetch(): Promise<Result<void>> {
    const fetched = await fetchWork({ link: this.link, store: this.#options.store, studentId: this.record.student.id });
    this.#fetchMaterial('tracks', 'kits');
    return fetched;
  }

  close(): void {
    clearTimeout(this.#reportTimer);
    this.#sender.close();
    this.link.close();
  }

  async #onOnline(): Promise<void> {
    await this.#refresh();
    if (this.#report !== undefined) this.#sendReport();
    await this.send();
    this.#fetchMaterial('tracks', 'kits');
    this.#options.onChanged();
  }

  /** What fails now is fetched when the link is there again. */
  #fetchMaterial(...kinds: readonly ('tracks' | 'kits')[]): void {
    if (this.record.isLeaving) return;
    for (const kind of kinds)
      void (kind === 'tracks' ? this.#material.fetchTracks() : this.#material.fetchKits()).catch(this.#options.onBug);
  }

  async #refresh(): Promise<void> {
    const seat = await this.link.call('class.seat', {});
    if (seat.ok) this.#setRecord(seat.value);
  }

  #setRecord(view: SeatView): void {
    this.record = refreshed(this.record, view, this.#options.nowMs());
    this.#options.onChanged();
  }

  #sendReport(): void {
    clearTimeout(this.#reportTimer);
    this.#reportTimer = undefined;
    if (this.#report !== undefined) void this.link.call('class.report', this.#report).catch(this.#options.onBug);
  }

  #onCommand(command: StationCommand): void {
    this.record = commanded(this.record, command, this.#options.nowMs());
    this.#options.onCommand(command);
    this.#options.onChanged();
  }
}

function commanded(record: SeatRecord, command: StationCommand, nowMs: number): SeatRecord {
  switch (command.kind) {
    case 'lock':
      return { ...record, locked: true, ...(command.message === undefined ? {} : { lockMessage: command.message }) };
    case 'unlock':
      return { ...record, locked: false };
    case 'timer':
      return { ...record, timerEndsAtMs: nowMs + command.seconds * 1000 };
    case 'open-lesson':
      return { ...record, handout: { kind: 'lesson', id: command.handoutId, packId: command.packId, lessonId: command.lessonId } };
    case 'open-program':
      return { ...record, handout: { kind: 'program', id: command.handoutId, project: command.project } };
    default:
      return record;
  }
}
