/** What the editor draws over a track: grid, start, checkpoints, selection, handles and places where something is wrong. Layer: web/features/track-editor. */
import type { Point, Track } from '../../../core/sim/track.ts';
import { ahead } from '../../../core/tracks/edit/geometry.ts';
import type { Handle } from '../../../core/tracks/edit/handles.ts';
import { pointsOfPart, type PartRef } from '../../../core/tracks/edit/parts.ts';
import type { Placement } from '../../ui/track-drawing.ts';

export const EDITOR_TOKENS = ['signal', 'focus', 'bad', 'warning', 'surface', 'ink', 'edge', 'track-mark'] as const;
export type EditorColors = Readonly<Record<(typeof EDITOR_TOKENS)[number], string>>;

/** The grid is shown once its lines are this far apart. */
const GRID_PX_MIN = 14;
const GRID_STEPS = [1, 5, 10] as const;

export class EditorDrawing {
  readonly #context: CanvasRenderingContext2D;
  readonly #placement: Placement;
  readonly #colors: EditorColors;
  /** Device pixels to a CSS pixel. */
  readonly #ratio: number;

  constructor(context: CanvasRenderingContext2D, placement: Placement, colors: EditorColors, ratio: number) {
    this.#context = context;
    this.#placement = placement;
    this.#colors = colors;
    this.#ratio = ratio;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.setLineDash([]);
  }

