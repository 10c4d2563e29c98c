/** What verification found, in words for people. Layer: bridge/cli. */
import type { EvidenceLevel } from '../../core/run/evidence.ts';
import type { Verdict } from '../../core/run/verify.ts';
import { effectWords } from '../../core/words/ideal-words.ts';
import { fillIn, type Language } from '../../core/words/words.ts';

const RESULTS: { readonly [L in Language]: { readonly [R in Verdict['result'] | 'version']: string } } = {
  'zh-CN': {
    same: '一致：把程序重新跑了一遍，结果和记录分毫不差',
    diverges: '不一致：从 {atS} 秒起（{what}），记录是 {recorded}，重新跑出来是 {computed}',
    altered: '被改动过：{what}',
    incomplete: '不完整：现有的部分没有问题，但记录到 {atS} 秒为止，没有结尾',
    version: '不完整：这份记录是另一个版本做的，这里不能重新跑',
  },
  en: {
    same: 'Same: run again, everything came out as recorded',
    diverges: 'Diverges: from {atS} s on ({what}); recorded {recorded}, computed {computed}',
    altered: 'Altered: {what}',
    incomplete: 'Incomplete: nothing is wrong so far, but the recording ends at {atS} s without its end',
    version: 'Incomplete: this recording was made by another version and cannot be run again here',
  },
};

const EVIDENCE: { readonly [L in Language]: { readonly [E in EvidenceLevel]: string } } = {
  'zh-CN': {
    recomputed: '证据：重算（模拟运行，谁都可以再算一遍）',
    tethered: '证据：联机（由记录它的电脑逐块封印）',
    'on-board': '证据：板载（运行后从板子读出）',
    observed: '证据：目击（只有裁判、计时门或录像）',
    none: '证据：无',
  },
  en: {
    recomputed: 'Evidence: recomputed (simulated; anybody can compute it again)',
    tethered: 'Evidence: tethered (sealed piece by piece by the computer that recorded it)',
    'on-board': 'Evidence: on-board (read from the board after the run)',
    observed: 'Evidence: observed (a judge, a gate or a video only)',
    none: 'Evidence: none',
  },
};

const SEALS = {
  'zh-CN': {
    trusted: '封印：可信 {key}',
    unknown: '封印：密钥不在信任名单里 {key}',
    none: '没有封印',
    external: '按钮、摄像头等外来的输入取自记录',
    ideal: '用的是理想小车（没有延迟、噪声和打滑）',
    partlyIdeal: '小车有一部分是理想的，关掉了：{effects}',
    byHand: '有人在暂停时手动改过变量',
  },
  en: {
    trusted: 'Seal: trusted {key}',
    unknown: 'Seal: its key is not on the trust list {key}',
    none: 'No seal',
    external: 'What came from outside (button, camera) is taken from the recording',
    ideal: 'Driven on the ideal car (no lag, noise or slip)',
    partlyIdeal: 'Driven on a partly ideal car, without: {effects}',
    byHand: 'Somebody changed variables by hand while it was paused',
  },
} as const;

export function evidenceText(evidence: EvidenceLevel, language: Language): string {
  return EVIDENCE[language][evidence];
}

function idealText(without: Verdict['without'], language: Language): string {
  if (without === undefined) return SEALS[language].ideal;
  const names = without.map((effect) => `${effectWords[language][effect]} (${effect})`);
  return fillIn(SEALS[language].partlyIdeal, { effects: names.join(language === 'zh-CN' ? '、' : ', ') });
}

export function verdictLines(verdict: Verdict, language: Language): string[] {
  const { result, evidence, what = '', atS = 0, recorded = '', computed = '', sealedBy, isSealTrusted } = verdict;
  const key = result === 'incomplete' && what === 'version' ? 'version' : result;
  const seals = SEALS[language];
  const seal = sealedBy === undefined ? seals.none : fillIn(isSealTrusted ? seals.trusted : seals.unknown, { key: sealedBy });
  const lines = [fillIn(RESULTS[language][key], { what, atS, recorded, computed }), evidenceText(evidence, language), seal];
  if (verdict.hasExternalInputs) lines.push(seals.external);
  if (verdict.isIdealCar) lines.push(idealText(verdict.without, language));
  if (verdict.isChangedByHand) lines.push(seals.byHand);
  return lines;
}
