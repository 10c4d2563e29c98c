import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OTHER_KEY, SAMPLE_KEY, valueOf } from '../../core/pack/testing/sample-pack.ts';
import { PACK_PIECE_BYTES_MAX } from '../../core/protocol/pack-views.ts';
import { openBridgePacks, openPacks } from './open-packs.ts';
import type { InstallAnswers, Packs } from './packs.ts';
import { lanePack, writeLaneFolder, type LanePackOptions } from './testing/lane-pack.ts';

const NAME = { 'zh-CN': '郑州创客中心', en: 'Zhengzhou Maker Centre' };

let dataFolder = '';
let shippedFolder = '';
let packs: Packs;

const place = () => ({ dataFolder, shippedFolder, nowMs: () => 1_700_000_000_000 });

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'guiji 课程 '));
  shippedFolder = join(dataFolder, 'shipped');
  await mkdir(shippedFolder);
  packs = openPacks(place());
});
afterEach(() => rm(dataFolder, { recursive: true }));

/** Hands a pack over as a page does. */
async function handOver(bytes: Uint8Array): Promise<string> {
  const uploadId = valueOf(await packs.uploads.begin(bytes.byteLength));
  for (let at = 0; at < bytes.byteLength; at += PACK_PIECE_BYTES_MAX) {
    valueOf(await packs.uploads.append(uploadId, at, bytes.subarray(at, at + PACK_PIECE_BYTES_MAX)));
  }
  return uploadId;
}

async function install(options: LanePackOptions = {}, answers: InstallAnswers = { agreed: ['unsigned', 'unknown-publisher'] }) {
  const path = valueOf(await packs.uploads.whole(await handOver(lanePack(options))));
  return await packs.install(path, answers);
}

const previewOf = async (options: LanePackOptions) =>
  valueOf(await packs.preview(valueOf(await packs.uploads.whole(await handOver(lanePack(options))))));

const versionsNow = async () => (await packs.list()).packs.map(({ id, packVersion, signer }) => `${id} ${packVersion} ${signer.state}`);

