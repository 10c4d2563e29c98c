/** A track as a picture in millimetres: one unit of the drawing is one mm of floor. Layer: sim. */
import { cos, RADIANS_PER_DEGREE, sin } from '../base/deterministic-math.ts';
import type { Gate, Track, TrackArea, TrackBox, TrackLine, TrackRamp, TrackZone } from './track-schema.ts';

/** What stands for things that have no paint of their own. */
export const TRACK_MARKS = {
  wall: { widthMm: 12, color: '#7a4a2b' },
  gate: { widthMm: 6, color: '#e07a1f' },
  start: { color: '#2f7fd1' },
  /** What the sides of a ramp take from the light of the floor. */
  ramp: { color: '#1f2430', share: 0.16, topShare: 0.08 },
} as const;
const { wall, gate, start, ramp } = TRACK_MARKS;

const number = (value: number): string => String(Math.round(value * 100) / 100);
/** Of a pair in the floor's frame; SVG counts y downwards. */
const at = (height: number, xMm: number, yMm: number): string => `${number(xMm)} ${number(height - yMm)}`;

function linePath(line: TrackLine, height: number): string {
  if (line.shape === 'arc') {
    const { center, radiusMm, fromDeg, toDeg } = line;
    const on = (deg: number): string =>
      at(height, center.xMm + radiusMm * sin(deg * RADIANS_PER_DEGREE), center.yMm + radiusMm * cos(deg * RADIANS_PER_DEGREE));
    const radius = number(radiusMm);
    // Why two halves: an arc command that ends where it begins draws nothing.
    const middle = (fromDeg + toDeg) / 2;
    return `M${on(fromDeg)}A${radius} ${radius} 0 0 1 ${on(middle)}A${radius} ${radius} 0 0 1 ${on(toDeg)}`;
  }
  const [from, to] = [at(height, line.from.xMm, line.from.yMm), at(height, line.to.xMm, line.to.yMm)];
  if (line.shape === 'segment') return `M${from}L${to}`;
  return `M${from}C${at(height, line.control1.xMm, line.control1.yMm)} ${at(height, line.control2.xMm, line.control2.yMm)} ${to}`;
}

function lineMark(line: TrackLine, height: number): string {
  const { dash, widthMm, color } = line;
  const ends = dash === undefined ? ' stroke-linecap="round"' : ` stroke-dasharray="${number(dash.onMm)} ${number(dash.offMm)}"`;
  return `<path d="${linePath(line, height)}" fill="none" stroke="${color}" stroke-width="${number(widthMm)}"${ends}/>`;
}

function areaMark(area: TrackArea, height: number, paint: string): string {
  if (area.shape === 'polygon') return `<polygon points="${area.points.map(({ xMm, yMm }) => at(height, xMm, yMm)).join(' ')}" ${paint}/>`;
  const [x, y] = [number(area.center.xMm), number(height - area.center.yMm)];
  if (area.shape === 'disc') return `<circle cx="${x}" cy="${y}" r="${number(area.radiusMm)}" ${paint}/>`;
  const { widthMm, heightMm, headingDeg } = area;
  const corner = `x="${number(-widthMm / 2)}" y="${number(-heightMm / 2)}" width="${number(widthMm)}" height="${number(heightMm)}"`;
  return `<rect ${corner} transform="translate(${x} ${y}) rotate(${number(headingDeg)})" ${paint}/>`;
}

function zoneMark({ area, color, stopMs, boxes }: TrackZone, height: number): string {
  const edge = stopMs === null && boxes === null ? '' : ` stroke="${gate.color}" stroke-width="${gate.widthMm}" stroke-dasharray="24 18"`;
  return areaMark(area, height, `fill="${color ?? 'none'}"${edge}`);
}

const gateMark = ({ left, right }: Gate, height: number, kind: string): string =>
  `<path class="${kind}" d="M${at(height, left.xMm, left.yMm)}L${at(height, right.xMm, right.yMm)}" stroke="${gate.color}" stroke-width="${gate.widthMm}"${kind === 'finish' ? '' : ' stroke-dasharray="12 12"'}/>`;

/** A rectangle around its centre; its height lies along its heading. */
const standing = (height: number, { center, headingDeg }: Pick<TrackBox, 'center' | 'headingDeg'>, marks: string): string =>
  `<g transform="translate(${number(center.xMm)} ${number(height - center.yMm)}) rotate(${number(headingDeg)})">${marks}</g>`;

const block = (top: number, widthMm: number, lengthMm: number, paint: string): string =>
  `<rect x="${number(-widthMm / 2)}" y="${number(top)}" width="${number(widthMm)}" height="${number(lengthMm)}" ${paint}/>`;

/** Its two sides are darker than its top. */
function rampMark(ramped: TrackRamp, height: number): string {
  const { widthMm, lengthMm, topMm } = ramped;
  const side = (lengthMm - topMm) / 2;
  const paint = (share: number): string => `fill="${ramp.color}" fill-opacity="${share}"`;
  const marks = [
    block(-lengthMm / 2, widthMm, side, paint(ramp.share)),
    block(-topMm / 2, widthMm, topMm, paint(ramp.topShare)),
    block(topMm / 2, widthMm, side, paint(ramp.share)),
  ];
  return standing(height, ramped, marks.join(''));
}

const boxMark = (box: TrackBox, height: number): string =>
  standing(
    height,
    box,
    block(-box.lengthMm / 2, box.widthMm, box.lengthMm, `class="box" fill="${box.color}" stroke="${wall.color}" stroke-width="4"`),
  );

function startMark({ start: { xMm, yMm, headingDeg }, floor }: Track): string {
  const place = `translate(${number(xMm)} ${number(floor.heightMm - yMm)}) rotate(${number(headingDeg)})`;
  return `<path class="start" transform="${place}" d="M0 -60L40 40L0 20L-40 40Z" fill="${start.color}"/>`;
}

/** Nothing in it comes from outside: numbers, colours that the schema has checked, and no text of the track. */
export function trackSvg(track: Track): string {
  const { floor, zones, lines, walls, boxes, ramps, checkpoints, finish } = track;
  const { widthMm, heightMm, color } = floor;
  const marks = [
    `<rect width="${number(widthMm)}" height="${number(heightMm)}" fill="${color}"/>`,
    ...zones.map((zone) => zoneMark(zone, heightMm)),
    ...lines.map((line) => lineMark(line, heightMm)),
    ...ramps.map((each) => rampMark(each, heightMm)),
    ...walls.map(
      ({ from, to }) =>
        `<path class="wall" d="M${at(heightMm, from.xMm, from.yMm)}L${at(heightMm, to.xMm, to.yMm)}" stroke="${wall.color}" stroke-width="${wall.widthMm}" stroke-linecap="round"/>`,
    ),
    ...boxes.map((box) => boxMark(box, heightMm)),
    ...checkpoints.map((checkpoint) => gateMark(checkpoint.gate, heightMm, 'checkpoint')),
    ...(finish === null ? [] : [gateMark(finish, heightMm, 'finish')]),
    startMark(track),
  ];
  const size = `width="${number(widthMm)}mm" height="${number(heightMm)}mm" viewBox="0 0 ${number(widthMm)} ${number(heightMm)}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>\n${marks.join('\n')}\n</svg>\n`;
}
