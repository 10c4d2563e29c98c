/** A station bridge in a class over the network: its own page at loopback, the class bridge at this computer's address in the network. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newProject } from '../../core/project/new-project.ts';
import type { SeatView, StationView } from '../../core/protocol/class-views.ts';
import { shippedTrack } from '../../core/sim/tracks/index.ts';
import { shippedProfile } from '../../firmware-profiles/index.ts';
import { KIT_FIRMWARE, packKit } from '../kits/testing/kit-pack.ts';
import { join, lanOrigin, openPage } from './testing/lan.ts';
import { TestBridge, type TestMessage, type TestPage } from './testing/test-bridge.ts';

const TITLE = '四年级 2 班';
const LINK_TIMES = { retryMsMin: 20, retryMsMax: 100 };
const projectOf = (n: number, text = 'log(1)') => ({
  ...newProject({ id: `01J8ZQ4Y7G00000000000000${String(n).padStart(2, '0')}`, name: `作品 ${n}` }),
  files: [{ path: 'main.ts', text }],
});
const PROGRESS = {
  ...{
    packId: 'p',
    lessonId: 'l',
    stepId: 's',
    kind: 'required',
    of: { required: 1, optional: 0 },
    revision: 1,
    attempts: 1,
    doneAtMs: 5,
    answers: {},
  },
};

const trackOf = (id: string) => ({ ...shippedTrack('straight')!, id });
const PICTURE = { id: '01J8ZQ4Y7G0000000000000077', revision: 1, body: { kind: 'class', name: '停' } };

let folder: string;
let school: TestBridge;
let teacher: TestPage;
let code: string;
let address: string;
const bridges = new Set<TestBridge>();

beforeEach(async () => {
  folder = await mkdtemp(joinPath(tmpdir(), 'guiji 课堂-'));
  await openSchool(0);
  code = ((await teacher.ask('class.open', { title: TITLE }))['value'] as { code: string }).code;
});
afterEach(async () => {
  for (const bridge of bridges) {
    expect(bridge.bugs).toEqual([]);
    await bridge.close();
  }
  bridges.clear();
  await rm(folder, { recursive: true });
});

async function openSchool(port: number): Promise<void> {
  school = await TestBridge.start({ lan: true, port, dataFolder: await folderOf('school') });
  bridges.add(school);
  teacher = await school.page();
  address = lanOrigin(school.server.port);
}

/** Its computer is switched off, or the cable pulled. */
async function closeBridge(bridge: TestBridge): Promise<void> {
  bridges.delete(bridge);
  await bridge.close();
}

async function folderOf(name: string): Promise<string> {
  const { mkdir } = await import('node:fs/promises');
  const path = joinPath(folder, name);
  await mkdir(path, { recursive: true });
  return path;
}

interface StationPc {
  readonly bridge: TestBridge;
  readonly page: TestPage;
}

async function startStation(name: string): Promise<StationPc> {
  const bridge = await TestBridge.start({ dataFolder: await folderOf(name), class: { linkTimes: LINK_TIMES } });
  bridges.add(bridge);
  return { bridge, page: await bridge.page() };
}

async function sit({ page }: StationPc, nickname: string, personalCode?: string): Promise<SeatView> {
  const joined = await page.ask('class.joinRemote', {
    address,
    code,
    nickname,
    seat: '12',
    ...(personalCode === undefined ? {} : { personalCode }),
  });
  if (joined['ok'] !== true) throw new Error(JSON.stringify(joined['fault']));
  return joined['value'] as SeatView;
}

/** Looks again whenever the station says that something has changed. */
async function seatIs(page: TestPage, holds: (seat: SeatView) => boolean): Promise<SeatView> {
  for (;;) {
    const seat = await page.ask('class.seat');
    if (seat['ok'] === true && holds(seat['value'] as SeatView)) return seat['value'] as SeatView;
    await noteTo(page, 'class.seat');
  }
}

async function seatIsEmpty(page: TestPage): Promise<string> {
  for (;;) {
    const seat = await page.ask('class.seat');
    if (seat['ok'] === false) return (seat['fault'] as { code: string }).code;
    await noteTo(page, 'class.seat');
  }
}

