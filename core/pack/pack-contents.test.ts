import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { fail } from '../base/result.ts';
import { readLessonText } from './content/lesson-text.ts';
import { compareVersions } from './pack-versions.ts';
import { fingerprintOf } from './fingerprint.ts';
import { FINGERPRINT_WORDS } from './fingerprint-words.ts';
import { resolveFrom } from './pack-contents.ts';
import { parsePackKey, parsePublisherKey, publicPart } from './pack-signature.ts';
import { LESSON_ZH, OTHER_KEY, SAMPLE_KEY, SAMPLE_READERS, samplePackFiles, sampleManifest, SVG } from './testing/sample-pack.ts';
import { buildPack } from './write-pack.ts';

type Changes = Parameters<typeof samplePackFiles>[0];

function codeOf(changes: Changes, manifest: object = {}): string {
  const built = buildPack(samplePackFiles(changes, manifest), SAMPLE_READERS);
  return built.ok ? 'ok' : built.fault.code;
}

const ZH = 'lessons/get-going/zh-CN.md';
const withMarkdown = (text: string): string => codeOf({ [ZH]: `${LESSON_ZH}\n${text}\n` });
const withSvg = (body: string, attributes = ''): string =>
  codeOf({ 'lessons/get-going/picture.svg': `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${body}</svg>` });

describe('Markdown in a pack', () => {
  it.each([
    '<script>alert(1)</script>',
    'Text <script src="x.js"></script>',
    '<img src=x onerror=alert(1)>',
    '<div onclick="alert(1)">x</div>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](java&#115;cript:alert(1))',
    '[x](javascript&colon;alert(1))',
    '[x](<javascript:alert(1)>)',
    '[x]( javascript:alert(1) "title")',
    '[x][ref]\n\n[ref]: javascript:alert(1)',
    '![x](javascript:alert(1))',
    '[x](vbscript:x)',
    '[x](data:text/html;base64,PHNjcmlwdD4=)',
    '![x](data:image/svg+xml,<svg/onload=alert(1)>)',
  ])('with %s is refused as a script', (text) => expect(withMarkdown(text)).toBe('pack.script'));

  it.each(['<b>bold</b>', '<!-- a note -->', 'a <br> b', '<iframe src="x"></iframe>', '<?php ?>', '<style>*{}</style>', '<![CDATA[x]]>'])(
    'with the markup %s is refused',
    (text) => expect(withMarkdown(text)).toBe('pack.markup'),
  );

  it.each([
    '![x](https://example.com/x.png)',
    '![x](http://example.com/x.png)',
    '![x](//example.com/x.png)',
    '[x](http://example.com)',
    '[x](ftp://example.com)',
    '[x](//example.com)',
    '![x][r]\n\n[r]: https://example.com/x.png',
    '<ftp://example.com>',
  ])('with %s, which leads outside, is refused', (text) => expect(withMarkdown(text)).toBe('pack.outside-reference'));

  it.each([
    '`<script>` is a word',
    '```ts\nif (a < b) log("<script>");\n```',
    '1 < 2 && 3 > 2',
    '[more](https://example.com/page)',
    'javascript: is a scheme',
    '| a | b |\n| - | - |\n| 1 | 2 |',
    '`[x](javascript:y)`',
  ])('may say %s', (text) => expect(withMarkdown(text)).toBe('ok'));

  it('names a picture that the pack does not hold', () => {
    expect(withMarkdown('![x](none.png)')).toBe('pack.unknown-reference');
    expect(withMarkdown('![x](../../../etc/passwd.png)')).toBe('pack.unknown-reference');
  });
});

