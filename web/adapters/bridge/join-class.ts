/** What a page without a token asks its bridge over HTTP. Layer: web/adapters/bridge. Spec: docs/protocols/class.md. */
import type { z } from 'zod';
import { fail, ok, type Result } from '../../../core/base/result.ts';
import {
  JOIN_PATH,
  joined,
  refusedRequest,
  signedIn,
  TEACHER_PATH,
  type Joined,
  type JoinRequest,
} from '../../../core/protocol/join-requests.ts';

const ANSWER_MS_MAX = 10_000;

/** Errors: `class.*`, `bridge.*`, `protocol.*`. */
export function joinClass(request: JoinRequest): Promise<Result<Joined>> {
  return post(JOIN_PATH, request, joined);
}

/** Errors: `class.needs-https`, `class.no-passphrase`, `class.wrong-passphrase`, `class.too-many-tries`, `bridge.unreachable`. */
export function signInAsTeacher(passphrase: string): Promise<Result<{ readonly token: string }>> {
  return post(TEACHER_PATH, { passphrase }, signedIn);
}

async function post<T>(path: string, body: unknown, schema: z.ZodType<T>): Promise<Result<T>> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    });
    const answer: unknown = await response.json();
    if (!response.ok) return { ok: false, fault: refusedRequest.parse(answer).error };
    return ok(schema.parse(answer));
  } catch (cause) {
    return fail('bridge.unreachable', {}, cause);
  }
}
