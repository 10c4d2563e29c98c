/** Draws on one page of a PDF in millimetres, y up. Layer: tracks. Text is drawn as outlines, so that it is legible where no font is. */
import {
  appendBezierCurve,
  clip,
  closePath,
  concatTransformationMatrix,
  drawObject,
  endPath,
  fill,
  LineCapStyle,
  lineTo,
  moveTo,
  popGraphicsState,
  pushGraphicsState,
  rectangle,
  setDashPattern,
  setFillingRgbColor,
  setLineCap,
  setLineWidth,
  setStrokingRgbColor,
  stroke,
  type PDFOperator,
  type PDFPage,
} from 'pdf-lib';
import { cos, RADIANS_PER_DEGREE, sin } from '../../base/deterministic-math.ts';
import type { Point, TrackArea, TrackLine } from '../../sim/track.ts';
import { cornersOf, pointOnArc } from '../edit/geometry.ts';
import { outlinesOf, widthOfText } from './glyphs.ts';

/** A name as it can be printed: its text, or a picture of it. */
export type PrintedName = string | { readonly object: string; readonly widthPerHeight: number };
/** A picture of text is so much higher than its letters. */
const PICTURE_HEIGHT_SHARE = 1.4;

export const POINTS_PER_MM = 72 / 25.4;

/** From the floor to a page, or to a drawing on it: `page = floor × scale + offset`. */
export interface View {
  readonly scale: number;
  readonly xMm: number;
  readonly yMm: number;
}

export interface Ink {
  readonly color: string;
  readonly widthMm?: number;
  readonly dashMm?: readonly number[];
  readonly isRound?: boolean;
}

const channel = (color: string, at: number): number => Number.parseInt(color.slice(at, at + 2), 16) / 255;
const rgb = (color: string): [number, number, number] => [channel(color, 1), channel(color, 3), channel(color, 5)];
/** A cubic curve follows an arc of up to so much within a five-thousandth of its radius. */
const ARC_PIECE_DEG = 45;

/** A page, or what is drawn once and stamped on many. */
export interface Paper {
  pushOperators(...operators: PDFOperator[]): void;
}

export class Pen {
  readonly #page: Paper;

  constructor(page: Paper) {
    this.#page = page;
  }

  /** On a page of its own, its lower left corner at 0, 0. */
  static on(page: PDFPage): Pen {
    page.pushOperators(concatTransformationMatrix(POINTS_PER_MM, 0, 0, POINTS_PER_MM, 0, 0));
    return new Pen(page);
  }

  /** What `draw` draws is in the view's frame, and nothing of it shows outside the rectangle on the page. */
  within(
    frame: { readonly xMm: number; readonly yMm: number; readonly widthMm: number; readonly heightMm: number },
    view: View,
    draw: () => void,
  ): void {
    const { xMm, yMm, widthMm, heightMm } = frame;
    this.#page.pushOperators(pushGraphicsState(), rectangle(xMm, yMm, widthMm, heightMm), clip(), endPath());
    this.#page.pushOperators(concatTransformationMatrix(view.scale, 0, 0, view.scale, view.xMm, view.yMm));
    draw();
    this.#page.pushOperators(popGraphicsState());
  }

