import { strToU8, unzipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPack } from './read-pack.ts';
import { badPacks } from './testing/hostile-pack.ts';
import { hostileZip, ENCRYPTED_FLAG, SYMLINK_ATTRIBUTES, type HostileEntry } from './testing/hostile-zip.ts';
import { OTHER_KEY, SAMPLE_KEY, SAMPLE_READERS, samplePack, samplePackFiles, valueOf } from './testing/sample-pack.ts';
import { buildPack, signPack } from './write-pack.ts';

const read = (bytes: Uint8Array) => readPack(bytes, SAMPLE_READERS);
const codeOf = (bytes: Uint8Array): string => {
  const result = read(bytes);
  return result.ok ? 'ok' : result.fault.code;
};
const signed = (bytes: Uint8Array, key = SAMPLE_KEY): Uint8Array => valueOf(signPack(valueOf(read(bytes)), key));

/** The pack's entries, so that a test can put them together wrongly. */
const entriesOf = (bytes: Uint8Array): HostileEntry[] => Object.entries(unzipSync(bytes)).map(([name, content]) => ({ name, content }));
const withEntry = (entry: HostileEntry, bytes = samplePack()): Uint8Array => hostileZip([...entriesOf(bytes), entry]);
const withContent = (path: string, content: string | Uint8Array, bytes = samplePack()): Uint8Array =>
  hostileZip(
    entriesOf(bytes).map((entry) =>
      entry.name === path ? { name: path, content: typeof content === 'string' ? strToU8(content) : content } : entry,
    ),
  );

describe('a pack', () => {
  it('is built from files and read back with the same', () => {
    const pack = valueOf(read(samplePack()));
    expect(pack.manifest.id).toBe('first-drive');
    expect(pack.signedBy).toBeUndefined();
    for (const [path, content] of samplePackFiles()) expect(pack.files.get(path)).toEqual(content);
  });

  it('is the same bytes for the same files, in whatever order they came', () => {
    const backwards = new Map([...samplePackFiles()].reverse());
    expect(valueOf(buildPack(backwards, SAMPLE_READERS))).toEqual(samplePack());
  });

  it('says who signed it, and a second signature takes the place of the first', () => {
    expect(valueOf(read(signed(samplePack()))).signedBy).toBe(SAMPLE_KEY.publicKey);
    expect(valueOf(read(signed(signed(samplePack()), OTHER_KEY))).signedBy).toBe(OTHER_KEY.publicKey);
  });

  it('with a large file of nothing but zeros can be built and read: it is stored', () => {
    const text = '0'.repeat(900_000);
    expect(codeOf(samplePack({ 'notes.txt': text }))).toBe('ok');
  });

  it('with any byte changed is refused or read equal, never different', () => {
    const bytes = signed(samplePack());
    const whole = valueOf(read(bytes));
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = bytes.slice();
        changed[at]! ^= flip;
        const result = read(changed);
        if (result.ok) expect(result.value).toEqual(whole);
      }),
      { numRuns: 150, verbose: true },
    );
  });

  it('cut short anywhere is damaged', () => {
    const bytes = samplePack();
    for (let length = 0; length < bytes.length; length += 7) expect(codeOf(bytes.slice(0, length))).toBe('pack.damaged');
  });

  it('never throws on garbage', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(codeOf(bytes)).toBe('pack.damaged');
      }),
      { verbose: true },
    );
  });
});

