/**
 * Keeps every change, first in this browser and then at the school. Layer: web/state.
 * Computers of a school are wiped at each restart: work is safe once the bridge has it on its disk.
 */
import type { Bridge } from '../adapters/bridge/bridge.ts';
import type { ProjectStorage, StoredSummary, StoredVersion } from '../adapters/storage/project-storage.ts';
import { Emitter, type Events } from '../../core/base/emitter.ts';
import type { Fault } from '../../core/base/result.ts';
import type { Project } from '../../core/project/project.ts';
import { overtookOther, schoolHasGoneOn } from './school-copy.ts';

export type SavingStatus = 'saving' | 'here' | 'school' | 'nowhere';

export interface ProjectListing extends StoredSummary {
  readonly where: 'here' | 'school' | 'both';
}

export interface HistoryEntry extends StoredVersion {
  readonly where: 'here' | 'school';
}

const SAVE_AFTER_MS = 200;
const RETRY_AFTER_MS = 5_000;
/** What is changed while the rest is under way goes with the next round. */
const SEND_ROUNDS = 3;

export class SavingState {
  #status = $state<SavingStatus>('here');
  #problem = $state.raw<Fault | undefined>(undefined);
  #newerElsewhere = $state.raw<Project | undefined>(undefined);
  #otherInHistory = $state.raw<string | undefined>(undefined);
  readonly #tookOver = new Emitter<Project>();
  /** The school had a newer copy of the open project, and nothing unsent was here: it is kept here now and should be shown. */
  readonly tookOver: Events<Project> = this.#tookOver;
  readonly #storage: ProjectStorage;
  readonly #bridge: Bridge;
  readonly #channel = new BroadcastChannel('guiji-projects');
  #openId: string | undefined;
  #unsaved: Project | undefined;
  #saveTimer: ReturnType<typeof setTimeout> | undefined;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #sending: Promise<void> | undefined;

