/**
 * What fingers, pens and mice do on the floor: draw, take hold of handles, move parts, pan and zoom. Layer: web/features/track-editor.
 * A drag draws from where it began; two taps draw from the first to the second, and go on from there.
 */
import type { Point, Track } from '../../../core/sim/track.ts';
import { moveParts } from '../../../core/tracks/edit/change-parts.ts';
import { drawn } from '../../../core/tracks/edit/draw.ts';
import { endsOf, isSamePlace, type LineEnd } from '../../../core/tracks/edit/geometry.ts';
import { dragHandle, handlesOf, type Handle } from '../../../core/tracks/edit/handles.ts';
import { partAt, partsWithin } from '../../../core/tracks/edit/hit.ts';
import type { PartRef } from '../../../core/tracks/edit/parts.ts';
import { snap, snapDirection, toGrid, type Snapped } from '../../../core/tracks/edit/snap.ts';
import type { EditorState } from './editor-state.svelte.ts';

/** A pointer on the floor, with how many millimetres a CSS pixel is there. */
export interface FloorPoint {
  readonly id: number;
  readonly at: Point;
  readonly clientX: number;
  readonly clientY: number;
  readonly mmPerPixel: number;
  readonly isShift: boolean;
  readonly isMiddle: boolean;
  readonly isTouch: boolean;
}

const HANDLE_PX = 22;
const CATCH_PX = 12;
const REACH_PX = 8;
const FINGER_REACH_PX = 18;
/** A drag begins here; less is a tap. */
const DRAG_PX = 6;
const ANGLE_STEP_DEG = 15;

type Hold =
  | { readonly kind: 'pan'; readonly last: FloorPoint }
  | { readonly kind: 'handle'; readonly ref: PartRef; readonly handle: Handle; readonly base: Track }
  | { readonly kind: 'move'; readonly base: Track; readonly refs: readonly PartRef[]; readonly from: Point }
  | { readonly kind: 'frame'; readonly from: Point }
  | { readonly kind: 'draw'; readonly from: Snapped };

const isLineTool = (tool: string): tool is 'line' | 'bend' | 'curve' => tool === 'line' || tool === 'bend' || tool === 'curve';
const goesOn = (tool: string): boolean => isLineTool(tool) || tool === 'wall';

export class FloorPointer {
  readonly #state: EditorState;
  readonly #down = new Map<number, FloorPoint>();
  #hold: Hold | undefined;
  #first: FloorPoint | undefined;
  #hasDragged = false;
  /** Where the next of several lines begins, after a tap. */
  #anchor: Snapped | undefined;
  /** Corners of the frame that is being drawn around parts. */
  frame: readonly [Point, Point] | undefined;

  constructor(state: EditorState) {
    this.#state = state;
  }

  /** Ends the chain of lines. False: there was none. */
  cancel(): boolean {
    const was = this.#anchor !== undefined || this.#hold !== undefined;
    this.#anchor = undefined;
    this.#hold = undefined;
    this.frame = undefined;
    this.#state.preview(undefined);
    return was;
  }

