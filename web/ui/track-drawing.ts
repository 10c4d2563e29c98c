/** Draws a track, a trail and a car on a canvas. Layer: web/ui. Floor frame in mm, y up; the canvas has y down. */
import { TRACK_MARKS } from '../../core/sim/track-svg.ts';
import { partOf, type RobotProfile } from '../../core/robot/profile.ts';
import type { PoseView, TelemetryFrame } from '../../core/run/run-types.ts';
import type { Gate, Track, TrackArea, TrackLine, TrackRamp, TrackZone } from '../../core/sim/track.ts';

export const DRAWING_TOKENS = [
  'floor',
  'track',
  'track-mark',
  'wall',
  'trail',
  'car',
  'car-edge',
  'sensor-light',
  'sensor-dark',
  'sonar',
  'signal',
  'surface',
  'block-sense',
  'block-control',
  'block-logic',
  'block-math',
  'block-data',
  'block-functions',
  'block-show',
] as const;

export type DrawingColors = Readonly<Record<(typeof DRAWING_TOKENS)[number], string>>;

/** Of up to eight cars on one floor: the hues of blocks, which colour-blind eyes tell apart; ghosts take them from the end. */
export const CAR_TOKENS = [
  'car',
  'block-control',
  'block-sense',
  'block-data',
  'block-math',
  'block-show',
  'block-functions',
  'block-logic',
] as const satisfies readonly (keyof DrawingColors)[];

export const carColor = (colors: DrawingColors, index: number): string => colors[CAR_TOKENS[index % CAR_TOKENS.length]!];
export const ghostColor = (colors: DrawingColors, index: number): string => colors[CAR_TOKENS.at(-1 - (index % CAR_TOKENS.length))!];

/** From mm on the floor to pixels on the canvas. */
export interface Placement {
  readonly pixelsPerMm: number;
  readonly left: number;
  readonly bottom: number;
}

const PLAIN_FLOOR = '#ffffff';
const PLAIN_LINE = '#000000';
const FLOOR_CORNER_MM = 30;
export const WALL_MM = 12;
const ZONE_EDGE_MM = 6;
const TRAIL_MM = 8;
const TRAIL_PIXELS_MIN = 2;
const LABEL_SHARE = 0.5;
export const GHOST_ALPHA = 0.5;
/** How strongly ways are drawn that nobody has driven yet, or not now. */
export const COMING_ALPHA = 0.22;

/** The whole floor, as large as it fits, in the middle. Sizes in device pixels. */
export function placeTrack(track: Track, width: number, height: number, margin: number): Placement {
  const { widthMm, heightMm } = track.floor;
  const pixelsPerMm = Math.max(0.001, Math.min((width - 2 * margin) / widthMm, (height - 2 * margin) / heightMm));
  return {
    pixelsPerMm,
    left: (width - widthMm * pixelsPerMm) / 2,
    bottom: (height + heightMm * pixelsPerMm) / 2,
  };
}

/** From here on one unit is one mm and y points up. */
function useFloorFrame(context: CanvasRenderingContext2D, { pixelsPerMm, left, bottom }: Placement): void {
  context.setTransform(pixelsPerMm, 0, 0, -pixelsPerMm, left, bottom);
}

/** Bearings count clockwise from up, canvas angles counterclockwise from the right in the floor's frame. */
const canvasAngle = (bearingDeg: number) => ((90 - bearingDeg) * Math.PI) / 180;

function strokeLine(context: CanvasRenderingContext2D, line: TrackLine, colors: DrawingColors): void {
  context.lineWidth = line.widthMm;
  context.strokeStyle = line.color.toLowerCase() === PLAIN_LINE ? colors.track : line.color;
  context.setLineDash(line.dash === undefined ? [] : [line.dash.onMm, line.dash.offMm]);
  context.beginPath();
  if (line.shape === 'arc') {
    context.arc(line.center.xMm, line.center.yMm, line.radiusMm, canvasAngle(line.fromDeg), canvasAngle(line.toDeg), true);
  } else {
    context.moveTo(line.from.xMm, line.from.yMm);
    if (line.shape === 'segment') context.lineTo(line.to.xMm, line.to.yMm);
    else {
      const { control1, control2, to } = line;
      context.bezierCurveTo(control1.xMm, control1.yMm, control2.xMm, control2.yMm, to.xMm, to.yMm);
    }
  }
  context.stroke();
  context.setLineDash([]);
}

