/** The way into the 3D view; a chunk of its own, loaded when somebody wants it. Layer: web/adapters/three. */
import type { Stage } from '../../ui/track-picture/stage.ts';
import type { CameraName } from './camera-rig.ts';
import { giveHands } from './hands.ts';
import { SpaceStage } from './space-stage.ts';

export interface SpaceView extends Stage {
  look(camera: CameraName): void;
}

export interface SpaceNews {
  /** The graphics card gave the picture up. */
  lost(): void;
  /** It is back. */
  restored(): void;
}

const CONTEXT: WebGLContextAttributes = { antialias: true, alpha: false, depth: true, stencil: false, powerPreference: 'default' };

/** @returns undefined where this browser has no WebGL 2 */
export function openSpace(canvas: HTMLCanvasElement, news: SpaceNews): SpaceView | undefined {
  const context = canvas.getContext('webgl2', CONTEXT);
  if (context === null || context.isContextLost()) return undefined;
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  const stage = new SpaceStage(canvas, context, () => calm.matches);
  const ended = new AbortController();
  const { signal } = ended;
  giveHands(canvas, stage.rig, () => stage.touch(), signal);
  canvas.addEventListener('webglcontextlost', () => news.lost(), { signal });
  const onRestored = () => {
    stage.renew();
    news.restored();
  };
  canvas.addEventListener('webglcontextrestored', onRestored, { signal });
  return {
    arrange: (scene, width, height) => stage.arrange(scene, width, height),
    draw: (moment, elapsedMs) => stage.draw(moment, elapsedMs),
    look(camera) {
      stage.rig.choose(camera);
      stage.touch();
    },
    close() {
      ended.abort();
      stage.close();
    },
  };
}
