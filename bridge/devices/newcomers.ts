/**
 * A board that has just been plugged in is asked who it is, so that the list of robots shows its name before anybody has connected.
 * Layer: bridge/devices. Why none that was there before: opening a port restarts what hangs at it, and that may be at work for somebody else.
 */
import type { DeviceInfo } from './device-list.ts';

/** Ends what it is doing when the signal comes. */
export type AskDevice = (device: DeviceInfo, signal: AbortSignal) => Promise<void>;

export class Newcomers {
  readonly #ask: AskDevice;
  /** Those of the last look; undefined: nobody has looked yet. */
  #known: ReadonlySet<string> | undefined;
  readonly #asked = new Map<string, { readonly abort: AbortController; readonly done: Promise<void> }>();

  constructor(ask: AskDevice) {
    this.#ask = ask;
  }

  /** What is there now. */
  look(found: readonly DeviceInfo[], isFree: (deviceId: string) => boolean): void {
    const before = this.#known;
    this.#known = new Set(found.map(({ id }) => id));
    if (before === undefined) return;
    for (const device of found) {
      const { id, profiles, problem } = device;
      if (!before.has(id) && profiles.length > 0 && problem === undefined && isFree(id) && !this.#asked.has(id)) this.#begin(device);
    }
  }

  /** Nobody looks any more: what is there at the next look may have been there for long. */
  forget(): void {
    this.#known = undefined;
  }

  /** Whoever wants the device has it before us. */
  async leave(deviceId: string): Promise<void> {
    const asked = this.#asked.get(deviceId);
    asked?.abort.abort();
    await asked?.done;
  }

  async leaveAll(): Promise<void> {
    await Promise.all([...this.#asked.keys()].map((id) => this.leave(id)));
  }

  #begin(device: DeviceInfo): void {
    const abort = new AbortController();
    const done = this.#ask(device, abort.signal).finally(() => this.#asked.delete(device.id));
    this.#asked.set(device.id, { abort, done });
  }
}
