/** Who may come into a class, over the network. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JOIN_PATH, TEACHER_PATH } from '../../core/protocol/join-requests.ts';
import { PROTOCOL_VERSION } from '../../core/protocol/bridge-messages.ts';
import { CODE_MS_MAX } from '../class/class-desk.ts';
import { join, lanOrigin, lanSocket, openPage, post, refusalOf } from './testing/lan.ts';
import { TestBridge, TestPage } from './testing/test-bridge.ts';

let bridge: TestBridge;
let teacher: TestPage;
let origin: string;
let code: string;
let monotonicMs: number;

beforeEach(async () => {
  monotonicMs = 1_000_000;
  bridge = await TestBridge.start({ lan: true, class: { monotonicMs: () => monotonicMs } });
  origin = lanOrigin(bridge.server.port);
  teacher = await bridge.page();
  code = await openClass('四年级 2 班');
});
afterEach(async () => {
  expect(bridge.bugs).toEqual([]);
  await bridge.close();
});

async function openClass(title: string): Promise<string> {
  const opened = await teacher.ask('class.open', { title });
  return (opened['value'] as { code: string }).code;
}

const tryCode = (typed: string, nickname = '小明') => post(origin, JOIN_PATH, { code: typed, nickname });
const codeOf = (answer: { body: Record<string, unknown> }): unknown => (answer.body['error'] as { code: string } | undefined)?.code;

describe('joining a class', () => {
  it('needs its code and a nickname, and gives a token for a page of a student', async () => {
    const { token, student, personalCode, classTitle } = await join(origin, { code: code.toLowerCase(), nickname: '小明', seat: '12' });
    expect(student).toMatchObject({ nickname: '小明', seat: '12' });
    expect(personalCode).toMatch(/^\w{4}$/);
    expect(classTitle).toBe('四年级 2 班');
    const page = await openPage(origin, token);
    expect(await page.ask('class.seat')).toMatchObject({ value: { student, personalCode, locked: false, school: { state: 'here' } } });
    page.socket.close();
  });

  it('says what role a page has', async () => {
    const { token } = await join(origin, { code, nickname: '小明' });
    const page = new TestPage(lanSocket(origin));
    await page.opened;
    page.send({ type: 'hello', version: PROTOCOL_VERSION, token });
    expect(await page.next('welcome')).toMatchObject({ role: 'student' });
    page.socket.close();
  });

  it('is refused with a wrong code, and after the class has ended', async () => {
    expect(codeOf(await tryCode('AAAAAA'))).toBe('class.wrong-code');
    await teacher.ask('class.close');
    expect(codeOf(await tryCode(code))).toBe('class.none-open');
  });

  it('is refused with an old code: each class has a new one, and the teacher may renew it', async () => {
    const renewed = (await teacher.ask('class.renewCode'))['value'] as { code: string };
    expect(renewed.code).not.toBe(code);
    expect(codeOf(await tryCode(code))).toBe('class.wrong-code');
    expect((await tryCode(renewed.code)).status).toBe(200);
    await teacher.ask('class.close');
    const next = await openClass('四年级 2 班');
    expect([code, renewed.code]).not.toContain(next);
  });

  it('is refused when the code has expired by a clock that nobody sets; whoever is in stays in', async () => {
    const { token } = await join(origin, { code, nickname: '小明' });
    monotonicMs += CODE_MS_MAX;
    expect(codeOf(await tryCode(code, '小红'))).toBe('class.code-expired');
    (await openPage(origin, token)).socket.close();
  });

  it('lets nobody have another’s nickname, however it is written; the personal code brings one back', async () => {
    const first = await join(origin, { code, nickname: 'Ming １', seat: '3' });
    for (const nickname of ['ming1', 'Ming 1', 'ＭＩＮＧ1']) expect(codeOf(await tryCode(code, nickname))).toBe('class.nickname-taken');
    const wrong = await post(origin, JOIN_PATH, { code, nickname: 'ming1', personalCode: 'AAAA' });
    expect(codeOf(wrong)).toBe('class.wrong-personal-code');
    expect(codeOf(await post(origin, JOIN_PATH, { code, nickname: 'nobody', personalCode: 'AAAA' }))).toBe('class.wrong-personal-code');
    const back = await join(origin, { code, nickname: 'ming1', personalCode: first.personalCode.toLowerCase(), seat: '7' });
    expect(back.student).toEqual({ ...first.student, seat: '7' });
    const renewed = (await teacher.ask('class.renewPersonalCode', { studentId: first.student.id }))['value'] as { personalCode: string };
    expect(codeOf(await post(origin, JOIN_PATH, { code, nickname: 'ming1', personalCode: first.personalCode }))).toBe(
      'class.wrong-personal-code',
    );
    await join(origin, { code, nickname: 'ming1', ...renewed });
  });

  it('lets forty children of one room in at once, behind one address', async () => {
    const joined = await Promise.all(Array.from({ length: 40 }, (_, i) => join(origin, { code, nickname: `学生${i}`, seat: `${i}` })));
    expect(new Set(joined.map(({ student }) => student.id)).size).toBe(40);
    const pages = await Promise.all(joined.map(({ token }) => openPage(origin, token)));
    const state = (await teacher.ask('class.state'))['value'] as { stations: { connected: boolean }[] };
    expect(state.stations.filter(({ connected }) => connected)).toHaveLength(40);
    for (const page of pages) page.socket.close();
  });

  it('takes two who choose the same name in the same moment for one and a stranger', async () => {
    const both = await Promise.all([tryCode(code), tryCode(code)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 403]);
  });

  it('is refused in words of the protocol when the request is not one', async () => {
    const { port } = bridge.server;
    const bad: readonly (readonly [unknown, Record<string, string>?])[] = [
      ['{'],
      ['null'],
      [{ code, nickname: '' }],
      [{ code, nickname: 'x'.repeat(21) }],
      [{ code, nickname: 'a\u202eb' }],
      [{ code, nickname: '小明', extra: 1 }],
      [{ code, nickname: '小'.repeat(3000) }],
      ['code=1', { 'content-type': 'application/x-www-form-urlencoded' }],
      [JSON.stringify({ code, nickname: '小明' }), { 'content-type': 'text/plain' }],
    ];
    for (const [body, headers] of bad) expect(codeOf(await post(origin, JOIN_PATH, body, headers))).toBe('protocol.malformed');
    for (const foreign of ['http://evil.example', 'null', `http://127.0.0.1:${port}`, `https://${new URL(origin).host}`]) {
      expect(codeOf(await post(origin, JOIN_PATH, { code, nickname: '小明' }, { origin: foreign }))).toBe('bridge.origin-refused');
    }
    expect((await bridge.get(JOIN_PATH, { host: 'evil.example' })).text).toContain('bridge.host-refused');
  });
});

describe('a code that is guessed and guessed', () => {
  const guesses = process.env['GUIJI_TEST_FULL'] === '1' ? 10_000 : 1500;

  it('is not found, and the class goes on', { timeout: 120_000 }, async () => {
    const ming = await join(origin, { code, nickname: '小明' });
    const page = await openPage(origin, ming.token);
    const seen = new Map<unknown, number>();
    const guess = async (n: number): Promise<void> => {
      // Codes of the right shape; the clock goes on as fast as the guesser may.
      monotonicMs += 20;
      const typed = [...String(n).padStart(6, '0')].map((digit) => 'ACDEFGHJKM'[Number(digit)]).join('');
      const answered = codeOf(await tryCode(typed === code.replace('-', '') ? 'WWWWWW' : typed, `g${n}`));
      seen.set(answered, (seen.get(answered) ?? 0) + 1);
    };
    for (let n = 0; n < guesses; n += 50) await Promise.all(Array.from({ length: 50 }, (_, i) => guess(n + i)));
    expect([...seen.keys()].sort()).toEqual(['class.too-many-tries', 'class.wrong-code']);
    expect(seen.get('class.wrong-code')).toBeLessThan(100);
    const report = { robot: 'simulator', running: true, handUp: true };
    expect(await page.ask('class.report', report)).toMatchObject({ ok: true });
    expect(await teacher.ask('class.state')).toMatchObject({ value: { stations: [{ report, connected: true }] } });
    // One who has not guessed wrong is let in at once, from another address.
    expect((await post(`http://127.0.0.1:${bridge.server.port}`, JOIN_PATH, { code, nickname: '小红' })).status).toBe(200);
    page.socket.close();
  });
});

describe('a token', () => {
  it('that nobody gave is refused, and so is a WebSocket without one', async () => {
    for (const token of ['', 'x'.repeat(43), await bridge.token().then((own) => own.slice(1))]) {
      expect(await refusalOf(origin, token)).toBe('bridge.wrong-token');
    }
  });

  it('of an ended class is refused, and its pages are told why', async () => {
    const { token } = await join(origin, { code, nickname: '小明' });
    const page = await openPage(origin, token);
    await teacher.ask('class.close');
    expect(await page.next('refused')).toMatchObject({ fault: { code: 'class.ended' } });
    expect(await refusalOf(origin, token)).toBe('class.ended');
    await openClass('四年级 2 班');
    expect(await refusalOf(origin, token)).toBe('class.ended');
  });

  it('of a seat that was left, or that the teacher signed off, is refused', async () => {
    const left = await join(origin, { code, nickname: '小明' });
    const page = await openPage(origin, left.token);
    page.send({ type: 'request', id: 1, method: 'class.leave', params: {} });
    expect(await page.next('refused')).toMatchObject({ fault: { code: 'class.left' } });
    expect(await refusalOf(origin, left.token)).toBe('bridge.wrong-token');
    const other = await join(origin, { code, nickname: '小红' });
    await teacher.ask('class.signOff', { studentId: other.student.id });
    expect(await refusalOf(origin, other.token)).toBe('bridge.wrong-token');
  });

  it('from a foreign Origin or under a forged Host is not even listened to', async () => {
    const { token } = await join(origin, { code, nickname: '小明' });
    for (const options of [{ origin: 'http://evil.example' }, { headers: { host: 'evil.example' } }, { origin: 'http://localhost' }]) {
      const page = new TestPage(lanSocket(origin, options));
      await expect(page.opened).rejects.toThrow(/403/);
    }
    (await openPage(origin, token)).socket.close();
  });

  it('is kept as a hash only', async () => {
    const { token } = await join(origin, { code, nickname: '小明' });
    const tokens = await bridge.store.classes.tokens();
    expect(JSON.stringify(tokens)).not.toContain(token);
  });
});

describe('the teacher’s passphrase', { timeout: 60_000 }, () => {
  const PASSPHRASE = '轨迹 on the track';
  const own = (): string => `http://127.0.0.1:${bridge.server.port}`;

  it('is refused over plain http on the network, to set and to sign in with', async () => {
    await teacher.ask('teacher.setPassphrase', { passphrase: PASSPHRASE });
    expect(codeOf(await post(origin, TEACHER_PATH, { passphrase: PASSPHRASE }))).toBe('class.needs-https');
    const { body } = await post(own(), TEACHER_PATH, { passphrase: PASSPHRASE });
    const page = await openPage(origin, String(body['token']));
    expect(await page.ask('teacher.setPassphrase', { passphrase: 'another one' })).toMatchObject({ fault: { code: 'class.needs-https' } });
    expect(await page.ask('class.state')).toMatchObject({ ok: true });
    page.socket.close();
  });

  it('lets the right one in, and a new one ends the others', async () => {
    expect(codeOf(await post(own(), TEACHER_PATH, { passphrase: PASSPHRASE }))).toBe('class.no-passphrase');
    await teacher.ask('teacher.setPassphrase', { passphrase: PASSPHRASE });
    expect(codeOf(await post(own(), TEACHER_PATH, { passphrase: 'wrong one' }))).toBe('class.wrong-passphrase');
    const { body } = await post(own(), TEACHER_PATH, { passphrase: PASSPHRASE });
    const page = await openPage(origin, String(body['token']));
    await teacher.ask('teacher.setPassphrase', { passphrase: 'a new passphrase' });
    expect(await page.next('refused')).toMatchObject({ fault: { code: 'bridge.wrong-token' } });
    expect(await refusalOf(origin, String(body['token']))).toBe('bridge.wrong-token');
    expect(codeOf(await post(own(), TEACHER_PATH, { passphrase: PASSPHRASE }))).toBe('class.wrong-passphrase');
  });

  it('that is guessed costs more and more time', async () => {
    await teacher.ask('teacher.setPassphrase', { passphrase: PASSPHRASE });
    const answers: unknown[] = [];
    for (let i = 0; i < 12; i++) answers.push(codeOf(await post(own(), TEACHER_PATH, { passphrase: `guess ${i}` })));
    expect(answers.at(-1)).toBe('class.too-many-tries');
    expect(codeOf(await post(own(), TEACHER_PATH, { passphrase: PASSPHRASE }))).toBe('class.too-many-tries');
  });

  it('that is too short is not taken', async () => {
    teacher.send({ type: 'request', id: 99, method: 'teacher.setPassphrase', params: { passphrase: 'short' } });
    expect(await teacher.next('refused')).toMatchObject({ fault: { code: 'protocol.malformed' } });
  });
});
