/** A track in the frame of its floor, as it is laid: paint and tape as they are, what has no paint as thin marks. Layer: tracks. */
import type { Track } from '../../sim/track.ts';
import { ahead, standingArea } from '../edit/geometry.ts';
import type { Ink, Pen } from './pen.ts';

const GATE: Ink = { color: '#c2410c', widthMm: 1, dashMm: [8, 6] };
const WALL: Ink = { color: '#7a4a2b', widthMm: 3, dashMm: [12, 4] };
/** Where a box or a ramp stands. */
const BODY: Ink = { color: '#7a4a2b', widthMm: 1, dashMm: [6, 4] };
const STOP_EDGE: Ink = { color: '#c2410c', widthMm: 1.5, dashMm: [12, 8] };
const START: Ink = { color: '#2563eb', widthMm: 1 };

/** Under this name each page can stamp it. */
export const FLOOR_STAMP = 'Floor';

export function drawFloor(pen: Pen, track: Track): void {
  const { zones, lines, walls, boxes, ramps, checkpoints, finish, start } = track;
  for (const { area, color, stopMs, boxes } of zones) pen.area(area, color, stopMs === null && boxes === null ? undefined : STOP_EDGE);
  for (const line of lines) pen.trackLine(line);
  for (const { from, to } of walls) pen.chain([from, to], WALL);
  for (const body of [...boxes, ...ramps]) pen.area(standingArea(body), null, BODY);
  for (const { gate } of checkpoints) pen.chain([gate.left, gate.right], GATE);
  if (finish !== null) pen.chain([finish.left, finish.right], { ...GATE, dashMm: [] });
  // Where the car's wheels stand, and which way it looks.
  const { headingDeg } = start;
  const nose = ahead(start, headingDeg, 80);
  const barb = (side: number) => ahead(nose, headingDeg + side, 25);
  pen.chain([ahead(start, headingDeg - 90, 60), ahead(start, headingDeg + 90, 60)], START);
  pen.chain([start, nose], START);
  pen.chain([barb(150), nose, barb(-150)], START);
}
