/** A station in one line of words. Layer: web/features/class. */
import type { StationView } from '../../../core/protocol/class-views.ts';
import type { LanguageState } from '../../messages/language-state.svelte.ts';
import { needOf } from './station-need.ts';

/** The one thing about a station that a teacher should know now. */
export function stationLine(station: StationView, { t, say }: Pick<LanguageState, 't' | 'say'>): string {
  const { report } = station;
  if (!station.connected) return t('class.card.gone');
  if (report === undefined) return t('class.card.new');
  const { lastError, lastCheck, step } = report;
  if (lastError !== undefined) {
    const what = say(lastError);
    return lastError.line === undefined ? what : t('class.card.error', { line: lastError.line, what });
  }
  const number = step === undefined ? '' : step.index + 1;
  if (lastCheck !== undefined && lastCheck.stepId === step?.id) {
    return t(lastCheck.passed ? 'class.card.passed' : 'class.card.not-passed', { number });
  }
  if (lastCheck?.passed === false) return t('class.card.check-failed');
  if (needOf(station) === 'hand') return t('class.card.hand');
  if (step !== undefined) return t('class.card.step', { number, count: step.count });
  return report.projectName === undefined ? t('class.card.new') : t('class.card.project', { name: report.projectName });
}
