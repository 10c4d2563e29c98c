/** Requests that come from the network: to this computer's own address there, not to loopback. Layer: tests of bridge/server. */
import { WebSocket, type ClientOptions } from 'ws';
import { BRIDGE_SOCKET_PATH, PROTOCOL_VERSION } from '../../../core/protocol/bridge-messages.ts';
import { JOIN_PATH, type Joined, type JoinRequest } from '../../../core/protocol/join-requests.ts';
import { lanAddresses } from '../origin-guard.ts';
import { TestPage } from './test-bridge.ts';

/** The first that others could reach. */
export function ownLanAddress(): string {
  const [address] = lanAddresses();
  if (address === undefined)
    throw new Error('This computer has no address but loopback; the tests of a class need one (a network adapter).');
  return address;
}

export function lanOrigin(port: number): string {
  return `http://${ownLanAddress()}:${port}`;
}

export interface PostAnswer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

export async function post(origin: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<PostAnswer> {
  const response = await fetch(new URL(path, origin), {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** Throws where it is refused. */
export async function join(origin: string, request: JoinRequest): Promise<Joined> {
  const { status, body } = await post(origin, JOIN_PATH, request);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body as Joined;
}

export function lanSocket(origin: string, options: ClientOptions = {}): WebSocket {
  return new WebSocket(`${origin.replace(/^http/, 'ws')}${BRIDGE_SOCKET_PATH}`, { origin, ...options });
}

/** A page that has said hello and been welcomed. */
export async function openPage(origin: string, token: string): Promise<TestPage> {
  const page = new TestPage(lanSocket(origin));
  await page.opened;
  page.send({ type: 'hello', version: PROTOCOL_VERSION, token });
  const closed = await Promise.race([page.next('welcome').then(() => undefined), page.closed]);
  if (closed !== undefined) throw new Error(`refused: ${closed.reason}`);
  return page;
}

/** Why the bridge does not want this token. */
export async function refusalOf(origin: string, token: string): Promise<unknown> {
  const page = new TestPage(lanSocket(origin));
  await page.opened;
  page.send({ type: 'hello', version: PROTOCOL_VERSION, token });
  const { fault } = await page.next('refused');
  await page.closed;
  return (fault as { code: string }).code;
}
