/**
 * A seat in a class, as its page lives it: who sits here, locked or not, the time that is left, the hand, what the teacher sends.
 * Layer: web/state. Spec: docs/protocols/class.md. What is reported to the teacher: station-report.ts.
 */
import type { Bridge, BridgeEvent } from '../adapters/bridge/bridge.ts';
import type { PageRole } from '../adapters/bridge/page-pass.ts';
import type { KeptSeat } from '../adapters/storage/kept-seat.ts';
import { Emitter, type Events } from '../../core/base/emitter.ts';
import type { Handout, SeatView, StationCommand, StationReport } from '../../core/protocol/class-views.ts';
import { Countdown } from './countdown.svelte.ts';
import { LatestSender } from './latest-sender.ts';
import type { LessonStand } from './station-report.ts';

export interface ClassPorts {
  readonly bridge: Bridge;
  readonly role: PageRole;
  /** Who sat here when the page began. */
  readonly kept: KeptSeat | undefined;
  /** Keeps the seat, or wipes it, for the next load and loads the page anew. False: this browser keeps nothing. */
  readonly sitAnew: (seat: KeptSeat) => boolean;
  readonly wipeAnew: (studentId: string) => void;
}

/** What the rest of the page does when the teacher says so. */
export type ClassEvent =
  | { readonly kind: 'stop' }
  | { readonly kind: 'collect' }
  /** `isLate`: it was handed out before this page was there. */
  | { readonly kind: 'handout'; readonly handout: Handout; readonly isLate: boolean };

const REPORT_EVERY_MS = 500;
/** Why a bridge refuses a seat's token. `ended` is said first, because work may not have reached the school; `gone` is wiped at once. */
const OVER: Readonly<Record<string, 'ended' | 'gone'>> = {
  'class.ended': 'ended',
  'bridge.wrong-token': 'ended',
  'class.left': 'gone',
  'class.erased': 'gone',
};

export class ClassState {
  readonly role: PageRole;
  readonly kept: KeptSeat | undefined;
  readonly events: Events<ClassEvent>;
  readonly timer = new Countdown();
  #seat = $state.raw<SeatView | undefined>(undefined);
  #handUp = $state(false);
  #lessonStand = $state.raw<LessonStand>({});
  #over = $state<'ended' | 'gone' | undefined>(undefined);
  #online = $state(false);
  #askedAtLeastOnce = false;
  readonly #events = new Emitter<ClassEvent>();
  readonly #ports: ClassPorts;
  readonly #reports: LatestSender<StationReport>;
  /** Somebody sits at this page: what it keeps is theirs. */
  readonly seated = $derived(this.#seat !== undefined);

  constructor(ports: ClassPorts) {
    this.#ports = ports;
    this.role = ports.role;
    this.kept = ports.kept;
    this.events = this.#events;
    this.#reports = new LatestSender({ everyMs: REPORT_EVERY_MS, send: (report) => this.#send(report) });
    ports.bridge.events.subscribe((event) => this.#onBridge(event));
    ports.bridge.notes.subscribe((note) => {
      if (note.name === 'class.command') this.#obey(note.value);
      else if (note.name === 'class.seat') void this.#ask();
    });
    if (ports.bridge.state !== 'connecting') this.#onBridge({ kind: 'state', state: ports.bridge.state, ...problemOf(ports.bridge) });
  }

  /** undefined before the bridge has answered, and where nobody sits. */
  get seat(): SeatView | undefined {
    return this.#seat;
  }

  /** The page of a guest who has to join before there is anything to do. */
  get needsSeat(): boolean {
    return this.role === 'guest';
  }

  /** The class is over for this seat; the page is to be left. */
  get over(): 'ended' | 'gone' | undefined {
    return this.#over;
  }

  get online(): boolean {
    return this.#online;
  }

  get locked(): boolean {
    return this.#seat?.locked === true;
  }

  get lockMessage(): string | undefined {
    return this.#seat?.lockMessage;
  }

  get handUp(): boolean {
    return this.#handUp;
  }

  setHand(up: boolean): void {
    this.#handUp = up;
  }

  get lessonStand(): LessonStand {
    return this.#lessonStand;
  }

  /** Outside a lesson: `{}`. */
  standInLesson(stand: LessonStand): void {
    this.#lessonStand = stand;
  }

  /** The newest is kept and sent at most twice a second, to a bridge that has a seat for this page. */
  report(report: StationReport): void {
    this.#reports.offer(report);
  }

  /** From the next load on. False: this browser keeps nothing, so nobody can sit here. */
  sit(seat: KeptSeat): boolean {
    return this.#ports.sitAnew(seat);
  }

  async handIn(projectId: string): Promise<boolean> {
    return (await this.#ports.bridge.call('class.handIn', { projectId })).ok;
  }

  /** The bridge forgets the seat; the browser forgets the child. What has not reached the school is lost: ask before. */
  async leave(): Promise<void> {
    const studentId = this.#seat?.student.id ?? this.kept?.student.id;
    await this.#ports.bridge.call('class.leave', {});
    if (studentId !== undefined) this.#ports.wipeAnew(studentId);
  }

  #onBridge(event: BridgeEvent): void {
    if (event.kind !== 'state') return;
    this.#online = event.state === 'online';
    if (event.state === 'online' && (this.role === 'student' || this.role === 'owner')) void this.#ask();
    if (event.state === 'refused' && this.role === 'student') this.#end(OVER[event.problem?.code ?? '']);
  }

  #end(how: 'ended' | 'gone' | undefined): void {
    if (how === undefined) return;
    this.#over = how;
    this.timer.set(0);
    if (how === 'gone' && this.kept !== undefined) this.#ports.wipeAnew(this.kept.student.id);
  }

  async #ask(): Promise<void> {
    const answer = await this.#ports.bridge.call('class.seat', {});
    if (answer.ok) return this.#take(answer.value);
    if (answer.fault.code === 'class.not-joined') this.#nobodySitsHere();
  }

