/** A track's boxes, which cars push. Layer: web/adapters/three. All of them are one call a frame. */
import { BoxGeometry, Color, InstancedMesh, MeshLambertMaterial, Object3D } from 'three';
import type { PoseView } from '../../../core/run/run-types.ts';
import type { Track } from '../../../core/sim/track.ts';
import { leanOf } from './ground.ts';

export class BoxModels {
  readonly mesh: InstancedMesh;
  readonly #track: Track;
  readonly #place = new Object3D();
  #shown: readonly PoseView[] | undefined;

  constructor(track: Track) {
    this.#track = track;
    this.mesh = new InstancedMesh(new BoxGeometry(1, 1, 1), new MeshLambertMaterial(), track.boxes.length);
    this.mesh.frustumCulled = false;
    const color = new Color();
    track.boxes.forEach((box, index) => this.mesh.setColorAt(index, color.set(box.color)));
    this.#move(track.boxes.map(({ center, headingDeg }) => ({ ...center, headingDeg })));
  }

  /** undefined: where they began. */
  place(poses: readonly PoseView[] | undefined): void {
    if (poses === this.#shown) return;
    this.#shown = poses;
    this.#move(poses ?? this.#track.boxes.map(({ center, headingDeg }) => ({ ...center, headingDeg })));
  }

  #move(poses: readonly PoseView[]): void {
    this.#track.boxes.forEach(({ widthMm, lengthMm, heightMm }, index) => {
      const pose = poses[index];
      if (pose === undefined) return;
      const lean = leanOf(this.#track, pose);
      this.#place.position.set(pose.xMm, lean.heightMm + heightMm / 2, -pose.yMm);
      this.#place.rotation.set(lean.pitch, (-pose.headingDeg * Math.PI) / 180, 0, 'YXZ');
      this.#place.scale.set(widthMm, heightMm, lengthMm);
      this.#place.updateMatrix();
      this.mesh.setMatrixAt(index, this.#place.matrix);
    });
    this.mesh.instanceMatrix.needsUpdate = true;
  }
}
