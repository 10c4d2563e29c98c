/**
 * The track in space, drawn by three. Layer: web/adapters/three. What stands still is built once a scene; a frame moves cars, lengthens trails and
 * colours spots. Why no shadow maps: shadows are painted on the floor and under cars, which integrated graphics do for nothing.
 */
import { Color, DirectionalLight, HemisphereLight, PerspectiveCamera, Scene, WebGLRenderer, type Group } from 'three';
import { poseAt } from '../../ui/pose-at.ts';
import { COMING_ALPHA } from '../../ui/track-drawing.ts';
import type { Stage, StageMoment, StageScene } from '../../ui/track-picture/stage.ts';
import { TrailGrowth } from '../../ui/track-picture/trail-growth.ts';
import { CameraRig, type CameraView } from './camera-rig.ts';
import { CarModel } from './car-model.ts';
import { BoxModels } from './box-models.ts';
import { floorModel } from './floor-model.ts';
import { groundHeightMm, leanOf } from './ground.ts';
import { dispose } from './solids.ts';
import { TrailRibbon } from './trail-ribbon.ts';

/** More pixels than this look no better, and cost. */
const PIXELS_MAX = 2_600_000;
const NEAR_MM = 15;
const FAR_MM = 60_000;
/** The chase camera has come round. */
const STILL_DEG = 0.02;
const DRIVER_BACK_MM = 15;

interface Built {
  readonly scene: StageScene;
  readonly floor: Group;
  readonly boxes: BoxModels | undefined;
  readonly cars: readonly CarModel[];
  readonly ghosts: readonly CarModel[];
  readonly trails: readonly TrailRibbon[];
}

export class SpaceStage implements Stage {
  readonly rig = new CameraRig();
  readonly #renderer: WebGLRenderer;
  readonly #world = new Scene();
  readonly #camera = new PerspectiveCamera(40, 1, NEAR_MM, FAR_MM);
  readonly #growth = new TrailGrowth();
  readonly #isCalm: () => boolean;
  #built: Built | undefined;
  #shownVersion = -1;
  #shownAtMs = -1;
  #isStale = true;
  #view: CameraView | undefined;

  /** @param isCalm the picture is not to swing, now */
  constructor(canvas: HTMLCanvasElement, context: WebGL2RenderingContext, isCalm: () => boolean) {
    this.#isCalm = isCalm;
    this.#renderer = new WebGLRenderer({ canvas, context });
    this.#renderer.debug.checkShaderErrors = false;
    this.#renderer.localClippingEnabled = true;
    const sun = new DirectionalLight('white', 2.2);
    sun.position.set(-0.45, 1, -0.3);
    this.#world.add(new HemisphereLight('white', '#b8ad9c', 1.7), sun);
  }

