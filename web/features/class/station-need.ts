/** Who needs the teacher, and in which order the cards stand. Layer: web/features/class. */
import type { StationView } from '../../../core/protocol/class-views.ts';

/** `gone`: it sat here and its link is cut; its card stands last, because there is no page to help with. */
export type Need = 'hand' | 'error' | 'check' | 'gone';

export function needOf({ connected, report }: StationView): Need | undefined {
  if (!connected) return 'gone';
  if (report?.handUp === true) return 'hand';
  if (report?.lastError !== undefined) return 'error';
  return report?.lastCheck?.passed === false ? 'check' : undefined;
}

/** A calm card's place is 3: before those that are gone, after those that need help. */
const PLACES: Readonly<Record<Need, number>> = { hand: 0, error: 1, check: 2, gone: 4 };
const CALM = 3;
const inOrder = new Intl.Collator('zh-CN', { numeric: true });

export const needsHelp = (station: StationView): boolean => placeOf(station) < CALM;

const placeOf = (station: StationView): number => {
  const need = needOf(station);
  return need === undefined ? CALM : PLACES[need];
};

/** Help first, whose hand has been up longest before the others; then by seat and name, so that a card keeps its place. */
export function inOrderOfNeed(stations: Iterable<StationView>): readonly StationView[] {
  return [...stations].sort((a, b) => placeOf(a) - placeOf(b) || waiting(a) - waiting(b) || bySeat(a, b));
}

function waiting(station: StationView): number {
  return needOf(station) === 'hand' ? station.handUpSinceMs : 0;
}

function bySeat({ student: a }: StationView, { student: b }: StationView): number {
  return inOrder.compare(a.seat ?? '', b.seat ?? '') || inOrder.compare(a.nickname, b.nickname) || inOrder.compare(a.id, b.id);
}
