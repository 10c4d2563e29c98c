/** A bridge with the school's certificate: everything over HTTPS, and what only HTTPS may do. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROTOCOL_VERSION } from '../../core/protocol/bridge-messages.ts';
import { JOIN_PATH, TEACHER_PATH } from '../../core/protocol/join-requests.ts';
import { readCertificate } from './certificate.ts';
import { lanSocket, ownLanAddress } from './testing/lan.ts';
import { TEST_CERT, TEST_KEY } from './testing/test-certificate.ts';
import { TestBridge, TestPage, type HttpAnswer } from './testing/test-bridge.ts';

let folder: string;
let bridge: TestBridge;
let host: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guiji 证书-'));
  await writeFile(join(folder, 'cert.pem'), TEST_CERT);
  await writeFile(join(folder, 'key.pem'), TEST_KEY);
  const certificate = await readCertificate(join(folder, 'cert.pem'), join(folder, 'key.pem'));
  if (!certificate.ok) throw new Error(certificate.fault.code);
  bridge = await TestBridge.start({ lan: true, certificate: certificate.value });
  host = `${ownLanAddress()}:${bridge.server.port}`;
});
afterAll(async () => {
  await bridge.close();
  await rm(folder, { recursive: true });
});

interface Ask {
  readonly path: string;
  readonly named?: string;
  readonly body?: unknown;
}

/** Over the network; the certificate is of no authority that this computer knows. */
function ask({ path, named = host, body }: Ask): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const options = { method: body === undefined ? 'GET' : 'POST', rejectUnauthorized: false };
    const headers = { host: named, origin: `https://${named}`, 'content-type': 'application/json' };
    const asking = request(`https://${host}${path}`, { ...options, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    asking.on('error', reject).end(body === undefined ? undefined : JSON.stringify(body));
  });
}

async function openPage(token: string, origin = `https://${host}`): Promise<TestPage> {
  const page = new TestPage(lanSocket(origin, { rejectUnauthorized: false }));
  await page.opened;
  page.send({ type: 'hello', version: PROTOCOL_VERSION, token });
  await page.next('welcome');
  return page;
}

describe('a bridge with a certificate', () => {
  it('serves its pages over HTTPS, and lets them connect to nothing but itself', async () => {
    const page = await ask({ path: '/' });
    expect(page.status).toBe(200);
    expect(page.text).not.toContain('guiji-token');
    expect(page.headers['content-security-policy']).toContain(`connect-src 'self' wss://${host};`);
  });

  it('is known by the names of its certificate, and by no others', async () => {
    const named = `lab.school.test:${bridge.server.port}`;
    expect((await ask({ path: '/', named })).status).toBe(200);
    expect((await ask({ path: '/', named: `evil.example:${bridge.server.port}` })).status).toBe(403);
  });

  it('refuses an Origin of plain http', async () => {
    const page = new TestPage(lanSocket(`https://${host}`, { origin: `http://${host}`, rejectUnauthorized: false }));
    await expect(page.opened).rejects.toThrow(/403/);
  });

  it('lets a teacher sign in over the network, who may open a class and set the passphrase anew', async () => {
    const own = /name="guiji-token" content="([\w-]+)"/.exec((await askOwn()).text)![1]!;
    const owner = await openPage(own, `https://127.0.0.1:${bridge.server.port}`);
    expect(await owner.ask('teacher.setPassphrase', { passphrase: 'on the track' })).toMatchObject({ ok: true });
    const signed = await ask({ path: TEACHER_PATH, body: { passphrase: 'on the track' } });
    const teacher = await openPage((JSON.parse(signed.text) as { token: string }).token);
    const opened = await teacher.ask('class.open', { title: '四年级' });
    expect(await teacher.ask('teacher.setPassphrase', { passphrase: 'off the track' })).toMatchObject({ ok: true });
    expect(await teacher.ask('bridge.ping')).toMatchObject({ ok: true });
    const { code } = opened['value'] as { code: string };
    const joined = await ask({ path: JOIN_PATH, body: { code, nickname: '小明' } });
    const student = await openPage((JSON.parse(joined.text) as { token: string }).token);
    expect(await student.ask('class.seat')).toMatchObject({ value: { classTitle: '四年级' } });
    expect(await student.ask('teacher.setPassphrase', { passphrase: 'mine it is' })).toMatchObject({
      fault: { code: 'bridge.not-allowed' },
    });
    expect(await owner.ask('class.addresses')).toMatchObject({ value: { isSecure: true, isOpenToLan: true } });
    for (const page of [owner, teacher, student]) page.socket.close();
  });
});

function askOwn(): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    request(`https://127.0.0.1:${bridge.server.port}/`, { rejectUnauthorized: false }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    })
      .on('error', reject)
      .end();
  });
}

describe('a certificate', () => {
  it('that cannot be read, or that is another key’s, is refused with the file’s name', async () => {
    const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
    const other = join(folder, 'other.pem');
    await writeFile(other, 'no key at all');
    for (const [certFile, keyFile, named] of [
      [join(folder, 'none.pem'), key, join(folder, 'none.pem')],
      [other, key, other],
      [cert, other, other],
      [cert, join(folder, 'none.pem'), join(folder, 'none.pem')],
    ] as const) {
      expect(await readCertificate(certFile, keyFile)).toMatchObject({
        fault: { code: 'class.certificate-not-readable', params: { file: named } },
      });
    }
  });
});
