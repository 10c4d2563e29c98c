/**
 * How this browser likes the page: theme, scale, pane sizes. Layer: web/state.
 * Kept in localStorage because boot.js needs it before the first paint; losing it costs nothing.
 */
import type { Language } from '../../core/words/words.ts';

export type Theme = 'system' | 'light' | 'dark';
export type BoardMode = 'auto' | 'on' | 'off';
export type Pane = 'program' | 'car';

interface Kept {
  readonly language?: Language;
  readonly theme: Theme;
  readonly board: BoardMode;
  /** In rem, so that they keep their share in board mode. */
  readonly leftRem: number;
  readonly rightRem: number;
  /** Share of the left column that the track takes. */
  readonly trackShare: number;
  readonly lessonOpen: boolean;
  readonly bottomTab: string;
  readonly trackView: 'flat' | 'space';
  readonly camera: string;
}

const KEY = 'guiji.preferences';
/** On the commonest school screen the program needs every column it can get. */
const SMALL_SCREEN_PX = 1500;
const small = innerWidth < SMALL_SCREEN_PX;

export const DEFAULT_LAYOUT: Pick<Kept, 'leftRem' | 'rightRem' | 'trackShare'> = {
  leftRem: small ? 24 : 26.25,
  rightRem: small ? 19 : 21.25,
  trackShare: 0.58,
};

const DEFAULTS: Kept = {
  ...DEFAULT_LAYOUT,
  theme: 'system',
  board: 'auto',
  lessonOpen: true,
  bottomTab: 'console',
  trackView: 'flat',
  camera: 'around',
};
/** Wider than any desk screen at 100 %: a board or a wall. */
const BOARD_WIDTH_PX = 2560;

function readKept(): Kept {
  try {
    return { ...DEFAULTS, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Kept>) };
  } catch {
    return DEFAULTS;
  }
}

export class PreferencesState {
  #kept = $state.raw<Kept>(readKept());
  #systemDark = $state(matchMedia('(prefers-color-scheme: dark)').matches);
  #wide = $state(innerWidth >= BOARD_WIDTH_PX);
  readonly dark = $derived(this.#kept.theme === 'dark' || (this.#kept.theme === 'system' && this.#systemDark));
  readonly board = $derived(this.#kept.board === 'on' || (this.#kept.board === 'auto' && this.#wide));

  constructor() {
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', (event) => {
      this.#systemDark = event.matches;
      this.#show();
    });
    addEventListener('resize', () => {
      this.#wide = innerWidth >= BOARD_WIDTH_PX;
      this.#show();
    });
    this.#show();
  }

  get kept(): Kept {
    return this.#kept;
  }

  set(change: Partial<Kept>): void {
    this.#kept = { ...this.#kept, ...change };
    this.#show();
    try {
      localStorage.setItem(KEY, JSON.stringify(this.#kept));
    } catch {
      // A browser that keeps nothing still works with what it was told.
    }
  }

  #show(): void {
    document.documentElement.dataset['theme'] = this.dark ? 'dark' : 'light';
    document.documentElement.dataset['board'] = this.board ? 'on' : 'off';
  }
}
