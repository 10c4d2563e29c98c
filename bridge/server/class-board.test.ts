/** What the teacher sees and does, and what a student may not. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newProject } from '../../core/project/new-project.ts';
import { BRIDGE_METHODS, type BridgeMethod } from '../../core/protocol/bridge-methods.ts';
import type { Joined } from '../../core/protocol/join-requests.ts';
import type { StationView } from '../../core/protocol/class-views.ts';
import { PAGE_LIMITS, PAGES_PER_STUDENT_MAX } from './limits.ts';
import { join, lanOrigin, openPage, refusalOf } from './testing/lan.ts';
import { TestBridge, type TestMessage, type TestPage } from './testing/test-bridge.ts';

const projectOf = (n: number, text = 'log(1)') => ({
  ...newProject({ id: `01J8ZQ4Y7G00000000000000${String(n).padStart(2, '0')}`, name: `作品 ${n}` }),
  files: [{ path: 'main.ts', text }],
});
const REPORT = { robot: 'simulator', running: false, handUp: false };

let bridge: TestBridge;
let teacher: TestPage;
let origin: string;
let code: string;

beforeEach(async () => {
  bridge = await TestBridge.start({ lan: true });
  origin = lanOrigin(bridge.server.port);
  teacher = await bridge.page();
  code = ((await teacher.ask('class.open', { title: '四年级 2 班' }))['value'] as { code: string }).code;
});
afterEach(async () => {
  expect(bridge.bugs).toEqual([]);
  await bridge.close();
});

interface Student extends Joined {
  readonly page: TestPage;
}

async function sit(nickname: string): Promise<Student> {
  const joined = await join(origin, { code, nickname });
  return { ...joined, page: await openPage(origin, joined.token) };
}

async function stations(): Promise<StationView[]> {
  return ((await teacher.ask('class.state'))['value'] as { stations: StationView[] }).stations;
}

/** The board's next cards until one is as it should be. */
async function boardShows(holds: (station: StationView) => boolean): Promise<StationView> {
  for (;;) {
    const note = await noteTo(teacher, 'class.board');
    const found = (note['value'] as { stations: StationView[] }).stations.find(holds);
    if (found !== undefined) return found;
  }
}

async function noteTo(page: TestPage, name: string): Promise<TestMessage> {
  for (;;) {
    const note = await page.next('note');
    if (note['name'] === name) return note;
  }
}

describe('the teacher’s board', () => {
  it('shows each station as it reports, comes and goes', async () => {
    await stations();
    const ming = await sit('小明');
    await boardShows(({ student, connected }) => student.nickname === '小明' && connected);
    const report = {
      ...{
        lesson: { packId: 'first-steps', lessonId: 'one' },
        step: { id: 'a', index: 1, count: 4 },
        lastCheck: { stepId: 'a', passed: false },
      },
      ...{ robot: 'virtual-car', running: true, handUp: true, lastError: { code: 'vm.not-a-number', params: { name: 'x' }, line: 3 } },
    };
    await ming.page.ask('class.report', report);
    const card = await boardShows(({ report: shown }) => shown?.handUp === true);
    expect(card).toMatchObject({ report, personalCode: ming.personalCode, via: 'page', locked: false });
    ming.page.socket.close();
    await boardShows(({ connected }) => !connected);
  });

  it('hears of a station that changed, and not of the others', async () => {
    const [ming, hong] = [await sit('小明'), await sit('小红')];
    await ming.page.ask('class.report', REPORT);
    await hong.page.ask('class.report', REPORT);
    await stations();
    teacher.received.length = 0;
    await ming.page.ask('class.report', REPORT);
    await hong.page.ask('class.report', { ...REPORT, handUp: true });
    const { value } = (await noteTo(teacher, 'class.board')) as TestMessage & { value: { stations: StationView[] } };
    expect(value.stations.map(({ student }) => student.nickname)).toEqual(['小红']);
  });

  it('is for staff: a student’s page is told nothing of the class but its own', async () => {
    const [ming, hong] = [await sit('小明'), await sit('小红')];
    await stations();
    await hong.page.ask('class.report', { ...REPORT, handUp: true });
    await boardShows(({ report }) => report?.handUp === true);
    await ming.page.ask('bridge.ping');
    expect(ming.page.received.filter(({ type }) => type === 'note')).toEqual([]);
  });
});