  #stroke(path: readonly PDFOperator[], { color, widthMm = 0.2, dashMm = [], isRound = false }: Ink): void {
    this.#page.pushOperators(
      ...[setStrokingRgbColor(...rgb(color)), setLineWidth(widthMm), setDashPattern([...dashMm], 0)],
      ...[setLineCap(isRound ? LineCapStyle.Round : LineCapStyle.Butt), ...path, stroke()],
    );
  }

  #fill(path: readonly PDFOperator[], color: string): void {
    this.#page.pushOperators(setFillingRgbColor(...rgb(color)), ...path, fill());
  }

  chain(points: readonly Point[], ink: Ink): void {
    this.chains([points], ink);
  }

  chains(chains: readonly (readonly Point[])[], ink: Ink): void {
    this.#stroke(
      chains.flatMap((points) => points.map(({ xMm, yMm }, i) => (i === 0 ? moveTo(xMm, yMm) : lineTo(xMm, yMm)))),
      ink,
    );
  }

  rectangle(xMm: number, yMm: number, widthMm: number, heightMm: number, ink: Ink): void {
    this.#stroke([rectangle(xMm, yMm, widthMm, heightMm)], ink);
  }

  patch(xMm: number, yMm: number, widthMm: number, heightMm: number, color: string): void {
    this.#fill([rectangle(xMm, yMm, widthMm, heightMm)], color);
  }

  /** As it lies on the floor. */
  trackLine(line: TrackLine, ink: Partial<Ink> = {}): void {
    const dashMm = line.dash === undefined ? [] : [line.dash.onMm, line.dash.offMm];
    this.#stroke(linePath(line), { color: line.color, widthMm: line.widthMm, dashMm, isRound: line.dash === undefined, ...ink });
  }

  area(area: TrackArea, paint: string | null, edge?: Ink): void {
    if (paint !== null) this.#fill(areaPath(area), paint);
    if (edge !== undefined) this.#stroke(areaPath(area), edge);
  }

  /** @param at where its base line begins @returns its width, mm */
  text(text: string, at: Point, sizeMm: number, color = '#000000'): number {
    this.#fill([...outlinesOf(text, at, sizeMm)], color);
    return widthOfText(text, sizeMm);
  }

  /** @returns its width, mm */
  name(name: PrintedName, at: Point, sizeMm: number): number {
    if (typeof name === 'string') return this.text(name, at, sizeMm);
    const height = sizeMm * PICTURE_HEIGHT_SHARE;
    const width = name.widthPerHeight * height;
    const yMm = at.yMm - (height - sizeMm) / 2 - sizeMm * 0.1;
    this.#page.pushOperators(
      ...[pushGraphicsState(), concatTransformationMatrix(width, 0, 0, height, at.xMm, yMm), drawObject(name.object), popGraphicsState()],
    );
    return width;
  }

  /** What was drawn once, in the frame that holds now. */
  stamp(object: string): void {
    this.#page.pushOperators(drawObject(object));
  }
}

function arcPath({ center, radiusMm, fromDeg, toDeg }: Extract<TrackLine, { shape: 'arc' }>): readonly PDFOperator[] {
  const pieces = Math.ceil((toDeg - fromDeg) / ARC_PIECE_DEG);
  const sweep = (toDeg - fromDeg) / pieces;
  const quarter = (sweep / 4) * RADIANS_PER_DEGREE;
  const reach = ((4 / 3) * radiusMm * sin(quarter)) / cos(quarter);
  const first = pointOnArc({ center, radiusMm }, fromDeg);
  const path = [moveTo(first.xMm, first.yMm)];
  for (let i = 0; i < pieces; i++) {
    const [a, b] = [fromDeg + i * sweep, fromDeg + (i + 1) * sweep];
    const [from, to] = [pointOnArc({ center, radiusMm }, a), pointOnArc({ center, radiusMm }, b)];
    const [one, two] = [pointOnArc({ center: from, radiusMm: reach }, a + 90), pointOnArc({ center: to, radiusMm: reach }, b - 90)];
    path.push(appendBezierCurve(one.xMm, one.yMm, two.xMm, two.yMm, to.xMm, to.yMm));
  }
  return path;
}

function linePath(line: TrackLine): readonly PDFOperator[] {
  if (line.shape === 'arc') return arcPath(line);
  const { from, to } = line;
  if (line.shape === 'segment') return [moveTo(from.xMm, from.yMm), lineTo(to.xMm, to.yMm)];
  const { control1, control2 } = line;
  return [moveTo(from.xMm, from.yMm), appendBezierCurve(control1.xMm, control1.yMm, control2.xMm, control2.yMm, to.xMm, to.yMm)];
}

function areaPath(area: TrackArea): readonly PDFOperator[] {
  if (area.shape === 'disc') {
    const { center, radiusMm } = area;
    return [...arcPath({ shape: 'arc', center, radiusMm, fromDeg: 0, toDeg: 360, widthMm: 1, color: '#000000' }), closePath()];
  }
  const points = area.shape === 'polygon' ? area.points : cornersOf(area);
  return [...points.map(({ xMm, yMm }, i) => (i === 0 ? moveTo(xMm, yMm) : lineTo(xMm, yMm))), closePath()];
}
