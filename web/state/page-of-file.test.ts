import { expect, it } from 'vitest';
import { isForElsewhere, pageOfFile } from './page-of-file.ts';

const file = (name: string, text = '') => new File([text], name);

it.each([
  [file('车.guiji'), 'code'],
  [file('first.GUIJIPACK'), 'packs'],
  [file('run.mcap'), 'runs'],
  [file('our-car.guiji-kit'), 'car'],
  [file('floor.JPG'), 'tracks'],
  [file('a.json', '{"format":"guiji-profile"}'), 'car'],
  [file('b.json', '{"format":"guiji-track"}'), 'tracks'],
  [file('c.json', '{"format":"another"}'), undefined],
  [file('d.json', 'null'), undefined],
  [file('e.json', '{'), undefined],
  [file('letter.docx'), undefined],
])('a dropped file %# goes to the page it belongs to', async (dropped, page) => {
  expect(await pageOfFile(dropped)).toBe(page);
});

it('is brought away from where it was dropped, but for pages that take such a file by themselves', () => {
  const pages = ['code', 'packs', 'ai', 'car', 'help'] as const;
  const from = (name: string) => pages.filter((page) => isForElsewhere(file(name), page));
  expect(from('a.guiji')).toEqual(['packs', 'ai', 'car', 'help']);
  expect(from('a.guijipack')).toEqual(['code', 'ai', 'car', 'help']);
  expect(from('a.png')).toEqual(['code', 'packs', 'car', 'help']);
  expect(from('a.guiji-kit')).toEqual([...pages]);
  expect(from('a.docx')).toEqual([]);
});
