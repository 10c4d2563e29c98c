/** When a run was, and how long something took, in words. Layer: web/ui. */
import type { LanguageState } from '../messages/language-state.svelte.ts';

const DAY_MS = 86_400_000;

/** Seconds with two digits, or as many as one needs. */
export const seconds = (ms: number, digits = 2): string => (ms / 1000).toFixed(digits);

export function whenOf({ t, language }: LanguageState, atMs: number): string {
  const then = new Date(atMs);
  const time = then.toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' });
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(atMs).setHours(0, 0, 0, 0)) / DAY_MS);
  if (days === 0) return t('runs.today', { time });
  if (days === 1) return t('runs.yesterday', { time });
  return `${then.toLocaleDateString(language, { month: 'short', day: 'numeric' })} ${time}`;
}
