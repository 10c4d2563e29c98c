/**
 * The one table of what a page may ask its bridge. Layer: protocol. Spec: docs/protocols/bridge.md.
 * The server's dispatcher and the client's typed calls both come from it; nothing else lists the methods.
 */
import type { z } from 'zod';
import { done, EVERYONE, method, nothing } from './method.ts';
import { BOARD_METHODS } from './methods/board-methods.ts';
import { CLASS_METHODS } from './methods/class-methods.ts';
import { DOCTOR_METHODS } from './methods/doctor-methods.ts';
import { KIT_METHODS } from './methods/kit-methods.ts';
import { PACK_METHODS } from './methods/pack-methods.ts';
import { PICTURE_METHODS } from './methods/picture-methods.ts';
import { PROGRESS_METHODS } from './methods/progress-methods.ts';
import { PROJECT_METHODS } from './methods/project-methods.ts';
import { RUN_METHODS } from './methods/run-methods.ts';
import { SESSION_METHODS } from './methods/session-methods.ts';
import { TRACK_METHODS } from './methods/track-methods.ts';

export const BRIDGE_METHODS = {
  /** A page's own heartbeat: no answer means that the bridge is gone. */
  'bridge.ping': method(nothing, done, EVERYONE),
  ...PROJECT_METHODS,
  ...PROGRESS_METHODS,
  ...PICTURE_METHODS,
  ...PACK_METHODS,
  ...TRACK_METHODS,
  ...KIT_METHODS,
  ...SESSION_METHODS,
  ...BOARD_METHODS,
  ...RUN_METHODS,
  ...DOCTOR_METHODS,
  ...CLASS_METHODS,
} as const;

export type BridgeMethod = keyof typeof BRIDGE_METHODS;
export type ParamsOf<M extends BridgeMethod> = z.output<(typeof BRIDGE_METHODS)[M]['params']>;
export type ResultOf<M extends BridgeMethod> = z.output<(typeof BRIDGE_METHODS)[M]['result']>;

export function isBridgeMethod(name: string): name is BridgeMethod {
  return Object.hasOwn(BRIDGE_METHODS, name);
}
