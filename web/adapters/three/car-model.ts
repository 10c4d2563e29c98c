/**
 * A car in space, built from its profile: each part at its place. Layer: web/adapters/three. What never changes within a car is one mesh, so that
 * eight cars are few calls a frame.
 */
import {
  CanvasTexture,
  CircleGeometry,
  Color,
  DoubleSide,
  Group,
  InstancedMesh,
  Mesh,
  MeshBasicMaterial,
  MeshLambertMaterial,
  Object3D,
  Plane,
  PlaneGeometry,
  RingGeometry,
  SRGBColorSpace,
  SphereGeometry,
  Vector3,
  type BufferGeometry,
} from 'three';
import { partOf, type RobotProfile } from '../../../core/robot/profile.ts';
import type { PoseView, TelemetryFrame } from '../../../core/run/run-types.ts';
import type { Track } from '../../../core/sim/track.ts';
import type { CarLook, StageScene } from '../../ui/track-picture/stage.ts';
import { GHOST_ALPHA, type DrawingColors } from '../../ui/track-drawing.ts';
import type { Lean } from './ground.ts';
import { SHADOW_AWAY } from './floor-model.ts';
import { ball, barrel, box, dispose, plate, tinted, wheel } from './solids.ts';

/** Where a ghost and a car are at the same place, the ghost is inside. */
const GHOST_SCALE = 0.97;
const WHEEL_MM = 22;
const CLEAR_MM = 14;
const SPOT_MM_MIN = 5;
const SPOT_HEIGHT_MM = 1.6;
const LAMP_MM = 4;
const LABEL_PX = 128;
const BEAM_ALPHA = { echo: 0.22, none: 0.08 } as const;
const SHADOW_ALPHA = 0.3;
const METAL = '#b9bec7';
const BOARD_GREEN = '#2f7d57';

interface Heights {
  readonly axle: number;
  readonly deck: number;
  readonly roof: number;
}