describe('an SVG in a pack', () => {
  it.each([
    ['<script>alert(1)</script>', ''],
    ['<SCRIPT>alert(1)</SCRIPT>', ''],
    ['<svg:script>1</svg:script>', ''],
    ['<foreignObject><p>x</p></foreignObject>', ''],
    ['<a href="#x"/>', ''],
    ['<animate attributeName="href" to="javascript:alert(1)"/>', ''],
    ['<set attributeName="onload" to="alert(1)"/>', ''],
    ['<rect onclick="alert(1)"/>', ''],
    ['', 'onload="alert(1)"'],
    ['', 'OnLoad="alert(1)"'],
    ['<use href="java&#115;cript:alert(1)"/>', ''],
    ['<use href="java&#10;script:alert(1)"/>', ''],
  ])('with %s %s is refused as a script', (body, attributes) => expect(withSvg(body, attributes)).toBe('pack.script'));

  it.each([
    '<use href="https://example.com/x.svg#a"/>',
    '<use xlink:href="other.svg#a"/>',
    '<rect fill="url(https://example.com/x)"/>',
    '<rect style="fill: url( &quot;//example.com&quot; )"/>',
    '<rect fill="URL(x.svg#a)"/>',
  ])('with %s, which leads outside, is refused', (body) => expect(withSvg(body)).toBe('pack.outside-reference'));

  it.each([
    '<image width="1" height="1"/>',
    '<style>@import url(https://example.com)</style>',
    '<rect style="@import x"/>',
    '<rect style="fill:u\\72l(https://example.com)"/>',
    '<unknown/>',
    '<rect fill="&evil;"/>',
    '<rect fill=red/>',
    'text &nbsp;',
    '<![CDATA[<script>]]>',
    '<?xml-stylesheet href="x.css"?>',
    '<rect xmlns="http://www.w3.org/1999/xhtml"/>',
  ])('with %s is refused', (body) => expect(withSvg(body)).toBe('pack.markup'));

  it('that is no SVG, or not a whole one, is refused', () => {
    for (const text of ['', 'text', '<html></html>', SVG.slice(0, -6), `${SVG}<svg/>`, '<svg><g></svg></g>', '<svg/></svg>']) {
      expect(codeOf({ 'lessons/get-going/picture.svg': text })).toBe('pack.not-its-kind');
    }
    const withEntity = '<!DOCTYPE svg [<!ENTITY a "b">]><svg/>';
    expect(codeOf({ 'lessons/get-going/picture.svg': withEntity })).toBe('pack.markup');
  });

  it('may have a declaration, comments, entities, gradients and texts', () => {
    const body =
      '<!-- > a comment --><defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/></linearGradient></defs>' +
      '<rect fill="url(#g)" style="stroke: #333; stroke-width: 2"/><use href="#g"/><text x="1">a &lt; b &#x4e2d;</text>';
    const svg = `<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" width='10'>${body}</svg>\n`;
    expect(codeOf({ 'lessons/get-going/picture.svg': svg })).toBe('ok');
  });
});