  #x({ xMm }: Point): number {
    return this.#placement.left + xMm * this.#placement.pixelsPerMm;
  }

  #y({ yMm }: Point): number {
    return this.#placement.bottom - yMm * this.#placement.pixelsPerMm;
  }

  #path(points: readonly Point[]): void {
    this.#context.beginPath();
    for (const point of points) this.#context.lineTo(this.#x(point), this.#y(point));
  }

  grid({ widthMm, heightMm }: Track['floor'], gridMm: number): void {
    if (gridMm === 0) return;
    const step = GRID_STEPS.map((times) => times * gridMm).find((mm) => mm * this.#placement.pixelsPerMm >= GRID_PX_MIN * this.#ratio);
    if (step === undefined) return;
    const context = this.#context;
    context.beginPath();
    for (let x = step; x < widthMm; x += step) {
      context.moveTo(this.#x({ xMm: x, yMm: 0 }), this.#y({ xMm: x, yMm: 0 }));
      context.lineTo(this.#x({ xMm: x, yMm: 0 }), this.#y({ xMm: x, yMm: heightMm }));
    }
    for (let y = step; y < heightMm; y += step) {
      context.moveTo(this.#x({ xMm: 0, yMm: y }), this.#y({ xMm: 0, yMm: y }));
      context.lineTo(this.#x({ xMm: widthMm, yMm: y }), this.#y({ xMm: 0, yMm: y }));
    }
    context.globalAlpha = 0.22;
    context.lineWidth = this.#ratio;
    context.strokeStyle = this.#colors.edge;
    context.stroke();
    context.globalAlpha = 1;
  }

  /** Two posts and the way through: a triangle that points where a car should drive. */
  #gate(left: Point, right: Point, color: string): void {
    const context = this.#context;
    const middle = { xMm: (left.xMm + right.xMm) / 2, yMm: (left.yMm + right.yMm) / 2 };
    const angle = Math.atan2(this.#y(right) - this.#y(left), this.#x(right) - this.#x(left));
    const size = 7 * this.#ratio;
    context.lineWidth = 2 * this.#ratio;
    context.strokeStyle = color;
    context.fillStyle = color;
    context.setLineDash([5 * this.#ratio, 4 * this.#ratio]);
    this.#path([left, right]);
    context.stroke();
    context.setLineDash([]);
    for (const post of [left, right]) {
      context.beginPath();
      context.arc(this.#x(post), this.#y(post), 3.5 * this.#ratio, 0, 2 * Math.PI);
      context.fill();
    }
    context.save();
    context.translate(this.#x(middle), this.#y(middle));
    context.rotate(angle);
    context.beginPath();
    context.moveTo(-size, 0);
    context.lineTo(size, 0);
    context.lineTo(0, -1.4 * size);
    context.fill();
    context.restore();
  }

  marks({ start, checkpoints, finish }: Track): void {
    for (const { gate } of checkpoints) this.#gate(gate.left, gate.right, this.#colors['track-mark']);
    if (finish !== null) this.#gate(finish.left, finish.right, this.#colors.signal);
    const context = this.#context;
    const { headingDeg } = start;
    const tip = [
      ahead(start, headingDeg, 110),
      ahead(start, headingDeg + 140, 75),
      ahead(start, headingDeg + 180, 35),
      ahead(start, headingDeg - 140, 75),
    ];
    this.#path(tip);
    context.closePath();
    context.fillStyle = this.#colors.focus;
    context.globalAlpha = 0.85;
    context.fill();
    context.globalAlpha = 1;
  }

  outline(track: Track, ref: PartRef, color: string): void {
    const context = this.#context;
    const points = pointsOfPart(track, ref);
    const isArea = ref.kind === 'zone' || ref.kind === 'box' || ref.kind === 'ramp';
    const lineMm = ref.kind === 'line' ? track.lines[ref.index]!.widthMm : 0;
    const area = ref.kind === 'zone' ? track.zones[ref.index]!.area : undefined;
    context.strokeStyle = color;
    context.globalAlpha = 0.55;
    context.lineCap = 'round';
    context.lineJoin = 'round';
    if (ref.kind === 'start' || area?.shape === 'disc') {
      const radiusMm = area?.shape === 'disc' ? area.radiusMm : 120;
      context.beginPath();
      context.arc(
        this.#x(area?.shape === 'disc' ? area.center : track.start),
        this.#y(area?.shape === 'disc' ? area.center : track.start),
        radiusMm * this.#placement.pixelsPerMm,
        0,
        2 * Math.PI,
      );
    } else this.#path(points);
    if (isArea && area?.shape !== 'disc') context.closePath();
    context.lineWidth = Math.max(4 * this.#ratio, lineMm * this.#placement.pixelsPerMm + 6 * this.#ratio);
    if (isArea || ref.kind === 'start') context.lineWidth = 4 * this.#ratio;
    context.stroke();
    context.globalAlpha = 1;
    context.lineJoin = 'miter';
  }

  /** Round ones bend and turn, square ones stand where something ends. */
  handles(handles: readonly Handle[]): void {
    const context = this.#context;
    const size = 8 * this.#ratio;
    for (const { at, role } of handles) {
      const [x, y] = [this.#x(at), this.#y(at)];
      context.beginPath();
      if (role === 'end' || role === 'corner') context.roundRect(x - size, y - size, 2 * size, 2 * size, size / 3);
      else context.arc(x, y, size, 0, 2 * Math.PI);
      context.fillStyle = role === 'end' || role === 'corner' ? this.#colors.surface : this.#colors.focus;
      context.strokeStyle = this.#colors.focus;
      context.lineWidth = 2.5 * this.#ratio;
      context.fill();
      context.stroke();
    }
  }

  /** From an end to its control, so that one sees what pulls where. */
  tethers(handles: readonly Handle[]): void {
    const at = (id: string) => handles.find((handle) => handle.id === id)?.at;
    for (const [a, b] of [
      [at('from'), at('control1')],
      [at('to'), at('control2')],
    ]) {
      if (a === undefined || b === undefined) continue;
      this.#path([a, b]);
      this.#context.strokeStyle = this.#colors.focus;
      this.#context.lineWidth = this.#ratio;
      this.#context.stroke();
    }
  }

  frame([a, b]: readonly [Point, Point]): void {
    this.#path([a, { xMm: b.xMm, yMm: a.yMm }, b, { xMm: a.xMm, yMm: b.yMm }, a]);
    this.#context.strokeStyle = this.#colors.focus;
    this.#context.setLineDash([4 * this.#ratio, 3 * this.#ratio]);
    this.#context.lineWidth = this.#ratio;
    this.#context.stroke();
    this.#context.setLineDash([]);
  }
}
