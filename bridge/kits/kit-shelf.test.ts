import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { shippedProfile } from '../../firmware-profiles/index.ts';
import { KitShelf } from './kit-shelf.ts';

let data: string;
let shelf: KitShelf;
const own = (id = 'our-car') => ({ ...shippedProfile('uno-line-car')!, id });
const folder = (id: string) => join(data, 'profiles', id);

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'guiji 小车-'));
  shelf = new KitShelf(data);
});
afterEach(() => rm(data, { recursive: true }));

describe('the school’s own kits', () => {
  it('are what was kept, and what was put into the folder by hand', async () => {
    let changes = 0;
    shelf.changes.subscribe(() => changes++);
    expect(await shelf.keep(own())).toEqual({ ok: true, value: undefined });
    await mkdir(folder('by-hand'), { recursive: true });
    await writeFile(join(folder('by-hand'), 'profile.json'), JSON.stringify(own('by-hand')));
    expect((await shelf.list()).kits.map(({ id }) => id)).toEqual(['by-hand', 'our-car']);
    expect(await shelf.find('our-car')).toEqual({ ok: true, value: own() });
    expect(JSON.parse(await readFile(join(folder('our-car'), 'profile.json'), 'utf8'))).toEqual(own());
    expect(changes).toBe(1);
  });

  it('name what cannot be used, and list the others', async () => {
    await shelf.keep(own());
    for (const [id, text] of [
      ['not-json', '{'],
      ['other-id', JSON.stringify(own('somebody'))],
      ['huge', ' '.repeat(200_001)],
      ['bad', JSON.stringify({ ...own('bad'), body: { ...own().body, wheelBaseMm: 0 } })],
    ] as const) {
      await mkdir(folder(id));
      await writeFile(join(folder(id), 'profile.json'), text);
    }
    const { kits, damaged } = await shelf.list();
    expect(kits.map(({ id }) => id)).toEqual(['our-car']);
    expect(damaged.map(({ id, fault }) => `${id} ${fault.code}`)).toEqual([
      'bad profile.invalid',
      'huge kit.too-large',
      'not-json profile.invalid',
      'other-id profile.invalid',
    ]);
  });

  it.each([
    ['an id that ships', own('mbot'), 'kit.id-taken'],
    ['a path as its id', own('../../x'), 'profile.invalid'],
    ['no profile', { format: 'guiji-track' }, 'profile.invalid'],
  ])('refuse %s', async (_, document, code) => {
    expect(await shelf.keep(document)).toMatchObject({ ok: false, fault: { code } });
    expect((await shelf.list()).kits).toEqual([]);
  });

  it('go when they are removed', async () => {
    await shelf.keep(own());
    expect((await shelf.remove('our-car')).ok).toBe(true);
    expect((await shelf.list()).kits).toEqual([]);
    expect(await shelf.remove('our-car')).toMatchObject({ fault: { code: 'kit.not-found' } });
    expect(await shelf.remove('..')).toMatchObject({ fault: { code: 'kit.not-found' } });
  });
});
