/** `guiji run FILE --seeds N`: one program on many cars of its kit. Layer: bridge/cli. Contract: docs/cli.md. */
import { fail, type Result } from '../../core/base/result.ts';
import { encodeProgram } from '../../core/bytecode/encoding.ts';
import { batchReport, type BatchFailure, type BatchReport } from '../../core/run/batch-report.ts';
import { NOISE_MAX, noisyProfile } from '../../core/robot/noisy-profile.ts';
import { fillIn, type Language } from '../../core/words/words.ts';
import { runBatch } from '../runs/run-batch.ts';
import type { CliContext, CommandOutcome } from './command.ts';
import { compile, planOf, usage, type RunFlags } from './run-plan.ts';

const SEEDS_MAX = 10_000;
const BAR_LENGTH = 40;

const WORDS = {
  'zh-CN': {
    progress: '{done} / {runs}',
    head: '{runs} 辆车里有 {done} 辆顺利跑完',
    laps: '圈时：平均 {mean} 秒，最快 {best} 秒，最慢 {worst} 秒，标准差 {spread} 秒（{count} 圈）',
    failing: '没有跑好的种子（{failure}）：{seeds}',
  },
  en: {
    progress: '{done} / {runs}',
    head: '{done} of {runs} cars did it',
    laps: 'Lap time: mean {mean} s, best {best} s, worst {worst} s, standard deviation {spread} s ({count} laps)',
    failing: 'Seeds that failed ({failure}): {seeds}',
  },
} as const;

const FAILURES: { readonly [L in Language]: { readonly [F in BatchFailure]: string } } = {
  'zh-CN': { error: '程序出错', 'no-lap': '没有完成一圈', 'off-line': '离线', collision: '碰撞' },
  en: { error: 'the program failed', 'no-lap': 'no lap', 'off-line': 'off the line', collision: 'collision' },
};

function readCounts({ seeds, noise }: RunFlags): Result<{ readonly count: number; readonly factor: number }> {
  const count = Number(seeds);
  if (!/^\d+$/.test(seeds ?? '') || count < 1 || count > SEEDS_MAX) return usage(`--seeds ${seeds} (1 … ${SEEDS_MAX})`);
  const factor = Number(noise ?? '1');
  if (!(factor >= 0 && factor <= NOISE_MAX)) return usage(`--noise ${noise} (0 … ${NOISE_MAX})`);
  return { ok: true, value: { count, factor } };
}

function linesOf({ runs, done, lapS, failing }: BatchReport, language: Language): readonly string[] {
  const words = WORDS[language];
  const lines = [fillIn(words.head, { runs, done })];
  if (lapS !== undefined) {
    const { histogram, ...numbers } = lapS;
    lines.push(fillIn(words.laps, numbers));
    const most = Math.max(...histogram.map(({ count }) => count));
    for (const { fromS, toS, count } of histogram)
      lines.push(
        `${String(fromS).padStart(8)} – ${String(toS).padEnd(8)} s ${'█'.repeat(Math.ceil((BAR_LENGTH * count) / most))} ${count}`,
      );
  }
  for (const failure of Object.keys(FAILURES[language]) as BatchFailure[]) {
    const seeds = failing.filter((each) => each.failure === failure).map(({ seed }) => seed);
    if (seeds.length > 0) lines.push(fillIn(words.failing, { failure: FAILURES[language][failure], seeds: seeds.join(', ') }));
  }
  return lines;
}

export async function runManySeeds(file: string, flags: RunFlags, context: CliContext): Promise<CommandOutcome> {
  const counts = readCounts(flags);
  if (!counts.ok) return { exitCode: 2, fault: counts.fault };
  if (flags.robot !== 'sim' || flags.record !== undefined) {
    const what = flags.record === undefined ? `--seeds --robot ${flags.robot}` : `--seeds --record ${flags.record}`;
    return { exitCode: 2, fault: fail('cli.usage', { what }).fault };
  }
  const plan = await planOf(file, flags, context);
  if (!plan.ok) return { exitCode: 2, fault: plan.fault };
  const compiled = await compile(plan.value, context);
  if ('outcome' in compiled) return compiled.outcome;
  const { source, track, numbers, limitMs, seed, models } = plan.value;
  const { count, factor } = counts.value;
  const profile = noisyProfile(plan.value.profile, factor);
  const seeds = Array.from({ length: count }, (_, i) => seed + i);
  const everyTenth = Math.ceil(count / 10);
  const ran = await runBatch(
    { bytecode: encodeProgram(compiled.program), source, profile, track, numbers, limitMs, models: models.models },
    seeds,
    (done) => void (done % everyTenth === 0 && context.note(fillIn(WORDS[context.language].progress, { done, runs: count }))),
  );
  if (!ran.ok) return { exitCode: 3, fault: ran.fault };
  const report = batchReport(ran.value);
  return {
    exitCode: report.done === count ? 0 : 1,
    json: { ...report, noise: factor, results: ran.value },
    lines: linesOf(report, context.language),
  };
}