describe('installing a pack', () => {
  it('shows before it is installed what it holds and who signed it', async () => {
    const preview = await previewOf({});
    expect(preview).toMatchObject({
      id: 'first-drive',
      lessons: [{ id: 'get-going', requiredSteps: 1, optionalSteps: 1 }],
      tracks: [{ id: 'lane', title: { en: 'Lane' } }],
      signer: { state: 'unknown', key: SAMPLE_KEY.publicKey },
      questions: ['unknown-publisher'],
    });
    expect(await versionsNow()).toEqual([]);
  });

  it('does not happen before every question is answered', async () => {
    expect(await install({}, { agreed: [] })).toMatchObject({
      fault: { code: 'pack.not-agreed', params: { question: 'unknown-publisher' } },
    });
    expect(await install({ key: null }, { agreed: ['unknown-publisher'] })).toMatchObject({ fault: { params: { question: 'unsigned' } } });
    expect(await versionsNow()).toEqual([]);
  });

  it('puts it on the disk, where the next start finds it', async () => {
    expect(await install()).toMatchObject({ ok: true, value: { id: 'first-drive', signer: { state: 'unknown' } } });
    packs = openPacks(place());
    expect(await versionsNow()).toEqual(['first-drive 1.0.0 unknown']);
    expect(await readdir(join(dataFolder, 'packs'))).toContain('first-drive.guijipack');
  });

  it('trusts the publisher from then on, where a person says so, until it is taken back', async () => {
    expect(await install({}, { agreed: [], trust: NAME })).toMatchObject({ value: { signer: { state: 'trusted', knownAs: NAME } } });
    expect((await previewOf({ packVersion: '1.1.0' })).questions).toEqual([]);
    expect(await packs.publishers()).toMatchObject([{ key: SAMPLE_KEY.publicKey, name: NAME }]);
    await packs.distrust(SAMPLE_KEY.publicKey);
    expect(await versionsNow()).toEqual(['first-drive 1.0.0 unknown']);
  });

  it('takes a newer version as it is, and asks before an older one', async () => {
    await install({}, { agreed: [], trust: NAME });
    expect(await install({ packVersion: '2.0.0-rc.1' }, { agreed: [] })).toMatchObject({ ok: true });
    expect(await install({ packVersion: '1.9.0' }, { agreed: [] })).toMatchObject({ fault: { params: { question: 'older' } } });
    expect(await versionsNow()).toEqual(['first-drive 2.0.0-rc.1 trusted']);
    expect(await install({ packVersion: '1.9.0' }, { agreed: ['older'] })).toMatchObject({ ok: true });
    expect(await versionsNow()).toEqual(['first-drive 1.9.0 trusted']);
  });

  it('asks before a pack takes the place of another publisher’s', async () => {
    await install({}, { agreed: [], trust: NAME });
    await packs.trust(OTHER_KEY.publicKey, NAME);
    expect((await previewOf({ key: OTHER_KEY })).questions).toEqual(['other-publisher']);
    expect((await previewOf({ key: null })).questions).toEqual(['unsigned', 'other-publisher']);
  });

  it('of a pack that ships puts the installed one in front, and removing it brings back what ships', async () => {
    await writeLaneFolder(join(shippedFolder, 'first-drive'));
    expect(await versionsNow()).toEqual(['first-drive 1.0.0 shipped']);
    expect((await previewOf({ packVersion: '1.1.0' })).questions).toEqual(['unknown-publisher', 'other-publisher']);
    await install({ packVersion: '1.1.0' }, { agreed: ['other-publisher'], trust: NAME });
    expect(await versionsNow()).toEqual(['first-drive 1.1.0 trusted']);
    valueOf(await packs.remove('first-drive'));
    expect(await versionsNow()).toEqual(['first-drive 1.0.0 shipped']);
    expect(await packs.remove('first-drive')).toMatchObject({ fault: { code: 'pack.shipped' } });
    expect(await packs.remove('none')).toMatchObject({ fault: { code: 'pack.not-found' } });
    expect(await packs.remove('../first-drive')).toMatchObject({ fault: { code: 'pack.not-found' } });
  });

  it('of a pack that is refused leaves what was there', async () => {
    await install({}, { agreed: [], trust: NAME });
    const bytes = lanePack({ packVersion: '3.0.0' }).slice(0, -1);
    const path = valueOf(await packs.uploads.whole(await handOver(bytes)));
    expect((await packs.install(path, { agreed: [] })).ok).toBe(false);
    expect(await versionsNow()).toEqual(['first-drive 1.0.0 trusted']);
  });
});

describe('handing a pack over', () => {
  it('takes pieces in their order only, and no more than was announced', async () => {
    const uploadId = valueOf(await packs.uploads.begin(10));
    const lost = { fault: { code: 'pack.upload-lost' } };
    expect(await packs.uploads.append(uploadId, 5, new Uint8Array(5))).toMatchObject(lost);
    expect(await packs.uploads.append(uploadId, 0, new Uint8Array(11))).toMatchObject(lost);
    expect(await packs.uploads.append('other', 0, new Uint8Array(1))).toMatchObject(lost);
    valueOf(await packs.uploads.append(uploadId, 0, new Uint8Array(9)));
    expect(await packs.uploads.whole(uploadId)).toMatchObject(lost);
  });

  it('refuses what is too large before a byte of it has come', async () => {
    expect(await packs.uploads.begin(48_000_001)).toMatchObject({ fault: { code: 'pack.too-large' } });
  });

  it('keeps four at a time and nothing of those that were given up', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 6; i++) ids.push(await handOver(lanePack()));
    expect(await packs.uploads.whole(ids[1]!)).toMatchObject({ fault: { code: 'pack.upload-lost' } });
    expect((await packs.uploads.whole(ids[2]!)).ok).toBe(true);
    await packs.uploads.drop(ids[5]!);
    expect(await readdir(join(dataFolder, 'packs', 'incoming'))).toHaveLength(3);
    await packs.uploads.clear();
    expect(await readdir(join(dataFolder, 'packs'))).toEqual([]);
  });
});

const student = { at: 0, isStaff: false };

