/**
 * A person driving: keys and pads become what the motors are asked for, told to the run as it changes. Layer: web/state.
 * Arrow keys and WASD count only while somebody listens, never in a field that takes text, and all are let go when the window loses its focus.
 */
import { SvelteSet } from 'svelte/reactivity';
import type { RemoteDrive } from '../../core/robot/outside-news.ts';
import { DriveHands, type DriveControl } from './drive-hands.ts';

const KEYS: Readonly<Record<string, DriveControl>> = {
  ArrowUp: 'forward',
  ArrowDown: 'backward',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  KeyW: 'forward',
  KeyS: 'backward',
  KeyA: 'left',
  KeyD: 'right',
};

const takesText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

export class RemoteState {
  readonly #held = new SvelteSet<DriveControl>();
  readonly #tell: (drive: RemoteDrive) => void;

  constructor(tell: (drive: RemoteDrive) => void) {
    this.#tell = tell;
  }

  get held(): ReadonlySet<DriveControl> {
    return this.#held;
  }

  hold(control: DriveControl, isHeld: boolean): void {
    if (isHeld) this.#held.add(control);
    else this.#held.delete(control);
  }

  /** @returns stops listening, with both motors at 0 */
  listen(): () => void {
    const hands = new DriveHands();
    let last: RemoteDrive | undefined;
    let beforeMs = performance.now();
    let frame = 0;
    const next = (nowMs: number) => {
      const drive = hands.hold(this.#held, nowMs - beforeMs);
      beforeMs = nowMs;
      if (drive.leftPercent !== last?.leftPercent || drive.rightPercent !== last.rightPercent) this.#tell(drive);
      last = drive;
      frame = requestAnimationFrame(next);
    };
    const onKey = (event: KeyboardEvent) => {
      const control = KEYS[event.code];
      if (control === undefined || event.ctrlKey || event.metaKey || event.altKey || takesText(event.target)) return;
      event.preventDefault();
      this.hold(control, event.type === 'keydown');
    };
    const letGo = () => this.#held.clear();
    frame = requestAnimationFrame(next);
    window.addEventListener('keydown', onKey);
    window.addEventListener('keyup', onKey);
    window.addEventListener('blur', letGo);
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener('keydown', onKey);
      window.removeEventListener('keyup', onKey);
      window.removeEventListener('blur', letGo);
      letGo();
      this.#tell({ kind: 'remote', leftPercent: 0, rightPercent: 0 });
    };
  }
}
