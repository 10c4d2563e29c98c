/**
 * The one table of what a page may ask its bridge. Layer: protocol. Spec: docs/protocols/bridge.md.
 * The server's dispatcher and the client's typed calls both come from it; nothing else lists the methods.
 */
import { z } from 'zod';
import { projectSchema } from '../project/project.ts';
import { wireDevices, wireProjectId, wireProjectSummaries, wireProjectVersions } from './bridge-views.ts';
import { wireRunRequest } from './wire-session.ts';

interface Method<P, R> {
  readonly params: z.ZodType<P>;
  readonly result: z.ZodType<R>;
}

const method = <P, R>(params: z.ZodType<P>, result: z.ZodType<R>): Method<P, R> => ({ params, result });

const nothing = z.strictObject({});
const done = z.void();
const version = z.number().int().positive();
/** Made by the page, unique within its connection. */
const sessionId = z.number().int().positive();
const session = z.strictObject({ sessionId });

export const BRIDGE_METHODS = {
  /** A page's own heartbeat: no answer means that the bridge is gone. */
  'bridge.ping': method(nothing, done),
  'devices.list': method(nothing, wireDevices),
  'projects.list': method(nothing, wireProjectSummaries),
  'projects.load': method(z.strictObject({ id: wireProjectId }), projectSchema),
  /** Answered after the commit has reached the disk. Equal content gives the version that holds it. */
  'projects.save': method(z.strictObject({ project: projectSchema }), z.object({ version })),
  'projects.history': method(z.strictObject({ id: wireProjectId }), wireProjectVersions),
  'projects.loadVersion': method(z.strictObject({ id: wireProjectId, version }), projectSchema),
  'projects.remove': method(z.strictObject({ id: wireProjectId }), done),
  'session.open': method(z.strictObject({ sessionId, deviceId: z.string().max(300), trackId: z.string().max(80) }), done),
  'session.run': method(z.strictObject({ sessionId, request: wireRunRequest }), done),
  'session.pause': method(session, done),
  'session.resume': method(session, done),
  'session.step': method(session, done),
  'session.stop': method(session, done),
  'session.close': method(session, done),
} as const;

export type BridgeMethod = keyof typeof BRIDGE_METHODS;
export type ParamsOf<M extends BridgeMethod> = z.output<(typeof BRIDGE_METHODS)[M]['params']>;
export type ResultOf<M extends BridgeMethod> = z.output<(typeof BRIDGE_METHODS)[M]['result']>;

export function isBridgeMethod(name: string): name is BridgeMethod {
  return Object.hasOwn(BRIDGE_METHODS, name);
}
