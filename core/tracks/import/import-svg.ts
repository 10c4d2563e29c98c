/**
 * An SVG drawing as a track. Layer: tracks. Strokes become lines, filled shapes painted zones; one question is left to a person: how wide
 * the drawing is on the floor. Nothing in the drawing is run and nothing fetched: safe-xml.ts.
 */
import type { LocalText } from '../../base/local-text.ts';
import { fail, ok, type Result } from '../../base/result.ts';
import { checkTrack, type Point, type Track, type TrackLine } from '../../sim/track.ts';
import { rounded, roundedPoint, pathOf, distanceMm, normalDeg } from '../edit/geometry.ts';
import { newTrack } from '../edit/new-track.ts';
import { withCourse } from './course.ts';
import type { ImportFaultCode } from './import-faults.ts';
import { readSvg, type SvgElement } from './safe-xml.ts';
import { simplified } from './simplify.ts';
import { IDENTITY, joined, matrixOf, scaleOf, type Matrix } from './svg-matrix.ts';
import { pathDataOf, runsOf, type Piece, type Run } from './svg-shapes.ts';
import { FIRST_STYLE, lengthOf, sheetOf, styleOf, type Sheet, type Style } from './svg-style.ts';

export interface SvgImportOptions {
  readonly id: string;
  readonly name: LocalText;
  /** How wide the drawing is on the floor; undefined: as its file says. */
  readonly widthMm?: number | undefined;
}

export interface ImportedTrack {
  readonly track: Track;
  /** Things in the picture that a track has nothing for, such as text, and areas of odd shapes. */
  readonly skipped: number;
}

const LINES_MAX = 1000;
const ZONES_MAX = 100;
const POLYGON_POINTS_MAX = 64;
const FLOOR_MM_MIN = 100;
const FLOOR_MM_MAX = 10_000;
/** A user unit, where the file names no unit of length: 96 to the inch. */
const MM_PER_UNIT = 25.4 / 96;
/** `use` within `use`. */
const REUSE_DEPTH_MAX = 8;
const SHAPES_MAX = 20_000;
/** They hold what is drawn elsewhere, or nothing that is drawn. */
const HIDDEN = new Set([
  'defs',
  'symbol',
  'clippath',
  'mask',
  'marker',
  'pattern',
  'lineargradient',
  'radialgradient',
  'metadata',
  'title',
  'desc',
  'style',
]);
const PICTURES = new Set(['text', 'image']);

interface Shape {
  readonly data: string;
  readonly style: Style;
  readonly matrix: Matrix;
}

interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** What its file says; undefined: it says nothing of lengths. */
  readonly widthMm: number | undefined;
}

function frameOf({ attributes }: SvgElement): Frame | undefined {
  const view = (attributes.viewBox ?? '').split(/[\s,]+/).map(Number);
  const [left, top, width, height] = view.length === 4 ? view : [0, 0, lengthOf(attributes.width) ?? 0, lengthOf(attributes.height) ?? 0];
  const isFrame = [left, top, width, height].every(Number.isFinite) && width! > 0 && height! > 0;
  if (!isFrame) return undefined;
  const outer = attributes.width === undefined ? undefined : lengthOf(attributes.width);
  return { left: left!, top: top!, width: width!, height: height!, widthMm: outer === undefined ? undefined : outer * MM_PER_UNIT };
}

class Collector {
  readonly shapes: Shape[] = [];
  skipped = 0;
  readonly #sheet: Sheet;
  readonly #byId = new Map<string, SvgElement>();

  constructor(root: SvgElement) {
    const styles: string[] = [];
    const open = [root];
    for (let element = open.pop(); element !== undefined; element = open.pop()) {
      if (element.name === 'style') styles.push(element.text);
      if (element.attributes.id !== undefined) this.#byId.set(element.attributes.id, element);
      open.push(...element.children);
    }
    this.#sheet = sheetOf(styles);
  }

