/** The bridge's runs as a list that keeps itself fresh. Layer: web/features/runs. */
import type { Fault } from '../../../core/base/result.ts';
import type { RunView } from '../../../core/protocol/run-views.ts';
import type { Bridge } from '../../adapters/bridge/bridge.ts';

import { withProjectsOf, withTracksOf, type NamedProject } from './run-filters.ts';

const PAGE_SIZE = 100;

export interface RunFilterChoice {
  readonly projectId: string | undefined;
  readonly trackId: string | undefined;
}

export class RunListState {
  readonly #bridge: Bridge;
  #runs = $state.raw<readonly RunView[]>([]);
  #projects = $state.raw<readonly NamedProject[]>([]);
  #trackIds = $state.raw<readonly string[]>([]);
  #filter = $state.raw<RunFilterChoice>({ projectId: undefined, trackId: undefined });
  #limit = PAGE_SIZE;
  #hasMore = $state(false);
  #isLoaded = $state(false);
  #fault = $state.raw<Fault | undefined>(undefined);
  #asking: Promise<void> | undefined;
  #isStale = false;
  #unsubscribe: () => void;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
    const unsubscribeNotes = bridge.notes.subscribe((note) => {
      if (note.name === 'runs.changed') this.refresh();
    });
    const unsubscribeState = bridge.events.subscribe((event) => {
      if (event.kind === 'state') this.refresh();
    });
    this.#unsubscribe = () => {
      unsubscribeNotes();
      unsubscribeState();
    };
    this.refresh();
  }

  get runs() {
    return this.#runs;
  }

  /** Of all runs that were seen, whatever the filter. */
  get projects() {
    return this.#projects;
  }

  get trackIds() {
    return this.#trackIds;
  }

  get filter() {
    return this.#filter;
  }

  get isFiltered() {
    return this.#filter.projectId !== undefined || this.#filter.trackId !== undefined;
  }

  get hasMore() {
    return this.#hasMore;
  }

  get isLoaded() {
    return this.#isLoaded;
  }

  get fault() {
    return this.#fault;
  }

  choose(filter: Partial<RunFilterChoice>): void {
    this.#filter = { ...this.#filter, ...filter };
    this.#limit = PAGE_SIZE;
    this.refresh();
  }

  showMore(): void {
    this.#limit += PAGE_SIZE;
    this.refresh();
  }

  /** One question at a time: changes that come meanwhile are one more question, not many. */
  refresh(): void {
    this.#isStale = true;
    this.#asking ??= this.#askWhileStale().finally(() => (this.#asking = undefined));
  }

  close(): void {
    this.#unsubscribe();
  }

  async #askWhileStale(): Promise<void> {
    while (this.#isStale) {
      this.#isStale = false;
      const { projectId, trackId } = this.#filter;
      const list = await this.#bridge.call('runs.list', {
        ...(projectId === undefined ? {} : { projectId }),
        ...(trackId === undefined ? {} : { trackId }),
        limit: this.#limit,
      });
      this.#take(list.ok ? list.value : undefined);
      this.#fault = list.ok ? undefined : list.fault;
    }
  }

  #take(runs: readonly RunView[] | undefined): void {
    if (runs === undefined) return;
    this.#runs = runs;
    this.#hasMore = runs.length === this.#limit;
    this.#isLoaded = true;
    this.#projects = withProjectsOf(runs, this.#projects);
    this.#trackIds = withTracksOf(runs, this.#trackIds);
  }
}
