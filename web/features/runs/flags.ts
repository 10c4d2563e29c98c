/** Events as flags on a timeline: those that would cover each other become one. Layer: web/features/runs. */
import type { ReplayEvent } from './replay-state.svelte.ts';

export interface TimelineFlag {
  readonly key: string;
  /** 0 … 1 of the run. */
  readonly share: number;
  readonly events: readonly ReplayEvent[];
  /** The one that matters most. */
  readonly main: ReplayEvent;
}

const FLAG_PIXELS = 20;
/** What matters most comes first. */
const ORDER: readonly ReplayEvent['kind'][] = [
  ...([
    'edited',
    'branched',
    'collision',
    'finished',
    'lap',
    'lap-refused',
    'time-over',
    'off-line',
    'on-line',
    'zone-stop',
    'box-in-zone',
    'box-out-of-zone',
    'checkpoint',
    'ended',
    'lap-started',
    'zone-entered',
    'zone-left',
  ] as const),
];

/** @param events in the order of time; `width` of the timeline in pixels */
export function flagsOf(events: readonly ReplayEvent[], durationMs: number, width: number): readonly TimelineFlag[] {
  if (width <= 0) return [];
  const groups: ReplayEvent[][] = [];
  const placeOf = (event: ReplayEvent) => (event.atMs / durationMs) * width;
  for (const event of events) {
    const last = groups.at(-1);
    if (last !== undefined && placeOf(event) - placeOf(last[0]!) < FLAG_PIXELS) last.push(event);
    else groups.push([event]);
  }
  return groups.map((group, index) => {
    const main = group.reduce((best, event) => (ORDER.indexOf(event.kind) < ORDER.indexOf(best.kind) ? event : best));
    return { key: `${index} ${main.kind} ${main.atMs}`, share: main.atMs / durationMs, events: group, main };
  });
}
