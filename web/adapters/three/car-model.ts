/** A car in space that goes where its frames say. Layer: web/adapters/three. */
import {
  CircleGeometry,
  DoubleSide,
  Group,
  Mesh,
  MeshBasicMaterial,
  MeshLambertMaterial,
  Plane,
  SphereGeometry,
  Vector3,
  type BufferGeometry,
} from 'three';
import { partOf, type RobotProfile } from '../../../core/robot/profile.ts';
import type { PoseView, TelemetryFrame } from '../../../core/run/run-types.ts';
import type { Track } from '../../../core/sim/track.ts';
import type { CarLook, StageScene } from '../../ui/track-picture/stage.ts';
import { GHOST_ALPHA } from '../../ui/track-drawing.ts';
import { bodyOf, heightsOf, labelOf, shadowOf, wheelOf } from './car-shapes.ts';
import { SHADOW_AWAY } from './floor-model.ts';
import type { Lean } from './ground.ts';
import { SensorSpots } from './sensor-spots.ts';
import { dispose } from './solids.ts';

/** Where a ghost and a car are at the same place, the ghost is inside. */
const GHOST_SCALE = 0.97;
const BEAM_ALPHA = { echo: 0.22, none: 0.08 } as const;

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
