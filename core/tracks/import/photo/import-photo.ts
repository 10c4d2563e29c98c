/**
 * A photo of a real floor as a track. Layer: tracks. A person says where the floor's four corners are and how large it is; dark lines become
 * straight pieces and bends, for a person to correct. Pixels come from whoever can read pictures.
 */
import type { LocalText } from '../../../base/local-text.ts';
import { fail, ok, type Result } from '../../../base/result.ts';
import { checkTrack, type Point, type Track, type TrackLine } from '../../../sim/track.ts';
import { distanceMm, isSamePlace, rounded, roundedPoint } from '../../edit/geometry.ts';
import { newTrack } from '../../edit/new-track.ts';
import { withCourse } from '../course.ts';
import type { ImportFaultCode } from '../import-faults.ts';
import { fittedPieces } from './fit-way.ts';
import { darkerThanAround, rectified, withoutSpecks, type Grid, type Photo } from './floor-mask.ts';
import { homographyOf, type Corners } from './homography.ts';
import { thinned, waysAlong } from './skeleton.ts';

export interface PhotoImportOptions {
  readonly id: string;
  readonly name: LocalText;
  readonly corners: Corners;
  readonly widthMm: number;
  readonly heightMm: number;
  /** 0.05 … 0.9: by what share of the floor around it a line is darker. */
  readonly darkness: number;
}

const FLOOR_MM_MIN = 100;
const FLOOR_MM_MAX = 10_000;
/** Cells of the floor's longer side: a line of 20 mm on a floor of 4 m is still five cells wide. */
const CELLS_MAX = 900;
const CELL_MM_MIN = 2;
/** What is around a place: so far to each side. */
const AROUND_MM = 120;
/** Shorter is a speck, or the stump of a thick line's end. */
const LINE_MM_MIN = 60;
const LINES_MAX = 1000;

/** Width of the dark pieces along their middle lines: cells over cells. */
function widthCells(dark: Grid, thin: Grid): number {
  const count = ({ cells }: Grid) => cells.reduce((sum, cell) => sum + cell, 0);
  const length = count(thin);
  return length === 0 ? 0 : count(dark) / length;
}

/** Ends of different ways that lie nearly together are one place: a crossing has one middle. */
function joinedEnds(ways: readonly (readonly Point[])[], reachMm: number): readonly (readonly Point[])[] {
  const places: Point[] = [];
  const placed = (end: Point): Point => {
    const near = places.find((place) => distanceMm(place, end) <= reachMm);
    if (near === undefined) places.push(end);
    return near ?? end;
  };
  return ways.map((way) => [placed(way[0]!), ...way.slice(1, -1), placed(way.at(-1)!)]);
}

const lengthOf = (way: readonly Point[]): number => way.slice(1).reduce((sum, point, i) => sum + distanceMm(way[i]!, point), 0);

/** Errors: `import.bad-corners`, `import.bad-size` {limit}, `import.no-lines`, `import.too-much` {limit}. */
export function importPhoto(photo: Photo, options: PhotoImportOptions): Result<Track, ImportFaultCode> {
  const { id, name, corners, widthMm, heightMm, darkness } = options;
  const isFloor = [widthMm, heightMm].every((side) => side >= FLOOR_MM_MIN && side <= FLOOR_MM_MAX);
  if (!isFloor) return fail('import.bad-size', { limit: FLOOR_MM_MAX });
  const cellMm = Math.max(CELL_MM_MIN, Math.max(widthMm, heightMm) / CELLS_MAX);
  const size = { width: Math.round(widthMm / cellMm), height: Math.round(heightMm / cellMm) };
  const homography = homographyOf(corners, size.width, size.height);
  if (!homography.ok) return homography;
  const bright = rectified(photo, homography.value, size);
  const dark = withoutSpecks(
    darkerThanAround(bright, Math.round(AROUND_MM / cellMm), darkness),
    Math.ceil((LINE_MM_MIN * 4) / (cellMm * cellMm)),
  );
  const thin = thinned(dark);
  const lineMm = rounded(Math.max(3, Math.min(100, widthCells(dark, thin) * cellMm)));
  const floorPoint = ({ x, y }: { readonly x: number; readonly y: number }): Point => ({ xMm: x * cellMm, yMm: heightMm - y * cellMm });
  const ways = waysAlong(thin).map((way) => way.map(floorPoint));
  const long = joinedEnds(
    ways.filter((way) => lengthOf(way) >= Math.max(LINE_MM_MIN, 1.5 * lineMm)),
    lineMm,
  );
  const lines = long
    .flatMap((way) => fittedPieces(way, lineMm))
    .map((piece): TrackLine => ({ ...piece, widthMm: lineMm, color: '#000000' }));
  const sound = lines.filter((line) => line.shape !== 'segment' || !isSamePlace(line.from, line.to));
  if (sound.length === 0) return fail('import.no-lines');
  if (sound.length > LINES_MAX) return fail('import.too-much', { limit: LINES_MAX });
  const floor = { widthMm: rounded(widthMm), heightMm: rounded(heightMm), color: '#ffffff' };
  const start = { ...roundedPoint({ xMm: widthMm / 2, yMm: heightMm / 2 }), headingDeg: 0 };
  const checked = checkTrack(JSON.parse(JSON.stringify(withCourse({ ...newTrack(id, name), floor, lines: [...sound], start }))));
  return 'track' in checked ? ok(checked.track) : fail('import.too-much', { limit: LINES_MAX });
}
