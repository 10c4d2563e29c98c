/** The teacher's page: the class of this bridge, its stations as they are now, and what the big buttons do. Layer: web/features/class. */
import type { Fault, Result } from '../../../core/base/result.ts';
import type { BridgeNote, NoteOf } from '../../../core/protocol/bridge-notes.ts';
import type { ResultOf } from '../../../core/protocol/bridge-methods.ts';
import type { ClassCommand, ClassView, StationView } from '../../../core/protocol/class-views.ts';
import type { Project } from '../../../core/project/project.ts';
import type { Bridge } from '../../adapters/bridge/bridge.ts';
import { Countdown } from '../../state/countdown.svelte.ts';
import { inOrderOfNeed, needsHelp } from './station-need.ts';

export type Panel = 'student' | 'send' | 'timer' | 'end';
export type Addresses = ResultOf<'class.addresses'>;
export type Titles = ResultOf<'class.titles'>;

/** What a button did last; said once beside it. */
export type Done =
  { readonly kind: 'stopped' | 'sent' | 'collected'; readonly count: number } | { readonly kind: 'failed'; readonly fault: Fault };

/** By the student's id. */
type Stations = Readonly<Record<string, StationView>>;

const byId = (stations: readonly StationView[]): Stations => Object.fromEntries(stations.map((station) => [station.student.id, station]));
const without = (stations: Stations, removed: readonly string[]): Stations =>
  removed.length === 0 ? stations : Object.fromEntries(Object.entries(stations).filter(([id]) => !removed.includes(id)));

