/** A car's shapes, built from its profile: chassis, parts, wheels, label, shadow. Layer: web/adapters/three. What never changes within a car is one mesh, so that eight cars are few calls a frame. */
import { CanvasTexture, Mesh, MeshBasicMaterial, PlaneGeometry, SRGBColorSpace, type BufferGeometry } from 'three';
import { partOf, type RobotProfile } from '../../../core/robot/profile.ts';
import type { DrawingColors } from '../../ui/track-drawing.ts';
import { ball, barrel, box, plate, tinted, wheel } from './solids.ts';

const WHEEL_MM = 22;
const CLEAR_MM = 14;
const LABEL_PX = 128;
const SHADOW_ALPHA = 0.3;
const METAL = '#b9bec7';
const BOARD_GREEN = '#2f7d57';

interface Heights {
  readonly axle: number;
  readonly deck: number;
  readonly roof: number;
}

export function heightsOf({ body }: RobotProfile): Heights {
  const axle = body.wheelDiameterMm / 2;
  const deck = Math.max(CLEAR_MM, axle * 0.6);
  return { axle, deck, roof: Math.max(deck + 22, axle + 14) };
}

function lineBar(profile: RobotProfile, colors: DrawingColors): readonly (readonly [BufferGeometry, string])[] {
  const sensors = partOf(profile, 'line')?.sensors ?? [];
  if (sensors.length === 0) return [];
  const xs = sensors.map(({ xMm }) => xMm);
  const ys = sensors.map(({ yMm }) => yMm);
  const [low, high] = [Math.min(...ys), Math.max(...ys)];
  const wide = Math.max(...xs) - Math.min(...xs) + 14;
  const middle = { xMm: (Math.max(...xs) + Math.min(...xs)) / 2, yMm: (low + high) / 2, heightMm: 9 };
  return [
    [box({ wide, long: high - low + 12, high: 3 }, middle), BOARD_GREEN],
    ...sensors.map(({ xMm, yMm }) => [box({ wide: 6, long: 6, high: 5 }, { xMm, yMm, heightMm: 5 }), colors['car-edge']] as const),
  ];
}

function sonarEyes(profile: RobotProfile, { deck }: Heights): readonly (readonly [BufferGeometry, string])[] {
  const sonar = partOf(profile, 'sonar');
  if (sonar === undefined) return [];
  const heading = (sonar.headingDeg * Math.PI) / 180;
  const heightMm = deck + 12;
  const eye = (side: number) => ({
    xMm: sonar.xMm + side * 12 * Math.cos(heading),
    yMm: sonar.yMm - side * 12 * Math.sin(heading),
    heightMm,
  });
  const board = box({ wide: 44, long: 3, high: 20 }, { xMm: 0, yMm: -6, heightMm: 0 });
  board.rotateY(-heading).translate(sonar.xMm, heightMm, -sonar.yMm);
  return [
    [board, BOARD_GREEN],
    [barrel(8, 12, sonar.headingDeg, eye(-1)), METAL],
    [barrel(8, 12, sonar.headingDeg, eye(1)), METAL],
  ];
}

export function bodyOf(profile: RobotProfile, color: string, colors: DrawingColors): BufferGeometry {
  const { widthMm, lengthMm, axleToFrontMm } = profile.body;
  const heights = heightsOf(profile);
  const middleY = axleToFrontMm - lengthMm / 2;
  const wide = widthMm - 28;
  const edge = colors['car-edge'];
  const at = (heightMm: number) => ({ xMm: 0, yMm: middleY, heightMm });
  const switches = partOf(profile, 'bump')?.switches ?? [];
  const colorSensor = partOf(profile, 'color');
  return tinted([
    [plate({ wide, long: lengthMm, high: 5, corner: 26 }, at(heights.deck)), edge],
    [plate({ wide: wide - 8, long: lengthMm - 10, high: heights.roof - heights.deck - 5, corner: 24 }, at(heights.deck + 5)), color],
    [barrel(5, profile.body.wheelBaseMm, 90, { xMm: 0, yMm: 0, heightMm: heights.axle }), METAL],
    [ball(heights.deck / 2, { xMm: 0, yMm: axleToFrontMm - lengthMm + 18, heightMm: heights.deck / 2 }), METAL],
    ...lineBar(profile, colors),
    ...sonarEyes(profile, heights),
    ...switches.map(({ xMm, yMm }) => [box({ wide: 16, long: 8, high: 8 }, { xMm, yMm, heightMm: heights.deck + 2 }), METAL] as const),
    ...(colorSensor === undefined
      ? []
      : [[box({ wide: 14, long: 14, high: 4 }, { xMm: colorSensor.xMm, yMm: colorSensor.yMm, heightMm: 11 }), BOARD_GREEN] as const]),
  ]);
}

/** A tyre, a hub and spokes: one sees it turn. */
export function wheelOf(radiusMm: number, colors: DrawingColors): BufferGeometry {
  const spoke = { xMm: 0, yMm: 0, heightMm: 0 };
  return tinted([
    [wheel(radiusMm, WHEEL_MM), colors['car-edge']],
    [wheel(radiusMm * 0.62, WHEEL_MM + 1), METAL],
    [box({ wide: WHEEL_MM + 2, long: radiusMm * 1.2, high: radiusMm * 0.2 }, spoke), colors['car-edge']],
    [box({ wide: WHEEL_MM + 2, long: radiusMm * 0.2, high: radiusMm * 1.2 }, spoke), colors['car-edge']],
  ]);
}

export function labelOf(profile: RobotProfile, label: string): Mesh {
  const context = document.createElement('canvas').getContext('2d')!;
  context.canvas.width = LABEL_PX;
  context.canvas.height = LABEL_PX;
  context.font = `700 ${LABEL_PX * 0.8}px system-ui, sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = 'white';
  context.fillText(label, LABEL_PX / 2, LABEL_PX / 2);
  const map = new CanvasTexture(context.canvas);
  map.colorSpace = SRGBColorSpace;
  const { widthMm, lengthMm, axleToFrontMm } = profile.body;
  const side = Math.min(widthMm, lengthMm) * 0.6;
  const mesh = new Mesh(new PlaneGeometry(side, side).rotateX(-Math.PI / 2), new MeshBasicMaterial({ map, transparent: true }));
  mesh.position.set(0, heightsOf(profile).roof + 1, -(axleToFrontMm - lengthMm * 0.6));
  return mesh;
}

/** Soft at its edges, drawn once. */
export function shadowOf({ body }: RobotProfile): Mesh {
  const context = document.createElement('canvas').getContext('2d')!;
  context.canvas.width = 64;
  context.canvas.height = 64;
  const gradient = context.createRadialGradient(32, 32, 12, 32, 32, 32);
  gradient.addColorStop(0, 'black');
  gradient.addColorStop(1, 'transparent');
  context.fillStyle = gradient;
  context.fillRect(0, 0, 64, 64);
  const material = new MeshBasicMaterial({
    ...{ map: new CanvasTexture(context.canvas), transparent: true, opacity: SHADOW_ALPHA, depthWrite: false },
    ...{ polygonOffset: true, polygonOffsetFactor: -1, polygonOffsetUnits: -1 },
  });
  const mesh = new Mesh(new PlaneGeometry(body.widthMm * 1.35, body.lengthMm * 1.3).rotateX(-Math.PI / 2), material);
  mesh.renderOrder = -1;
  return mesh;
}
