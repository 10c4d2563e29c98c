/** The floor with all that is painted on it, and what stands on it. Layer: web/adapters/three. */
import {
  BoxGeometry,
  BufferGeometry,
  CanvasTexture,
  DoubleSide,
  Float32BufferAttribute,
  Group,
  InstancedMesh,
  Mesh,
  MeshBasicMaterial,
  MeshLambertMaterial,
  Object3D,
  SRGBColorSpace,
} from 'three';
import type { Track, TrackRamp } from '../../../core/sim/track.ts';
import { drawFloor, WALL_MM, type DrawingColors, type Placement } from '../../ui/track-drawing.ts';

const WALL_HEIGHT_MM = 70;
const BOARD_MM = 18;
const PIXELS_PER_MM_MAX = 1.5;
const TEXTURE_PX_MAX = 4096;
const ANISOTROPY = 8;
/** How far a shadow falls, as shares of the height of what throws it. */
export const SHADOW_AWAY = { x: 0.45, y: -0.3 } as const;
const SHADOW = 'rgb(31 36 48 / 16%)';

export interface CardLimits {
  readonly maxTextureSize: number;
  readonly anisotropyMax: number;
}

interface Standing {
  readonly corners: readonly (readonly [x: number, y: number])[];
  readonly heightMm: number;
}

/** Painted once on the floor: what stands still throws its shadow there, at no cost a frame. */
function drawShadows(context: CanvasRenderingContext2D, standing: readonly Standing[], { pixelsPerMm, left, bottom }: Placement): void {
  context.setTransform(pixelsPerMm, 0, 0, -pixelsPerMm, left, bottom);
  context.fillStyle = SHADOW;
  context.beginPath();
  for (const { corners, heightMm } of standing) {
    const [awayX, awayY] = [SHADOW_AWAY.x * heightMm, SHADOW_AWAY.y * heightMm];
    corners.forEach(([x, y], i) => {
      const [nextX, nextY] = corners[(i + 1) % corners.length]!;
      const isSeenByLight = (nextX - x) * awayY - (nextY - y) * awayX > 0;
      const side: readonly (readonly [number, number])[] = [
        [x, y],
        [nextX, nextY],
        [nextX + awayX, nextY + awayY],
        [x + awayX, y + awayY],
      ];
      (isSeenByLight ? side : side.toReversed()).forEach(([px, py], k) => (k === 0 ? context.moveTo(px, py) : context.lineTo(px, py)));
      context.closePath();
    });
  }
  context.fill('nonzero');
}

function floorTexture(track: Track, standing: readonly Standing[], colors: DrawingColors, limits: CardLimits): CanvasTexture {
  const { widthMm, heightMm } = track.floor;
  const sidePx = Math.min(TEXTURE_PX_MAX, limits.maxTextureSize);
  const pixelsPerMm = Math.min(PIXELS_PER_MM_MAX, sidePx / Math.max(widthMm, heightMm));
  const context = document.createElement('canvas').getContext('2d')!;
  context.canvas.width = Math.ceil(widthMm * pixelsPerMm);
  context.canvas.height = Math.ceil(heightMm * pixelsPerMm);
  const placement = { pixelsPerMm, left: 0, bottom: context.canvas.height };
  drawFloor(context, { track, cornerMm: 0 }, placement, colors);
  drawShadows(context, standing, placement);
  const texture = new CanvasTexture(context.canvas);
  texture.colorSpace = SRGBColorSpace;
  texture.anisotropy = Math.min(ANISOTROPY, limits.anisotropyMax);
  return texture;
}

/** A level sheet whose corners take their colours from the floor's own picture. */
function floorSheet(track: Track): BufferGeometry {
  const { widthMm, heightMm } = track.floor;
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new Float32BufferAttribute([0, 0, 0, widthMm, 0, 0, widthMm, 0, -heightMm, 0, 0, -heightMm], 3));
  geometry.setAttribute('uv', new Float32BufferAttribute([0, 0, 1, 0, 1, 1, 0, 1], 2));
  geometry.setIndex([0, 1, 2, 0, 2, 3]);
  return geometry;
}

