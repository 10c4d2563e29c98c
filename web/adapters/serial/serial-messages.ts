/** What the page and the worker that drives a board say to each other. Layer: web/adapters/serial. Plain data, one build on both sides. */
import type { KitChoice } from '../../../firmware-profiles/index.ts';
import type { Result } from '../../../core/base/result.ts';
import type { DebugCommand, RunRequest, SessionEvent } from '../../../core/protocol/robot-session.ts';
import type { OutsideNews } from '../../../core/robot/outside-news.ts';

/** Which of the ports that this page may use: its place among them, and its ids where the order is another in the worker. */
export interface PortChoice {
  readonly index: number;
  readonly usbVendorId: number | undefined;
  readonly usbProductId: number | undefined;
}

export type SerialCommand =
  | { readonly kind: 'run'; readonly request: RunRequest }
  | { readonly kind: 'pause' | 'resume' | 'step' | 'stop' | 'close' }
  | { readonly kind: 'debug'; readonly command: DebugCommand };

export type ToSerial =
  | { readonly kind: 'open'; readonly port: PortChoice; readonly kit: KitChoice }
  /** Answered with the same `id`. */
  | { readonly kind: 'command'; readonly id: number; readonly command: SerialCommand }
  | { readonly kind: 'tell'; readonly news: OutsideNews }
  /** The last batch was taken: the next may come. */
  | { readonly kind: 'ack' };

export type FromSerial =
  | { readonly kind: 'event'; readonly event: SessionEvent }
  /** To be acknowledged. */
  | { readonly kind: 'batch'; readonly events: readonly SessionEvent[] }
  | { readonly kind: 'answer'; readonly id: number; readonly result: Result<void> };
