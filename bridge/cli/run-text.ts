/** A run in words for people, in the language they chose. Layer: bridge/cli. */
import type { RunEnd, RunSummary } from '../../core/run/run-types.ts';
import { fillIn, type Language } from '../../core/words/words.ts';

const ENDED: { readonly [L in Language]: { readonly [E in RunEnd]: string } } = {
  'zh-CN': { finished: '程序运行完了', stopped: '程序停止了', 'time-limit': '到时间了', error: '程序出错了' },
  en: { finished: 'The program finished', stopped: 'The program stopped', 'time-limit': 'Time is up', error: 'The program failed' },
};

const LINES = {
  'zh-CN': {
    head: '{ended}：{seconds} 秒，行驶 {metres} 米',
    laps: '完成 {laps} 圈：{times}',
    noLap: '没有完成一圈',
    offLine: '离线 {count} 次，共 {seconds} 秒；碰撞 {collisions} 次',
    digest: '摘要 {digest}',
  },
  en: {
    head: '{ended}: {seconds} s, {metres} m driven',
    laps: 'Laps: {laps} ({times})',
    noLap: 'No lap was completed',
    offLine: 'Off the line {count} times, {seconds} s in all; collisions: {collisions}',
    digest: 'Digest {digest}',
  },
} as const;

const seconds = (value: number): string => value.toFixed(3);

/** Log lines first, as they came; then what the run was. `problem` is its error in words. */
export function summaryLines(summary: RunSummary, language: Language, problem: string | undefined): string[] {
  const words = LINES[language];
  const lines = summary.log.map(({ atS, text }) => `[${seconds(atS)} s] ${text}`);
  const metres = (summary.distanceMm / 1000).toFixed(3);
  lines.push(fillIn(words.head, { ended: ENDED[language][summary.ended], seconds: seconds(summary.simTimeS), metres }));
  if (problem !== undefined) lines.push(problem);
  if (summary.distanceMm > 0) {
    const times = summary.lapTimesS.map((time) => `${seconds(time)} s`).join(', ');
    lines.push(fillIn(summary.laps > 0 ? words.laps : words.noLap, { laps: summary.laps, times }));
    const { offLine, collisions } = summary;
    lines.push(fillIn(words.offLine, { count: offLine.count, seconds: seconds(offLine.totalS), collisions }));
  }
  if (summary.digest !== '') lines.push(fillIn(words.digest, { digest: summary.digest }));
  return lines;
}
