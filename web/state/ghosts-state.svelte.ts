/**
 * Earlier runs that drive along on a track, wherever the track is shown. Layer: web/state. For as long as the page is open; their recordings are
 * read from the bridge when somebody chooses them.
 */
import { fail, ok, type Result } from '../../core/base/result.ts';
import { RUN_LIST_MAX, type RunView } from '../../core/protocol/run-views.ts';
import type { RobotProfile } from '../../core/robot/profile.ts';
import type { TelemetryFrame } from '../../core/run/run-types.ts';
import type { Bridge } from '../adapters/bridge/bridge.ts';
import { keepView, keptView, type KeptView } from './kept-views.ts';

export const GHOSTS_MAX = 3;
/** Ten minutes; what comes after is not shown. */
const FRAMES_MAX = 36_000;

export interface Ghost {
  readonly run: RunView;
  readonly profile: RobotProfile;
  readonly frames: readonly TelemetryFrame[];
}

/** A lap was finished, and it is known how quickly. */
export const bestOf = (runs: readonly RunView[]): RunView | undefined =>
  runs.filter(({ bestLapMs, state }) => bestLapMs !== null && state === 'complete').sort((a, b) => a.bestLapMs! - b.bestLapMs!)[0];

export class GhostsState {
  readonly #bridge: Pick<Bridge, 'call' | 'events' | 'state'>;
  #projectId = '';
  /** Of the open project, where the bridge could not be asked yet. */
  #waiting: KeptView['ghosts'] = [];
  #ghosts = $state.raw<readonly Ghost[]>([]);

  constructor(bridge: Pick<Bridge, 'call' | 'events' | 'state'>) {
    this.#bridge = bridge;
    bridge.events.subscribe((event) => {
      if (event.kind === 'state' && event.state === 'online') void this.#restore();
    });
  }

  /** Another project is open: the ghosts that were chosen for it come back. */
  open(projectId: string): void {
    this.#projectId = projectId;
    this.#ghosts = [];
    this.#waiting = keptView(projectId).ghosts;
    if (this.#bridge.state === 'online') void this.#restore();
  }

  /** Runs that are gone by now are left out. */
  async #restore(): Promise<void> {
    const projectId = this.#projectId;
    const waiting = this.#waiting;
    this.#waiting = [];
    const trackIds = waiting.map((ghost) => ghost.trackId);
    for (const trackId of trackIds.filter((id, index) => trackIds.indexOf(id) === index)) {
      const runs = await this.runsOf(trackId);
      const chosen = runs.ok ? runs.value.filter(({ id }) => waiting.some((ghost) => ghost.id === id)) : [];
      for (const run of chosen) if (projectId === this.#projectId) await this.#take(run, projectId);
    }
  }

  #set(ghosts: readonly Ghost[]): void {
    this.#ghosts = ghosts;
    keepView(this.#projectId, { ghosts: ghosts.map(({ run: { id, trackId } }) => ({ id, trackId })) });
  }

  /** In the order in which they came. @param except a run that is shown itself */
  of(trackId: string, except?: string): readonly Ghost[] {
    return this.#ghosts.filter(({ run }) => run.trackId === trackId && run.id !== except);
  }

  /** Of whoever sits here, newest first. Errors: of `runs.list`. */
  async runsOf(trackId: string): Promise<Result<readonly RunView[]>> {
    return await this.#bridge.call('runs.list', { trackId, limit: RUN_LIST_MAX });
  }

  /** One more than may be is one too many: the first one goes. Errors: `ghosts.no-way`; of `openKeptRun`. */
  async add(run: RunView): Promise<Result<void>> {
    return await this.#take(run, this.#projectId);
  }

  async #take(run: RunView, projectId: string): Promise<Result<void>> {
    if (this.#ghosts.some((ghost) => ghost.run.id === run.id)) return ok(undefined);
    const { openKeptRun } = await import('../adapters/runs/kept-run.ts');
    const opened = await openKeptRun(this.#bridge, run.id);
    if (!opened.ok) return opened;
    const frames = opened.value.telemetry.filter(({ pose }) => pose !== undefined).slice(0, FRAMES_MAX);
    if (frames.length === 0) return fail('ghosts.no-way');
    const others = this.#ghosts.filter((ghost) => ghost.run.trackId === run.trackId && ghost.run.id !== run.id);
    const elsewhere = this.#ghosts.filter((ghost) => ghost.run.trackId !== run.trackId);
    if (projectId !== this.#projectId) return ok(undefined);
    this.#set([...elsewhere, ...others.slice(1 - GHOSTS_MAX), { run, profile: opened.value.header.profile, frames }]);
    return ok(undefined);
  }

  remove(id: string): void {
    this.#set(this.#ghosts.filter(({ run }) => run.id !== id));
  }

  removeAll(trackId: string): void {
    this.#set(this.#ghosts.filter(({ run }) => run.trackId !== trackId));
  }
}
