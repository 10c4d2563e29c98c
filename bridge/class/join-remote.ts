/** A bridge asks another one to let it into its class: POST /join. Layer: bridge/class. Spec: docs/protocols/class.md, "Joining". */
import { fail, ok, type Result } from '../../core/base/result.ts';
import { JOIN_PATH, joined, refusedRequest, type Joined, type JoinRequest } from '../../core/protocol/join-requests.ts';

const ANSWER_MS_MAX = 10_000;
const ANSWER_BYTES_MAX = 20_000;
const DEFAULT_PORT = '4173';

/** `192.168.1.5`, `192.168.1.5:4173` or a whole address; gives the origin. Errors: `class.bad-address`. */
export function originOf(address: string): Result<string> {
  const typed = address.trim().normalize('NFKC');
  const bad = () => fail('class.bad-address', { address: address.slice(0, 100) });
  try {
    const hasScheme = /^[a-z]+:\/\//i.test(typed);
    const url = new URL(hasScheme ? typed : `http://${typed}`);
    if (!['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.hostname === '') return bad();
    if (!hasScheme && url.port === '') url.port = DEFAULT_PORT;
    return ok(url.origin);
  } catch {
    return bad();
  }
}

/** Errors: those of the class bridge; `class.unreachable`, `class.not-a-class` {address}. */
export async function joinRemote(origin: string, request: JoinRequest): Promise<Result<Joined>> {
  let text: string;
  try {
    const response = await fetch(new URL(JOIN_PATH, origin), {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify(request),
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    });
    text = await textOf(response);
  } catch (cause) {
    return fail('class.unreachable', { address: origin }, cause);
  }
  return answerOf(text) ?? fail('class.not-a-class', { address: origin });
}

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += (chunk as Uint8Array).length;
    if (bytes > ANSWER_BYTES_MAX) break;
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function answerOf(text: string): Result<Joined> | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const accepted = joined.safeParse(json);
  if (accepted.success) return ok(accepted.data);
  const refused = refusedRequest.safeParse(json);
  return refused.success ? { ok: false, fault: refused.data.error } : undefined;
}