  down(point: FloorPoint): void {
    this.#down.set(point.id, point);
    if (this.#down.size === 2) {
      this.cancel();
      this.#hasDragged = true;
      return;
    }
    if (this.#down.size > 1) return;
    this.#first = point;
    this.#hasDragged = false;
    this.#hold = this.#takeHold(point);
  }

  move(point: FloorPoint): void {
    const before = this.#down.get(point.id);
    if (before === undefined) return this.#hover(point);
    if (this.#down.size === 2) this.#pinch(before, point);
    this.#down.set(point.id, point);
    if (this.#down.size > 1 || this.#first === undefined) return;
    this.#hasDragged ||= Math.hypot(point.clientX - this.#first.clientX, point.clientY - this.#first.clientY) > DRAG_PX;
    if (this.#hasDragged) this.#drag(point);
  }

  up(point: FloorPoint): void {
    const wasAlone = this.#down.size === 1;
    this.#down.delete(point.id);
    const hold = this.#hold;
    if (!wasAlone || hold === undefined) return;
    this.#hold = undefined;
    if (this.#hasDragged) this.#drop(hold, point);
    else this.#tap(hold, point);
    this.frame = undefined;
    this.#state.endGesture();
  }

  leave(id: number): void {
    this.#down.delete(id);
    this.#hold = undefined;
    this.frame = undefined;
    this.#state.preview(undefined);
  }

  #reachMm({ isTouch, mmPerPixel }: FloorPoint): number {
    return (isTouch ? FINGER_REACH_PX : REACH_PX) * mmPerPixel;
  }

  #snapped(point: FloorPoint, track: Track, except: readonly PartRef[] = []): Snapped {
    return snap(track, point.at, { gridMm: this.#state.gridMm, reachMm: CATCH_PX * point.mmPerPixel, except });
  }

  #takeHold(point: FloorPoint): Hold {
    const { tool, track, selection } = this.#state;
    if (point.isMiddle) return { kind: 'pan', last: point };
    if (tool !== 'select') return { kind: 'draw', from: this.#snapped(point, track) };
    for (const ref of selection.length === 1 ? selection : []) {
      const near = handlesOf(track, ref)
        .map((handle) => ({ handle, mm: Math.hypot(handle.at.xMm - point.at.xMm, handle.at.yMm - point.at.yMm) }))
        .sort((a, b) => a.mm - b.mm)[0];
      if (near !== undefined && near.mm <= HANDLE_PX * point.mmPerPixel) return { kind: 'handle', ref, handle: near.handle, base: track };
    }
    const hit = partAt(track, point.at, this.#reachMm(point));
    if (hit === undefined) return point.isShift ? { kind: 'frame', from: point.at } : { kind: 'pan', last: point };
    if (point.isShift) this.#state.toggle(hit);
    else if (!this.#state.isSelected(hit)) this.#state.select([hit]);
    return { kind: 'move', base: track, refs: this.#state.selection, from: point.at };
  }

  #drag(point: FloorPoint): void {
    const hold = this.#hold;
    if (hold === undefined) return;
    if (hold.kind === 'pan') {
      this.#state.panBy((point.clientX - hold.last.clientX) * point.mmPerPixel, -(point.clientY - hold.last.clientY) * point.mmPerPixel);
      this.#hold = { kind: 'pan', last: point };
    } else if (hold.kind === 'handle') this.#dragHandle(hold, point);
    else if (hold.kind === 'move') this.#dragParts(hold, point);
    else if (hold.kind === 'frame') this.frame = [hold.from, point.at];
    else this.#draw(hold.from, point, 'preview');
    if (hold.kind === 'frame') this.#state.select(partsWithin(this.#state.track, hold.from, point.at));
  }

  #dragHandle({ ref, handle, base }: Extract<Hold, { kind: 'handle' }>, point: FloorPoint): void {
    const joined = base.lines.flatMap((line, index): readonly PartRef[] => {
      const ends = endsOf(line);
      const isHere = ends !== undefined && [ends.from.at, ends.to.at].some((end) => isSamePlace(end, handle.at));
      return isHere ? [{ kind: 'line', index }] : [];
    });
    const isFree = handle.role === 'bend' || handle.role === 'turn' || handle.role === 'control';
    const at = isFree ? this.#freely(handle, ref, base, point) : this.#snapped(point, base, [...joined, ref]).at;
    this.#state.change(dragHandle(base, ref, handle.id, at), `drag ${this.#first?.id} ${this.#first?.clientX} ${this.#first?.clientY}`);
  }

  /** A direction in steps of 15°, a bend or a control on the grid. */
  #freely(handle: Handle, ref: PartRef, base: Track, point: FloorPoint): Point {
    if (handle.role !== 'turn') return toGrid(point.at, Math.min(5, this.#state.gridMm));
    const centers = {
      start: base.start,
      zone: areaCenter(base, ref),
      box: base.boxes[ref.index]?.center,
      ramp: base.ramps[ref.index]?.center,
    };
    const center = ref.kind in centers ? centers[ref.kind as keyof typeof centers] : undefined;
    return center === undefined || !this.#state.snapsAngles ? point.at : snapDirection(center, point.at, ANGLE_STEP_DEG, 0);
  }

  #dragParts({ base, refs, from }: Extract<Hold, { kind: 'move' }>, point: FloorPoint): void {
    const delta = toGrid({ xMm: point.at.xMm - from.xMm, yMm: point.at.yMm - from.yMm }, this.#state.gridMm);
    const caught = this.#caught(base, refs, delta, CATCH_PX * point.mmPerPixel);
    const gesture = `move ${this.#first?.id} ${this.#first?.clientX} ${this.#first?.clientY}`;
    this.#state.change(moveParts(base, refs, delta.xMm + caught.xMm, delta.yMm + caught.yMm), gesture);
  }

  /** What is still missing so that an end of what moves lies on an end of what stays. */
  #caught(base: Track, refs: readonly PartRef[], delta: Point, reachMm: number): Point {
    for (const { index } of refs.filter(({ kind }) => kind === 'line')) {
      const ends = endsOf(base.lines[index]!);
      for (const { at } of ends === undefined ? [] : [ends.from, ends.to]) {
        const moved = { xMm: at.xMm + delta.xMm, yMm: at.yMm + delta.yMm };
        const { end } = snap(base, moved, { gridMm: 0, reachMm, except: refs });
        if (end !== undefined) return { xMm: end.at.xMm - moved.xMm, yMm: end.at.yMm - moved.yMm };
      }
    }
    return { xMm: 0, yMm: 0 };
  }

  /** Where a line that begins there would end. */
  #target(from: Snapped, point: FloorPoint): Snapped {
    const { tool, track, snapsAngles, gridMm } = this.#state;
    const to = this.#snapped(point, track);
    const isStraight = tool === 'line' || tool === 'wall';
    return to.end !== undefined || !isStraight || !snapsAngles ? to : { at: snapDirection(from.at, point.at, ANGLE_STEP_DEG, gridMm) };
  }

  #draw(from: Snapped, point: FloorPoint, how: 'preview' | 'keep'): void {
    const { tool, pen } = this.#state;
    if (tool === 'select') return;
    this.#state.preview(undefined);
    const to = this.#target(from, point);
    const changed = drawn(this.#state.track, tool, { from: from.at, to: to.at, fromEnd: from.end }, pen);
    if (how === 'preview') return this.#state.preview(changed?.track);
    if (changed === undefined) return;
    this.#state.change(changed.track);
    if (!goesOn(tool)) this.#state.choose('select');
    if (!goesOn(tool)) this.#state.select(changed.made);
    this.#anchor = undefined;
    if (goesOn(tool)) this.#lastEnd = { at: to.at, end: endOfLast(this.#state.track, to.at) };
  }

  #lastEnd: Snapped | undefined;

  #drop(hold: Hold, point: FloorPoint): void {
    if (hold.kind === 'draw') this.#draw(hold.from, point, 'keep');
  }

  #tap(hold: Hold, point: FloorPoint): void {
    const { tool } = this.#state;
    if (hold.kind === 'pan') this.#state.select([]);
    if (hold.kind !== 'draw') return;
    if (!goesOn(tool)) return this.#draw(hold.from, point, 'keep');
    if (this.#anchor === undefined) {
      this.#anchor = hold.from;
      return;
    }
    const from = this.#anchor;
    if (isSamePlace(from.at, hold.from.at)) {
      this.cancel();
      return;
    }
    this.#draw(from, point, 'keep');
    this.#anchor = this.#lastEnd;
  }

  #hover(point: FloorPoint): void {
    if (this.#anchor !== undefined && this.#state.tool !== 'select') this.#draw(this.#anchor, point, 'preview');
  }

  /** Two fingers: the floor stays under both. */
  #pinch(before: FloorPoint, now: FloorPoint): void {
    const other = [...this.#down.values()].find(({ id }) => id !== now.id);
    if (other === undefined) return;
    const apart = (a: FloorPoint) => Math.max(1, Math.hypot(a.clientX - other.clientX, a.clientY - other.clientY));
    this.#state.zoomBy(apart(now) / apart(before), other.at);
    this.#state.panBy(((now.clientX - before.clientX) / 2) * now.mmPerPixel, (-(now.clientY - before.clientY) / 2) * now.mmPerPixel);
  }
}

function areaCenter(track: Track, { kind, index }: PartRef): Point | undefined {
  const area = kind === 'zone' ? track.zones[index]?.area : undefined;
  return area?.shape === 'rectangle' ? area.center : undefined;
}

function endOfLast(track: Track, at: Point): LineEnd | undefined {
  const last = track.lines.at(-1);
  const ends = last === undefined ? undefined : endsOf(last);
  return ends === undefined ? undefined : [ends.from, ends.to].find((end) => isSamePlace(end.at, at));
}