describe('a hostile archive', () => {
  const harmless = strToU8('x');

  it.each(['../evil.ts', '/etc/passwd', 'lessons/../../evil.ts', 'C:\\evil.ts', 'C:/evil.ts', 'lessons\\evil.ts', '\\\\server\\share'])(
    'with the path %s is refused',
    (name) => expect(codeOf(withEntry({ name, content: harmless }))).toBe('pack.bad-path'),
  );

  it.each(['lessons/.hidden.md', 'con.md', 'lessons/aux.txt', 'a./b.md', 'lessons/a b.md', 'a/b/c/d/e/f/g.md', 'lessons//x.md', './x.md'])(
    'with %s, which some computers cannot keep, is refused at build',
    (path) => expect(buildPack(samplePackFiles({ [path]: 'x' }), SAMPLE_READERS)).toMatchObject({ fault: { code: 'pack.bad-path' } }),
  );

  it('with a symlink or a device is refused', () => {
    for (const type of [0o120777, 0o020666, 0o060666, 0o010666]) {
      const entry = { name: 'lessons/link.md', content: strToU8('/etc/passwd'), externalAttributes: (type << 16) >>> 0 };
      expect(codeOf(withEntry(entry))).toBe('pack.special-file');
    }
    expect(codeOf(withEntry({ name: 'pack.sig', content: harmless, externalAttributes: SYMLINK_ATTRIBUTES }))).toBe('pack.special-file');
    expect(codeOf(withEntry({ name: 'x.md', content: harmless, externalAttributes: 0x400 }))).toBe('pack.special-file');
  });

  it('that unpacks to far more than it takes is refused before it is unpacked', () => {
    const bomb = { name: 'bomb.txt', content: new Uint8Array(4_000_000), deflated: true };
    expect(withEntry(bomb).byteLength).toBeLessThan(10_000);
    expect(codeOf(withEntry(bomb))).toBe('pack.bomb');
    expect(codeOf(withEntry({ ...bomb, claimedBytes: 0xfffffff0 }))).toBe('pack.too-large');
    expect(codeOf(withEntry({ ...bomb, claimedBytes: 100 }))).toBe('pack.damaged');
  });

  it('with too many entries, or too much in all, is refused', () => {
    const many = Array.from({ length: 1501 }, (_, i) => ({ name: `${i}.txt`, content: harmless }));
    expect(codeOf(hostileZip(many))).toBe('pack.too-many-files');
    const large = Array.from({ length: 5 }, (_, i) => ({ name: `${i}.txt`, content: new Uint8Array(300_000), claimedBytes: 23_000_000 }));
    expect(codeOf(hostileZip(large))).toBe('pack.too-large');
    expect(codeOf(new Uint8Array(48_000_001))).toBe('pack.too-large');
  });

  it('whose entries share their bytes is refused', () => {
    const bytes = hostileZip(entriesOf(samplePack()));
    const view = new DataView(bytes.buffer);
    const central = bytes.findIndex((_, at) => at + 4 < bytes.length && view.getUint32(at, true) === 0x02014b50);
    const second = central + 46 + view.getUint16(central + 28, true);
    view.setUint32(second + 42, 0, true);
    expect(codeOf(bytes)).toBe('pack.damaged');
  });

  it('with two entries of one name, or of names that differ in case, is refused', () => {
    expect(codeOf(withEntry({ name: 'pack.json', content: harmless }))).toBe('pack.duplicate-name');
    expect(codeOf(withEntry({ name: 'Pack.JSON', content: harmless }))).toBe('pack.case-collision');
  });

  it('with a name in GBK is refused, with what can be read of it', () => {
    const gbk = Uint8Array.of(0xbf, 0xce, 0xb3, 0xcc, 0x2e, 0x6d, 0x64); // 课程.md
    expect(read(withEntry({ name: gbk, content: harmless, flags: 0 }))).toMatchObject({
      fault: { code: 'pack.name-not-utf8', params: { name: '????.md' } },
    });
  });

  it('with an encrypted entry is refused', () => {
    expect(codeOf(withEntry({ name: 'x.md', content: harmless, flags: ENCRYPTED_FLAG }))).toBe('pack.encrypted');
  });
});

describe('a pack that was changed after it was built', () => {
  it('names the file whose hash is wrong', () => {
    expect(read(withContent('lessons/get-going/en.md', '# Changed'))).toMatchObject({
      fault: { code: 'pack.wrong-hash', params: { path: 'lessons/get-going/en.md' } },
    });
  });

  it('with a file more or less than its lock is refused', () => {
    expect(codeOf(withEntry({ name: 'extra.md', content: strToU8('x') }))).toBe('pack.file-not-listed');
    expect(codeOf(hostileZip(entriesOf(samplePack()).filter(({ name }) => name !== 'tracks/lane.json')))).toBe('pack.file-missing');
    expect(codeOf(hostileZip(entriesOf(samplePack()).filter(({ name }) => name !== 'pack.lock')))).toBe('pack.no-lock');
    expect(codeOf(hostileZip(entriesOf(samplePack()).filter(({ name }) => name !== 'pack.json')))).toBe('pack.no-manifest');
  });

  it('and locked anew keeps no signature that was over the old lock', () => {
    const other = entriesOf(samplePack({ 'lessons/get-going/starter.ts': 'car.backward();\n' }));
    const signature = entriesOf(signed(samplePack())).find(({ name }) => name === 'pack.sig')!;
    expect(codeOf(hostileZip([...other, signature]))).toBe('pack.bad-signature');
  });

  it('with a signature that is none is refused, not called unsigned', () => {
    for (const content of ['', '{}', 'null', '{"format":"guiji-pack-signature"}']) {
      expect(codeOf(withEntry({ name: 'pack.sig', content: strToU8(content) }))).toBe('pack.bad-signature');
    }
  });

  it('with a lock for another pack, of a newer version or of no shape is refused', () => {
    const lock = new TextDecoder().decode(unzipSync(samplePack())['pack.lock']);
    expect(codeOf(withContent('pack.lock', lock.replace('"first-drive"', '"other-pack"')))).toBe('pack.bad-lock');
    expect(codeOf(withContent('pack.lock', lock.replace('"version":1', '"version":2')))).toBe('pack.newer-version');
    expect(codeOf(withContent('pack.lock', 'lock'))).toBe('pack.bad-lock');
  });
});

it.each(Object.entries(badPacks(signed(samplePack()), SAMPLE_KEY)))('the pack “%s” is refused with its code, signed or not', (_, bad) => {
  expect(codeOf(bad.bytes)).toBe(bad.code);
});
