import { cp, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeLaneFolder } from '../../packs/testing/lane-pack.ts';
import { runGuiji } from '../testing/run-guiji.ts';

const COURSE = fileURLToPath(new URL('../../../curricula/track-car-first-steps', import.meta.url));

let folder = '';
const at = (name: string): string => join(folder, name);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guiji 课程 '));
  await writeLaneFolder(at('source'));
});
afterEach(() => rm(folder, { recursive: true }));

const build = (out = 'a.guijipack') => runGuiji('pack', 'build', at('source'), '-o', at(out), '--json');
const guiji = (...args: string[]) => runGuiji('pack', ...args, '--data', at('data'), '--json', '--lang', 'en');

async function signed(): Promise<string> {
  await build();
  await runGuiji('pack', 'keygen', '-o', at('key'));
  await runGuiji('pack', 'sign', at('a.guijipack'), '--key', at('key'));
  return at('a.guijipack');
}

describe('guiji pack, as an author uses it', () => {
  it('builds the same file from the same folder', async () => {
    expect((await build('one')).json()).toMatchObject({ id: 'first-drive', packVersion: '1.0.0', files: 7 });
    await build('two');
    expect(await readFile(at('one'))).toEqual(await readFile(at('two')));
  });

  it('leaves out proofs and hidden files, and follows no link', async () => {
    await writeLaneFolder(at('source/lessons/get-going/proof'));
    await writeFile(at('source/.DS_Store'), 'x');
    expect((await build()).json()).toMatchObject({ files: 7 });
    await symlink('/etc/passwd', at('source/notes.txt'));
    const refused = await build();
    expect([refused.exitCode, refused.json()['error']]).toMatchObject([2, { code: 'pack.special-file', params: { path: 'notes.txt' } }]);
  });

  it('proves the checks: a proof that does not hold keeps the pack from being built, a lesson without one is named', async () => {
    const course = at('course');
    await cp(COURSE, course, { recursive: true });
    const manifest = JSON.parse(await readFile(join(course, 'pack.json'), 'utf8')) as { lessons: unknown[] };
    await writeFile(join(course, 'pack.json'), JSON.stringify({ ...manifest, lessons: manifest.lessons.slice(0, 1) }));
    const buildCourse = () => runGuiji('pack', 'build', course, '-o', at('course.guijipack'), '--json');
    const whole = (await buildCourse()).json();
    expect(whole).toMatchObject({ unproved: [] });
    expect(whole['proved']).toBeGreaterThan(20);

    await rm(at('course.guijipack'));
    const proof = join(course, 'lessons/first-start/proof/proof.json');
    await writeFile(proof, JSON.stringify({ seeds: [1], solutions: [{ step: 'bay', program: 'wrong-too-short.ts' }], wrong: [] }));
    const refused = await buildCourse();
    expect(refused.exitCode).toBe(1);
    expect(refused.json()['failures']).toContainEqual(expect.objectContaining({ program: 'wrong-too-short.ts', expected: 'passed' }));
    await expect(stat(at('course.guijipack'))).rejects.toThrow();

    await rm(proof);
    expect((await buildCourse()).json()).toMatchObject({ proved: 0, unproved: ['first-start'] });
  });

  it('says what is wrong with a folder, and writes nothing', async () => {
    await writeFile(at('source/lessons/get-going/en.md'), '<script>alert(1)</script>');
    const refused = await build();
    expect([refused.exitCode, refused.json()['error']]).toMatchObject([
      2,
      { code: 'pack.script', params: { path: 'lessons/get-going/en.md' } },
    ]);
    await expect(stat(at('a.guijipack'))).rejects.toThrow();
    for (const dir of [at('none'), at('source/pack.json')]) {
      expect((await runGuiji('pack', 'build', dir, '-o', at('x'), '--json')).json()).toMatchObject({
        error: { code: 'cli.file-not-readable' },
      });
    }
  });

  it('makes a key that only its owner may read, and never over another', async () => {
    const made = await runGuiji('pack', 'keygen', '-o', at('key'), '--json');
    expect(made.json()).toMatchObject({
      file: at('key'),
      publicFile: at('key.pub'),
      fingerprint: { en: expect.stringMatching(/^(\w+ ){9}\w+$/) as string },
    });
    expect((await stat(at('key'))).mode & 0o077).toBe(0);
    expect(await readFile(at('key.pub'), 'utf8')).not.toContain('secretKey');
    const again = await runGuiji('pack', 'keygen', '-o', at('key'), '--json');
    expect([again.exitCode, again.json()['error']]).toMatchObject([3, { code: 'cli.file-not-writable' }]);
  });

  it('signs with a whole key only', async () => {
    await build();
    await runGuiji('pack', 'keygen', '-o', at('key'));
    await writeFile(at('broken'), (await readFile(at('key'), 'utf8')).slice(0, 50));
    for (const key of ['broken', 'key.pub', 'a.guijipack']) {
      const refused = await runGuiji('pack', 'sign', at('a.guijipack'), '--key', at(key), '--json');
      expect(refused.exitCode).toBe(2);
    }
  });
});