  arrange(scene: StageScene, width: number, height: number): void {
    if (scene !== this.#built?.scene) this.#build(scene);
    const scale = Math.min(1, Math.sqrt(PIXELS_MAX / Math.max(1, width * height)));
    this.#renderer.setSize(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)), false);
    this.#camera.aspect = Math.max(1, width) / Math.max(1, height);
    const axleToFrontMm = scene.cars[scene.lead]?.profile.body.axleToFrontMm ?? 0;
    this.rig.arrange(scene.track.floor, this.#camera.aspect, Math.max(0, axleToFrontMm - DRIVER_BACK_MM));
    this.#isStale = true;
  }

  /** The card has forgotten everything. */
  renew(): void {
    if (this.#built !== undefined) this.#build(this.#built.scene);
    this.#isStale = true;
  }

  /** Somebody moved the camera. */
  touch(): void {
    this.#isStale = true;
  }

  draw(moment: StageMoment, elapsedMs: number): void {
    const built = this.#built;
    if (built === undefined) return;
    const hasChanged = this.#isStale || moment.version !== this.#shownVersion || moment.atMs !== this.#shownAtMs;
    const pose = moment.cars[built.scene.lead]?.pose ?? built.scene.track.start;
    const view = this.rig.view(pose, leanOf(built.scene.track, pose).heightMm, elapsedMs, this.#isCalm());
    const hasTurned = this.#view === undefined || Math.abs(view.headingDeg - this.#view.headingDeg) > STILL_DEG;
    if (!hasChanged && !hasTurned) return;
    this.#view = view;
    if (hasChanged) this.#move(built, moment);
    this.#look(view);
    this.#renderer.render(this.#world, this.#camera);
  }

  close(): void {
    this.#clear();
    this.#renderer.dispose();
  }

  #move({ scene, cars, ghosts, trails, boxes }: Built, moment: StageMoment): void {
    this.#shownVersion = moment.version;
    this.#shownAtMs = moment.atMs;
    this.#isStale = false;
    cars.forEach((model, index) => {
      const { pose, frame } = moment.cars[index]!;
      model.place(pose, leanOf(scene.track, pose ?? scene.track.start));
      model.show(frame);
    });
    ghosts.forEach((model, index) => {
      const pose = poseAt(scene.ghosts[index]!.frames, moment.atMs);
      model.place(pose, leanOf(scene.track, pose ?? scene.track.start));
    });
    boxes?.place(moment.cars[scene.lead]?.frame?.boxes);
    const { isAnew, pieces } = this.#growth.grow(moment.cars);
    if (isAnew) for (const trail of trails) trail.clear();
    for (const { car, from, to } of pieces) trails[car]!.add(moment.cars[car]!.frames, from, to);
  }

  #look({ xMm, yMm, heightMm, headingDeg, pitchDeg, fovDeg }: CameraView): void {
    const camera = this.#camera;
    camera.position.set(xMm, heightMm, -yMm);
    camera.rotation.set((-pitchDeg * Math.PI) / 180, (-headingDeg * Math.PI) / 180, 0, 'YXZ');
    camera.fov = fovDeg;
    camera.updateProjectionMatrix();
  }

  #build(scene: StageScene): void {
    this.#clear();
    const { track, cars, ghosts, colors, coming } = scene;
    const { capabilities } = this.#renderer;
    const limits = { maxTextureSize: capabilities.maxTextureSize, anisotropyMax: capabilities.getMaxAnisotropy() };
    const groundMm = (xMm: number, yMm: number) => groundHeightMm(track, xMm, yMm);
    const built = {
      scene,
      floor: floorModel(track, colors, limits),
      boxes: track.boxes.length === 0 ? undefined : new BoxModels(track),
      cars: cars.map((look) => new CarModel(look, scene, false)),
      ghosts: ghosts.map((look) => new CarModel(look, scene, true)),
      trails: cars.map(({ color }) => new TrailRibbon(cars.length === 1 ? colors.trail : color, groundMm)),
    };
    const ways = ghosts.map(({ frames, color }) => ({ frames, color }));
    if (coming !== undefined) ways.push({ frames: coming, color: colors.trail });
    for (const { frames, color } of ways) {
      const way = new TrailRibbon(color, groundMm, COMING_ALPHA);
      way.add(frames, 0, frames.length);
      built.floor.add(way.mesh);
    }
    if (built.boxes !== undefined) built.floor.add(built.boxes.mesh);
    this.#world.background = new Color(colors.surface);
    this.#world.add(built.floor, ...built.trails.map(({ mesh }) => mesh), ...[...built.cars, ...built.ghosts].map(({ root }) => root));
    this.#built = built;
    this.#growth.forget();
  }

  #clear(): void {
    const built = this.#built;
    if (built === undefined) return;
    for (const root of [built.floor, ...built.trails.map(({ mesh }) => mesh), ...[...built.cars, ...built.ghosts].map((car) => car.root)]) {
      this.#world.remove(root);
      dispose(root);
    }
    this.#built = undefined;
  }
}