describe('what the teacher does to all', () => {
  it('Stop: every robot of the bridge has been stopped when it is answered, and every page is told', async () => {
    const [ming, hong] = [await sit('小明'), await sit('小红')];
    for (const { page } of [ming, hong]) {
      await page.ask('session.open', { sessionId: 1, deviceId: 'virtual-car', trackId: 'oval' });
    }
    const states = bridge.robots.sessions.map((session) => session.calls);
    const answered = await teacher.ask('class.command', { command: { kind: 'stop' } });
    expect(answered).toMatchObject({ value: { stations: 2 } });
    for (const calls of states) expect(calls).toContain('stop');
    for (const page of [ming.page, hong.page, teacher]) {
      expect(await noteTo(page, 'class.command')).toMatchObject({ value: { kind: 'stop' } });
    }
  });

  it('Stop for some stops theirs alone', async () => {
    const [ming, hong] = [await sit('小明'), await sit('小红')];
    for (const { page } of [ming, hong]) await page.ask('session.open', { sessionId: 1, deviceId: 'virtual-car', trackId: 'oval' });
    await teacher.ask('class.command', { command: { kind: 'stop' }, to: [hong.student.id] });
    expect(bridge.robots.sessions.map(({ calls }) => calls.includes('stop'))).toEqual([false, true]);
  });

  it('Stop works where no class is open, too', async () => {
    await teacher.ask('class.close');
    await teacher.ask('session.open', { sessionId: 1, deviceId: 'virtual-car', trackId: 'oval' });
    expect(await teacher.ask('class.command', { command: { kind: 'stop' } })).toMatchObject({ ok: true });
    expect(bridge.robots.sessions[0]!.calls).toContain('stop');
    expect(await teacher.ask('class.command', { command: { kind: 'unlock' } })).toMatchObject({ fault: { code: 'class.none-open' } });
  });

  it('Lock: no locked station runs, whoever joins later is locked too, and no work is refused', async () => {
    const ming = await sit('小明');
    await ming.page.ask('session.open', { sessionId: 1, deviceId: 'virtual-car', trackId: 'oval' });
    await ming.page.ask('projects.save', { project: projectOf(1) });
    await teacher.ask('class.command', { command: { kind: 'lock', message: '看黑板' } });
    expect(await noteTo(ming.page, 'class.command')).toMatchObject({ value: { kind: 'lock', message: '看黑板' } });
    const hong = await sit('小红');
    expect(await hong.page.ask('class.seat')).toMatchObject({ value: { locked: true, lockMessage: '看黑板' } });
    for (const ask of [
      ming.page.ask('session.resume', { sessionId: 1 }),
      ming.page.ask('session.step', { sessionId: 1 }),
      ming.page.ask('projects.remove', { id: projectOf(1).id }),
      hong.page.ask('session.open', { sessionId: 1, deviceId: 'virtual-car', trackId: 'oval' }),
    ]) {
      expect(await ask).toMatchObject({ fault: { code: 'class.locked' } });
    }
    expect(await ming.page.ask('projects.save', { project: projectOf(1, 'typed before the lock') })).toMatchObject({ ok: true });
    await teacher.ask('class.command', { command: { kind: 'unlock' }, to: [hong.student.id] });
    expect(await hong.page.ask('session.open', { sessionId: 1, deviceId: 'virtual-car', trackId: 'oval' })).toMatchObject({ ok: true });
    expect(await ming.page.ask('session.resume', { sessionId: 1 })).toMatchObject({ fault: { code: 'class.locked' } });
    await teacher.ask('class.command', { command: { kind: 'unlock' } });
    expect(await ming.page.ask('session.resume', { sessionId: 1 })).toMatchObject({ ok: true });
  });

  it('a lesson, a program and a timer reach who is there and who comes later', async () => {
    const ming = await sit('小明');
    await teacher.ask('class.command', { command: { kind: 'open-lesson', packId: 'first-steps', lessonId: 'two' } });
    expect(await noteTo(ming.page, 'class.command')).toMatchObject({ value: { kind: 'open-lesson', lessonId: 'two' } });
    await teacher.ask('class.command', { command: { kind: 'open-program', project: projectOf(5) } });
    const { value } = await noteTo(ming.page, 'class.command');
    await teacher.ask('class.command', { command: { kind: 'timer', seconds: 300 } });
    const hong = await sit('小红');
    const { handoutId } = value as { handoutId: string };
    expect(await hong.page.ask('class.seat')).toMatchObject({
      value: { handout: { kind: 'program', id: handoutId, project: { name: '作品 5' } }, timerLeftS: 300 },
    });
    await teacher.ask('class.command', { command: { kind: 'timer', seconds: 0 } });
    expect((await hong.page.ask('class.seat'))['value']).not.toHaveProperty('timerLeftS');
  });

  it('collects what each has saved, and what is handed in after', async () => {
    const [ming, hong] = [await sit('小明'), await sit('小红')];
    await ming.page.ask('projects.save', { project: projectOf(1) });
    await ming.page.ask('projects.save', { project: projectOf(2, 'a') });
    expect(await teacher.ask('class.collect')).toMatchObject({ value: [{ studentId: ming.student.id, name: '作品 2', version: 1 }] });
    expect(await noteTo(ming.page, 'class.command')).toMatchObject({ value: { kind: 'collect' } });
    await ming.page.ask('projects.save', { project: projectOf(2, 'b') });
    expect(await ming.page.ask('class.handIn', { projectId: projectOf(2).id })).toMatchObject({ ok: true });
    expect(await hong.page.ask('class.handIn', { projectId: projectOf(2).id })).toMatchObject({ fault: { code: 'bridge.not-allowed' } });
    const collected = (await stations()).find(({ student }) => student.id === ming.student.id)!.collected!;
    expect(collected.version).toBe(2);
    await ming.page.ask('projects.save', { project: projectOf(2, 'c') });
    const work = (version?: number) =>
      teacher.ask('class.work', { studentId: ming.student.id, projectId: projectOf(2).id, ...(version === undefined ? {} : { version }) });
    expect(await work(2)).toMatchObject({ value: projectOf(2, 'b') });
    expect(await work()).toMatchObject({ value: projectOf(2, 'c') });
    expect(await teacher.ask('class.work', { studentId: hong.student.id, projectId: projectOf(2).id })).toMatchObject({
      fault: { code: 'bridge.not-allowed' },
    });
  });
});

