/** From an SVG's shapes to pieces of lines, in the frame of the floor. Layer: tracks. Specification: https://www.w3.org/TR/SVG2/paths.html */
import { SVGPathData } from 'svg-pathdata';
import { cos, RADIANS_PER_DEGREE, sin } from '../../base/deterministic-math.ts';
import type { Point } from '../../sim/track.ts';
import { bendThrough, isSamePlace, type ArcShape } from '../edit/geometry.ts';
import type { SvgElement } from './safe-xml.ts';
import { simplified } from './simplify.ts';
import { keepsCircles, scaleOf, type Matrix } from './svg-matrix.ts';
import { lengthOf } from './svg-style.ts';

export type Piece =
  | { readonly shape: 'segment'; readonly from: Point; readonly to: Point }
  | { readonly shape: 'curve'; readonly from: Point; readonly control1: Point; readonly control2: Point; readonly to: Point }
  | ({ readonly shape: 'arc' } & ArcShape);

/** What hangs together: one stroke of a pen. */
export interface Run {
  readonly pieces: readonly Piece[];
  readonly isClosed: boolean;
}

/** Straight pieces that stay this near to the drawing are joined. */
const TOLERANCE_MM = 0.5;
const COMMANDS_MAX = 200_000;

type Command = ReturnType<typeof SVGPathData.parse>[number];

const number = (text: string | undefined): number => lengthOf(text) ?? 0;

function rectPath(get: (name: string) => string | undefined): string {
  const [x, y, w, h] = [number(get('x')), number(get('y')), number(get('width')), number(get('height'))];
  if (!(w > 0 && h > 0)) return '';
  const rx = Math.min(w / 2, number(get('rx') ?? get('ry')));
  const ry = Math.min(h / 2, number(get('ry') ?? get('rx')));
  if (!(rx > 0 && ry > 0)) return `M${x} ${y}h${w}v${h}h${-w}z`;
  const corner = (dx: number, dy: number) => `a${rx} ${ry} 0 0 1 ${dx} ${dy}`;
  return `M${x + rx} ${y}h${w - 2 * rx}${corner(rx, ry)}v${h - 2 * ry}${corner(-rx, ry)}h${-(w - 2 * rx)}${corner(-rx, -ry)}v${-(h - 2 * ry)}${corner(rx, -ry)}z`;
}

function ellipsePath(cx: number, cy: number, rx: number, ry: number): string {
  if (!(rx > 0 && ry > 0)) return '';
  return `M${cx - rx} ${cy}A${rx} ${ry} 0 0 1 ${cx + rx} ${cy}A${rx} ${ry} 0 0 1 ${cx - rx} ${cy}z`;
}

/** Path data of any shape; undefined: it is none. */
export function pathDataOf({ name, attributes }: SvgElement): string | undefined {
  const get = (key: string): string | undefined => attributes[key];
  if (name === 'path') return get('d') ?? '';
  if (name === 'line') return `M${number(get('x1'))} ${number(get('y1'))}L${number(get('x2'))} ${number(get('y2'))}`;
  if (name === 'polyline' || name === 'polygon') {
    const points = get('points')?.trim() ?? '';
    return points === '' ? '' : `M${points}${name === 'polygon' ? 'z' : ''}`;
  }
  if (name === 'rect') return rectPath(get);
  if (name === 'circle') return ellipsePath(number(get('cx')), number(get('cy')), number(get('r')), number(get('r')));
  if (name === 'ellipse') return ellipsePath(number(get('cx')), number(get('cy')), number(get('rx')), number(get('ry')));
  return undefined;
}

/** Absolute moves, lines, curves and arcs; undefined: the text is no path data. */
function commandsOf(data: string): readonly Command[] | undefined {
  try {
    const path = new SVGPathData(data);
    if (path.commands.length > COMMANDS_MAX) return undefined;
    return path.toAbs().normalizeHVZ(false, true, true).normalizeST().qtToC().annotateArcs().commands;
  } catch {
    return undefined;
  }
}

class Tracer {
  readonly runs: Run[] = [];
  readonly #matrix: Matrix;
  #pieces: Piece[] = [];
  #straight: Point[] = [];
  #start = { x: 0, y: 0 };
  #at = { x: 0, y: 0 };