/** From the PNG specification: signature, IHDR of so many pixels, no image data. */
function png(width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(40);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  const view = new DataView(bytes.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return bytes;
}

/** ONNX: ir_version 8, a graph, an opset_import; `graph` is the graph's bytes. */
const onnx = (graph: readonly number[] = []): Uint8Array => Uint8Array.from([0x08, 8, 0x3a, graph.length, ...graph, 0x42, 2, 0x10, 13]);

describe('other files of a pack', () => {
  it('that can be run, or are of no known kind, are refused', () => {
    for (const path of ['run.exe', 'a.bat', 'a.js', 'a.mjs', 'a.wasm', 'a.html', 'a.py', 'a.sh', 'README', 'a.PNG']) {
      expect(codeOf({ [path]: 'x' })).toBe('pack.file-kind');
    }
  });

  it('are what their endings say', () => {
    expect(codeOf({ 'a.png': 'MZ a program' })).toBe('pack.not-its-kind');
    expect(codeOf({ 'a.jpg': png(1, 1) })).toBe('pack.not-its-kind');
    expect(codeOf({ 'a.webp': 'RIFFxxxxWEBPJUNKxxxxxxxxxxxxxxxx' })).toBe('pack.not-its-kind');
    expect(codeOf({ 'a.txt': Uint8Array.of(0, 1, 2) })).toBe('pack.not-its-kind');
    expect(codeOf({ 'a.ts': Uint8Array.of(0xff, 0xfe, 0xfd) })).toBe('pack.not-its-kind');
    expect(codeOf({ 'a.json': '{' })).toBe('pack.bad-json');
    expect(codeOf({ 'a.png': png(100, 100), 'a.json': '{}' })).toBe('ok');
    expect(codeOf({ 'a.jpg': Uint8Array.of(0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 0, 9, 0, 7, 3, 0, 0) })).toBe('ok');
    expect(codeOf({ 'a.webp': strToU8('RIFFxxxxWEBPVP8X\x0a\0\0\0\0\0\0\0\x10\0\0\x10\0\0', true) })).toBe('ok');
  });

  it('are not pictures that decode to gigabytes', () => {
    expect(codeOf({ 'a.png': png(60_000, 60_000) })).toBe('pack.image-too-large');
    expect(codeOf({ 'a.png': png(0, 10) })).toBe('pack.not-its-kind');
  });

  it('are not larger than their kind allows', () => {
    expect(codeOf({ 'a.md': 'x'.repeat(200_001) })).toBe('pack.file-too-large');
    expect(codeOf({ 'a.onnx': new Uint8Array(24_000_001) })).toBe('pack.file-too-large');
  });

  it('that are models are ONNX, whole, and keep their weights to themselves', () => {
    const outside = [0x2a, 2, 0x70, 1]; // initializer { data_location: EXTERNAL }
    expect(codeOf({ 'a.onnx': onnx() })).toBe('ok');
    expect(codeOf({ 'a.onnx': onnx(outside) })).toBe('pack.outside-reference');
    for (const bytes of [onnx().slice(0, -1), onnx().slice(2), new Uint8Array(), strToU8('PK model'), onnx([0x2a, 99]), onnx([0x07])]) {
      expect(codeOf({ 'a.onnx': bytes })).toBe('pack.bad-model');
    }
  });
});

describe('a manifest', () => {
  const lesson = (changes: object): object => {
    const manifest = sampleManifest() as { lessons: object[] };
    return { lessons: [{ ...manifest.lessons[0], ...changes }] };
  };

  it('that is no JSON, of another shape or of a newer version is refused', () => {
    expect(codeOf({ 'pack.json': '{' })).toBe('pack.bad-json');
    expect(codeOf({ 'pack.json': null })).toBe('pack.no-manifest');
    expect(codeOf({}, { version: 2, lessons: 'elsewhere' })).toBe('pack.newer-version');
    for (const changes of [
      { id: 'A B' },
      { packVersion: '1.0' },
      { packVersion: '01.0.0' },
      { lessons: {} },
      { extra: 1 },
      { title: 'x' },
    ]) {
      expect(codeOf({}, changes)).toBe('pack.invalid');
    }
  });

  it('with two things of one id is refused', () => {
    const track = { id: 'lane', file: 'tracks/lane.json' };
    expect(codeOf({}, { tracks: [track, track] })).toBe('pack.same-id');
    const step = { id: 'forward', kind: 'required' };
    expect(codeOf({}, lesson({ steps: [step, step] }))).toBe('pack.same-id');
  });

  it('names nothing that is not there', () => {
    expect(codeOf({ 'lessons/get-going/en.md': null })).toBe('pack.invalid');
    expect(codeOf({ 'lessons/get-going/starter.ts': null })).toBe('pack.invalid');
    expect(codeOf({ 'tracks/lane.json': null })).toBe('pack.invalid');
    expect(codeOf({}, lesson({ track: 'first-drive/none' }))).toBe('pack.unknown-reference');
    expect(codeOf({}, lesson({ track: 'other-pack/lane' }))).toBe('pack.unknown-reference');
    expect(codeOf({}, lesson({ profile: 'rocket' }))).toBe('pack.unknown-reference');
    expect(codeOf({}, lesson({ track: 'oval' }))).toBe('ok');
  });

  it('has the steps of both texts, in their order', () => {
    expect(codeOf({ [ZH]: LESSON_ZH.replace('{#stop}', '{#halt}') })).toBe('pack.steps-differ');
    expect(
      codeOf(
        {},
        lesson({
          steps: [
            { id: 'stop', kind: 'required' },
            { id: 'forward', kind: 'required' },
          ],
        }),
      ),
    ).toBe('pack.steps-differ');
  });

  it('has tracks, kits and rules that their readers take, tracks and kits under their own ids', () => {
    expect(codeOf({ 'tracks/lane.json': '{"id":"other"}' })).toBe('pack.bad-track');
    const strict = {
      ...SAMPLE_READERS,
      readTrack: () => fail('track.bad-value', { path: 'floor' }),
      readRules: () => fail('rules.bad-value', {}),
    };
    expect(buildPack(samplePackFiles(), strict)).toMatchObject({
      fault: { code: 'pack.bad-track', params: { path: 'tracks/lane.json', problem: 'track.bad-value floor' } },
    });
    const kit = { profiles: [{ id: 'k', file: 'profiles/k.json' }] };
    expect(codeOf({ 'profiles/k.json': '{"id":"k"}' }, { ...kit, ...lesson({ profile: 'first-drive/k' }) })).toBe('ok');
    expect(codeOf({ 'profiles/k.json': '{"id":"k"}' }, { ...kit, ...lesson({ profile: 'first-drive/other' }) })).toBe(
      'pack.unknown-reference',
    );
    expect(codeOf({ 'profiles/k.json': '{"id":"j"}' }, kit)).toBe('pack.bad-profile');
    expect(codeOf({}, kit)).toBe('pack.invalid');
    const rules = {
      tracks: [],
      rules: [{ id: 'r', title: { 'zh-CN': '规则', en: 'Rules' }, file: 'rules/r.json' }],
      ...lesson({ track: 'oval' }),
    };
    expect(buildPack(samplePackFiles({ 'rules/r.json': '{}' }, rules), strict)).toMatchObject({ fault: { code: 'pack.bad-rules' } });
  });
});

describe('a lesson text', () => {
  it('falls into an introduction, steps and their hints', () => {
    const { intro, steps } = readLessonText(LESSON_ZH);
    expect(intro).toBe('# 开动小车\n\n先看看小车。');
    expect(steps.map(({ id, title }) => `${id} ${title}`)).toEqual(['forward 前进', 'stop 停下']);
    expect(steps[0]!.hints).toEqual(['用 `car.forward()`。', '别忘了 `wait(1000)`。']);
    expect(steps[0]!.body).toBe('让小车前进。\n\n![小车](picture.svg)');
  });

  it('takes no heading in code for a step, and no heading without an id', () => {
    const text = '## One {#one}\n\n```\n## Not {#not}\n```\n\n## Also text\n\n> hint\n> more\n';
    const { steps } = readLessonText(text);
    expect(steps.map(({ id }) => id)).toEqual(['one']);
    expect(steps[0]!.hints).toEqual(['hint\nmore']);
    expect(steps[0]!.body).toContain('## Also text');
  });

  it('names its pictures from where it stands', () => {
    expect(resolveFrom('lessons/a/en.md', 'p.png')).toBe('lessons/a/p.png');
    expect(resolveFrom('lessons/a/en.md', '../../images/%E8%BD%A6.png')).toBe('images/车.png');
    expect(resolveFrom('en.md', '../x.png')).toBe('');
  });
});

describe('versions of packs', () => {
  it('come in the order of semantic versioning', () => {
    const inOrder =
      '1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0-rc.1 1.0.0 1.0.1 1.2.0 1.10.0 2.0.0';
    const versions = inOrder.split(' ');
    for (const [i, a] of versions.entries()) {
      for (const [j, b] of versions.entries()) expect(Math.sign(compareVersions(a, b))).toBe(Math.sign(i - j));
    }
  });
});

describe('a publisher’s key', () => {
  it('has a word for every byte in both languages, none twice', () => {
    for (const words of Object.values(FINGERPRINT_WORDS)) expect(new Set(words).size).toBe(256);
    expect([...FINGERPRINT_WORDS.en].every((word) => /^[a-z]+$/.test(word))).toBe(true);
  });

  it('is said in words that stay the same and differ from another’s', () => {
    expect(fingerprintOf(SAMPLE_KEY.publicKey)).toMatchInlineSnapshot(`
      {
        "en": "fork circle sand hammer stone nest jelly olive kettle camel",
        "zh-CN": "里鱼 美二 强棉 眼珠 兄钟",
      }
    `);
    expect(fingerprintOf(OTHER_KEY.publicKey).en).not.toBe(fingerprintOf(SAMPLE_KEY.publicKey).en);
  });

  it('is read from either half, and refused when its halves do not belong together', () => {
    expect(parsePublisherKey(publicPart(SAMPLE_KEY))).toEqual({ ok: true, value: SAMPLE_KEY.publicKey });
    expect(parsePublisherKey(SAMPLE_KEY)).toEqual({ ok: true, value: SAMPLE_KEY.publicKey });
    expect(parsePackKey({ ...SAMPLE_KEY, publicKey: OTHER_KEY.publicKey })).toMatchObject({ fault: { code: 'pack.bad-key' } });
    for (const json of [null, {}, 'key', { ...SAMPLE_KEY, secretKey: 'zz' }]) expect(parsePublisherKey(json).ok).toBe(false);
  });
});
