/** Stops the robot of a page that gives no sign of life any more. Layer: bridge/server. Spec: docs/protocols/bridge.md. */
import { randomBytes } from 'node:crypto';
import type { RawData, WebSocket } from 'ws';
import type { CancelTimer, Clock } from '../../core/device/clock.ts';
import { SILENCE_MS_MAX } from '../../core/protocol/heartbeat.ts';
import { nodeClock } from '../devices/node-clock.ts';

const KEY_BYTES = 16;
/** Beats are ten a second; a message of one is a byte. */
const BEAT_BYTES_MAX = 64;
const KEY_MS_MAX = 5000;
/** A page has one for each robot it uses. */
const SOCKETS_MAX = 1200;

export interface Heartbeat {
  /** What the page's Worker says first; nobody else knows it. */
  readonly key: string;
  /** A robot sets out: a page that has ever beaten must beat now, or the silence is told. */
  demand(): void;
  end(): void;
}

export class Heartbeats {
  readonly #watched = new Map<string, Watch>();
  readonly #sockets = new Set<WebSocket>();
  readonly #clock: Clock;

  constructor(clock: Clock = nodeClock) {
    this.#clock = clock;
  }

  /** @param onSilence once for each silence; never before the first beat */
  watch(onSilence: () => void): Heartbeat {
    const key = randomBytes(KEY_BYTES).toString('base64url');
    const watch = new Watch(onSilence, this.#clock);
    this.#watched.set(key, watch);
    return {
      key,
      demand: () => watch.demand(),
      end: () => {
        this.#watched.delete(key);
        watch.end();
      },
    };
  }

  /** A socket whose first message is a key, and each later one a beat. */
  attach(socket: WebSocket): void {
    if (this.#sockets.size >= SOCKETS_MAX) return socket.terminate();
    this.#sockets.add(socket);
    let watch: Watch | undefined;
    const strange = setTimeout(() => socket.terminate(), KEY_MS_MAX);
    socket.on('message', (data: RawData) => {
      const text = (data as Buffer).subarray(0, BEAT_BYTES_MAX).toString('latin1');
      watch ??= this.#watched.get(text);
      if (watch === undefined) return socket.terminate();
      clearTimeout(strange);
      watch.beat();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#sockets.delete(socket);
      clearTimeout(strange);
      watch?.silent();
    });
  }

  close(): void {
    for (const socket of this.#sockets) socket.terminate();
  }
}

class Watch {
  readonly #onSilence: () => void;
  readonly #clock: Clock;
  #cancel: CancelTimer | undefined;
  #beats = 0;

  constructor(onSilence: () => void, clock: Clock) {
    this.#onSilence = onSilence;
    this.#clock = clock;
  }

  beat(): void {
    this.#beats++;
    this.#cancel?.();
    this.#await();
  }

  demand(): void {
    if (this.#beats > 0 && this.#cancel === undefined) this.#await();
  }

  silent(): void {
    if (this.#cancel === undefined) return;
    this.end();
    this.#onSilence();
  }

  end(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #await(): void {
    this.#cancel = this.#clock.after(SILENCE_MS_MAX, () => this.#look());
  }

  /** Why once more: where this process itself was held up, beats wait in the socket and are read after the timers. */
  #look(): void {
    const before = this.#beats;
    setImmediate(() => {
      if (this.#beats === before) this.silent();
    });
  }
}