  constructor(storage: ProjectStorage, bridge: Bridge) {
    this.#storage = storage;
    this.#bridge = bridge;
    bridge.events.subscribe((event) => {
      if (event.kind === 'state' && event.state === 'online') void this.#catchUp();
    });
    this.#channel.addEventListener('message', (event: MessageEvent<unknown>) => this.#onOtherWindow(event.data));
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') void this.flush();
    });
  }

  get status() {
    return this.#status;
  }

  /** Why the school has not got it, where it answered with a fault. */
  get problem() {
    return this.#problem;
  }

  /** Another window, or another computer, has saved this project since. */
  get newerElsewhere() {
    return this.#newerElsewhere;
  }

  /** For a person to take or to leave. */
  offer(newer: Project): void {
    this.#newerElsewhere = newer;
  }

  forgetNewer(): void {
    this.#newerElsewhere = undefined;
  }

  /** Name of a project that another computer changed too: the text of here counts, the other is in the history. */
  get otherInHistory() {
    return this.#otherInHistory;
  }

  forgetOther(): void {
    this.#otherInHistory = undefined;
  }

  watch(project: Project): void {
    this.#openId = project.id;
    this.#newerElsewhere = undefined;
    this.#status = this.#storage.lasting ? 'here' : 'nowhere';
    void this.#catchUp();
  }

  keep(project: Project): void {
    this.#unsaved = project;
    this.#status = 'saving';
    clearTimeout(this.#saveTimer);
    this.#saveTimer = setTimeout(() => void this.flush(), SAVE_AFTER_MS);
  }

  /** A project beside the open one, kept as it is. */
  async keepCopy(project: Project): Promise<void> {
    await this.#storage.save(project, Date.now());
    void this.#sendWaiting();
  }

  /** Writes what waits to this browser now. */
  async flush(): Promise<void> {
    clearTimeout(this.#saveTimer);
    const project = this.#unsaved;
    if (project === undefined) return;
    this.#unsaved = undefined;
    try {
      await this.#storage.save(project, Date.now());
      this.#status = this.#storage.lasting ? 'here' : 'nowhere';
      this.#channel.postMessage({ kind: 'saved', project });
    } catch {
      this.#status = 'nowhere';
    }
    void this.#sendWaiting();
  }

  /** All that waits goes to the school now. False: something could not. */
  async sendNow(): Promise<boolean> {
    await this.flush();
    for (let round = 0; round < SEND_ROUNDS; round++) {
      await this.#sendWaiting();
      if ((await this.#storage.waitingForSchool()).length === 0) return true;
    }
    return false;
  }

  #sendWaiting(): Promise<void> {
    clearTimeout(this.#retryTimer);
    if (this.#bridge.state !== 'online') return Promise.resolve();
    this.#sending ??= this.#sendEach();
    return this.#sending;
  }

  async #sendEach(): Promise<void> {
    const allSent = await this.#sendAll().finally(() => (this.#sending = undefined));
    const waiting = await this.#storage.waitingForSchool();
    if (this.#unsaved === undefined && !waiting.some((project) => project.id === this.#openId)) this.#status = 'school';
    if (waiting.length > 0) this.#retryTimer = setTimeout(() => void this.#sendWaiting(), allSent ? 0 : RETRY_AFTER_MS);
  }

  async #sendAll(): Promise<boolean> {
    let allSent = true;
    for (const project of await this.#storage.waitingForSchool()) {
      const before = await this.#storage.syncOf(project.id);
      const saved = await this.#bridge.projects.save(project);
      this.#problem = saved.ok ? undefined : saved.fault;
      allSent &&= saved.ok;
      if (!saved.ok) continue;
      if (overtookOther(before, saved.value.version)) this.#otherInHistory = project.name;
      await this.#storage.markAtSchool(project, saved.value.version);
    }
    return allSent;
  }

  async #catchUp(): Promise<void> {
    const id = this.#openId;
    const newer = id === undefined ? undefined : await this.#takeNewer(id);
    if (newer !== undefined && id === this.#openId && this.#unsaved === undefined) this.#tookOver.emit(newer);
    await this.#sendWaiting();
  }

  /** The school's copy, kept here from now on, where it has gone on and nothing unsent is here. */
  async #takeNewer(id: string): Promise<Project | undefined> {
    if (this.#bridge.state !== 'online') return undefined;
    const newest = await this.#newestAtSchool(id);
    const here = await this.#storage.syncOf(id);
    if (here === undefined || !schoolHasGoneOn(here, newest)) return undefined;
    const remote = await this.#bridge.projects.loadVersion(id, newest);
    const isUntouched = (await this.#storage.syncOf(id))?.atSchool === true && this.#unsaved?.id !== id;
    if (!remote.ok || !isUntouched) return undefined;
    await this.#keepFromSchool(remote.value, newest);
    return remote.value;
  }

  async #newestAtSchool(id: string): Promise<number | undefined> {
    const history = await this.#bridge.projects.history(id);
    return history.ok && history.value.length > 0 ? Math.max(...history.value.map((entry) => entry.version)) : undefined;
  }

  async #keepFromSchool(project: Project, version: number): Promise<void> {
    await this.#storage.save(project, Date.now());
    await this.#storage.markAtSchool(project, version);
  }

  #onOtherWindow(message: unknown): void {
    const { kind, project } = message as { readonly kind?: string; readonly project?: Project };
    if (kind === 'saved' && project !== undefined && project.id === this.#openId) this.#newerElsewhere = project;
  }

  async listHere(): Promise<readonly StoredSummary[]> {
    return await this.#storage.list();
  }

  /** Both places, each project once, the latest first. */
  async list(): Promise<readonly ProjectListing[]> {
    const here = await this.#storage.list();
    const remote = this.#bridge.state === 'online' ? await this.#bridge.projects.list() : undefined;
    const school = remote?.ok ? remote.value : [];
    const isIn = (listing: readonly StoredSummary[], id: string) => listing.some((summary) => summary.id === id);
    return [
      ...here.map((summary) => ({ ...summary, where: isIn(school, summary.id) ? ('both' as const) : ('here' as const) })),
      ...school.filter((summary) => !isIn(here, summary.id)).map((summary) => ({ ...summary, where: 'school' as const })),
    ].sort((a, b) => b.updatedAtMs - a.updatedAtMs);
  }

  /** This browser's copy, unless the school's has gone on from it; else the school's. What comes from the school is kept here too. */
  async load(id: string): Promise<Project | undefined> {
    await this.flush();
    const here = await this.#storage.load(id);
    if (here !== undefined) return (await this.#takeNewer(id)) ?? here;
    if (this.#bridge.state !== 'online') return undefined;
    const newest = await this.#newestAtSchool(id);
    const remote = newest === undefined ? undefined : await this.#bridge.projects.loadVersion(id, newest);
    if (newest === undefined || !remote?.ok) return undefined;
    await this.#keepFromSchool(remote.value, newest);
    return remote.value;
  }

  async remove(id: string): Promise<void> {
    await this.#storage.remove(id);
    if (this.#bridge.state === 'online') await this.#bridge.projects.remove(id);
  }

  /** The school's versions where it can be asked, else this browser's. Latest first. */
  async history(id: string): Promise<readonly HistoryEntry[]> {
    await this.flush();
    const remote = this.#bridge.state === 'online' ? await this.#bridge.projects.history(id) : undefined;
    if (remote?.ok && remote.value.length > 0) {
      return remote.value.map((entry) => ({ ...entry, where: 'school' as const })).sort((a, b) => b.version - a.version);
    }
    return (await this.#storage.history(id)).map((entry) => ({ ...entry, where: 'here' as const }));
  }

  async loadVersion(id: string, entry: HistoryEntry): Promise<Project | undefined> {
    if (entry.where === 'here') return await this.#storage.loadVersion(id, entry.version);
    const remote = await this.#bridge.projects.loadVersion(id, entry.version);
    return remote.ok ? remote.value : undefined;
  }
}
