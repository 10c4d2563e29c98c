/**
 * The layers of the track view and when each is drawn again. Layer: web/features/track.
 * The track is drawn when its size or colours change; the trail grows by its new end; only the car is drawn in every frame.
 */
import type { RobotProfile } from '../../../core/robot/profile.ts';
import type { Track } from '../../../core/sim/track.ts';
import type { TelemetryBuffer } from '../../state/telemetry-buffer.ts';
import { poseAt } from '../../ui/pose-at.ts';
import { Playback } from './playback.ts';
import { drawCar, drawTrack, drawTrail, placeTrack, type DrawingColors, type Placement } from '../../ui/track-drawing.ts';

const MARGIN_SHARE = 0.02;

export class TrackStage {
  readonly #context: CanvasRenderingContext2D;
  readonly #still = document.createElement('canvas').getContext('2d')!;
  readonly #trail = document.createElement('canvas').getContext('2d')!;
  readonly #playback = new Playback();
  #placement: Placement = { pixelsPerMm: 1, left: 0, bottom: 0 };
  #trailFirst: unknown;
  #trailLength = 0;
  #shownVersion = -1;
  #shownAtMs = -1;
  #stale = true;

  constructor(canvas: HTMLCanvasElement) {
    this.#context = canvas.getContext('2d')!;
  }

  /** Size in device pixels. */
  arrange(track: Track, width: number, height: number, colors: DrawingColors): void {
    for (const context of [this.#context, this.#still, this.#trail]) {
      context.canvas.width = Math.max(1, width);
      context.canvas.height = Math.max(1, height);
    }
    this.#placement = placeTrack(track, width, height, Math.min(width, height) * MARGIN_SHARE);
    drawTrack(this.#still, track, this.#placement, colors);
    this.#trailFirst = undefined;
    this.#stale = true;
  }

  /** Draws if anything has changed since the last time. */
  draw(
    scene: {
      readonly track: Track;
      readonly profile: RobotProfile;
      readonly telemetry: TelemetryBuffer;
      readonly driving: boolean;
      readonly colors: DrawingColors;
    },
    elapsedMs: number,
  ): void {
    const { track, profile, telemetry, driving, colors } = scene;
    const { frames, latest } = telemetry;
    const atMs = this.#playback.advance(elapsedMs, latest?.atMs ?? 0, driving);
    if (!this.#stale && telemetry.version === this.#shownVersion && atMs === this.#shownAtMs) return;
    this.#stale = false;
    this.#shownVersion = telemetry.version;
    this.#shownAtMs = atMs;
    this.#growTrail(telemetry, colors);
    const context = this.#context;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, context.canvas.width, context.canvas.height);
    context.drawImage(this.#still.canvas, 0, 0);
    context.drawImage(this.#trail.canvas, 0, 0);
    const pose = frames.length === 0 ? track.start : poseAt(frames, atMs);
    if (pose !== undefined) drawCar(context, { profile, pose, frame: latest, floor: track.floor }, this.#placement, colors);
  }

  #growTrail(telemetry: TelemetryBuffer, colors: DrawingColors): void {
    const { frames } = telemetry;
    const first = frames[0];
    if (first !== this.#trailFirst || frames.length < this.#trailLength) {
      this.#trail.setTransform(1, 0, 0, 1, 0, 0);
      this.#trail.clearRect(0, 0, this.#trail.canvas.width, this.#trail.canvas.height);
      this.#trailLength = 0;
      this.#trailFirst = first;
    }
    if (frames.length > this.#trailLength) drawTrail(this.#trail, frames, this.#trailLength, this.#placement, colors);
    this.#trailLength = frames.length;
  }
}
