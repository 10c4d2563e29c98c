import { existsSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { writeGuijiFile } from '../../../core/project/guiji-file.ts';
import { newProject } from '../../../core/project/new-project.ts';
import { writeOnnx } from '../../../core/learn/onnx/write-onnx.ts';
import { modelOf, SUMS } from '../../../core/run/testing/models.ts';
import { FOLLOW_LINE } from '../../../core/run/testing/programs.ts';
import { runGuiji } from '../testing/run-guiji.ts';
import { useFolder } from '../testing/use-folder.ts';

const { at, write: file } = useFolder();

describe('guiji run', () => {
  it('prints one JSON object with every field of the contract, twice with the same digest', async () => {
    const follow = file('follow.ts', FOLLOW_LINE);
    const [one, two] = [
      await runGuiji('run', follow, '--limit-s', '20', '--json'),
      await runGuiji('run', follow, '--limit-s', '20', '--json'),
    ];
    expect(one.exitCode).toBe(0);
    expect(one.json()).toMatchObject({ ended: 'time-limit', simTimeS: 20, laps: 1, offLine: { count: 0, totalS: 0 }, collisions: 0 });
    expect(Object.keys(one.json()).sort()).toEqual(
      [
        'ended',
        'simTimeS',
        'instructions',
        'distanceMm',
        'finalPose',
        'laps',
        'lapTimesS',
        'checkpoints',
        'offLine',
        'collisions',
        'log',
        'plots',
        'digest',
      ].sort(),
    );
    expect(one.json()).toEqual(two.json());
    expect(one.stdout.trimEnd().split('\n')).toHaveLength(1);
  });

  it('tells people in their language', async () => {
    const said = file('said.ts', 'log("hello"); wait(100);');
    expect((await runGuiji('run', said, '--lang', 'en')).stdout).toMatch(/^\[0\.000 s\] hello\nThe program finished: 0\.100 s/);
    expect((await runGuiji('run', said, '--lang', 'zh-CN')).stdout).toContain('程序运行完了');
  });

  it('lets a program ask the models of its project and those named beside it', async () => {
    const model = at('sums.onnx');
    writeFileSync(model, writeOnnx(SUMS));
    const asks = file('asks.ts', 'log(ai.run("sums", [3, 4]));');
    expect((await runGuiji('run', asks, '--model', `sums=${model}`, '--json')).json()).toMatchObject({ log: [{ text: '[11, -1]' }] });
    const path = at('模型.guiji');
    const project = newProject({ id: '01J8ZQ4Y7G0000000000000000', name: '模型' });
    const text = 'log(ai.run("sums", [1, 1]));';
    writeFileSync(path, writeGuijiFile({ ...project, files: [{ path: 'main.ts', text }], models: [modelOf(SUMS, 'sums')] }));
    expect((await runGuiji('run', path, '--json')).json()).toMatchObject({ log: [{ text: '[3, 0]' }] });
  });

  it('says where a program asks a model that is not there, and refuses one that is broken before it starts', async () => {
    const asks = file('asks.ts', 'log(1);\nlog(ai.run("sums", [3, 4]));');
    const missing = await runGuiji('run', asks, '--json');
    expect(missing.exitCode).toBe(1);
    expect(missing.json()).toMatchObject({ error: { code: 'program.no-such-model', params: { name: 'sums' }, line: 2 } });
    const torn = at('torn.onnx');
    writeFileSync(torn, writeOnnx(SUMS).slice(0, 80));
    for (const [named, code] of [
      [`sums=${torn}`, /^net\./],
      [`sums=${at('nowhere.onnx')}`, /^cli\.file-not-readable$/],
      ['sums', /^cli\.usage$/],
    ] as const) {
      const refused = await runGuiji('run', asks, '--model', named, '--json');
      expect(refused.exitCode).toBe(2);
      expect(refused.json()).toMatchObject({ error: { code: expect.stringMatching(code) as string } });
    }
  });

  it('computes in single precision where asked, and verifies what it recorded so', async () => {
    const sums = file('sums.ts', 'log(0.1 + 0.2, 16777216 + 1, 1 / 3);');
    const one = (await runGuiji('run', sums, '--numbers', 'single', '--json')).json();
    expect(one).toMatchObject({ ended: 'finished', log: [{ text: '0.3 16777216 0.33333334' }] });
    const recording = at('single.mcap');
    const follow = file('follow.ts', FOLLOW_LINE);
    const ran = await runGuiji('run', follow, '--numbers', 'single', '--limit-s', '3', '--record', recording, '--json');
    const double = await runGuiji('run', follow, '--limit-s', '3', '--json');
    expect(ran.json()['digest']).not.toBe(double.json()['digest']);
    const verdict = await runGuiji('verify', recording, '--json');
    expect([verdict.exitCode, verdict.json()['result']]).toEqual([0, 'same']);
  });

  it('drives the ideal car where asked: straight and exact; its recording verifies and says so', async () => {
    const straight = file('straight.ts', 'car.drive(60, 60); wait(1000); car.stop(); wait(500); log(1);');
    const recording = at('ideal.mcap');
    const ran = await runGuiji('run', straight, '--ideal', '--track', 'straight', '--record', recording, '--json');
    expect(ran.json()).toMatchObject({ ended: 'finished', distanceMm: expect.closeTo(360, 6) as number });
    const verdict = await runGuiji('verify', recording, '--json');
    expect(verdict.json()).toMatchObject({ result: 'same', isIdealCar: true });
    expect((await runGuiji('run', straight, '--ideal', '--robot', 'none', '--json')).json()).toMatchObject({
      error: { code: 'cli.usage' },
    });
  });

  it('drives a car that lacks some of what is hard: it verifies, and says in words which', async () => {
    const start = file('start.ts', 'car.drive(60, 60); wait(100); car.stop(); log(1);');
    const recording = at('without.mcap');
    const run = async (...more: string[]) => (await runGuiji('run', start, '--track', 'straight', '--json', ...more)).json();
    const [real, prompt] = [await run(), await run('--without', 'wheel-slip, motor-lag', '--record', recording)];
    expect(Number(prompt['distanceMm'])).toBeGreaterThan(1.3 * Number(real['distanceMm']));
    const verdict = await runGuiji('verify', recording, '--json');
    expect(verdict.json()).toMatchObject({ result: 'same', isIdealCar: true, without: ['motor-lag', 'wheel-slip'] });
    expect((await runGuiji('verify', recording, '--lang', 'zh-CN')).stdout).toContain(
      '关掉了：电机慢半拍 (motor-lag)、轮子打滑 (wheel-slip)',
    );
    expect((await runGuiji('verify', recording, '--lang', 'en')).stdout).toContain(
      'without: Motors take a moment (motor-lag), Wheels slip',
    );
    for (const [given, said] of [
      [['--without', 'motor-lag,gravity'], /^--without gravity \(motor-lag, dead-zone, .*sensor-noise\)$/],
      [['--without', ''], /^--without {2}\(/],
      [['--without', 'sunlight', '--ideal'], /^--ideal --without$/],
      [['--without', 'sunlight', '--robot', 'none'], /^--without \(--robot sim\)$/],
    ] as const) {
      const refused = await run(...given);
      expect(refused).toMatchObject({ error: { code: 'cli.usage', params: { what: expect.stringMatching(said) as string } } });
    }
  });

  it('runs a project file', async () => {
    const path = at('作品.guiji');
    const project = {
      ...({ format: 'guiji-project', version: 2, id: '01ARZ3NDEKTSV4RRFFQ69G5FAV', name: '巡线', view: 'text' } as const),
      ...{ files: [{ path: 'main.ts', text: 'log(6 * 7);' }], profileId: 'uno-line-car', trackId: 'oval' },
    };
    writeFileSync(path, writeGuijiFile(project));
    expect((await runGuiji('run', path, '--json')).json()).toMatchObject({ ended: 'finished', log: [{ atS: 0, text: '42' }] });
  });

  it('depends on the seed and the track', async () => {
    const follow = file('follow.ts', FOLLOW_LINE);
    const digest = async (...more: string[]) => (await runGuiji('run', follow, '--limit-s', '1', '--json', ...more)).json()['digest'];
    const digests = [await digest(), await digest('--seed', '2'), await digest('--track', 'crossroads'), await digest('--seed=1')];
    expect(new Set(digests).size).toBe(3);
    expect(digests[3]).toBe(digests[0]);
  });

  it('without a robot offers only log and time', async () => {
    const quiet = await runGuiji('run', file('quiet.ts', 'wait(20); log(time());'), '--robot', 'none', '--json');
    expect(quiet.json()).toMatchObject({ ended: 'finished', distanceMm: 0, log: [{ atS: 0.02, text: '20' }] });
    const drives = await runGuiji('run', file('drives.ts', 'car.stop();'), '--robot', 'none', '--json');
    expect(drives.exitCode).toBe(1);
    expect(drives.json()).toMatchObject({ ended: 'error', error: { code: 'robot.part-missing', line: 1, column: 1 } });
  });

  it('with a program that does not compile ends with its first error and 1', async () => {
    const bad = await runGuiji('run', file('bad.ts', 'log(1);\nlet x = ;'), '--json');
    expect(bad.exitCode).toBe(1);
    expect(bad.json()).toMatchObject({ ended: 'error', simTimeS: 0, error: { line: 2, column: 9, message: expect.any(String) } });
  });

  it.each([
    ['recursion without end', 'function f(): number { return f(); }\nf();', 'vm.call-depth-limit'],
    ['lists without end', 'const all: number[] = [];\nwhile (true) all.push(1);', 'vm.memory-limit'],
  ])('with %s ends with a code and 1', async (_, text, code) => {
    const failed = await runGuiji('run', file('failing.ts', text), '--json');
    expect(failed.exitCode).toBe(1);
    expect(failed.json()).toMatchObject({ ended: 'error', error: { code, line: expect.any(Number) } });
  });

  it('with an endless loop ends at its limit with 0', async () => {
    const loop = await runGuiji('run', file('loop.ts', 'while (true) {}'), '--limit-s', '0.5', '--json');
    expect([loop.exitCode, loop.json()['ended']]).toEqual([0, 'time-limit']);
  });

  it.each([
    ['a missing file', ['run', 'nowhere.ts'], 'cli.file-not-readable'],
    ['a folder', ['run', tmpdir()], 'cli.file-not-readable'],
    ['no file', ['run'], 'cli.usage'],
    ['an unknown option', ['run', 'x.ts', '--fast'], 'cli.usage'],
    ['an unknown track', ['run', '$follow', '--track', 'moon'], 'cli.unknown-name'],
    ['an unknown car', ['run', '$follow', '--car', 'tank'], 'cli.unknown-name'],
    ['a track file that is not there', ['run', '$follow', '--track', 'moon.json'], 'cli.file-not-readable'],
    ['a track file that is no JSON', ['run', '$follow', '--track', '$broken'], 'track.not-this-format'],
    ['a seed that is no whole number', ['run', '$follow', '--seed', '1.5'], 'cli.usage'],
    ['a limit of nothing', ['run', '$follow', '--limit-s', '0'], 'cli.usage'],
    ['a limit that is no number', ['run', '$follow', '--limit-s', 'soon'], 'cli.usage'],
    ['unknown numbers', ['run', '$follow', '--numbers', 'roman'], 'cli.usage'],
    ['a recording over the program', ['run', '$follow', '--record', '$follow'], 'cli.usage'],
    ['a torn project', ['run', '$torn'], 'project.file-damaged'],
  ])('with %s answers 2 and a code', async (_, args, code) => {
    const names: Record<string, string> = {
      $follow: file('follow.ts', FOLLOW_LINE),
      $broken: file('broken.json', '{"format": "guiji-track",'),
      $torn: file('torn.guiji', 'PK\u0003\u0004'),
    };
    const outcome = await runGuiji(...args.map((word) => names[word] ?? word), '--json');
    expect(outcome.exitCode).toBe(2);
    expect(outcome.json()).toEqual({ error: { code, params: expect.any(Object), message: expect.any(String) } });
  });

  it('with a recording that cannot be written answers 3', async () => {
    const outcome = await runGuiji('run', file('follow.ts', FOLLOW_LINE), '--record', at('no/such/folder/x.mcap'), '--json');
    expect(outcome.exitCode).toBe(3);
    expect(outcome.json()).toMatchObject({ error: { code: 'cli.file-not-writable' } });
  });
});

describe('guiji replay', () => {
  it('tells what a recording holds, and the state at a time', async () => {
    const recording = at('run.mcap');
    const ran = await runGuiji('run', file('follow.ts', FOLLOW_LINE), '--limit-s', '5', '--record', recording, '--json');
    const replayed = await runGuiji('replay', recording, '--at', '2', '--json');
    expect(replayed.exitCode).toBe(0);
    expect(replayed.json()).toMatchObject({
      header: { robot: 'sim', profile: 'uno-line-car', track: 'oval', seed: 1, limitS: 5 },
      complete: true,
      summary: { digest: ran.json()['digest'] },
      at: { atS: 2, state: { pose: { yMm: expect.any(Number) } } },
    });
    expect((await runGuiji('replay', recording, '--lang', 'en')).stdout).toContain('lap-started');
  });

  it('opens a torn recording as far as it goes', async () => {
    const recording = at('torn.mcap');
    await runGuiji('run', file('follow.ts', FOLLOW_LINE), '--limit-s', '5', '--record', recording, '--json');
    truncateSync(recording, 60_000);
    const replayed = await runGuiji('replay', recording, '--json');
    expect(replayed.exitCode).toBe(0);
    expect(replayed.json()).toMatchObject({ complete: false, summary: null });
  });

  it('answers 2 and a code to what is no recording', async () => {
    const program = file('follow.ts', FOLLOW_LINE);
    for (const [args, code] of [
      [[program], 'run-file.not-a-run'],
      [[at('nowhere.mcap')], 'cli.file-not-readable'],
      [[program, '--at', 'noon'], 'cli.usage'],
    ] as const) {
      const outcome = await runGuiji('replay', ...args, '--json');
      expect([outcome.exitCode, (outcome.json()['error'] as { code: string }).code]).toEqual([2, code]);
    }
  });

  it('leaves no file behind for a program that does not compile', async () => {
    await runGuiji('run', file('bad.ts', 'let = 3;'), '--record', at('never.mcap'), '--json');
    expect(existsSync(at('never.mcap'))).toBe(false);
  });
});
