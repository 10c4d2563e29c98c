/**
 * A page's sign of life beside its messages, so that a robot never drives on for a page that is gone. Layer: protocol. Spec: docs/protocols/bridge.md.
 * It comes from a Worker over a WebSocket of its own: a page in the background has slow timers, and a page that is busy for a moment is not gone.
 */

export const HEARTBEAT_SOCKET_PATH = '/bridge/heartbeat';
export const BEAT_EVERY_MS = 100;
/** A bridge that has heard no beat for longer stops the robot. */
export const SILENCE_MS_MAX = 350;
/** A page that answers its own Worker no longer hears nobody's Stop either: the Worker stops beating for it. */
export const PAGE_HUNG_MS_MAX = 3000;
