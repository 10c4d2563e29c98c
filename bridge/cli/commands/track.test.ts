import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trackJson } from '../../../core/sim/testing/tracks.ts';
import { trackPixels } from '../../../core/sim/track-pixels.ts';
import { shippedTrack } from '../../../core/sim/tracks/index.ts';
import { pngOf } from '../png.ts';
import { runGuiji } from '../testing/run-guiji.ts';

let folder = '';

const inFolder = (name: string): string => join(folder, name);

function file(name: string, content: unknown): string {
  writeFileSync(inFolder(name), typeof content === 'string' ? content : JSON.stringify(content));
  return inFolder(name);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'guiji 赛道 '));
});
afterAll(() => rmSync(folder, { recursive: true }));

const segment = { shape: 'segment', from: { xMm: 1000, yMm: 1000 }, to: { xMm: 3000, yMm: 1000 }, widthMm: 20 };

describe('guiji track check', () => {
  it('is content with a track that has nothing wrong', async () => {
    const outcome = await runGuiji('track', 'check', file('good.json', trackJson()), '--json');
    expect(outcome).toMatchObject({ exitCode: 0 });
    expect(outcome.json()).toEqual({ ok: true, id: 'bare', problems: [] });
  });

  it('names every error with its place', async () => {
    const lines = [
      { ...segment, widthMm: 0 },
      { ...segment, to: segment.from, color: 'black' },
    ];
    const outcome = await runGuiji('track', 'check', file('bad.json', trackJson({ lines, walls: 3 })), '--json', '--lang', 'en');
    expect(outcome.exitCode).toBe(1);
    const { ok, problems } = outcome.json() as { ok: boolean; problems: { code: string; params: { path: string }; severity: string }[] };
    expect(ok).toBe(false);
    expect(problems.map(({ code, params }) => [code, params.path])).toEqual([
      ['track.out-of-range', 'lines[0].widthMm'],
      ['track.bad-value', 'lines[1].color'],
      ['track.wrong-type', 'walls'],
    ]);
    expect(problems.every(({ severity }) => severity === 'error')).toBe(true);
  });

  it('warns of what is hardly meant, and lets it pass', async () => {
    const finish = { left: { xMm: 100, yMm: 300 }, right: { xMm: 100, yMm: 250 } };
    const doubtful = trackJson({
      lines: [{ ...segment, widthMm: 4 }],
      finish,
      course: 'loop',
      start: { xMm: 2000, yMm: 3950, headingDeg: 0 },
    });
    const outcome = await runGuiji('track', 'check', file('odd.json', doubtful), '--json');
    expect(outcome.exitCode).toBe(0);
    const { problems } = outcome.json() as { problems: { code: string; severity: string }[] };
    expect(problems.map(({ code }) => code)).toEqual([
      'track.start-off-line',
      'track.narrow-line',
      'track.narrow-gate',
      'track.gate-off-line',
    ]);
    expect(problems.every(({ severity }) => severity === 'warning')).toBe(true);
  });

  it.each([
    ['no JSON', '{', 'track.not-this-format'],
    ['entities of another world', '<!DOCTYPE svg [<!ENTITY a "b">]><svg/>', 'track.not-this-format'],
  ])('refuses %s', async (_, content, code) => {
    const outcome = await runGuiji('track', 'check', file('none.json', content), '--json');
    expect(outcome.exitCode).toBe(2);
    expect(outcome.json()).toMatchObject({ error: { code } });
  });

  it('refuses a file that is not there, and one of a million points at once', async () => {
    expect((await runGuiji('track', 'check', inFolder('nowhere.json'), '--json')).json()).toMatchObject({
      error: { code: 'cli.file-not-readable' },
    });
    const many = `{"points":[${'0,'.repeat(2_000_000)}0]}`;
    expect((await runGuiji('track', 'check', file('many.json', many), '--json')).json()).toMatchObject({
      error: { code: 'project.too-large' },
    });
  });
});

