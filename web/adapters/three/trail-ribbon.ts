/** The way a car came, as a ribbon on the floor that grows. Layer: web/adapters/three. */
import { BufferAttribute, BufferGeometry, DoubleSide, DynamicDrawUsage, Mesh, MeshBasicMaterial } from 'three';
import type { TelemetryFrame } from '../../../core/run/run-types.ts';

const HALF_WIDTH_MM = 4;
const HEIGHT_MM = 1;
/** A car that stands adds nothing. */
const STEP_MM_MIN = 3;
const POINTS_FIRST = 2048;

export class TrailRibbon {
  readonly mesh: Mesh<BufferGeometry, MeshBasicMaterial>;
  readonly #groundMm: (xMm: number, yMm: number) => number;
  /** Of points, two corners each. */
  #capacity = 0;
  #count = 0;
  #last: { readonly xMm: number; readonly yMm: number } | undefined;

  /** @param groundMm how high the ground is at a point of the floor */
  constructor(color: string, groundMm: (xMm: number, yMm: number) => number, opacity = 1) {
    this.#groundMm = groundMm;
    const material = new MeshBasicMaterial({
      ...{ color, opacity, transparent: opacity < 1, depthWrite: opacity === 1, side: DoubleSide },
      ...{ polygonOffset: true, polygonOffsetFactor: -2, polygonOffsetUnits: -2 },
    });
    this.mesh = new Mesh(new BufferGeometry(), material);
    this.mesh.frustumCulled = false;
    this.#grow(POINTS_FIRST);
  }

  get pointCount(): number {
    return this.#count;
  }

  clear(): void {
    this.#count = 0;
    this.#last = undefined;
    this.mesh.geometry.setDrawRange(0, 0);
  }

  add(frames: readonly TelemetryFrame[], from: number, to: number): void {
    const first = this.#count;
    for (let i = from; i < to; i++) {
      const pose = frames[i]!.pose;
      if (pose !== undefined) this.#addPoint(pose.xMm, pose.yMm, pose.headingDeg);
    }
    if (this.#count === first) return;
    const position = this.#position;
    position.addUpdateRange(first * 6, (this.#count - first) * 6);
    position.needsUpdate = true;
    this.mesh.geometry.setDrawRange(0, Math.max(0, this.#count - 1) * 6);
  }

  #addPoint(xMm: number, yMm: number, headingDeg: number): void {
    const last = this.#last;
    let [dx, dy] = [Math.sin((headingDeg * Math.PI) / 180), Math.cos((headingDeg * Math.PI) / 180)];
    if (last !== undefined) {
      const length = Math.hypot(xMm - last.xMm, yMm - last.yMm);
      if (length < STEP_MM_MIN) return;
      [dx, dy] = [(xMm - last.xMm) / length, (yMm - last.yMm) / length];
    }
    if (this.#count === this.#capacity) this.#grow(2 * this.#capacity);
    const [sideX, sideY] = [-dy * HALF_WIDTH_MM, dx * HALF_WIDTH_MM];
    const { array } = this.#position;
    const at = this.#count * 6;
    const height = HEIGHT_MM + this.#groundMm(xMm, yMm);
    array.set([xMm + sideX, height, -(yMm + sideY), xMm - sideX, height, -(yMm - sideY)], at);
    this.#count += 1;
    this.#last = { xMm, yMm };
  }

  get #position(): BufferAttribute {
    return this.mesh.geometry.getAttribute('position') as BufferAttribute;
  }

  /** A card's buffer keeps its size: a larger one takes its place. */
  #grow(capacity: number): void {
    const before = this.mesh.geometry;
    const corners = new Float32Array(capacity * 6);
    if (this.#capacity > 0) corners.set((before.getAttribute('position') as BufferAttribute).array);
    const index = new Uint32Array((capacity - 1) * 6);
    for (let i = 0; i < capacity - 1; i++) index.set([2 * i, 2 * i + 1, 2 * i + 2, 2 * i + 1, 2 * i + 3, 2 * i + 2], i * 6);
    const geometry = new BufferGeometry();
    geometry.setAttribute('position', new BufferAttribute(corners, 3).setUsage(DynamicDrawUsage));
    geometry.setIndex(new BufferAttribute(index, 1));
    geometry.setDrawRange(0, Math.max(0, this.#count - 1) * 6);
    this.mesh.geometry = geometry;
    this.#capacity = capacity;
    before.dispose();
  }
}