function areaPath(context: CanvasRenderingContext2D, area: TrackArea): void {
  context.beginPath();
  if (area.shape === 'disc') context.arc(area.center.xMm, area.center.yMm, area.radiusMm, 0, 2 * Math.PI);
  else if (area.shape === 'polygon') for (const { xMm, yMm } of area.points) context.lineTo(xMm, yMm);
  else {
    const { center, widthMm, heightMm, headingDeg } = area;
    context.save();
    context.translate(center.xMm, center.yMm);
    context.rotate((-headingDeg * Math.PI) / 180);
    context.rect(-widthMm / 2, -heightMm / 2, widthMm, heightMm);
    context.restore();
  }
  context.closePath();
}

/** Painted as it lies on the floor; a stop zone has an edge, so that one without paint is seen too. */
function drawZone(context: CanvasRenderingContext2D, { area, color, stopMs, boxes }: TrackZone, colors: DrawingColors): void {
  areaPath(context, area);
  if (color !== null) {
    context.fillStyle = color;
    context.fill();
  }
  if (stopMs === null && boxes === null) return;
  context.lineWidth = ZONE_EDGE_MM;
  context.strokeStyle = colors.signal;
  context.setLineDash([4 * ZONE_EDGE_MM, 3 * ZONE_EDGE_MM]);
  context.stroke();
  context.setLineDash([]);
}

/** Black and white squares between the posts, two rows. */
function drawFinish(context: CanvasRenderingContext2D, gate: Gate, colors: DrawingColors): void {
  const squares = 10;
  const lengthMm = Math.hypot(gate.right.xMm - gate.left.xMm, gate.right.yMm - gate.left.yMm);
  const sideMm = lengthMm / squares;
  context.save();
  context.translate(gate.left.xMm, gate.left.yMm);
  context.rotate(Math.atan2(gate.right.yMm - gate.left.yMm, gate.right.xMm - gate.left.xMm));
  context.fillStyle = colors['track-mark'];
  for (let i = 0; i < squares; i += 1) context.fillRect(i * sideMm, i % 2 === 0 ? -sideMm : 0, sideMm, sideMm);
  context.restore();
}

/** From here on the shape's middle is the origin and y its heading. */
function standingOn(context: CanvasRenderingContext2D, { center, headingDeg }: Pick<TrackRamp, 'center' | 'headingDeg'>): void {
  context.translate(center.xMm, center.yMm);
  context.rotate((-headingDeg * Math.PI) / 180);
}

/** Its two sides are darker than its top; what is painted on the floor goes over it. */
function drawRamp(context: CanvasRenderingContext2D, ramp: TrackRamp, colors: DrawingColors): void {
  const { widthMm, lengthMm, topMm } = ramp;
  const side = (lengthMm - topMm) / 2;
  context.save();
  standingOn(context, ramp);
  context.fillStyle = colors.wall;
  context.globalAlpha = TRACK_MARKS.ramp.share;
  context.fillRect(-widthMm / 2, -lengthMm / 2, widthMm, side);
  context.fillRect(-widthMm / 2, topMm / 2, widthMm, side);
  context.globalAlpha = TRACK_MARKS.ramp.topShare;
  context.fillRect(-widthMm / 2, -topMm / 2, widthMm, topMm);
  context.restore();
}

