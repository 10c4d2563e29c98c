/** Fingers, mouse and keys on the 3D view. Layer: web/adapters/three. One finger turns or shifts, two pinch, the wheel goes nearer; arrows, + and −. */
import type { CameraRig } from './camera-rig.ts';

const KEY_DEG = 6;
const KEY_ZOOM = 1.15;
const WHEEL_ZOOM = 0.0012;

const KEYS: Readonly<Record<string, (rig: CameraRig) => void>> = {
  ArrowLeft: (rig) => rig.turn(KEY_DEG, 0),
  ArrowRight: (rig) => rig.turn(-KEY_DEG, 0),
  ArrowUp: (rig) => rig.turn(0, KEY_DEG),
  ArrowDown: (rig) => rig.turn(0, -KEY_DEG),
  '+': (rig) => rig.zoom(1 / KEY_ZOOM),
  '=': (rig) => rig.zoom(1 / KEY_ZOOM),
  '-': (rig) => rig.zoom(KEY_ZOOM),
  '0': (rig) => rig.reset(),
};

interface Finger {
  readonly x: number;
  readonly y: number;
}

const apart = ([a, b]: readonly Finger[]) => Math.hypot(a!.x - b!.x, a!.y - b!.y);

class Hands {
  readonly #canvas: HTMLCanvasElement;
  readonly #rig: CameraRig;
  readonly #touched: () => void;
  readonly #fingers = new Map<number, Finger>();

  constructor(canvas: HTMLCanvasElement, rig: CameraRig, touched: () => void) {
    this.#canvas = canvas;
    this.#rig = rig;
    this.#touched = touched;
  }

  listen(signal: AbortSignal): void {
    const canvas = this.#canvas;
    const up = ({ pointerId }: PointerEvent) => this.#fingers.delete(pointerId);
    canvas.addEventListener('pointerdown', (event) => this.#down(event), { signal });
    canvas.addEventListener('pointermove', (event) => this.#move(event), { signal });
    for (const kind of ['pointerup', 'pointercancel', 'lostpointercapture'] as const) canvas.addEventListener(kind, up, { signal });
    canvas.addEventListener('wheel', (event) => this.#wheel(event), { signal, passive: false });
    canvas.addEventListener('keydown', (event) => this.#key(event), { signal });
    canvas.addEventListener('dblclick', () => this.#do((rig) => rig.reset()), { signal });
  }

  #do(what: (rig: CameraRig) => void): void {
    what(this.#rig);
    this.#touched();
  }

  #down(event: PointerEvent): void {
    this.#canvas.setPointerCapture(event.pointerId);
    this.#fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  }

  #move(event: PointerEvent): void {
    const before = this.#fingers.get(event.pointerId);
    if (before === undefined) return;
    const apartBefore = this.#fingers.size === 2 ? apart([...this.#fingers.values()]) : 0;
    this.#fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (this.#fingers.size === 1) {
      this.#do((rig) => rig.drag(event.clientX - before.x, event.clientY - before.y, this.#canvas.clientHeight));
    } else if (apartBefore > 0) {
      const apartNow = Math.max(1, apart([...this.#fingers.values()]));
      this.#do((rig) => rig.zoom(apartBefore / apartNow));
    }
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    this.#do((rig) => rig.zoom(Math.exp(event.deltaY * WHEEL_ZOOM)));
  }

  #key(event: KeyboardEvent): void {
    const action = KEYS[event.key];
    if (action === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.#do(action);
  }
}

/** Until `signal`. `touched`: the picture has to be drawn again. */
export function giveHands(canvas: HTMLCanvasElement, rig: CameraRig, touched: () => void, signal: AbortSignal): void {
  new Hands(canvas, rig, touched).listen(signal);
}
