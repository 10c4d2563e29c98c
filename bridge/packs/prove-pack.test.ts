import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPack } from './open-pack.ts';
import { provePack } from './prove-pack.ts';

const COURSE = fileURLToPath(new URL('../../curricula/track-car-first-steps', import.meta.url));

async function contentsOf(folder: string) {
  const opened = await openPack({ kind: 'folder', path: folder });
  if (!opened.ok) throw new Error(JSON.stringify(opened.fault));
  return opened.value;
}

describe('the course Track car first steps', () => {
  it('has five lessons whose checks let every solution pass and refuse every wrong one for its reason', async () => {
    const contents = await contentsOf(COURSE);
    expect(contents.manifest.lessons).toHaveLength(5);
    const report = await provePack(COURSE, contents);
    expect(report).toMatchObject({ failures: [], unproved: [] });
    expect(report.proved).toBeGreaterThan(150);
  });
});

describe('a proof', () => {
  let folder = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'guiji-proof-'));
    await cp(COURSE, folder, { recursive: true });
    const manifest = JSON.parse(await readFile(join(folder, 'pack.json'), 'utf8')) as { lessons: { id: string }[] };
    manifest.lessons = manifest.lessons.slice(0, 1);
    await writeFile(join(folder, 'pack.json'), JSON.stringify(manifest));
  });
  afterAll(async () => await rm(folder, { recursive: true, force: true }));

  const proofPath = () => join(folder, 'lessons/first-start/proof/proof.json');
  const failuresWith = async (proof: object) => {
    await writeFile(proofPath(), JSON.stringify({ seeds: [1], solutions: [], wrong: [], ...proof }));
    return (await provePack(folder, await contentsOf(folder))).failures;
  };

  it('names a solution that fails, with the reason and its values', async () => {
    const failures = await failuresWith({ solutions: [{ step: 'bay', program: 'wrong-too-short.ts' }] });
    expect(failures).toContainEqual({
      lesson: 'first-start',
      step: 'bay',
      program: 'wrong-too-short.ts',
      seed: 1,
      expected: 'passed',
      found: expect.stringMatching(/^check\.final-place \{"xMm":\d+/) as string,
    });
  });

  it('names a wrong solution that passes', async () => {
    const failures = await failuresWith({ wrong: [{ step: 'bay', program: 'solution-bay.ts', code: 'check.final-place' }] });
    expect(failures.filter(({ program }) => program !== '')).toMatchObject([{ expected: 'check.final-place', found: 'passed' }]);
  });

  it('names steps without a solution, lessons with too few wrong ones, and lessons without a proof', async () => {
    const failures = await failuresWith({});
    expect(failures.filter(({ expected }) => expected === 'solution').map(({ step }) => step)).toContain('back');
    expect(failures).toContainEqual({ lesson: 'first-start', step: '', program: '', expected: '2 wrong', found: '0' });
    await rm(proofPath());
    const without = await provePack(folder, await contentsOf(folder));
    expect(without).toEqual({ proved: 0, failures: [], unproved: ['first-start'] });
  });
});