  #take(seat: SeatView): void {
    const { student, personalCode, classTitle } = seat;
    if (this.kept?.student.id !== student.id) return void this.sit({ student, personalCode, classTitle });
    const isFirst = !this.#askedAtLeastOnce;
    this.#askedAtLeastOnce = true;
    const wasLocked = this.locked;
    this.#seat = seat;
    if (seat.locked && !wasLocked) this.#events.emit({ kind: 'stop' });
    this.timer.set(seat.timerLeftS ?? 0);
    this.#reports.again();
    if (isFirst && seat.handout !== undefined) this.#events.emit({ kind: 'handout', handout: seat.handout, isLate: true });
  }

  #nobodySitsHere(): void {
    const left = this.#seat?.student.id ?? this.kept?.student.id;
    if (left !== undefined) this.#ports.wipeAnew(left);
  }

  async #send(report: StationReport): Promise<boolean> {
    if (this.#seat === undefined || !this.#online) return true;
    return (await this.#ports.bridge.call('class.report', report)).ok;
  }

  #obey(command: StationCommand): void {
    switch (command.kind) {
      case 'stop':
      case 'collect':
        return this.#events.emit(command);
      case 'lock':
        return this.#setLocked({ locked: true, ...(command.message === undefined ? {} : { lockMessage: command.message }) });
      case 'unlock':
        return this.#setLocked({ locked: false });
      case 'timer':
        return this.timer.set(command.seconds);
      case 'lower-hand':
        return this.setHand(false);
      case 'open-lesson':
      case 'open-program':
        return this.#events.emit({ kind: 'handout', handout: handoutOf(command), isLate: false });
    }
  }

  #setLocked(change: { readonly locked: boolean; readonly lockMessage?: string }): void {
    if (this.#seat === undefined) return;
    const { lockMessage: _before, ...seat } = this.#seat;
    this.#seat = { ...seat, ...change };
    if (change.locked) this.#events.emit({ kind: 'stop' });
  }
}

type HandoutCommand = Extract<StationCommand, { kind: 'open-lesson' | 'open-program' }>;

function handoutOf(command: HandoutCommand): Handout {
  if (command.kind === 'open-program') return { kind: 'program', id: command.handoutId, project: command.project };
  return { kind: 'lesson', id: command.handoutId, packId: command.packId, lessonId: command.lessonId };
}

function problemOf({ problem }: Bridge): { problem?: NonNullable<Bridge['problem']> } {
  return problem === undefined ? {} : { problem };
}
