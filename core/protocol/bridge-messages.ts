/**
 * The messages on a page's WebSocket: one JSON object each. Layer: protocol. Spec: docs/protocols/bridge.md.
 * Both sides decode what they receive with these schemas and encode what they send with them.
 */
import { z } from 'zod';
import { fail, ok, type Result } from '../base/result.ts';
import { wireDevices } from './bridge-views.ts';
import { ROLES } from './method.ts';
import type { ProtocolFaultCode } from './protocol-faults.ts';
import { wireSessionEvent } from './wire-session.ts';
import { wireFault } from './wire-values.ts';

export const PROTOCOL_VERSION = 1;
export const BRIDGE_SOCKET_PATH = '/bridge';
/** The whole message, as UTF-8. */
export const MESSAGE_BYTES_MAX = 4 * 1024 * 1024;

const count = z.number().int().nonnegative();
const sessionId = z.number().int().positive();

/** Loose on purpose: a page of another version must still be told which side is older. */
const helloHead = z.looseObject({ type: z.literal('hello'), version: z.number().int().nonnegative() });
const hello = z.strictObject({ type: z.literal('hello'), version: z.literal(PROTOCOL_VERSION), token: z.string().max(200) });

const pageMessage = z.discriminatedUnion('type', [
  hello,
  z.strictObject({ type: z.literal('request'), id: count, method: z.string().max(80), params: z.unknown() }),
  /** A batch has been shown: the next may come. */
  z.strictObject({ type: z.literal('ack'), sessionId, batch: count }),
]);
export type PageMessage = z.output<typeof pageMessage>;

const answer = z.union([
  z.object({ type: z.literal('answer'), id: count, ok: z.literal(true), value: z.unknown().optional() }),
  z.object({ type: z.literal('answer'), id: count, ok: z.literal(false), fault: wireFault }),
]);

const bridgeMessage = z.union([
  z.object({ type: z.literal('welcome'), version: z.literal(PROTOCOL_VERSION), role: z.enum(ROLES).optional() }),
  /** The last message before the bridge closes the socket. */
  z.object({ type: z.literal('refused'), fault: wireFault }),
  answer,
  z.object({ type: z.literal('devices'), devices: wireDevices }),
  z.object({ type: z.literal('session'), sessionId, event: wireSessionEvent }),
  /** See bridge-notes.ts; a name that this page does not know is left alone. */
  z.object({ type: z.literal('note'), name: z.string().max(80), value: z.unknown() }),
  /** Telemetry, log, plot and what was sent to others, since the last batch; to be acknowledged. */
  z.object({ type: z.literal('batch'), sessionId, batch: count, events: z.array(wireSessionEvent).max(4) }),
]);
export type BridgeMessage = z.output<typeof bridgeMessage>;

/** Throws for a message that breaks our own schema: that is our bug. */
export function encodePageMessage(message: PageMessage): string {
  return JSON.stringify(z.encode(pageMessage, message));
}

export function encodeBridgeMessage(message: BridgeMessage): string {
  return JSON.stringify(z.encode(bridgeMessage, message));
}

/** Errors: `protocol.malformed` {what}. */
export function decodePageMessage(text: string): Result<PageMessage, ProtocolFaultCode> {
  return decode(pageMessage, text);
}

/** Errors: `protocol.malformed` {what}. */
export function decodeBridgeMessage(text: string): Result<BridgeMessage, ProtocolFaultCode> {
  return decode(bridgeMessage, text);
}

/** The token of a page's first message. Errors: `protocol.version` {older, pageVersion, bridgeVersion}, `protocol.malformed` {what}. */
export function decodeHello(text: string): Result<string, ProtocolFaultCode> {
  const head = decode(helloHead, text);
  if (!head.ok) return head;
  const pageVersion = head.value.version;
  if (pageVersion !== PROTOCOL_VERSION) {
    const older = pageVersion < PROTOCOL_VERSION ? 'page' : 'bridge';
    return fail('protocol.version', { older, pageVersion, bridgeVersion: PROTOCOL_VERSION });
  }
  const whole = decode(hello, text);
  return whole.ok ? ok(whole.value.token) : whole;
}

function decode<T>(schema: z.ZodType<T>, text: string): Result<T, ProtocolFaultCode> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    return fail('protocol.malformed', { what: 'JSON' }, cause);
  }
  const decoded = schema.safeParse(json);
  return decoded.success ? ok(decoded.data) : malformed(decoded.error);
}

/** Names the place only: what a stranger sent is not repeated. */
export function malformed(error: z.ZodError): Result<never, ProtocolFaultCode> {
  return fail('protocol.malformed', { what: error.issues[0]?.path.join('.') || 'message' }, error);
}