/** Where they stand now; where they began, where nobody says otherwise. */
export function drawBoxes(
  context: CanvasRenderingContext2D,
  { boxes }: Track,
  poses: readonly PoseView[] | undefined,
  placement: Placement,
  colors: DrawingColors,
): void {
  boxes.forEach((box, index) => {
    const pose = poses?.[index];
    const center = pose ?? box.center;
    useFloorFrame(context, placement);
    standingOn(context, { center, headingDeg: pose?.headingDeg ?? box.headingDeg });
    context.fillStyle = box.color;
    context.strokeStyle = colors.wall;
    context.lineWidth = 4;
    context.fillRect(-box.widthMm / 2, -box.lengthMm / 2, box.widthMm, box.lengthMm);
    context.strokeRect(-box.widthMm / 2, -box.lengthMm / 2, box.widthMm, box.lengthMm);
  });
}

/** Floor, zones, finish, lines and ramps: what does not move, walls left out. */
export function drawFloor(
  context: CanvasRenderingContext2D,
  { track, cornerMm }: { readonly track: Track; readonly cornerMm: number },
  placement: Placement,
  colors: DrawingColors,
): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  useFloorFrame(context, placement);
  context.fillStyle = track.floor.color.toLowerCase() === PLAIN_FLOOR ? colors.floor : track.floor.color;
  context.beginPath();
  context.roundRect(0, 0, track.floor.widthMm, track.floor.heightMm, cornerMm);
  context.fill();
  for (const zone of track.zones) drawZone(context, zone, colors);
  if (track.finish !== null) drawFinish(context, track.finish, colors);
  context.lineCap = 'butt';
  for (const line of track.lines) strokeLine(context, line, colors);
  for (const ramp of track.ramps) drawRamp(context, ramp, colors);
}

/** The floor and the walls on it: what does not move. */
export function drawTrack(context: CanvasRenderingContext2D, track: Track, placement: Placement, colors: DrawingColors): void {
  drawFloor(context, { track, cornerMm: FLOOR_CORNER_MM }, placement, colors);
  context.lineCap = 'round';
  context.lineWidth = WALL_MM;
  context.strokeStyle = colors.wall;
  for (const wall of track.walls) {
    context.beginPath();
    context.moveTo(wall.from.xMm, wall.from.yMm);
    context.lineTo(wall.to.xMm, wall.to.yMm);
    context.stroke();
  }
}

/** Adds the way from frame `from` on, up to `to`, to a layer that keeps what was drawn before. */
export function drawTrail(
  context: CanvasRenderingContext2D,
  { frames, from, to }: { readonly frames: readonly TelemetryFrame[]; readonly from: number; readonly to: number },
  placement: Placement,
  color: string,
): void {
  useFloorFrame(context, placement);
  context.lineWidth = Math.max(TRAIL_MM, TRAIL_PIXELS_MIN / placement.pixelsPerMm);
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.strokeStyle = color;
  context.beginPath();
  for (let i = Math.max(0, from - 1); i < to; i += 1) {
    const pose = frames[i]!.pose;
    if (pose !== undefined) context.lineTo(pose.xMm, pose.yMm);
  }
  context.stroke();
}

/** The sonar's beam as far as it reaches: to the echo, or fading where there is none. */
function drawBeam(context: CanvasRenderingContext2D, profile: RobotProfile, frame: TelemetryFrame, colors: DrawingColors): void {
  const sonar = partOf(profile, 'sonar');
  if (sonar === undefined) return;
  const reachMm = frame.sonarMm ?? sonar.maxMm;
  const half = (profile.sensing.sonar.beamDeg / 2) * (Math.PI / 180);
  const ahead = Math.PI / 2 - (sonar.headingDeg * Math.PI) / 180;
  context.globalAlpha = frame.sonarMm === null ? 0.06 : 0.16;
  context.fillStyle = colors.sonar;
  context.beginPath();
  context.moveTo(sonar.xMm, sonar.yMm);
  context.arc(sonar.xMm, sonar.yMm, reachMm, ahead - half, ahead + half);
  context.closePath();
  context.fill();
  context.globalAlpha = 1;
}

