/** The track that is being drawn: what is selected, what can be undone, what is wrong with it, and whether it is kept. Layer: web/features/track-editor. */
import { findTrackAdvice } from '../../../core/sim/track-advice.ts';
import { checkTrack, type Point, type Track } from '../../../core/sim/track.ts';
import { copyParts, moveParts, removeParts, turnParts } from '../../../core/tracks/edit/change-parts.ts';
import type { DrawingTool, Pen } from '../../../core/tracks/edit/draw.ts';
import { History } from '../../../core/tracks/edit/history.ts';
import { hasPart, isSamePart, middleOfParts, partAtPath, partsOf, type PartRef } from '../../../core/tracks/edit/parts.ts';

export type Tool = 'select' | DrawingTool;

/** What `guiji track check` would say. */
export interface TrackProblem {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number | boolean>>;
  readonly severity: 'error' | 'warning';
  readonly part: PartRef | undefined;
}

/** What is seen of the floor: `zoom` 1 shows all of it; `center` in the middle of the view. */
export interface Look {
  readonly zoom: number;
  readonly center: Point;
}

const CHECK_AFTER_MS = 250;
const ZOOM_MAX = 20;
const ZOOM_MIN = 0.4;
const FIRST_PEN: Pen = { widthMm: 20, color: '#000000' };

function problemsIn(track: Track): readonly TrackProblem[] {
  const checked = checkTrack(JSON.parse(JSON.stringify(track)));
  const found =
    'faults' in checked
      ? checked.faults.map(({ code, params }) => ({ code, params, severity: 'error' as const }))
      : findTrackAdvice(checked.track).map(({ code, params }) => ({ code, params, severity: 'warning' as const }));
  return found.map((problem) => ({ ...problem, part: partAtPath(String(problem.params['path'] ?? pathOfCode(problem.code))) }));
}

/** Advice about the one start names no path. */
const pathOfCode = (code: string): string => (code.startsWith('track.start') ? 'start' : '');

export class EditorState {
  readonly #history: History<Track>;
  #track = $state.raw<Track>()!;
  #preview = $state.raw<Track | undefined>(undefined);
  #canUndo = $state(false);
  #canRedo = $state(false);
  #selection = $state.raw<readonly PartRef[]>([]);
  #problems = $state.raw<readonly TrackProblem[]>([]);
  #savedTrack = $state.raw<Track>()!;
  #tool = $state<Tool>('select');
  #look = $state.raw<Look>()!;
  #checkTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #save: (track: Track) => Promise<void>;
  pen = $state.raw<Pen>(FIRST_PEN);
  gridMm = $state(10);
  snapsAngles = $state(true);

  constructor(track: Track, save: (track: Track) => Promise<void>) {
    this.#history = new History(track);
    this.#track = track;
    this.#savedTrack = track;
    this.#save = save;
    this.#look = this.wholeFloor;
    this.#problems = problemsIn(track);
  }

  /** With what is just being drawn. */
  get track(): Track {
    return this.#preview ?? this.#track;
  }

  get selection() {
    return this.#selection;
  }

  get problems() {
    return this.#problems;
  }

  get canUndo() {
    return this.#canUndo;
  }

  get canRedo() {
    return this.#canRedo;
  }

  get tool() {
    return this.#tool;
  }

  get look() {
    return this.#look;
  }

  get isSaved() {
    return this.#track === this.#savedTrack;
  }

  get hasErrors() {
    return this.#problems.some(({ severity }) => severity === 'error');
  }

  get wholeFloor(): Look {
    const { widthMm, heightMm } = this.#track.floor;
    return { zoom: 1, center: { xMm: widthMm / 2, yMm: heightMm / 2 } };
  }

  choose(tool: Tool): void {
    this.#tool = tool;
    this.#preview = undefined;
    if (tool !== 'select') this.#selection = [];
  }

  select(refs: readonly PartRef[]): void {
    this.#selection = refs.filter((ref) => hasPart(this.track, ref));
  }

  toggle(ref: PartRef): void {
    const others = this.#selection.filter((each) => !isSamePart(each, ref));
    this.#selection = others.length < this.#selection.length ? others : [...others, ref];
  }

  selectAll(): void {
    this.#selection = partsOf(this.#track);
  }

  isSelected(ref: PartRef): boolean {
    return this.#selection.some((each) => isSamePart(each, ref));
  }

  /** The floor under the pointer stays where it is. */
  zoomBy(factor: number, about: Point = this.#look.center): void {
    const { zoom, center } = this.#look;
    const next = Math.min(ZOOM_MAX, Math.max(ZOOM_MIN, zoom * factor));
    const share = zoom / next;
    const held = (from: number, to: number) => from + (to - from) * share;
    this.#look = { zoom: next, center: { xMm: held(about.xMm, center.xMm), yMm: held(about.yMm, center.yMm) } };
  }

  panBy(dxMm: number, dyMm: number): void {
    const { zoom, center } = this.#look;
    this.#look = { zoom, center: { xMm: center.xMm - dxMm, yMm: center.yMm - dyMm } };
  }

  showAll(): void {
    this.#look = this.wholeFloor;
  }

  /** What would be drawn; undefined: nothing any more. */
  preview(track: Track | undefined): void {
    this.#preview = track;
  }

  /** @param gesture changes in a row with the same name are undone together */
  change(track: Track, gesture?: string): void {
    this.#preview = undefined;
    this.#history.change(track, gesture);
    this.#afterChange();
  }

  endGesture(): void {
    this.#history.endGesture();
  }

  undo(): void {
    this.#preview = undefined;
    this.#history.undo();
    this.#afterChange();
  }

  redo(): void {
    this.#history.redo();
    this.#afterChange();
  }

  remove(): void {
    this.change(removeParts(this.#track, this.#selection));
    this.#selection = [];
  }

  copy(): void {
    const step = Math.max(this.gridMm, 50);
    const { track, made } = copyParts(this.#track, this.#selection, step, -step);
    if (made.length === 0) return;
    this.change(track);
    this.#selection = made;
  }

  move(dxMm: number, dyMm: number): void {
    this.change(moveParts(this.#track, this.#selection, dxMm, dyMm), 'keys');
  }

  turn(deg: number): void {
    const center = middleOfParts(this.#track, this.#selection);
    if (center !== undefined) this.change(turnParts(this.#track, this.#selection, center, deg));
  }

  /** Keeps what is there now, where it is sound. */
  async flush(): Promise<void> {
    clearTimeout(this.#checkTimer);
    this.#problems = problemsIn(this.#track);
    if (this.hasErrors || this.isSaved) return;
    const track = this.#track;
    // Why before: keeping it may lead to another page, and who leaves this one must not keep it twice.
    this.#savedTrack = track;
    await this.#save(track);
  }

  #afterChange(): void {
    this.#track = this.#history.present;
    this.#canUndo = this.#history.canUndo;
    this.#canRedo = this.#history.canRedo;
    this.#selection = this.#selection.filter((ref) => hasPart(this.#track, ref));
    clearTimeout(this.#checkTimer);
    this.#checkTimer = setTimeout(() => void this.flush(), CHECK_AFTER_MS);
  }
}