  collect(element: SvgElement, around: { readonly style: Style; readonly matrix: Matrix; readonly reuse: number }): void {
    if (HIDDEN.has(element.name) || this.shapes.length >= SHAPES_MAX) return;
    const style = styleOf(element, around.style, this.#sheet);
    if (!style.isShown) return;
    if (PICTURES.has(element.name)) this.skipped++;
    const matrix = joined(around.matrix, matrixOf(element.attributes.transform));
    const data = pathDataOf(element);
    if (data !== undefined && data !== '') this.shapes.push({ data, style, matrix });
    if (element.name === 'use') this.#reuse(element, { style, matrix, reuse: around.reuse });
    for (const child of element.children) this.collect(child, { style, matrix, reuse: around.reuse });
  }

  #reuse({ attributes }: SvgElement, around: { readonly style: Style; readonly matrix: Matrix; readonly reuse: number }): void {
    const link = attributes.href ?? attributes['xlink:href'] ?? '';
    const target = this.#byId.get(link.trim().slice(1));
    if (target === undefined || around.reuse >= REUSE_DEPTH_MAX) return;
    const shift = { ...IDENTITY, e: lengthOf(attributes.x) ?? 0, f: lengthOf(attributes.y) ?? 0 };
    const shown = target.name === 'symbol' ? { ...target, name: 'g' } : target;
    this.collect(shown, { style: around.style, matrix: joined(around.matrix, shift), reuse: around.reuse + 1 });
  }
}

function lineOf(piece: Piece, style: Style, scale: number): TrackLine {
  const [onMm, offMm] = [(style.dash[0] ?? 0) * scale, (style.dash[1] ?? style.dash[0] ?? 0) * scale];
  const dash = onMm >= 1 && offMm >= 1 ? { dash: { onMm: rounded(onMm), offMm: rounded(offMm) } } : {};
  const drawn = { widthMm: Math.max(1, Math.min(500, rounded(style.strokeWidth * scale))), color: style.stroke!, ...dash };
  if (piece.shape === 'arc') {
    const fromDeg = normalDeg(piece.fromDeg);
    const toDeg = rounded(fromDeg + piece.toDeg - piece.fromDeg);
    return { shape: 'arc', center: roundedPoint(piece.center), radiusMm: Math.max(1, rounded(piece.radiusMm)), fromDeg, toDeg, ...drawn };
  }
  const ends = { from: roundedPoint(piece.from), to: roundedPoint(piece.to) };
  if (piece.shape === 'segment') return { shape: 'segment', ...ends, ...drawn };
  return { shape: 'curve', ...ends, control1: roundedPoint(piece.control1), control2: roundedPoint(piece.control2), ...drawn };
}

const pointsOf = ({ pieces }: Run): readonly Point[] =>
  pieces.flatMap((piece, i) => pathOf({ widthMm: 1, color: '#000000', ...piece } as TrackLine).slice(i === 0 ? 0 : 1));

/** An outline of few enough points. */
function outlineOf(run: Run): readonly Point[] {
  const points = pointsOf(run).filter((point, i, all) => i === 0 || distanceMm(point, all[i - 1]!) > 0.5);
  const open = points.length > 1 && distanceMm(points[0]!, points.at(-1)!) <= 0.5 ? points.slice(0, -1) : points;
  let outline: readonly Point[] = open;
  for (let tolerance = 0.5; outline.length > POLYGON_POINTS_MAX && tolerance < 500; tolerance *= 2) outline = simplified(open, tolerance);
  return outline.map(roundedPoint);
}

interface Floor {
  readonly widthMm: number;
  readonly heightMm: number;
}

const coversFloor = (outline: readonly Point[], { widthMm, heightMm }: Floor): boolean =>
  outline.length === 4 &&
  outline.every(
    ({ xMm, yMm }) => Math.min(Math.abs(xMm), Math.abs(xMm - widthMm)) < 2 && Math.min(Math.abs(yMm), Math.abs(yMm - heightMm)) < 2,
  );

class TrackBuilder {
  readonly lines: TrackLine[] = [];
  readonly zones: Track['zones'] = [];
  floorColor = '#ffffff';
  skipped = 0;
  readonly #floor: Floor;

