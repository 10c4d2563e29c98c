/**
 * The track from above, on a 2D canvas: exact and quick. Layer: web/ui. What does not move is drawn when the size or the colours change; trails
 * grow by their new ends; only cars and ghosts are drawn in every frame.
 */
import { poseAt } from '../pose-at.ts';
import { COMING_ALPHA, drawBoxes, drawCar, drawGhost, drawTrack, drawTrail, placeTrack, type Placement } from '../track-drawing.ts';
import type { Stage, StageMoment, StageScene } from './stage.ts';
import { TrailGrowth } from './trail-growth.ts';

const MARGIN_SHARE = 0.02;

export class FlatStage implements Stage {
  readonly #context: CanvasRenderingContext2D;
  readonly #still = document.createElement('canvas').getContext('2d')!;
  readonly #trail = document.createElement('canvas').getContext('2d')!;
  readonly #growth = new TrailGrowth();
  #placement: Placement = { pixelsPerMm: 1, left: 0, bottom: 0 };
  #scene: StageScene | undefined;
  #shownVersion = -1;
  #shownAtMs = -1;

  constructor(canvas: HTMLCanvasElement) {
    this.#context = canvas.getContext('2d')!;
  }

  arrange(scene: StageScene, width: number, height: number): void {
    this.#scene = scene;
    for (const context of [this.#context, this.#still, this.#trail]) {
      context.canvas.width = Math.max(1, width);
      context.canvas.height = Math.max(1, height);
    }
    const { track, colors, coming, ghosts } = scene;
    this.#placement = placeTrack(track, width, height, Math.min(width, height) * MARGIN_SHARE);
    drawTrack(this.#still, track, this.#placement, colors);
    this.#still.globalAlpha = COMING_ALPHA;
    const ways = ghosts.map(({ frames, color }) => ({ frames, color }));
    if (coming !== undefined) ways.push({ frames: coming, color: colors.trail });
    for (const { frames, color } of ways) drawTrail(this.#still, { frames, from: 0, to: frames.length }, this.#placement, color);
    this.#still.globalAlpha = 1;
    this.#growth.forget();
    this.#shownVersion = -1;
  }

  draw(moment: StageMoment): void {
    const scene = this.#scene;
    if (scene === undefined || (moment.version === this.#shownVersion && moment.atMs === this.#shownAtMs)) return;
    this.#shownVersion = moment.version;
    this.#shownAtMs = moment.atMs;
    this.#growTrails(scene, moment);
    const context = this.#context;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, context.canvas.width, context.canvas.height);
    context.drawImage(this.#still.canvas, 0, 0);
    context.drawImage(this.#trail.canvas, 0, 0);
    const { track, cars, lead, ghosts, colors } = scene;
    drawBoxes(context, track, moment.cars[lead]?.frame?.boxes, this.#placement, colors);
    for (const ghost of ghosts) {
      const pose = poseAt(ghost.frames, moment.atMs);
      if (pose !== undefined) drawGhost(context, { ...ghost, pose }, this.#placement, colors);
    }
    cars.forEach((look, index) => {
      const { pose, frame } = moment.cars[index]!;
      if (pose !== undefined) drawCar(context, { ...look, pose, frame, floor: track.floor }, this.#placement, colors);
    });
  }

  close(): void {
    this.#scene = undefined;
  }

  #growTrails({ cars, colors }: StageScene, moment: StageMoment): void {
    const { isAnew, pieces } = this.#growth.grow(moment.cars);
    if (isAnew) {
      this.#trail.setTransform(1, 0, 0, 1, 0, 0);
      this.#trail.clearRect(0, 0, this.#trail.canvas.width, this.#trail.canvas.height);
    }
    for (const { car, from, to } of pieces) {
      const color = cars.length === 1 ? colors.trail : cars[car]!.color;
      drawTrail(this.#trail, { frames: moment.cars[car]!.frames, from, to }, this.#placement, color);
    }
  }
}
