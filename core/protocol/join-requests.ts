/**
 * What a page without a token may ask, over HTTP: to join, and a teacher to sign in. Layer: protocol. Spec: docs/protocols/class.md.
 * POST, JSON, to the bridge that served the page, with its own Origin. An answer that is not 200 is `{ error: Fault }`.
 */
import { z } from 'zod';
import { nickname, seat, studentId, typedCode } from './class-views.ts';
import { wireFault } from './wire-values.ts';

export const JOIN_PATH = '/join';
export const TEACHER_PATH = '/teacher';
export const JOIN_BYTES_MAX = 2048;
export const PASSPHRASE_CHARS_MIN = 8;
export const PASSPHRASE_CHARS_MAX = 200;

export const joinRequest = z.strictObject({
  code: typedCode,
  nickname,
  seat: seat.optional(),
  /** To come back to one's own work; needed where the nickname is known already. */
  personalCode: typedCode.optional(),
  /** 'bridge': a station bridge joins for its page. */
  via: z.enum(['page', 'bridge']).optional(),
});
export type JoinRequest = z.output<typeof joinRequest>;

/** `token` goes into the WebSocket's hello. Errors: `class.*`, `bridge.host-refused`, `bridge.origin-refused`, `protocol.malformed`. */
export const joined = z.object({
  token: z.string(),
  student: z.object({ id: studentId, nickname: z.string(), seat: z.string().optional() }),
  personalCode: z.string(),
  classTitle: z.string(),
});
export type Joined = z.output<typeof joined>;

/** On this computer or over HTTPS only. */
export const passphrase = z.string().min(PASSPHRASE_CHARS_MIN).max(PASSPHRASE_CHARS_MAX);
export const signInRequest = z.strictObject({ passphrase: z.string().max(PASSPHRASE_CHARS_MAX) });
/** `token` goes into the WebSocket's hello. Errors: `class.needs-https`, `class.no-passphrase`, `class.wrong-passphrase`, `class.too-many-tries`. */
export const signedIn = z.object({ token: z.string() });

export const refusedRequest = z.object({ error: wireFault });
