/** Conditions over what a program said: log, plot, light, sound, and the order of what happened. Layer: pack. */
import { failed, PASSED, tenths, type CheckOutcome } from './check-outcome.ts';
import type { ConditionOf } from './check-schema.ts';
import type { RunFacts } from './facts.ts';

const NUMBER = /-?\d+(?:\.\d+)?/g;

export function judgeLog({ contains, equals, number, atLeast }: ConditionOf<'log'>, { log }: RunFacts): CheckOutcome {
  const fitting = log.filter(
    ({ text }) => (contains === undefined || text.includes(contains)) && (equals === undefined || text.trim() === equals),
  );
  if (fitting.length < atLeast) return failed('check.log', { text: equals ?? contains ?? '', count: fitting.length, atLeast });
  if (number === undefined) return PASSED;
  const numbers = fitting.flatMap(({ text }) => (text.match(NUMBER) ?? []).map(Number));
  if (numbers.filter((value) => Math.abs(value - number.near) <= number.tolerance).length >= atLeast) return PASSED;
  return failed('check.log-number', { near: number.near, tolerance: number.tolerance, seen: numbers.at(-1) ?? '' });
}

export function judgePlot(condition: ConditionOf<'plot'>, { plots }: RunFacts): CheckOutcome {
  const { name, above, below, fromS, toS = Infinity, pointsAtLeast } = condition;
  const curve = Object.hasOwn(plots, name) ? plots[name]! : [];
  const points = curve.filter(([atS]) => atS >= fromS && atS <= toS);
  if (points.length < pointsAtLeast) return failed('check.plot-missing', { name, count: points.length, atLeast: pointsAtLeast });
  const wrong = points.find(([, value]) => !(value >= (above ?? -Infinity) && value <= (below ?? Infinity)));
  if (wrong === undefined) return PASSED;
  return failed('check.plot-outside', { name, value: tenths(wrong[1]), atS: tenths(wrong[0]), above: above ?? '', below: below ?? '' });
}

interface Moment {
  readonly atMs: number;
  readonly name: string;
}

/** Changes of a state, each frame's against the one before. */
function changes(run: RunFacts, of: 'led' | 'tone'): readonly Moment[] {
  const moments: Moment[] = [];
  let before = of === 'led' ? 'off' : 'silent';
  for (const { atMs, led, toneHz } of run.frames) {
    const now = of === 'led' ? led.toLowerCase() : toneHz > 0 ? 'tone' : 'silent';
    if (now !== before && now !== 'silent') moments.push({ atMs, name: of === 'led' ? `led:${now}` : now });
    before = now;
  }
  return moments;
}

export function judgeOrder({ events }: ConditionOf<'order'>, run: RunFacts): CheckOutcome {
  const moments: readonly Moment[] = [
    ...run.events.map(({ kind, atMs, id }) => ({ atMs, name: id === undefined ? kind : `${kind}:${id}` })),
    ...changes(run, 'led'),
    ...changes(run, 'tone'),
    ...run.log.map(({ atS, text }) => ({ atMs: atS * 1000, name: `log:${text.trim()}` })),
  ].sort((a, b) => a.atMs - b.atMs);
  let next = 0;
  for (const { name } of moments) {
    if (name === events[next]) next += 1;
  }
  return next === events.length ? PASSED : failed('check.order', { missing: events[next]!, after: events[next - 1] ?? '' });
}

export function judgeLed({ color, atS }: ConditionOf<'led'>, { frames }: RunFacts): CheckOutcome {
  const wanted = color.toLowerCase();
  if (atS === undefined) return frames.some(({ led }) => led.toLowerCase() === wanted) ? PASSED : failed('check.led', { color });
  const seen = frames.findLast(({ atMs }) => atMs <= atS * 1000)?.led ?? 'off';
  return seen.toLowerCase() === wanted ? PASSED : failed('check.led-at', { color, atS, seen });
}

export function judgeTone({ atLeast }: ConditionOf<'tone'>, run: RunFacts): CheckOutcome {
  const count = changes(run, 'tone').length;
  return count >= atLeast ? PASSED : failed('check.tone', { count, atLeast });
}