  constructor(floor: Floor) {
    this.#floor = floor;
  }

  add({ data, style, matrix }: Shape): void {
    const runs = runsOf(data, matrix);
    if (runs === undefined) {
      this.skipped++;
      return;
    }
    if (style.fill !== null)
      this.#fill(
        runs.filter(({ pieces }) => pieces.length > 1 || pieces[0]?.shape === 'curve'),
        style.fill,
        style.stroke !== null,
      );
    if (style.stroke === null || !(style.strokeWidth > 0)) return;
    for (const { pieces } of runs) this.lines.push(...pieces.map((piece) => lineOf(piece, style, scaleOf(matrix))));
  }

  #fill(runs: readonly Run[], color: string, isStroked: boolean): void {
    for (const run of runs) {
      const points = outlineOf(run);
      if (coversFloor(points, this.#floor)) this.floorColor = color;
      else if (!this.#addZone(points, color) && !isStroked) this.skipped++;
    }
  }

  /** False: no zone can have this outline. */
  #addZone(points: readonly Point[], color: string): boolean {
    const zone: Track['zones'][number] = {
      id: `zone-${this.zones.length + 1}`,
      area: { shape: 'polygon', points: [...points] },
      color,
      stopMs: null,
      boxes: null,
      lightPercent: null,
    };
    const isZone =
      points.length >= 3 &&
      this.zones.length < ZONES_MAX &&
      'track' in checkTrack({ ...newTrack('zone', { 'zh-CN': '-', en: '-' }), zones: [zone] });
    if (isZone) this.zones.push(zone);
    return isZone;
  }
}

/** How wide the drawing's file says it is, mm; undefined: it does not. Errors: as `importSvg`. */
export function svgWidthMm(text: string): Result<number | undefined, ImportFaultCode> {
  const svg = readSvg(text);
  if (!svg.ok) return svg;
  const frame = frameOf(svg.value);
  return frame === undefined ? fail('import.not-svg') : ok(frame.widthMm ?? frame.width * MM_PER_UNIT);
}

/** Errors: `ImportFaultCode`. */
export function importSvg(text: string, { id, name, widthMm }: SvgImportOptions): Result<ImportedTrack, ImportFaultCode> {
  const svg = readSvg(text);
  if (!svg.ok) return svg;
  const frame = frameOf(svg.value);
  if (frame === undefined) return fail('import.not-svg');
  const scale = (widthMm ?? frame.widthMm ?? frame.width * MM_PER_UNIT) / frame.width;
  const floor = { widthMm: rounded(frame.width * scale), heightMm: rounded(frame.height * scale) };
  const isFloor = [floor.widthMm, floor.heightMm].every((side) => side >= FLOOR_MM_MIN && side <= FLOOR_MM_MAX);
  if (!isFloor) return fail('import.bad-size', { limit: FLOOR_MM_MAX });
  const toFloor = { a: scale, b: 0, c: 0, d: -scale, e: -frame.left * scale, f: (frame.top + frame.height) * scale };
  const collector = new Collector(svg.value);
  collector.collect(svg.value, { style: FIRST_STYLE, matrix: toFloor, reuse: 0 });
  const builder = new TrackBuilder(floor);
  for (const shape of collector.shapes) {
    builder.add(shape);
    if (builder.lines.length > LINES_MAX) return fail('import.too-much', { limit: LINES_MAX });
  }
  const { lines, zones, floorColor } = builder;
  if (lines.length + zones.length === 0) return fail('import.no-lines');
  const start = { xMm: rounded(floor.widthMm / 2), yMm: rounded(floor.heightMm / 2), headingDeg: 0 };
  const bare: Track = { ...newTrack(id, name), floor: { ...floor, color: floorColor }, lines, zones, start };
  const checked = checkTrack(JSON.parse(JSON.stringify(withCourse(bare))));
  return 'track' in checked
    ? ok({ track: checked.track, skipped: collector.skipped + builder.skipped })
    : fail('import.too-much', { limit: LINES_MAX });
}
