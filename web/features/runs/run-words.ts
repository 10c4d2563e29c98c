/** How runs, events and verdicts are said. Layer: web/features/runs. */
import type { RunView } from '../../../core/protocol/run-views.ts';
import type { Verdict } from '../../../core/run/verify.ts';
import type { LanguageState } from '../../messages/language-state.svelte.ts';
import type { Lab } from '../../state/context.ts';
import { seconds } from '../../ui/run-when.ts';
import type { ReplayEvent } from './replay-state.svelte.ts';

/** A track of a pack that is not installed here shows its id. */
export function trackName({ language, tracks }: Pick<Lab, 'language' | 'tracks'>, trackId: string): string {
  const known = tracks.groups.flatMap((group) => group.tracks).find(({ id }) => id === trackId);
  return known?.name[language.language] ?? trackId;
}

export function robotName({ t }: LanguageState, run: Pick<RunView, 'robot' | 'robotName'>): string {
  if (run.robot === 'sim') return t('runs.simulator');
  return run.robotName === 'virtual-car' ? t('runs.virtual-car') : run.robotName;
}

export function eventText({ t }: LanguageState, event: ReplayEvent): string {
  switch (event.kind) {
    case 'lap-started':
      return t('replay.event.lap-started', { lap: event.lap });
    case 'lap':
      return t('replay.event.lap', { lap: event.lap, time: seconds(event.lapMs) });
    case 'lap-refused':
      return t('replay.event.lap-refused', { missing: event.missing });
    case 'checkpoint':
      return t('replay.event.checkpoint', { id: event.id });
    case 'on-line':
      return t('replay.event.on-line', { time: seconds(event.offMs) });
    case 'finished':
      return t('replay.event.finished', { laps: event.laps });
    case 'ended':
      return t('replay.event.ended', { how: t(`runs.ended.${event.ended as 'finished'}`) });
    case 'zone-entered':
    case 'zone-stop':
      return t(`replay.event.${event.kind}`, { id: event.id });
    case 'zone-left':
      return t('replay.event.zone-left', { id: event.id, time: seconds(event.stoodMs) });
    case 'box-in-zone':
    case 'box-out-of-zone':
      return t(`replay.event.${event.kind}`, { id: event.id, boxes: event.boxes, wanted: event.wanted });
    case 'edited':
      return t('replay.event.edited', { value: String(event.value) });
    case 'off-line':
    case 'collision':
    case 'time-over':
    case 'branched':
      return t(`replay.event.${event.kind}`);
  }
}

/** Good, bad, or neither: a flag's colour; its shape says the kind. */
export function eventMood({ kind }: ReplayEvent): 'good' | 'bad' | 'warning' | 'plain' {
  if (kind === 'lap' || kind === 'finished' || kind === 'zone-stop' || kind === 'box-in-zone') return 'good';
  if (kind === 'collision' || kind === 'lap-refused' || kind === 'time-over') return 'bad';
  return kind === 'off-line' || kind === 'box-out-of-zone' || kind === 'branched' || kind === 'edited' ? 'warning' : 'plain';
}

type WhatWord = 'telemetry' | 'log' | 'plot' | 'referee' | 'score' | 'exact' | 'program' | 'summary';
const WHAT_WORDS: ReadonlySet<string> = new Set<WhatWord>(['telemetry', 'log', 'plot', 'referee', 'score', 'exact', 'program', 'summary']);
const PART_WORDS: ReadonlySet<string> = new Set(['header', 'end', 'seal', 'file']);

/** `part:3`, `write:motors`, `telemetry.pose.xMm`, … in words. */
function partText({ t }: LanguageState, what: string): string {
  const [, kind = '', name = ''] = /^(\w+)[:.]?(.*)$/.exec(what) ?? [];
  if (kind === 'part') return t('verify.part.part', { number: name });
  if (PART_WORDS.has(kind)) return t(`verify.part.${kind as 'header'}`);
  if (kind === 'write' || kind === 'read') return t(`verify.what.${kind}`, { name });
  if (!WHAT_WORDS.has(kind)) return t('verify.what.other', { what });
  const word = t(`verify.what.${kind as WhatWord}`);
  return name === '' ? word : `${word} · ${name}`;
}

export function verdictText(language: LanguageState, verdict: Verdict, isLive: boolean): string {
  const { t } = language;
  const what = verdict.what ?? '';
  switch (verdict.result) {
    case 'same':
      return t(isLive ? 'verify.same.live' : 'verify.same.detail');
    case 'diverges':
      return t('verify.diverges.detail', { time: seconds((verdict.atS ?? 0) * 1000, 3), what: partText(language, what) });
    case 'altered':
      return t('verify.altered.detail', { what: partText(language, what) });
    case 'incomplete':
      if (what === 'end' || what === 'version') return t(`verify.incomplete.${what}`);
      return t('verify.incomplete.other', { what: partText(language, what) });
  }
}