function drawBody(context: CanvasRenderingContext2D, profile: RobotProfile, color: string, colors: DrawingColors): void {
  const { widthMm, lengthMm, axleToFrontMm, wheelBaseMm, wheelDiameterMm } = profile.body;
  context.fillStyle = colors['car-edge'];
  for (const side of [-1, 1]) {
    context.beginPath();
    context.roundRect((side * wheelBaseMm) / 2 - 14, -wheelDiameterMm / 2, 28, wheelDiameterMm, 8);
    context.fill();
  }
  context.fillStyle = color;
  context.strokeStyle = colors['car-edge'];
  context.lineWidth = 5;
  context.beginPath();
  context.roundRect(-widthMm / 2 + 14, axleToFrontMm - lengthMm, widthMm - 28, lengthMm, 26);
  context.fill();
  context.stroke();
}

/** Each dot is filled by its reading: white over the floor, orange over the line. Drawn larger than life, to be seen. */
function drawSensors(context: CanvasRenderingContext2D, profile: RobotProfile, line: readonly number[], colors: DrawingColors): void {
  const sensors = partOf(profile, 'line')?.sensors ?? [];
  context.lineWidth = 2.5;
  context.strokeStyle = colors['car-edge'];
  sensors.forEach((sensor, index) => {
    const reading = (line[index] ?? 0) / 100;
    context.beginPath();
    context.arc(sensor.xMm, sensor.yMm, 7.5, 0, 2 * Math.PI);
    context.fillStyle = colors['sensor-light'];
    context.fill();
    context.globalAlpha = reading;
    context.fillStyle = colors['sensor-dark'];
    context.fill();
    context.globalAlpha = 1;
    context.stroke();
  });
}

/** As large as fits on the body, upright for whoever drives. */
function drawLabel(context: CanvasRenderingContext2D, { body }: RobotProfile, label: string): void {
  context.save();
  context.translate(0, body.axleToFrontMm - body.lengthMm * 0.6);
  context.scale(1, -1);
  context.font = `700 ${Math.round(Math.min(body.widthMm, body.lengthMm) * LABEL_SHARE)}px system-ui, sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = PLAIN_FLOOR;
  context.fillText(label, 0, 0);
  context.restore();
}

function useCarFrame(context: CanvasRenderingContext2D, pose: PoseView, placement: Placement): void {
  useFloorFrame(context, placement);
  context.translate(pose.xMm, pose.yMm);
  context.rotate((-pose.headingDeg * Math.PI) / 180);
}

export function drawCar(
  context: CanvasRenderingContext2D,
  car: {
    readonly profile: RobotProfile;
    readonly pose: PoseView;
    readonly frame: TelemetryFrame | undefined;
    readonly floor: Track['floor'];
    readonly color?: string;
    readonly label?: string | undefined;
  },
  placement: Placement,
  colors: DrawingColors,
): void {
  const { profile, pose, frame, floor, color = colors.car, label } = car;
  if (frame !== undefined) {
    useFloorFrame(context, placement);
    context.save();
    context.beginPath();
    context.rect(0, 0, floor.widthMm, floor.heightMm);
    context.clip();
    useCarFrame(context, pose, placement);
    drawBeam(context, profile, frame, colors);
    context.restore();
  }
  useCarFrame(context, pose, placement);
  drawBody(context, profile, color, colors);
  drawSensors(context, profile, frame?.line ?? [], colors);
  if (label !== undefined) drawLabel(context, profile, label);
  if (frame === undefined || frame.led === 'off' || frame.led === '') return;
  context.fillStyle = frame.led === 'on' ? colors.signal : frame.led;
  context.beginPath();
  context.arc(0, 0, 12, 0, 2 * Math.PI);
  context.fill();
}

/** Seen through, so that what drives now stays in front. */
export function drawGhost(
  context: CanvasRenderingContext2D,
  ghost: { readonly profile: RobotProfile; readonly pose: PoseView; readonly color: string; readonly label: string },
  placement: Placement,
  colors: DrawingColors,
): void {
  useCarFrame(context, ghost.pose, placement);
  context.globalAlpha = GHOST_ALPHA;
  drawBody(context, ghost.profile, ghost.color, colors);
  context.globalAlpha = 1;
  drawLabel(context, ghost.profile, ghost.label);
}
