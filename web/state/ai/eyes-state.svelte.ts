/**
 * The camera, and what is seen through it, again and again. Layer: web/state.
 * It goes on when its page is left: a program on the Code page drives by it. One picture is with the worker at a time, so a slow computer sees less often
 * and never falls behind.
 */
import { Emitter, type Events } from '../../../core/base/emitter.ts';
import type { Fault, Result } from '../../../core/base/result.ts';
import { listCameras, openCamera, type Camera, type CameraChoice } from '../../adapters/camera/open-camera.ts';
import type { VisionClient } from '../../adapters/onnx/vision-client.ts';
import type { Look, VisionFaultCode } from '../../adapters/onnx/vision-rpc.ts';

/** Ten looks a second: a hand moves little in between, and a school PC keeps time for the rest. */
const LOOK_EVERY_MS = 100;
/** The page must get a turn, whatever the computer takes. */
const REST_MS_MIN = 10;

export class EyesState {
  #status = $state<'off' | 'opening' | 'on'>('off');
  #camera = $state.raw<Camera | undefined>(undefined);
  #cameras = $state.raw<readonly CameraChoice[]>([]);
  #problem = $state.raw<Fault | undefined>(undefined);
  readonly #looks = new Emitter<Look>();
  /** Each picture of the camera, looked at. */
  readonly looks: Events<Look> = this.#looks;
  readonly #vision: VisionClient;
  /** Do those who listen want a thumbnail of the next picture? */
  wantsThumbnail = false;

  constructor(vision: VisionClient) {
    this.#vision = vision;
  }

  get status() {
    return this.#status;
  }

  get stream(): MediaStream | undefined {
    return this.#camera?.stream;
  }

  get cameraId(): string {
    return this.#camera?.id ?? '';
  }

  /** Has names once a camera has been allowed. */
  get cameras() {
    return this.#cameras;
  }

  get problem() {
    return this.#problem;
  }

  /** @param id undefined: the one that the browser would choose. */
  async start(id?: string): Promise<void> {
    this.stop();
    this.#status = 'opening';
    this.#problem = undefined;
    const opened = await openCamera(id, () => this.#fail({ code: 'ai.camera-gone', params: {} }));
    if (this.#status !== 'opening') {
      if (opened.ok) opened.value.close();
      return;
    }
    if (!opened.ok) return this.#fail(opened.fault);
    this.#camera = opened.value;
    this.#status = 'on';
    void this.#keepLooking(opened.value);
    this.#cameras = await listCameras().catch(() => []);
  }

  stop(): void {
    this.#camera?.close();
    this.#camera = undefined;
    this.#status = 'off';
  }

  forgetProblem(): void {
    this.#problem = undefined;
  }

  /** One picture from elsewhere; it is taken away from the caller. */
  async lookAt(picture: ImageBitmap): Promise<Result<Look, VisionFaultCode>> {
    const looked = await this.#vision.look(picture, { withThumbnail: true });
    this.#problem = looked.ok ? undefined : looked.fault;
    return looked;
  }

  async #keepLooking(camera: Camera): Promise<void> {
    while (this.#camera === camera) {
      const startedAtMs = performance.now();
      const picture = await camera.takePicture().catch(() => undefined);
      if (picture !== undefined) {
        const looked = await this.#vision.look(picture, { withThumbnail: this.wantsThumbnail });
        if (this.#camera !== camera) return;
        if (!looked.ok) return this.#fail(looked.fault);
        this.#looks.emit(looked.value);
      }
      const rest = LOOK_EVERY_MS - (performance.now() - startedAtMs);
      await new Promise((resolve) => setTimeout(resolve, Math.max(REST_MS_MIN, rest)));
    }
  }

  #fail(fault: Fault): void {
    this.stop();
    this.#problem = fault;
  }
}