describe('guiji pack, as a school uses it', () => {
  it('verifies: unsigned is a no, signed a yes, altered a no with its reason', async () => {
    await build();
    const unsigned = await guiji('verify', at('a.guijipack'));
    expect([unsigned.exitCode, unsigned.json()]).toMatchObject([1, { result: 'unsigned', id: 'first-drive' }]);
    const file = await signed();
    const whole = await guiji('verify', file);
    expect([whole.exitCode, whole.json()]).toMatchObject([0, { result: 'signed', trusted: false }]);
    await writeFile(file, (await readFile(file)).subarray(0, -10));
    const damaged = await guiji('verify', file);
    expect([damaged.exitCode, damaged.json()]).toMatchObject([1, { result: 'refused', error: { code: 'pack.damaged' } }]);
    expect((await guiji('verify', at('none'))).exitCode).toBe(2);
  });

  it('asks before it installs from somebody unknown, and installs with a word', async () => {
    const file = await signed();
    const asked = await guiji('install', file);
    expect([asked.exitCode, asked.json()]).toMatchObject([1, { installed: false, questions: ['unknown-publisher'] }]);
    expect((await guiji('install', file, '--trust')).json()).toMatchObject({ installed: true, pack: { signer: { state: 'trusted' } } });
    expect((await guiji('install', file)).json()).toMatchObject({ installed: true });
    expect((await guiji('list')).json()).toMatchObject({
      packs: expect.arrayContaining([expect.objectContaining({ id: 'first-drive' })]) as unknown,
    });
    expect((await guiji('remove', 'first-drive')).exitCode).toBe(0);
    expect((await guiji('remove', 'first-drive')).json()).toMatchObject({ error: { code: 'pack.not-found' } });
  });

  it('trusts a publisher by the key file that it handed out, until it does not', async () => {
    const file = await signed();
    expect((await guiji('trust', at('key.pub'), '--name', '创客中心')).exitCode).toBe(0);
    expect((await guiji('verify', file)).json()).toMatchObject({ trusted: true });
    const [publisher] = (await guiji('publishers')).json()['publishers'] as { key: string }[];
    expect((await guiji('distrust', publisher!.key)).exitCode).toBe(0);
    expect((await guiji('verify', file)).json()).toMatchObject({ trusted: false });
    expect((await guiji('distrust', publisher!.key)).exitCode).toBe(2);
  });

  it('says in words what it needs to know', async () => {
    const file = await signed();
    const said = await runGuiji('pack', 'install', file, '--data', at('data'), '--lang', 'zh-CN');
    expect(said.stdout).toContain('请打电话和发布者核对指纹');
    expect(said.stdout).toMatch(/指纹：\S\S \S\S \S\S \S\S \S\S/);
  });

  it('without a subcommand, or with one that is not there, is wrong usage', async () => {
    for (const args of [[], ['frobnicate'], ['build'], ['install']]) {
      expect((await runGuiji('pack', ...args, '--json')).exitCode).toBe(2);
    }
  });
});

describe('tracks of packs', () => {
  const run = (track: string) => runGuiji('run', at('drive.ts'), '--track', track, '--data', at('data'), '--limit-s', '2', '--json');

  it('can be driven on by their names once the pack is there', async () => {
    await writeFile(at('drive.ts'), 'car.drive(50, 50); wait(1000);');
    expect((await run('first-drive/lane')).json()).toMatchObject({ error: { code: 'pack.not-found' } });
    await guiji('install', await signed(), '--yes');
    expect((await run('first-drive/lane')).json()).toMatchObject({ ended: 'finished', distanceMm: expect.any(Number) as number });
    expect((await run('first-drive/none')).json()).toMatchObject({ error: { code: 'pack.no-such-file' } });
    expect((await run('track-car-first-steps/square')).json()).toMatchObject({ ended: 'finished' });
  });
});