describe('a student’s page', () => {
  it('is refused every method that is the teacher’s or this computer’s own', async () => {
    const { page } = await sit('小明');
    const notTheirs = (Object.keys(BRIDGE_METHODS) as BridgeMethod[]).filter((name) => !BRIDGE_METHODS[name].roles.includes('student'));
    expect(notTheirs).toEqual(expect.arrayContaining(['class.open', 'class.command', 'class.eraseAll', 'teacher.setPassphrase']));
    for (const method of notTheirs) {
      expect(await page.ask(method)).toMatchObject({ ok: false, fault: { code: 'bridge.not-allowed', params: { method } } });
    }
  });

  it('sees its own projects, and is refused each method on another’s', async () => {
    const [ming, hong] = [await sit('小明'), await sit('小红')];
    await ming.page.ask('projects.save', { project: projectOf(1) });
    await teacher.ask('projects.save', { project: projectOf(9) });
    expect(await ming.page.ask('projects.list')).toMatchObject({ value: [{ id: projectOf(1).id }] });
    expect(await hong.page.ask('projects.list')).toMatchObject({ value: [] });
    for (const { id } of [projectOf(1), projectOf(9)]) {
      for (const [method, params] of [
        ['projects.load', { id }],
        ['projects.history', { id }],
        ['projects.loadVersion', { id, version: 1 }],
        ['projects.remove', { id }],
        ['projects.save', { project: { ...projectOf(1, 'taken over'), id } }],
        ['class.handIn', { projectId: id }],
      ] as const) {
        expect(await hong.page.ask(method, params)).toMatchObject({ fault: { code: 'bridge.not-allowed', params: { method } } });
      }
    }
    expect(await ming.page.ask('projects.load', { id: projectOf(1).id })).toMatchObject({ value: projectOf(1) });
  });

  it('sees and changes no run of another’s', async () => {
    const [ming, hong] = [await sit('小明'), await sit('小红')];
    const id = '01J8ZQ4Y7G0000000000000099';
    const about = { id, startedAtMs: 1, projectId: '', projectName: '', robot: 'sim', robotName: '', trackId: 'oval' };
    expect(await ming.page.ask('runs.begin', { about, heldFrom: 0 })).toMatchObject({ ok: true });
    const base64 = Buffer.from('mine').toString('base64');
    expect(await ming.page.ask('runs.append', { id, offset: 0, bytes: base64 })).toMatchObject({ ok: true });
    expect(await hong.page.ask('runs.list', { limit: 10 })).toMatchObject({ value: [] });
    for (const [method, params] of [
      ['runs.begin', { about, heldFrom: 0 }],
      ['runs.append', { id, offset: 4, bytes: base64 }],
      ['runs.finish', { id }],
      ['runs.get', { id }],
      ['runs.read', { id, offset: 0, length: 4 }],
      ['runs.remove', { id }],
      ['runs.pin', { id, isPinned: true }],
      ['runs.recompute', { id }],
    ] as const) {
      expect(await hong.page.ask(method, params)).toMatchObject({
        ...{ ok: false, fault: { code: method === 'runs.append' ? 'runs.finished' : 'runs.not-found' } },
      });
    }
    expect(await ming.page.ask('runs.read', { id, offset: 0, length: 4 })).toMatchObject({ value: { base64 } });
  });

  it('cannot even name another’s robot session', async () => {
    const [ming, hong] = [await sit('小明'), await sit('小红')];
    await ming.page.ask('session.open', { sessionId: 1, deviceId: 'virtual-car', trackId: 'oval' });
    const session = bridge.robots.sessions[0]!;
    for (const method of ['session.pause', 'session.resume', 'session.step', 'session.stop']) {
      expect(await hong.page.ask(method, { sessionId: 1 })).toMatchObject({ fault: { code: 'session.unknown' } });
    }
    await hong.page.ask('session.close', { sessionId: 1 });
    expect(session.calls).toEqual([]);
  });

  it('sees and changes no progress of another’s', async () => {
    const [ming, hong] = [await sit('小明'), await sit('小红')];
    const entry = {
      packId: 'p',
      lessonId: 'l',
      stepId: 's',
      kind: 'required',
      of: { required: 2, optional: 0 },
      revision: 1,
      attempts: 1,
      answers: {},
    };
    await ming.page.ask('progress.save', { entries: [{ ...entry, doneAtMs: 5 }] });
    expect(await hong.page.ask('progress.list')).toMatchObject({ value: { entries: [] } });
    await hong.page.ask('progress.save', { entries: [{ ...entry, revision: 9 }] });
    expect(await ming.page.ask('progress.list')).toMatchObject({ value: { entries: [{ doneAtMs: 5 }] } });
  });

  it('pushes log entries of its own only', async () => {
    const [ming, hong] = [await sit('小明'), await sit('小红')];
    const body = { kind: 'project', project: projectOf(1) };
    const entry = { id: '01J8ZQ4Y7G0000000000000077', studentId: ming.student.id, atMs: 1, body };
    expect(await hong.page.ask('station.push', { entries: [entry] })).toMatchObject({ fault: { code: 'bridge.not-allowed' } });
    expect(await ming.page.ask('projects.list')).toMatchObject({ value: [] });
    expect(await ming.page.ask('station.push', { entries: [entry] })).toMatchObject({ value: { acknowledged: entry.id, refused: [] } });
    const stolen = { ...entry, id: '01J8ZQ4Y7G0000000000000078', studentId: hong.student.id };
    expect(await hong.page.ask('station.push', { entries: [stolen] })).toMatchObject({
      value: { refused: [{ id: stolen.id, code: 'project.not-yours' }] },
    });
  });

  it('shares one limit of messages with all its windows, and has no more windows than it may', async () => {
    const { token, page } = await sit('小明');
    const windows = [page];
    while (windows.length < PAGES_PER_STUDENT_MAX) windows.push(await openPage(origin, token));
    await expect(openPage(origin, token)).rejects.toThrow('bridge.too-many-pages');
    const hong = await sit('小红');
    for (let i = 0; i < PAGE_LIMITS.messageBurst * 2; i++) windows[i % windows.length]!.send({ type: 'ack', sessionId: 1, batch: i });
    expect(await Promise.race(windows.map((each) => each.next('refused')))).toMatchObject({ fault: { code: 'protocol.too-fast' } });
    expect(await hong.page.ask('bridge.ping')).toMatchObject({ ok: true });
    for (const each of windows) each.socket.terminate();
  });
});