describe('guiji track render', () => {
  it('draws a track in millimetres', async () => {
    const output = inFolder('oval.svg');
    expect(await runGuiji('track', 'render', 'oval', '-o', output, '--json')).toMatchObject({ exitCode: 0 });
    const svg = readFileSync(output, 'utf8');
    expect(svg).toContain('width="2000mm" height="1200mm" viewBox="0 0 2000 1200"');
    expect(svg.match(/stroke-width="20"/g)).toHaveLength(4);
  });

  it('draws it in pixels: the line is black, the floor white', async () => {
    const output = inFolder('oval.png');
    expect(await runGuiji('track', 'render', 'oval', '-o', output, '--width', '200', '--json')).toMatchObject({ exitCode: 0 });
    const png = readFileSync(output);
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([200, 120]);
    const length = png.readUInt32BE(33);
    const rows = inflateSync(png.subarray(41, 41 + length));
    const pixel = (x: number, y: number) => [...rows.subarray(y * 801 + 1 + x * 4, y * 801 + 5 + x * 4)];
    // The lower straight lies 250 mm above the floor's edge: at 10 mm a pixel between rows 94 and 95.
    expect(pixel(70, 94)).toEqual([0, 0, 0, 255]);
    expect(pixel(70, 60)).toEqual([255, 255, 255, 255]);
  });

  it.each([
    [['nowhere', '-o', 'x.png'], 'cli.unknown-name', 2],
    [['oval', '-o', 'x.gif'], 'cli.usage', 2],
    [['oval', '-o', 'x.png', '--width', '0'], 'cli.usage', 2],
    [['oval', '-o', '/no/such/folder/x.svg'], 'cli.file-not-writable', 3],
  ] as const)('says what is wrong with %j', async (args, code, exitCode) => {
    const outcome = await runGuiji('track', 'render', ...args, '--json');
    expect(outcome.exitCode).toBe(exitCode);
    expect(outcome.json()).toMatchObject({ error: { code } });
  });
});

describe('guiji track print', () => {
  it('writes the sheets and the tape plan', async () => {
    const output = inFolder('straight.pdf');
    const outcome = await runGuiji('track', 'print', 'straight', '-o', output, '--only', 'tape', '--json');
    expect(outcome.json()).toMatchObject({ file: output, id: 'straight', pages: 1 });
    expect(readFileSync(output).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it.each([
    [['oval', '-o', 'x.pdf', '--only', 'half'], 'cli.usage', 2],
    [['nowhere', '-o', 'x.pdf'], 'cli.unknown-name', 2],
    [['straight', '-o', '/no/such/folder/x.pdf', '--only', 'tape'], 'cli.file-not-writable', 3],
  ] as const)('says what is wrong with %j', async (args, code, exitCode) => {
    const outcome = await runGuiji('track', 'print', ...args, '--json');
    expect(outcome).toMatchObject({ exitCode });
    expect(outcome.json()).toMatchObject({ error: { code } });
  });
});

describe('guiji track import', () => {
  const drawing =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><path d="M2 5H18" stroke="#000" stroke-width=".2" fill="none"/></svg>';

  it('makes a track of a drawing, on which a program can run', async () => {
    const output = inFolder('my.track.json');
    const outcome = await runGuiji('track', 'import', file('My 线.svg', drawing), '-o', output, '--width-mm', '2000', '--json');
    expect(outcome.json()).toEqual({ file: output, id: 'my', lines: 1, zones: 0, skipped: 0 });
    expect((await runGuiji('track', 'check', output, '--json')).json()).toMatchObject({ ok: true, id: 'my' });
    const program = file('go.ts', 'car.drive(40, 40);\nwait(500);\n');
    expect((await runGuiji('run', program, '--track', output, '--json')).json()).toMatchObject({
      ended: 'finished',
      offLine: { count: 0 },
    });
  });

  it('makes a track of a photo of a floor, by its corners', async () => {
    const straight = shippedTrack('straight')!;
    const { widthMm, heightMm } = straight.floor;
    const photo = inFolder('floor.png');
    writeFileSync(photo, pngOf(trackPixels({ ...straight, finish: null, checkpoints: [], zones: [], walls: [] }, 600)));
    const size = ['--width-mm', String(widthMm), '--height-mm', String(heightMm)];
    const output = inFolder('floor.json');
    const outcome = await runGuiji('track', 'import', photo, '-o', output, ...size, '--json');
    expect(outcome.json()).toMatchObject({ id: 'floor', zones: 0 });
    expect((await runGuiji('track', 'check', output, '--json')).json()).toMatchObject({ id: 'floor' });
    const codeOf = async (...more: string[]) =>
      ((await runGuiji('track', 'import', photo, '-o', output, ...more, '--json')).json()['error'] as { code: string }).code;
    expect(await codeOf()).toBe('cli.usage');
    expect(await codeOf(...size, '--corners', '0,0', '9,0', '9,9')).toBe('cli.usage');
    expect(await codeOf(...size, '--corners', '0,0', '9,0', '19,0', '29,0')).toBe('import.bad-corners');
  });

  it.each([
    [drawing, ['--width-mm', '-3'], 'cli.usage'],
    [drawing, ['--id', 'A b'], 'cli.usage'],
    [drawing.replace('<path', '<script/><path'), [], 'import.unsafe'],
    ['{}', [], 'import.not-svg'],
  ])('says what is wrong with %s %j', async (content, more, code) => {
    const outcome = await runGuiji('track', 'import', file('bad.svg', content), '-o', inFolder('x.json'), ...more, '--json');
    expect(outcome.exitCode).toBe(2);
    expect(outcome.json()).toMatchObject({ error: { code } });
  });
});