function heightsOf({ body }: RobotProfile): Heights {
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

function bodyOf(profile: RobotProfile, color: string, colors: DrawingColors): BufferGeometry {
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
function wheelOf(radiusMm: number, colors: DrawingColors): BufferGeometry {
  const spoke = { xMm: 0, yMm: 0, heightMm: 0 };
  return tinted([
    [wheel(radiusMm, WHEEL_MM), colors['car-edge']],
    [wheel(radiusMm * 0.62, WHEEL_MM + 1), METAL],
    [box({ wide: WHEEL_MM + 2, long: radiusMm * 1.2, high: radiusMm * 0.2 }, spoke), colors['car-edge']],
    [box({ wide: WHEEL_MM + 2, long: radiusMm * 0.2, high: radiusMm * 1.2 }, spoke), colors['car-edge']],
  ]);
}

function labelOf(profile: RobotProfile, label: string): Mesh {
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
function shadowOf({ body }: RobotProfile): Mesh {
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

/** What the line sensors look at, on the floor, and a lamp above each. */
class SensorSpots {
  readonly group = new Group();
  readonly #spots: InstancedMesh;
  readonly #lamps: InstancedMesh;
  readonly #count: number;
  readonly #light: Color;
  readonly #dark: Color;
  readonly #mixed = new Color();
  #shown: readonly number[] | undefined;

  constructor(profile: RobotProfile, colors: DrawingColors) {
    const sensors = partOf(profile, 'line')?.sensors ?? [];
    this.#count = sensors.length;
    this.#light = new Color(colors['sensor-light']);
    this.#dark = new Color(colors['sensor-dark']);
    const radius = Math.max(SPOT_MM_MIN, profile.sensing.line.spotMm / 2);
    const material = () => new MeshBasicMaterial({ polygonOffset: true, polygonOffsetFactor: -3, polygonOffsetUnits: -3 });
    this.#spots = new InstancedMesh(new CircleGeometry(radius, 16).rotateX(-Math.PI / 2), material(), this.#count);
    const rings = new InstancedMesh(new RingGeometry(radius, radius + 1.6, 16).rotateX(-Math.PI / 2), material(), this.#count);
    rings.material = new MeshBasicMaterial({ color: colors['car-edge'], polygonOffset: true, polygonOffsetFactor: -3 });
    this.#lamps = new InstancedMesh(new SphereGeometry(LAMP_MM, 10, 8), new MeshBasicMaterial(), this.#count);
    const { axleToFrontMm, lengthMm, widthMm } = profile.body;
    const roof = heightsOf(profile).roof;
    const isUnderRoof = (x: number, y: number) => y < axleToFrontMm && y > axleToFrontMm - lengthMm && Math.abs(x) < widthMm / 2 - 14;
    const place = new Object3D();
    sensors.forEach(({ xMm, yMm }, i) => {
      place.position.set(xMm, SPOT_HEIGHT_MM, -yMm);
      place.updateMatrix();
      this.#spots.setMatrixAt(i, place.matrix);
      rings.setMatrixAt(i, place.matrix);
      place.position.y = isUnderRoof(xMm, yMm) ? roof : 12;
      place.updateMatrix();
      this.#lamps.setMatrixAt(i, place.matrix);
    });
    for (const mesh of [this.#spots, rings, this.#lamps]) mesh.frustumCulled = false;
    this.group.add(this.#spots, rings, this.#lamps);
    this.show([]);
  }

  show(readings: readonly number[]): void {
    if (readings === this.#shown || this.#count === 0) return;
    this.#shown = readings;
    for (let i = 0; i < this.#count; i++) {
      this.#mixed.lerpColors(this.#light, this.#dark, Math.min(1, Math.max(0, (readings[i] ?? 0) / 100)));
      this.#spots.setColorAt(i, this.#mixed);
      this.#lamps.setColorAt(i, this.#mixed);
    }
    this.#spots.instanceColor!.needsUpdate = true;
    this.#lamps.instanceColor!.needsUpdate = true;
  }
}

/** It ends where the floor does. */
function floorEdges({ widthMm, heightMm }: Track['floor']): Plane[] {
  return [
    new Plane(new Vector3(1, 0, 0), 0),
    new Plane(new Vector3(-1, 0, 0), widthMm),
    new Plane(new Vector3(0, 0, -1), 0),
    new Plane(new Vector3(0, 0, 1), heightMm),
  ];
}

function beamOf(profile: RobotProfile, color: string, floor: Track['floor']): Mesh<CircleGeometry, MeshBasicMaterial> | undefined {
  const sonar = partOf(profile, 'sonar');
  if (sonar === undefined) return undefined;
  const wide = (profile.sensing.sonar.beamDeg * Math.PI) / 180;
  const ahead = Math.PI / 2 - (sonar.headingDeg * Math.PI) / 180;
  const sector = new CircleGeometry(1, 12, ahead - wide / 2, wide).rotateX(-Math.PI / 2);
  const material = new MeshBasicMaterial({
    ...{ color, transparent: true, depthWrite: false, side: DoubleSide, clippingPlanes: floorEdges(floor) },
  });
  const mesh = new Mesh(sector, material);
  mesh.position.set(sonar.xMm, heightsOf(profile).deck + 12, -sonar.yMm);
  return mesh;
}

export class CarModel {
  readonly root = new Group();
  readonly #profile: RobotProfile;
  readonly #shadow: Mesh;
  readonly #wheels: readonly Mesh[];
  readonly #spots: SensorSpots | undefined;
  readonly #beam: Mesh<CircleGeometry, MeshBasicMaterial> | undefined;
  readonly #lamp: Mesh<BufferGeometry, MeshBasicMaterial> | undefined;
  readonly #signal: string;
  #before: PoseView | undefined;

  constructor({ profile, color, label }: CarLook, { colors, track: { floor } }: Pick<StageScene, 'colors' | 'track'>, isGhost: boolean) {
    this.#profile = profile;
    this.#signal = colors.signal;
    const paint = () => new MeshLambertMaterial({ vertexColors: true, ...(isGhost && { transparent: true, opacity: GHOST_ALPHA }) });
    const { axle, roof } = heightsOf(profile);
    this.root.add(new Mesh(bodyOf(profile, color, colors), paint()));
    this.#wheels = [-1, 1].map((side) => {
      const mesh = new Mesh(wheelOf(axle, colors), paint());
      mesh.position.set((side * profile.body.wheelBaseMm) / 2, axle, 0);
      return mesh;
    });
    this.root.add(...this.#wheels);
    if (label !== undefined) this.root.add(labelOf(profile, label));
    this.#shadow = shadowOf(profile);
    this.root.add(this.#shadow);
    if (isGhost) {
      this.root.scale.setScalar(GHOST_SCALE);
      return;
    }
    this.#spots = new SensorSpots(profile, colors);
    this.#beam = beamOf(profile, colors.sonar, floor);
    this.#lamp = new Mesh(new SphereGeometry(9, 14, 10), new MeshBasicMaterial());
    this.#lamp.position.set(0, roof + 3, 0);
    this.root.add(this.#spots.group, this.#lamp);
    if (this.#beam !== undefined) this.root.add(this.#beam);
  }

  /** undefined: nobody knows where it is. */
  place(pose: PoseView | undefined, { heightMm, pitch }: Lean): void {
    this.root.visible = pose !== undefined;
    if (pose === undefined) return;
    const turn = (-pose.headingDeg * Math.PI) / 180;
    this.root.position.set(pose.xMm, heightMm, -pose.yMm);
    this.root.rotation.set(pitch, turn, 0, 'YXZ');
    const { axle, roof } = heightsOf(this.#profile);
    const { axleToFrontMm, lengthMm } = this.#profile.body;
    const [awayX, awayZ] = [SHADOW_AWAY.x * roof * 0.5, -SHADOW_AWAY.y * roof * 0.5];
    this.#shadow.position.set(
      awayX * Math.cos(turn) - awayZ * Math.sin(turn),
      0.8,
      awayX * Math.sin(turn) + awayZ * Math.cos(turn) - (axleToFrontMm - lengthMm / 2),
    );
    this.#roll(pose, axle);
  }

  show(frame: TelemetryFrame | undefined): void {
    this.#spots?.show(frame?.line ?? []);
    this.#showBeam(frame);
    if (this.#lamp === undefined) return;
    this.#lamp.visible = frame !== undefined && frame.led !== 'off' && frame.led !== '';
    if (this.#lamp.visible) this.#lamp.material.color.set(frame!.led === 'on' ? this.#signal : frame!.led);
  }

  close(): void {
    dispose(this.root);
  }

  /** Each wheel by the way it made: half the turn more on one side, less on the other. */
  #roll(pose: PoseView, radiusMm: number): void {
    const before = this.#before ?? pose;
    this.#before = pose;
    const heading = (pose.headingDeg * Math.PI) / 180;
    const ahead = (pose.xMm - before.xMm) * Math.sin(heading) + (pose.yMm - before.yMm) * Math.cos(heading);
    const turned = (((((pose.headingDeg - before.headingDeg) % 360) + 540) % 360) - 180) * (Math.PI / 180);
    this.#wheels.forEach((mesh, index) => {
      const way = ahead + (index === 0 ? 1 : -1) * turned * (this.#profile.body.wheelBaseMm / 2);
      mesh.rotation.x -= way / radiusMm;
    });
  }

  #showBeam(frame: TelemetryFrame | undefined): void {
    if (this.#beam === undefined) return;
    this.#beam.visible = frame !== undefined;
    if (frame === undefined) return;
    const reachMm = frame.sonarMm ?? partOf(this.#profile, 'sonar')!.maxMm;
    this.#beam.scale.set(reachMm, 1, reachMm);
    this.#beam.material.opacity = frame.sonarMm === null ? BEAM_ALPHA.none : BEAM_ALPHA.echo;
  }
}