describe('erasing', () => {
  it('one student leaves nothing of them, and everything of the others', async () => {
    const [ming, hong] = [await sit('小明'), await sit('小红')];
    for (const [n, { page }] of [ming, hong].entries()) {
      await page.ask('projects.save', { project: projectOf(n + 1) });
      const about = {
        id: `01J8ZQ4Y7G00000000000000A${n}`,
        startedAtMs: 1,
        projectId: '',
        projectName: '',
        robot: 'sim',
        robotName: '',
        trackId: 'oval',
      };
      await page.ask('runs.begin', { about, heldFrom: 0 });
      await page.ask('runs.append', { id: about.id, offset: 0, bytes: 'AAAA' });
      await page.ask('runs.finish', { id: about.id });
    }
    expect(await teacher.ask('class.eraseStudent', { studentId: ming.student.id })).toMatchObject({ ok: true });
    expect(await ming.page.next('refused')).toMatchObject({ fault: { code: 'class.erased' } });
    expect(await refusalOf(origin, ming.token)).toBe('class.erased');
    expect((await stations()).map(({ student }) => student.nickname)).toEqual(['小红']);
    expect(await bridge.store.projects.list(ming.student.id)).toMatchObject({ value: [] });
    expect(await bridge.runs.list({ limit: 10 })).toMatchObject({ value: [{ owner: hong.student.id }] });
    expect(await hong.page.ask('projects.list')).toMatchObject({ value: [{ id: projectOf(2).id }] });
    expect(await teacher.ask('class.eraseStudent', { studentId: ming.student.id })).toMatchObject({
      fault: { code: 'class.no-such-student' },
    });
    const again = await sit('小明');
    expect(again.student.id).not.toBe(ming.student.id);
    expect(await again.page.ask('projects.list')).toMatchObject({ value: [] });
  });

  it('all of a class works after it has ended, too', async () => {
    const ming = await sit('小明');
    await ming.page.ask('projects.save', { project: projectOf(1) });
    await teacher.ask('class.close');
    expect(await teacher.ask('class.titles')).toMatchObject({ value: [{ title: '四年级 2 班', students: 1 }] });
    expect(await teacher.ask('class.eraseAll', { title: '四年级 2 班' })).toMatchObject({ ok: true });
    expect(await teacher.ask('class.eraseAll', { title: 'none' })).toMatchObject({ fault: { code: 'class.no-such-class' } });
    expect(await teacher.ask('class.titles')).toMatchObject({ value: [{ students: 0 }] });
    expect(await bridge.store.projects.list(ming.student.id)).toMatchObject({ value: [] });
  });
});

