/**
 * The layers of a replay on its track. Layer: web/features/runs.
 * The track and the whole way are drawn when the size changes; the way up to the cursor grows forwards and is drawn anew backwards; the car
 * is drawn whenever the cursor has moved.
 */
import type { RobotProfile } from '../../../core/robot/profile.ts';
import type { TelemetryFrame } from '../../../core/run/run-types.ts';
import type { Track } from '../../../core/sim/track.ts';
import { frameIndexAt, poseAt } from '../../ui/pose-at.ts';
import { drawCar, drawTrack, drawTrail, placeTrack, type DrawingColors, type Placement } from '../../ui/track-drawing.ts';

const MARGIN_SHARE = 0.02;
/** How strongly the way still to come is drawn. */
const COMING_ALPHA = 0.22;

export interface ReplayScene {
  readonly track: Track;
  readonly profile: RobotProfile;
  readonly frames: readonly TelemetryFrame[];
  readonly colors: DrawingColors;
}

export class ReplayStage {
  readonly #context: CanvasRenderingContext2D;
  readonly #still = document.createElement('canvas').getContext('2d')!;
  readonly #trail = document.createElement('canvas').getContext('2d')!;
  #placement: Placement = { pixelsPerMm: 1, left: 0, bottom: 0 };
  #scene: ReplayScene | undefined;
  #trailLength = 0;
  #shownAtMs = -1;

  constructor(canvas: HTMLCanvasElement) {
    this.#context = canvas.getContext('2d')!;
  }

  /** Size in device pixels. */
  arrange(scene: ReplayScene, width: number, height: number): void {
    this.#scene = scene;
    const { track, frames, colors } = scene;
    for (const context of [this.#context, this.#still, this.#trail]) {
      context.canvas.width = Math.max(1, width);
      context.canvas.height = Math.max(1, height);
    }
    this.#placement = placeTrack(track, width, height, Math.min(width, height) * MARGIN_SHARE);
    drawTrack(this.#still, track, this.#placement, colors);
    this.#still.globalAlpha = COMING_ALPHA;
    drawTrail(this.#still, frames, 0, this.#placement, colors);
    this.#still.globalAlpha = 1;
    this.#trailLength = 0;
    this.#shownAtMs = -1;
  }

  draw(atMs: number): void {
    const scene = this.#scene;
    if (scene === undefined || atMs === this.#shownAtMs) return;
    this.#shownAtMs = atMs;
    const { track, profile, frames } = scene;
    const index = frameIndexAt(frames, atMs);
    this.#growTrail(scene, index + 1);
    const context = this.#context;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, context.canvas.width, context.canvas.height);
    context.drawImage(this.#still.canvas, 0, 0);
    context.drawImage(this.#trail.canvas, 0, 0);
    const pose = index < 0 ? track.start : poseAt(frames, atMs);
    if (pose !== undefined) drawCar(context, { profile, pose, frame: frames[index], floor: track.floor }, this.#placement, scene.colors);
  }

  #growTrail({ frames, colors }: ReplayScene, length: number): void {
    if (length < this.#trailLength) {
      this.#trail.setTransform(1, 0, 0, 1, 0, 0);
      this.#trail.clearRect(0, 0, this.#trail.canvas.width, this.#trail.canvas.height);
      this.#trailLength = 0;
    }
    if (length > this.#trailLength) drawTrail(this.#trail, frames.slice(0, length), this.#trailLength, this.#placement, colors);
    this.#trailLength = length;
  }
}