const allSent = (page: TestPage) => seatIs(page, ({ school: { state, unsent } }) => state === 'online' && unsent === 0);

async function noteTo(page: TestPage, name: string): Promise<TestMessage> {
  for (;;) {
    const note = await page.next('note');
    if (note['name'] === name) return note;
  }
}

async function versionsAtSchool(studentId: string, n: number): Promise<number> {
  const history = await school.store.projects.history(projectOf(n).id, studentId);
  return history.ok ? history.value.length : 0;
}

async function recordRun(page: TestPage, id: string): Promise<void> {
  const about = { id, startedAtMs: 1, projectId: '', projectName: '', robot: 'sim', robotName: '', trackId: 'oval' };
  await page.ask('runs.begin', { about, heldFrom: 0 });
  await page.ask('runs.append', { id, offset: 0, bytes: Buffer.from('a run').toString('base64') });
  await page.ask('runs.finish', { id });
}

/** Until a student has nothing here; looked at as often as the store answers. */
async function untilGone(bridge: TestBridge, studentId: string): Promise<void> {
  for (;;) {
    const list = await bridge.store.projects.list(studentId);
    const runs = await bridge.runs.list({ owner: studentId, limit: 1 });
    const seats = await bridge.store.classes.setting('seats');
    if (list.ok && runs.ok && seats.ok && list.value.length + runs.value.length === 0 && seats.value === undefined) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** As a page does that was given a kit with its own firmware. */
async function keepWithImage(page: TestPage, profile: ReturnType<typeof packKit>): Promise<TestMessage> {
  const { sha256 } = profile.images.find(({ id }) => id === 'town')!;
  await page.ask('kits.addImage', { sha256, at: 0, bytes: Buffer.from(KIT_FIRMWARE).toString('base64') });
  return await page.ask('kits.keep', { profile });
}

const heardBy = async (page: TestPage): Promise<unknown> => (await noteTo(page, 'class.messages'))['value'];

describe('messages between programs', () => {
  it('go from each page to all others, over station bridges too, and never back', async () => {
    const station = await startStation('one');
    await sit(station, '小明');
    const second = await station.bridge.page();
    const { token } = await join(address, { code, nickname: '小红', via: 'page' });
    const guest = await openPage(address, token);
    await station.page.ask('class.send', { messages: [{ name: 'go', value: 1 }] });
    const first = { messages: [{ name: 'go', value: 1 }] };
    expect([await heardBy(teacher), await heardBy(guest), await heardBy(second)]).toEqual([first, first, first]);
    await guest.ask('class.send', { messages: [{ name: 'far', value: { number: 'Infinity' } }] });
    const back = { messages: [{ name: 'far', value: { number: 'Infinity' } }] };
    // What the station's own page hears first is the guest's: its own did not come back to it.
    expect([await heardBy(station.page), await heardBy(second), await heardBy(teacher)]).toEqual([back, back, back]);
  });

  it('that come faster than they go out are the newest of each name, and one who floods hinders nobody', async () => {
    const { token } = await join(address, { code, nickname: '小红', via: 'page' });
    const guest = await openPage(address, token);
    for (let i = 0; i < 100; i++)
      guest.send({ type: 'request', id: 1000 + i, method: 'class.send', params: { messages: [{ name: 'n', value: i }] } });
    let last: unknown;
    let notes = 0;
    while (last !== 99) {
      const { messages } = (await heardBy(teacher)) as { messages: { value: number }[] };
      notes += 1;
      last = messages.at(-1)!.value;
    }
    expect(notes).toBeLessThan(50);
  });

  it('are refused where they are too many or no messages', async () => {
    const { token } = await join(address, { code, nickname: '小红', via: 'page' });
    const guest = await openPage(address, token);
    guest.send({ type: 'request', id: 1, method: 'class.send', params: { messages: [{ name: 'n', value: null }] } });
    expect((await guest.next('refused'))['fault']).toMatchObject({ code: 'protocol.malformed' });
  });
});

describe('a station bridge', () => {
  it('sits in the class of another, and its page’s work, runs and progress are there too', async () => {
    const station = await startStation('one');
    const seat = await sit(station, '小明');
    expect(seat).toMatchObject({ classTitle: TITLE, student: { nickname: '小明', seat: '12' }, school: { state: 'online' } });
    const studentId = seat.student.id;
    await station.page.ask('projects.save', { project: projectOf(1) });
    await station.page.ask('progress.save', { entries: [PROGRESS] });
    await station.page.ask('pictures.save', { projectId: projectOf(1).id, entries: [PICTURE] });
    for (const id of ['yard', 'old-yard']) await station.page.ask('tracks.save', { track: trackOf(id) });
    await station.page.ask('tracks.remove', { id: 'old-yard' });
    await recordRun(station.page, '01J8ZQ4Y7G0000000000000055');
    await station.page.ask('class.report', { robot: 'virtual-car', running: true, handUp: true });
    await allSent(station.page);
    expect(await school.store.projects.load(projectOf(1).id, studentId)).toEqual({ ok: true, value: projectOf(1) });
    expect(await school.store.progress.list(studentId)).toMatchObject({ value: [{ stepId: 's', doneAtMs: 5 }] });
    expect(await school.store.tracks.list(studentId)).toMatchObject({ value: [{ id: 'yard' }] });
    expect(await school.store.tracks.load(studentId, 'yard')).toEqual({ ok: true, value: trackOf('yard') });
    expect(await school.store.pictures.load(studentId, projectOf(1).id, [PICTURE.id])).toEqual({ ok: true, value: [PICTURE] });
    for (;;) {
      const runs = await school.runs.list({ owner: studentId, limit: 5 });
      if (runs.ok && runs.value.some(({ state, bytes }) => state !== 'recording' && bytes === 5)) break;
      await new Promise((resolve) => setImmediate(resolve));
    }
    await teacher.ask('class.state');
    for (;;) {
      const { stations } = (await teacher.ask('class.state'))['value'] as { stations: StationView[] };
      if (stations[0]?.report?.handUp === true) {
        expect(stations[0]).toMatchObject({ via: 'bridge', connected: true, report: { robot: 'virtual-car' } });
        return;
      }
      await noteTo(teacher, 'class.board');
    }
  });

  it('goes on alone when its link is cut, and catches up after: every version once, in order', async () => {
    const station = await startStation('one');
    const { student } = await sit(station, '小明');
    await station.page.ask('projects.save', { project: projectOf(1, 'before') });
    await allSent(station.page);
    const { port } = school.server;
    await closeBridge(school);
    await seatIs(station.page, ({ school: { state } }) => state === 'offline');
    for (const text of ['a', 'b', 'a']) {
      expect(await station.page.ask('projects.save', { project: projectOf(1, text) })).toMatchObject({ ok: true });
    }
    await station.page.ask('projects.save', { project: projectOf(2) });
    await station.page.ask('projects.remove', { id: projectOf(2).id });
    await seatIs(station.page, ({ school: { unsent } }) => unsent === 5);
    await openSchool(port);
    await allSent(station.page);
    expect(await versionsAtSchool(student.id, 1)).toBe(4);
    expect(await school.store.projects.load(projectOf(1).id, student.id)).toMatchObject({ value: projectOf(1, 'a') });
    expect(await school.store.projects.list(student.id)).toMatchObject({ value: [{ id: projectOf(1).id }] });
  });

  it('that was killed between sending and being acknowledged sends again, and nothing is there twice', async () => {
    const station = await startStation('one');
    const { student } = await sit(station, '小明');
    const body = { kind: 'project', project: projectOf(1) };
    const entry = { id: '01J8ZQ4Y7G0000000000000077', studentId: student.id, atMs: 1, body } as const;
    const guest = await openPage(address, (await join(address, { code, nickname: '小明', ...(await personal(student.id)) })).token);
    for (let i = 0; i < 3; i++) expect(await guest.ask('station.push', { entries: [entry] })).toMatchObject({ value: { refused: [] } });
    await guest.ask('projects.save', { project: projectOf(1, 'later') });
    await guest.ask('station.push', { entries: [entry] });
    expect(await versionsAtSchool(student.id, 1)).toBe(2);
    expect(await school.store.projects.load(projectOf(1).id, student.id)).toMatchObject({ value: projectOf(1, 'later') });
  });

  it('is stopped and locked from the class: its robots first, then its pages', async () => {
    const station = await startStation('one');
    await sit(station, '小明');
    await station.page.ask('session.open', { sessionId: 1, deviceId: 'virtual-car', trackId: 'oval' });
    const robot = station.bridge.robots.sessions[0]!;
    expect(await teacher.ask('class.command', { command: { kind: 'stop' } })).toMatchObject({ value: { stations: 1 } });
    expect(await noteTo(station.page, 'class.command')).toMatchObject({ value: { kind: 'stop' } });
    expect(robot.calls).toEqual(['stop']);
    await teacher.ask('class.command', { command: { kind: 'lock', message: '看黑板' } });
    expect(await noteTo(station.page, 'class.command')).toMatchObject({ value: { kind: 'lock', message: '看黑板' } });
    expect(await station.page.ask('session.step', { sessionId: 1 })).toMatchObject({ fault: { code: 'class.locked' } });
    expect(await station.page.ask('projects.save', { project: projectOf(1) })).toMatchObject({ ok: true });
    await teacher.ask('class.command', { command: { kind: 'unlock' } });
    await seatIs(station.page, ({ locked }) => !locked);
    expect(await station.page.ask('session.resume', { sessionId: 1 })).toMatchObject({ ok: true });
  });

  it('hears on its return what was said while it was away', async () => {
    const station = await startStation('one');
    await sit(station, '小明');
    const { port } = school.server;
    await closeBridge(school);
    await seatIs(station.page, ({ school: { state } }) => state === 'offline');
    // The class bridge comes back with its class locked before the station has found it again.
    const { dataFolder } = { dataFolder: await folderOf('school') };
    const alone = await TestBridge.start({ dataFolder });
    const page = await alone.page();
    await page.ask('class.command', { command: { kind: 'lock' } });
    await page.ask('class.command', { command: { kind: 'open-lesson', packId: 'p', lessonId: 'l' } });
    await alone.close();
    await openSchool(port);
    expect(await seatIs(station.page, ({ locked }) => locked)).toMatchObject({ handout: { kind: 'lesson', lessonId: 'l' } });
  });

  it('that is restarted has its seat again without a code', async () => {
    const first = await startStation('one');
    const { student } = await sit(first, '小明');
    await first.page.ask('projects.save', { project: projectOf(1) });
    await closeBridge(first.bridge);
    const second = await startStation('one');
    expect(await allSent(second.page)).toMatchObject({ student: { id: student.id } });
    expect(await second.page.ask('projects.list')).toMatchObject({ value: [{ id: projectOf(1).id }] });
    expect(await versionsAtSchool(student.id, 1)).toBe(1);
  });

  it('gives a student the work that was done on another computer', async () => {
    const first = await startStation('one');
    const { student, personalCode } = await sit(first, '小明');
    await first.page.ask('projects.save', { project: projectOf(1, 'on the first') });
    await first.page.ask('progress.save', { entries: [PROGRESS] });
    await first.page.ask('tracks.save', { track: trackOf('yard') });
    await first.page.ask('pictures.save', { projectId: projectOf(1).id, entries: [PICTURE] });
    await allSent(first.page);
    // The first one is wiped at its next start; nothing is said to anybody.
    await closeBridge(first.bridge);
    await rm(await folderOf('one'), { recursive: true });
    const second = await startStation('two');
    expect(await second.page.ask('class.joinRemote', { address, code, nickname: '小明' })).toMatchObject({
      fault: { code: 'class.nickname-taken' },
    });
    expect(await sit(second, '小明', personalCode)).toMatchObject({ student: { id: student.id } });
    expect(await second.page.ask('projects.load', { id: projectOf(1).id })).toMatchObject({ value: projectOf(1, 'on the first') });
    expect(await second.page.ask('progress.list')).toMatchObject({ value: { entries: [{ stepId: 's' }] } });
    expect(await second.page.ask('tracks.load', { id: 'yard' })).toMatchObject({ value: trackOf('yard') });
    const pictures = await second.page.ask('pictures.load', { projectId: projectOf(1).id, ids: [PICTURE.id] });
    expect(pictures).toMatchObject({ value: { entries: [PICTURE] } });
  });

  it('has the school’s kits and tracks while somebody sits there, cut off too, and hears when they change', async () => {
    await teacher.ask('tracks.save', { track: trackOf('school-yard') });
    expect(await keepWithImage(teacher, { ...packKit(), id: 'school-car' })).toMatchObject({ ok: true });
    const station = await startStation('one');
    await sit(station, '小明');
    const kitsHere = async (): Promise<string[]> => {
      const { school: kits } = (await station.page.ask('kits.list'))['value'] as { school: { id: string }[] };
      return kits.map(({ id }) => id);
    };
    const tracksHere = async () =>
      ((await station.page.ask('tracks.list'))['value'] as { school: { id: string }[] }).school.map(({ id }) => id);
    const until = async (note: string, holds: () => Promise<boolean>) => {
      while (!(await holds())) await noteTo(station.page, note);
    };
    await until('kits.changed', async () => (await kitsHere()).includes('school-car'));
    await until('tracks.changed', async () => (await tracksHere()).includes('school-yard'));
    await teacher.ask('tracks.save', { track: trackOf('second-yard') });
    await until('tracks.changed', async () => (await tracksHere()).includes('second-yard'));
    await teacher.ask('kits.keep', { profile: { ...shippedProfile('uno-line-car')!, id: 'plain-car' } });
    await until('kits.changed', async () => (await kitsHere()).includes('plain-car'));
    await closeBridge(school);
    expect(await kitsHere()).toEqual(['plain-car', 'school-car']);
    const image = packKit().images.find(({ id }) => id === 'town')!;
    expect(Buffer.from(KIT_FIRMWARE).equals((await station.bridge.classKits.image(image.sha256))!)).toBe(true);
    expect(await station.page.ask('tracks.load', { id: 'school-yard' })).toMatchObject({ value: trackOf('school-yard') });
    await openSchool(Number(new URL(address).port));
    await seatIs(station.page, ({ school: { state } }) => state === 'online');
    await station.page.ask('class.leave');
    await until('kits.changed', async () => (await kitsHere()).length === 0);
    expect(await tracksHere()).toEqual([]);
  });

  it('shows nothing of a child who has left, keeps nothing of them, and has its own work as before', async () => {
    const station = await startStation('one');
    await station.page.ask('projects.save', { project: projectOf(9) });
    const { student } = await sit(station, '小明');
    expect(await station.page.ask('projects.list')).toMatchObject({ value: [] });
    await station.page.ask('projects.save', { project: projectOf(1) });
    await recordRun(station.page, '01J8ZQ4Y7G0000000000000055');
    await allSent(station.page);
    expect(await station.page.ask('class.leave')).toMatchObject({ ok: true });
    expect(await seatIsEmpty(station.page)).toBe('class.not-joined');
    expect(await station.page.ask('projects.list')).toMatchObject({ value: [{ id: projectOf(9).id }] });
    expect(await station.page.ask('projects.load', { id: projectOf(1).id })).toMatchObject({ ok: false });
    await untilGone(station.bridge, student.id);
    expect(await readdir(joinPath(await folderOf('one'), 'runs'))).toEqual([]);
    expect(await versionsAtSchool(student.id, 1)).toBe(1);
    const hong = await sit(station, '小红');
    expect(hong.student.id).not.toBe(student.id);
    expect(await station.page.ask('projects.list')).toMatchObject({ value: [] });
  });

  it('that is left while its link is cut hides the work at once, and sends it before it forgets it', async () => {
    const station = await startStation('one');
    const { student } = await sit(station, '小明');
    const { port } = school.server;
    await closeBridge(school);
    await seatIs(station.page, ({ school: { state } }) => state === 'offline');
    await station.page.ask('projects.save', { project: projectOf(1, 'nowhere else') });
    await station.page.ask('class.leave');
    expect(await seatIsEmpty(station.page)).toBe('class.not-joined');
    expect(await station.page.ask('projects.list')).toMatchObject({ value: [] });
    await closeBridge(station.bridge);
    const again = await startStation('one');
    expect(await seatIsEmpty(again.page)).toBe('class.not-joined');
    await openSchool(port);
    await untilGone(again.bridge, student.id);
    expect(await school.store.projects.load(projectOf(1).id, student.id)).toMatchObject({ value: projectOf(1, 'nowhere else') });
  });

  it('is an empty seat when the class ends or the teacher signs it off, and when its student is erased', async () => {
    const [one, two, three] = [await startStation('one'), await startStation('two'), await startStation('three')];
    const [ming, hong, li] = [await sit(one, '小明'), await sit(two, '小红'), await sit(three, '小李')];
    await one.page.ask('projects.save', { project: projectOf(1) });
    await allSent(one.page);
    await teacher.ask('class.eraseStudent', { studentId: ming.student.id });
    expect(await seatIsEmpty(one.page)).toBe('class.erased');
    await untilGone(one.bridge, ming.student.id);
    await teacher.ask('class.signOff', { studentId: hong.student.id });
    expect(await seatIsEmpty(two.page)).toBe('class.left');
    await teacher.ask('class.close');
    expect(await seatIsEmpty(three.page)).toBe('class.ended');
    await untilGone(three.bridge, li.student.id);
  });

  it('whose class ended while it was cut off keeps what was never sent, until its student is back', async () => {
    const station = await startStation('one');
    const { student, personalCode } = await sit(station, '小明');
    const { port } = school.server;
    await closeBridge(school);
    await seatIs(station.page, ({ school: { state } }) => state === 'offline');
    await station.page.ask('projects.save', { project: projectOf(1, 'late') });
    const alone = await TestBridge.start({ dataFolder: await folderOf('school') });
    const page = await alone.page();
    await page.ask('class.close');
    code = ((await page.ask('class.open', { title: TITLE }))['value'] as { code: string }).code;
    await alone.close();
    await openSchool(port);
    expect(await seatIsEmpty(station.page)).toBe('class.ended');
    expect(await station.page.ask('projects.list')).toMatchObject({ value: [] });
    await sit(station, '小明', personalCode);
    await allSent(station.page);
    expect(await station.page.ask('projects.load', { id: projectOf(1).id })).toMatchObject({ value: projectOf(1, 'late') });
    expect(await school.store.projects.load(projectOf(1).id, student.id)).toMatchObject({ value: projectOf(1, 'late') });
  });

  it('says plainly why it cannot join', async () => {
    const station = await startStation('one');
    const ask = (more: object) => station.page.ask('class.joinRemote', { address, code, nickname: '小明', ...more });
    expect(await ask({ code: 'AAAAAA' })).toMatchObject({ fault: { code: 'class.wrong-code' } });
    expect(await ask({ address: 'file:///etc/passwd' })).toMatchObject({ fault: { code: 'class.bad-address' } });
    expect(await ask({ address: '127.0.0.1:1' })).toMatchObject({
      fault: { code: 'class.unreachable', params: { address: 'http://127.0.0.1:1' } },
    });
    expect(await station.page.ask('class.report', { robot: '', running: false, handUp: false })).toMatchObject({
      fault: { code: 'class.not-joined' },
    });
    await sit(station, '小明');
    expect(await ask({ nickname: '小红' })).toMatchObject({ fault: { code: 'class.already-joined', params: { nickname: '小明' } } });
  });
});

async function personal(studentId: string): Promise<{ personalCode: string }> {
  const { stations } = (await teacher.ask('class.state'))['value'] as { stations: StationView[] };
  return { personalCode: stations.find(({ student }) => student.id === studentId)!.personalCode };
}
