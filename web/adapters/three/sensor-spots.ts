/** What the line sensors look at, on the floor, and a lamp above each by what it reads. Layer: web/adapters/three. */
import { CircleGeometry, Color, Group, InstancedMesh, MeshBasicMaterial, Object3D, RingGeometry, SphereGeometry } from 'three';
import { partOf, type RobotProfile } from '../../../core/robot/profile.ts';
import type { DrawingColors } from '../../ui/track-drawing.ts';
import { heightsOf } from './car-shapes.ts';

const SPOT_MM_MIN = 5;
const SPOT_HEIGHT_MM = 1.6;
const LAMP_MM = 4;

export class SensorSpots {
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