  constructor(matrix: Matrix) {
    this.#matrix = matrix;
  }

  #floor(x: number, y: number): Point {
    const { a, b, c, d, e, f } = this.#matrix;
    return { xMm: a * x + c * y + e, yMm: b * x + d * y + f };
  }

  #flush(): void {
    const points = simplified(this.#straight, TOLERANCE_MM);
    for (const [i, to] of points.slice(1).entries())
      if (!isSamePlace(points[i]!, to)) this.#pieces.push({ shape: 'segment', from: points[i]!, to });
    this.#straight = [];
  }

  #lineTo(x: number, y: number): void {
    if (this.#straight.length === 0) this.#straight.push(this.#floor(this.#at.x, this.#at.y));
    this.#straight.push(this.#floor(x, y));
  }

  #arcTo(command: Extract<Command, { type: typeof SVGPathData.ARC }>): void {
    const { rX, rY, cX = 0, cY = 0, phi1 = 0, phi2 = 0, xRot, x, y } = command;
    const isCircle = Math.abs(rX - rY) <= 1e-3 * rX && keepsCircles(this.#matrix);
    if (!isCircle || rX === 0 || rY === 0) {
      for (const curve of new SVGPathData([{ type: SVGPathData.MOVE_TO, relative: false, ...this.#at }, command]).aToC().commands.slice(1))
        this.add(curve);
      return;
    }
    this.#flush();
    const middleDeg = (phi1 + phi2) / 2 + xRot;
    const middle = this.#floor(cX + rX * cos(middleDeg * RADIANS_PER_DEGREE), cY + rX * sin(middleDeg * RADIANS_PER_DEGREE));
    const [from, to] = [this.#floor(this.#at.x, this.#at.y), this.#floor(x, y)];
    const bend = bendThrough(from, to, middle);
    if (bend.shape === 'arc') this.#pieces.push(bend);
    else if (!isSamePlace(from, to)) this.#pieces.push({ shape: 'segment', from, to });
  }

  #end(isClosed: boolean): void {
    this.#flush();
    if (this.#pieces.length > 0) this.runs.push({ pieces: this.#pieces, isClosed });
    this.#pieces = [];
  }

  add(command: Command): void {
    if (command.type === SVGPathData.CLOSE_PATH) {
      this.#lineTo(this.#start.x, this.#start.y);
      this.#end(true);
      this.#at = this.#start;
      return;
    }
    if (command.type === SVGPathData.MOVE_TO) {
      this.#end(false);
      this.#start = { x: command.x, y: command.y };
    } else if (command.type === SVGPathData.LINE_TO) this.#lineTo(command.x, command.y);
    else if (command.type === SVGPathData.CURVE_TO) {
      this.#flush();
      const from = this.#floor(this.#at.x, this.#at.y);
      const to = this.#floor(command.x, command.y);
      const [control1, control2] = [this.#floor(command.x1, command.y1), this.#floor(command.x2, command.y2)];
      const hasLength = ![control1, control2, to].every((point) => isSamePlace(from, point));
      if (hasLength) this.#pieces.push({ shape: 'curve', from, control1, control2, to });
    } else if (command.type === SVGPathData.ARC) this.#arcTo(command);
    if ('x' in command && 'y' in command) this.#at = { x: command.x, y: command.y };
  }

  finish(): readonly Run[] {
    this.#end(false);
    return this.runs;
  }
}

/** @param matrix from the shape's frame to the floor's @returns undefined where the data is broken */
export function runsOf(data: string, matrix: Matrix): readonly Run[] | undefined {
  const commands = commandsOf(data);
  if (commands === undefined || !(scaleOf(matrix) > 0)) return undefined;
  const tracer = new Tracer(matrix);
  for (const command of commands) tracer.add(command);
  const runs = tracer.finish();
  const isFinite = (piece: Piece) =>
    Object.values(piece).every(
      (value) => typeof value === 'string' || Number.isFinite(typeof value === 'number' ? value : value.xMm + value.yMm),
    );
  return runs.every(({ pieces }) => pieces.every(isFinite)) ? runs : undefined;
}