describe('a class that is opened again', () => {
  it('has its students and their work, under a new code', async () => {
    const ming = await sit('小明');
    await ming.page.ask('projects.save', { project: projectOf(1) });
    await teacher.ask('class.close');
    expect(await teacher.ask('class.close')).toMatchObject({ fault: { code: 'class.none-open' } });
    await teacher.ask('class.open', { title: '五年级' });
    expect(await stations()).toEqual([]);
    expect(await teacher.ask('class.open', { title: '四年级 2 班' })).toMatchObject({
      fault: { code: 'class.already-open', params: { title: '五年级' } },
    });
    await teacher.ask('class.close');
    code = ((await teacher.ask('class.open', { title: '四年级 2 班' }))['value'] as { code: string }).code;
    expect(await stations()).toMatchObject([{ student: { nickname: '小明' }, connected: false }]);
    const back = await join(origin, { code, nickname: '小明', personalCode: ming.personalCode });
    const page = await openPage(origin, back.token);
    expect(await page.ask('projects.load', { id: projectOf(1).id })).toMatchObject({ value: projectOf(1) });
  });
});

describe('results', () => {
  it('count each student’s work, runs, laps and lessons', async () => {
    const ming = await sit('小明');
    await ming.page.ask('projects.save', { project: projectOf(1) });
    await ming.page.ask('class.report', { ...REPORT, lastCheck: { stepId: 's', passed: true } });
    const entry = {
      packId: 'p',
      lessonId: 'l',
      stepId: 's',
      kind: 'required',
      of: { required: 2, optional: 1 },
      revision: 1,
      attempts: 1,
      answers: {},
    };
    await ming.page.ask('progress.save', { entries: [{ ...entry, doneAtMs: 5 }] });
    expect(await teacher.ask('class.results')).toMatchObject({
      value: {
        title: '四年级 2 班',
        students: [
          {
            ...{ nickname: '小明', projects: 1, runs: 0, lastCheck: { stepId: 's', passed: true } },
            lessons: [{ packId: 'p', lessonId: 'l', requiredDone: 1, requiredCount: 2, optionalDone: 0, optionalCount: 1 }],
          },
        ],
      },
    });
    await teacher.ask('class.close');
    expect(await teacher.ask('class.results')).toMatchObject({ fault: { code: 'class.none-open' } });
  });
});
