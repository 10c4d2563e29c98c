/** A small whole pack for tests, and readers that know nothing of tracks. Test support of layer pack. */
import { strToU8 } from 'fflate';
import { ok, type Result } from '../../base/result.ts';
import { buildPack } from '../write-pack.ts';
import type { PackContentReaders, PackFiles } from '../pack-contents.ts';
import { newPackKey } from '../pack-signature.ts';

export const LESSON_ZH = `# 开动小车

先看看小车。

## 前进 {#forward}

让小车前进。

![小车](picture.svg)

> 用 \`car.forward()\`。

> 别忘了 \`wait(1000)\`。

## 停下 {#stop}

一秒后停下。
`;

const LESSON_EN = `# Get going

Look at the car first.

## Forward {#forward}

Make the car go forward.

> Use \`car.forward()\`.

## Stop {#stop}

Stop after a second.
`;

export const SVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4" fill="#333"/></svg>`;

export const sampleManifest = (changes: object = {}): object => ({
  format: 'guiji-pack',
  version: 1,
  id: 'first-drive',
  packVersion: '1.0.0',
  title: { 'zh-CN': '第一次开车', en: 'First drive' },
  description: { 'zh-CN': '一节短课。', en: 'One short lesson.' },
  publisher: { 'zh-CN': '郑州创客中心', en: 'Zhengzhou Maker Centre' },
  licence: 'CC-BY-SA-4.0',
  lessons: [
    {
      id: 'get-going',
      title: { 'zh-CN': '开动小车', en: 'Get going' },
      text: { 'zh-CN': 'lessons/get-going/zh-CN.md', en: 'lessons/get-going/en.md' },
      starter: { file: 'lessons/get-going/starter.ts', view: 'blocks' },
      track: 'first-drive/lane',
      profile: 'uno-line-car',
      steps: [
        { id: 'forward', kind: 'required' },
        { id: 'stop', kind: 'optional' },
      ],
    },
  ],
  tracks: [{ id: 'lane', file: 'tracks/lane.json' }],
  ...changes,
});

type Changes = Readonly<Record<string, string | Uint8Array | null>>;

/** @param changes files to put in place of these, or beside them; null takes one away */
export function samplePackFiles(changes: Changes = {}, manifest: object = {}): PackFiles {
  const files = new Map<string, Uint8Array>(
    Object.entries({
      'pack.json': strToU8(JSON.stringify(sampleManifest(manifest))),
      'lessons/get-going/zh-CN.md': strToU8(LESSON_ZH),
      'lessons/get-going/en.md': strToU8(LESSON_EN),
      'lessons/get-going/starter.ts': strToU8('car.forward();\n'),
      'lessons/get-going/picture.svg': strToU8(SVG),
      'tracks/lane.json': strToU8('{"id":"lane"}'),
    }),
  );
  for (const [path, content] of Object.entries(changes)) {
    if (content === null) files.delete(path);
    else files.set(path, typeof content === 'string' ? strToU8(content) : content);
  }
  return files;
}

export const SAMPLE_READERS: PackContentReaders = {
  readTrack: (json) => ok({ id: String((json as { readonly id?: unknown }).id), name: { 'zh-CN': '小路', en: 'Lane' } }),
  readProfile: (json) => ok({ id: String((json as { readonly id?: unknown }).id), name: { 'zh-CN': '小车', en: 'Car' }, images: [] }),
  readRules: (json) => ok(json),
  isShippedTrack: (id) => id === 'oval',
  isShippedProfile: (id) => id === 'uno-line-car',
};

/** The value, or a failing test that shows the fault. */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.fault.code} ${JSON.stringify(result.fault.params)}`);
  return result.value;
}

export const samplePack = (changes: Changes = {}, manifest: object = {}): Uint8Array =>
  valueOf(buildPack(samplePackFiles(changes, manifest), SAMPLE_READERS));

export const SAMPLE_KEY = newPackKey(new Uint8Array(32).fill(7));
export const OTHER_KEY = newPackKey(new Uint8Array(32).fill(9));