/** Four level or sloping sides, the floor's own picture going over them, and two upright ones. */
function rampModel(ramp: TrackRamp, { floor }: Track, map: CanvasTexture, color: string): Group {
  const { center, widthMm, lengthMm, topMm, heightMm, headingDeg } = ramp;
  const heading = (headingDeg * Math.PI) / 180;
  const profile = [
    [-lengthMm / 2, 0],
    [-topMm / 2, heightMm],
    [topMm / 2, heightMm],
    [lengthMm / 2, 0],
  ] as const;
  const corner = (across: number, [along, high]: readonly [number, number]): readonly [number, number, number] => [
    center.xMm + across * Math.cos(heading) + along * Math.sin(heading),
    high,
    center.yMm - across * Math.sin(heading) + along * Math.cos(heading),
  ];
  const sheet: (readonly [number, number, number])[] = [];
  const sides: (readonly [number, number, number])[] = [];
  const half = widthMm / 2;
  for (let i = 0; i < 3; i++) {
    const [from, to] = [profile[i]!, profile[i + 1]!];
    sheet.push(corner(-half, from), corner(half, from), corner(half, to), corner(-half, from), corner(half, to), corner(-half, to));
    for (const side of [-half, half]) {
      const [base, baseTo] = [
        [from[0], 0],
        [to[0], 0],
      ] as const;
      sides.push(corner(side, base), corner(side, baseTo), corner(side, to), corner(side, base), corner(side, to), corner(side, from));
    }
  }
  const solid = (corners: readonly (readonly [number, number, number])[]) => {
    const geometry = new BufferGeometry();
    geometry.setAttribute(
      'position',
      new Float32BufferAttribute(
        corners.flatMap(([x, high, y]) => [x, high, -y]),
        3,
      ),
    );
    geometry.setAttribute(
      'uv',
      new Float32BufferAttribute(
        corners.flatMap(([x, , y]) => [x / floor.widthMm, y / floor.heightMm]),
        2,
      ),
    );
    geometry.computeVertexNormals();
    return geometry;
  };
  const model = new Group();
  model.add(new Mesh(solid(sheet), new MeshLambertMaterial({ map, polygonOffset: true, polygonOffsetFactor: -1, polygonOffsetUnits: -1 })));
  model.add(new Mesh(solid(sides), new MeshLambertMaterial({ color, side: DoubleSide })));
  return model;
}

function wallsOf(track: Track, color: string): InstancedMesh {
  const walls = new InstancedMesh(new BoxGeometry(1, 1, 1), new MeshLambertMaterial({ color }), track.walls.length);
  const place = new Object3D();
  track.walls.forEach(({ from, to }, i) => {
    const [dx, dy] = [to.xMm - from.xMm, to.yMm - from.yMm];
    place.position.set((from.xMm + to.xMm) / 2, WALL_HEIGHT_MM / 2, -(from.yMm + to.yMm) / 2);
    place.rotation.y = Math.atan2(dy, dx);
    place.scale.set(Math.hypot(dx, dy) + WALL_MM, WALL_HEIGHT_MM, WALL_MM);
    place.updateMatrix();
    walls.setMatrixAt(i, place.matrix);
  });
  return walls;
}

function wallStanding({ from, to }: Track['walls'][number]): Standing {
  const [dx, dy] = [to.xMm - from.xMm, to.yMm - from.yMm];
  const length = Math.max(1, Math.hypot(dx, dy));
  const [ux, uy] = [(dx / length) * (WALL_MM / 2), (dy / length) * (WALL_MM / 2)];
  const [start, end] = [
    [from.xMm - ux, from.yMm - uy],
    [to.xMm + ux, to.yMm + uy],
  ] as const;
  const corners = [
    [start[0] + uy, start[1] - ux],
    [end[0] + uy, end[1] - ux],
    [end[0] - uy, end[1] + ux],
    [start[0] - uy, start[1] + ux],
  ] as const;
  return { corners, heightMm: WALL_HEIGHT_MM };
}

export function floorModel(track: Track, colors: DrawingColors, limits: CardLimits): Group {
  const model = new Group();
  const { widthMm, heightMm } = track.floor;
  const map = floorTexture(track, track.walls.map(wallStanding), colors, limits);
  model.add(new Mesh(floorSheet(track), new MeshBasicMaterial({ map })));
  const board = new Mesh(new BoxGeometry(widthMm, BOARD_MM, heightMm), new MeshLambertMaterial({ color: colors['track-mark'] }));
  board.position.set(widthMm / 2, -BOARD_MM / 2 - 1, -heightMm / 2);
  model.add(board);
  for (const ramp of track.ramps) model.add(rampModel(ramp, track, map, colors.wall));
  if (track.walls.length > 0) model.add(wallsOf(track, colors.wall));
  return model;
}