describe('reading from a pack', () => {
  it('keeps a lesson’s notes for its teacher', async () => {
    const folder = join(shippedFolder, 'first-drive');
    await writeLaneFolder(folder);
    const manifest = JSON.parse(await readFile(join(folder, 'pack.json'), 'utf8')) as { lessons: object[] };
    const notes = { 'zh-CN': 'notes.zh-CN.md', en: 'notes.en.md' };
    await writeFile(join(folder, 'pack.json'), JSON.stringify({ ...manifest, lessons: [{ ...manifest.lessons[0], notes }] }));
    for (const path of Object.values(notes)) await writeFile(join(folder, path), '# Answers');
    expect(await packs.read('first-drive', 'notes.en.md', student)).toMatchObject({ fault: { code: 'pack.no-such-file' } });
    expect((await packs.read('first-drive', 'notes.en.md', { at: 0, isStaff: true })).ok).toBe(true);
  });

  it('gives a file in pieces with its type, and nothing that the pack does not hold', async () => {
    await install();
    const piece = valueOf(await packs.read('first-drive', 'lessons/get-going/picture.svg', student));
    expect(piece).toMatchObject({ mediaType: 'image/svg+xml', totalBytes: piece.bytes.byteLength });
    const rest = valueOf(await packs.read('first-drive', 'lessons/get-going/picture.svg', { at: 10, isStaff: false }));
    expect(rest.bytes).toEqual(piece.bytes.slice(10));
    for (const path of ['../../trusted-publishers.json', 'none.md', 'pack.lock', '__proto__']) {
      expect(await packs.read('first-drive', path, student)).toMatchObject({ fault: { code: 'pack.no-such-file' } });
    }
    expect(await packs.read('first-drive', 'pack.json', { at: 1e9, isStaff: true })).toMatchObject({
      fault: { code: 'pack.no-such-file' },
    });
  });

  it('gives a track by its reference', async () => {
    await install();
    expect(valueOf(await packs.document('tracks', 'first-drive/lane'))).toMatchObject({ format: 'guiji-track', id: 'lane' });
    for (const reference of ['first-drive/none', 'none/lane', 'first-drive', '', '../x/lane']) {
      expect((await packs.document('tracks', reference)).ok).toBe(false);
    }
  });

  it('notices that another program changed a pack, and names one that is damaged', async () => {
    await install();
    const file = join(dataFolder, 'packs', 'first-drive.guijipack');
    await writeFile(file, lanePack({ packVersion: '1.2.0', key: null }));
    expect(await versionsNow()).toEqual(['first-drive 1.2.0 unsigned']);
    await writeFile(file, (await readFile(file)).subarray(0, 500));
    expect(await packs.list()).toMatchObject({ packs: [], damaged: [{ id: 'first-drive', fault: { code: 'pack.damaged' } }] });
    valueOf(await packs.remove('first-drive'));
    expect(await packs.list()).toEqual({ packs: [], damaged: [] });
  });

  it('refuses a pack under another’s name', async () => {
    await install();
    const folder = join(dataFolder, 'packs');
    await writeFile(join(folder, 'other.guijipack'), await readFile(join(folder, 'first-drive.guijipack')));
    expect((await packs.list()).damaged).toMatchObject([{ id: 'other', fault: { code: 'pack.invalid' } }]);
  });
});

describe('a bridge’s packs', () => {
  it('are opened in a thread of their own, with the same answers', async () => {
    const bridge = openBridgePacks(place());
    packs = bridge.packs;
    expect(await install({}, { agreed: [], trust: NAME })).toMatchObject({ ok: true });
    const refused = valueOf(await packs.uploads.whole(await handOver(Uint8Array.of(1, 2, 3))));
    expect(await packs.preview(refused)).toMatchObject({ fault: { code: 'pack.damaged' } });
    expect(valueOf(await packs.read('first-drive', 'lessons/get-going/en.md', student)).bytes.byteLength).toBeGreaterThan(100);
    await bridge.close();
  });
});

describe('the list of trusted publishers', () => {
  it('that cannot be read trusts nobody and loses no pack', async () => {
    await install({}, { agreed: [], trust: NAME });
    await writeFile(join(dataFolder, 'trusted-publishers.json'), '{"format":');
    expect(await versionsNow()).toEqual(['first-drive 1.0.0 unknown']);
  });
});