export class ClassPageState {
  readonly timer = new Countdown();
  #phase = $state<'loading' | 'closed' | 'open'>('loading');
  #class = $state.raw<ClassView | undefined>(undefined);
  #stations = $state.raw<Stations>({});
  #nowMs = $state(0);
  #addresses = $state.raw<Addresses | undefined>(undefined);
  #chosenUrl = $state<string | undefined>(undefined);
  #titles = $state.raw<Titles>([]);
  #hasPassphrase = $state(false);
  #posterShown = $state(false);
  #panel = $state<Panel | undefined>(undefined);
  #chosenId = $state<string | undefined>(undefined);
  #done = $state.raw<Done | undefined>(undefined);
  #problem = $state.raw<Fault | undefined>(undefined);
  readonly #bridge: Bridge;
  readonly cards = $derived(inOrderOfNeed(Object.values(this.#stations)));
  readonly present = $derived(this.cards.filter((card) => card.connected).length);
  readonly helpCount = $derived(this.cards.filter(needsHelp).length);
  readonly runningCount = $derived(this.cards.filter((card) => card.connected && card.report?.running === true).length);

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  /** From when the page is shown until the function that it returns is called. */
  follow(): () => void {
    const unsubscribeNotes = this.#bridge.notes.subscribe((note) => this.#onNote(note));
    const unsubscribe = this.#bridge.events.subscribe((event) => {
      if (event.kind === 'state' && event.state === 'online') void this.refresh();
    });
    void this.refresh();
    return () => {
      unsubscribeNotes();
      unsubscribe();
      this.timer.set(0);
    };
  }

  get phase() {
    return this.#phase;
  }

  get class() {
    return this.#class;
  }

  /** The bridge's clock when it spoke last. */
  get nowMs() {
    return this.#nowMs;
  }

  get addresses() {
    return this.#addresses;
  }

  /** Where the poster sends people; undefined where other devices cannot come in. */
  get url(): string | undefined {
    const { isOpenToLan, addresses } = this.#addresses ?? { isOpenToLan: false, addresses: [] };
    if (!isOpenToLan) return undefined;
    return addresses.find(({ url }) => url === this.#chosenUrl)?.url ?? addresses[0]?.url;
  }

  chooseUrl(url: string): void {
    this.#chosenUrl = url;
  }

  get titles() {
    return this.#titles;
  }

  get hasPassphrase() {
    return this.#hasPassphrase;
  }

  get posterShown() {
    return this.#posterShown;
  }

  showPoster(shown: boolean): void {
    this.#posterShown = shown;
    if (shown) this.#panel = undefined;
  }

  get panel() {
    return this.#panel;
  }

  /** The same button opens and closes. Sending from a button is to everybody. */
  toggle(panel: Panel): void {
    this.#panel = this.#panel === panel ? undefined : panel;
    this.#chosenId = undefined;
    this.#posterShown = false;
  }

  close(): void {
    this.#panel = undefined;
    this.#chosenId = undefined;
  }

  get chosen(): StationView | undefined {
    return this.#chosenId === undefined ? undefined : this.#stations[this.#chosenId];
  }

  choose(studentId: string): void {
    this.#chosenId = studentId;
    this.#panel = 'student';
  }

  /** To the chosen student alone. */
  sendToChosen(): void {
    this.#panel = 'send';
  }

  get done() {
    return this.#done;
  }

  /** Why the last thing that was asked did not happen. */
  get problem() {
    return this.#problem;
  }

  async refresh(): Promise<void> {
    const state = await this.#bridge.call('class.state', {});
    if (!state.ok) return this.#failed(state.fault);
    this.#problem = undefined;
    this.#stations = byId(state.value.stations);
    this.#nowMs = state.value.nowMs;
    this.#setClass(state.value.class);
    const [addresses, titles, passphrase] = await Promise.all([
      this.#bridge.call('class.addresses', {}),
      this.#bridge.call('class.titles', {}),
      this.#bridge.call('teacher.hasPassphrase', {}),
    ]);
    if (addresses.ok) this.#addresses = addresses.value;
    if (titles.ok) this.#titles = titles.value;
    if (passphrase.ok) this.#hasPassphrase = passphrase.value.hasPassphrase;
  }

  /** Errors: of `teacher.setPassphrase`. */
  async setPassphrase(passphrase: string): Promise<Fault | undefined> {
    const set = await this.#bridge.call('teacher.setPassphrase', { passphrase });
    if (set.ok) this.#hasPassphrase = true;
    return set.ok ? undefined : set.fault;
  }

  /** The poster is shown at once: now is when everybody comes in. */
  async open(title: string, lesson: { readonly packId: string; readonly lessonId: string } | undefined): Promise<Fault | undefined> {
    const opened = await this.#bridge.call('class.open', { title });
    if (!opened.ok) return opened.fault;
    await this.refresh();
    this.showPoster(true);
    if (lesson !== undefined) await this.#command({ kind: 'open-lesson', ...lesson });
    return undefined;
  }

  async stopAll(): Promise<void> {
    const sent = await this.#command({ kind: 'stop' });
    if (sent !== undefined) this.#done = { kind: 'stopped', count: sent };
  }

  async setLocked(locked: boolean, message = ''): Promise<void> {
    const text = message.trim();
    await this.#command(locked ? { kind: 'lock', ...(text === '' ? {} : { message: text }) } : { kind: 'unlock' });
  }

  /** To the chosen student, else to everybody. */
  async send(what: { readonly project: Project } | { readonly packId: string; readonly lessonId: string }): Promise<void> {
    const to = this.#chosenId === undefined ? undefined : [this.#chosenId];
    const sent = await this.#command('project' in what ? { kind: 'open-program', ...what } : { kind: 'open-lesson', ...what }, to);
    if (sent === undefined) return;
    this.#done = { kind: 'sent', count: sent };
    if (to === undefined) this.close();
    else this.#panel = 'student';
  }

  /** 0 ends it. */
  async setTimer(seconds: number): Promise<void> {
    if ((await this.#command({ kind: 'timer', seconds })) !== undefined) this.close();
  }

  async lowerHand(studentId: string): Promise<void> {
    await this.#command({ kind: 'lower-hand' }, [studentId]);
  }

  async collect(): Promise<void> {
    const collected = await this.#bridge.call('class.collect', {});
    if (!collected.ok) return this.#failed(collected.fault);
    this.#done = { kind: 'collected', count: collected.value.length };
  }

  async results(): Promise<ResultOf<'class.results'> | undefined> {
    return this.#valueOf(await this.#bridge.call('class.results', {}));
  }

  async end(): Promise<void> {
    const closed = await this.#bridge.call('class.close', {});
    if (!closed.ok) return this.#failed(closed.fault);
    this.close();
    await this.refresh();
  }

  /** What the student has open, as the school has it. */
  async programOf({ student, report, collected }: StationView): Promise<Project | undefined> {
    const projectId = report?.projectId ?? collected?.projectId;
    if (projectId === undefined) return undefined;
    return this.#valueOf(await this.#bridge.call('class.work', { studentId: student.id, projectId }));
  }

  async renewPersonalCode(studentId: string): Promise<void> {
    const renewed = await this.#bridge.call('class.renewPersonalCode', { studentId });
    if (!renewed.ok) return this.#failed(renewed.fault);
    const station = this.#stations[studentId];
    if (station !== undefined) this.#put({ ...station, personalCode: renewed.value.personalCode });
  }

  async signOff(studentId: string): Promise<void> {
    const signed = await this.#bridge.call('class.signOff', { studentId });
    if (!signed.ok) this.#failed(signed.fault);
  }

  /** There is no way back. */
  async erase(studentId: string): Promise<void> {
    const erased = await this.#bridge.call('class.eraseStudent', { studentId });
    if (!erased.ok) return this.#failed(erased.fault);
    this.#stations = without(this.#stations, [studentId]);
    this.close();
  }

  async #command(command: ClassCommand, to?: string[]): Promise<number | undefined> {
    const sent = await this.#bridge.call('class.command', to === undefined ? { command } : { command, to });
    return this.#valueOf(sent)?.stations;
  }

  #valueOf<T>(result: Result<T>): T | undefined {
    if (result.ok) {
      this.#problem = undefined;
      return result.value;
    }
    this.#failed(result.fault);
    return undefined;
  }

  #failed(fault: Fault): void {
    this.#problem = fault;
  }

  #onNote(note: BridgeNote): void {
    if (note.name === 'class.board') this.#onBoard(note.value);
  }

  #onBoard({ stations, removed, class: changed, nowMs }: NoteOf<'class.board'>): void {
    this.#nowMs = nowMs;
    if (changed !== undefined) this.#setClass(changed ?? undefined);
    if (stations.length === 0 && removed.length === 0) return;
    this.#stations = { ...without(this.#stations, removed), ...byId(stations) };
  }

  #put(station: StationView): void {
    this.#stations = { ...this.#stations, [station.student.id]: station };
  }

  #setClass(view: ClassView | undefined): void {
    this.#class = view;
    this.#phase = view === undefined ? 'closed' : 'open';
    const endsAtMs = view?.timerEndsAtMs ?? 0;
    this.timer.set(Math.max(0, (endsAtMs - this.#nowMs) / 1000));
    if (view === undefined) this.#posterShown = false;
  }
}
