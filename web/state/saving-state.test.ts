import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Emitter } from '../../core/base/emitter.ts';
import { fail, ok } from '../../core/base/result.ts';
import { newProject } from '../../core/project/new-project.ts';
import type { Project } from '../../core/project/project.ts';
import type { Bridge, BridgeEvent, BridgeState, RemoteProjects } from '../adapters/bridge/bridge.ts';
import { memoryStorage } from '../adapters/storage/memory-storage.ts';
import { SavingState } from './saving-state.svelte.ts';

const ID = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
const withText = (text: string): Project => ({ ...newProject({ id: ID, name: '小车' }), files: [{ path: 'main.ts', text }] });
const textOf = (project: Project | undefined) => project?.files[0]?.text;

/** A school with one store, as the bridge keeps it: a version more for each save that changes something. */
class School {
  readonly versions: Project[] = [];
  readonly events = new Emitter<BridgeEvent>();
  state: BridgeState = 'online';

  save(project: Project): number {
    if (JSON.stringify(this.versions.at(-1)) !== JSON.stringify(project)) this.versions.push(project);
    return this.versions.length;
  }

  goOnline(): void {
    this.state = 'online';
    this.events.emit({ kind: 'state', state: 'online' });
  }

  #loaded(version: number) {
    const project = this.versions[version - 1];
    return project === undefined ? fail('project.not-found', { id: ID }) : ok(project);
  }

  readonly projects: RemoteProjects = {
    list: async () => ok([]),
    load: async () => this.#loaded(this.versions.length),
    save: async (project) => ok({ version: this.save(project) }),
    history: async () => ok(this.versions.map((_, index) => ({ version: index + 1, savedAtMs: index }))),
    loadVersion: async (_, version) => this.#loaded(version),
    remove: async () => ok(undefined),
  };
}

class FakeChannel {
  addEventListener(): void {}
  postMessage(): void {}
}

/** Everything asked of storage and school is answered at once: a few turns are enough. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 100; turn++) await Promise.resolve();
}

function openPage(school: School) {
  const storage = memoryStorage();
  const saving = new SavingState(storage, school as unknown as Bridge);
  const shown: (string | undefined)[] = [];
  saving.tookOver.subscribe((project) => shown.push(textOf(project)));
  return { storage, saving, shown };
}

/** A page whose project both sides have. */
async function pageInStep(school: School) {
  const page = openPage(school);
  page.saving.watch(withText('first'));
  page.saving.keep(withText('first'));
  await page.saving.flush();
  await settled();
  return page;
}

beforeEach(() => {
  vi.stubGlobal('document', { addEventListener: () => {}, visibilityState: 'visible' });
  vi.stubGlobal('BroadcastChannel', FakeChannel);
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a project that this browser and the school both have', () => {
  it('opens as it is here where nobody else has changed it', async () => {
    const { saving } = await pageInStep(new School());
    expect(textOf(await saving.load(ID))).toBe('first');
    expect(saving.status).toBe('school');
  });

  it('opens as another computer left it where nothing unsent is here', async () => {
    const school = new School();
    const { saving, storage } = await pageInStep(school);
    school.save(withText('from another computer'));
    expect(textOf(await saving.load(ID))).toBe('from another computer');
    expect(await storage.syncOf(ID)).toEqual({ atSchool: true, schoolVersion: 2 });
    expect(saving.otherInHistory).toBeUndefined();
  });

  it('opens with the text of here where both have changed, the other stays in the history, and a notice says so', async () => {
    const school = new School();
    const { saving } = await pageInStep(school);
    school.state = 'offline';
    saving.keep(withText('from here'));
    await saving.flush();
    school.save(withText('from another computer'));
    school.state = 'online';
    expect(textOf(await saving.load(ID))).toBe('from here');
    school.goOnline();
    await settled();
    expect(school.versions.map(textOf)).toEqual(['first', 'from another computer', 'from here']);
    expect(saving.otherInHistory).toBe('小车');
    saving.forgetOther();
    expect(saving.otherInHistory).toBeUndefined();
  });

  it('opens as it is here while the school cannot be asked, and shows the newer one once it can', async () => {
    const school = new School();
    const { saving, shown } = await pageInStep(school);
    school.save(withText('from another computer'));
    school.state = 'connecting';
    expect(textOf(await saving.load(ID))).toBe('first');
    expect(shown).toEqual([]);
    school.goOnline();
    await settled();
    expect(shown).toEqual(['from another computer']);
  });

  it('is not replaced under the hands of someone who has begun to write', async () => {
    const school = new School();
    const { saving, shown } = await pageInStep(school);
    school.save(withText('from another computer'));
    saving.keep(withText('from here'));
    school.goOnline();
    await settled();
    expect(shown).toEqual([]);
    await saving.flush();
    await settled();
    expect(textOf(await saving.load(ID))).toBe('from here');
    expect(school.versions.map(textOf)).toEqual(['first', 'from another computer', 'from here']);
    expect(saving.otherInHistory).toBe('小车');
  });

  it('is saved many times from here without a notice', async () => {
    const { saving } = await pageInStep(new School());
    for (const text of ['a', 'b', 'c']) {
      saving.keep(withText(text));
      await saving.flush();
      await settled();
    }
    expect(saving.otherInHistory).toBeUndefined();
  });

  it('stays as it is here where the school has lost it', async () => {
    const school = new School();
    const { saving } = await pageInStep(school);
    school.versions.length = 0;
    expect(textOf(await saving.load(ID))).toBe('first');
  });
});

describe('a project that only the school has', () => {
  it('opens, and is kept here as the version it is', async () => {
    const school = new School();
    school.save(withText('one'));
    school.save(withText('two'));
    const { saving, storage } = openPage(school);
    expect(textOf(await saving.load(ID))).toBe('two');
    expect(await storage.syncOf(ID)).toEqual({ atSchool: true, schoolVersion: 2 });
  });
});
