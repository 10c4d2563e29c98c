/** Whether the motors answered the sensors. Layer: pack. */
import type { ConditionOf } from './check-schema.ts';
import type { FactFrame } from './facts.ts';

/** A sensor becomes dark above the one and light again below the other, so that noise at the edge is not counted. */
const DARK_ABOVE = 50;
const LIGHT_BELOW = 40;
const SONAR_MM = 200;
const SONAR_REARM_MM = 30;

type Reacts = ConditionOf<'reacts'>;

export interface Reactions {
  /** Moments in which the sensors showed it anew while the car did something else. */
  readonly sensed: number;
  readonly answered: number;
}

const darkest = ({ line }: FactFrame): number => line.reduce((most, value) => (value > most ? value : most), 0);

/** true, false, or undefined between the two thresholds. */
function shows(frame: FactFrame, { when, sonarMm = SONAR_MM, labels }: Reacts): boolean | undefined {
  if (when === 'ai-sees') return frame.aiLabel !== undefined && frame.aiLabel !== '' && (labels?.includes(frame.aiLabel) ?? true);
  if (when === 'sonar-below') {
    const distance = frame.sonarMm ?? Infinity;
    if (distance < sonarMm) return true;
    return distance > sonarMm + SONAR_REARM_MM ? false : undefined;
  }
  const dark = darkest(frame);
  if (dark > DARK_ABOVE) return when === 'line-dark';
  return dark < LIGHT_BELOW ? when === 'line-lost' : undefined;
}

function does(frame: FactFrame, then: Reacts['then'], before: FactFrame): boolean {
  const { leftPercent: left, rightPercent: right } = frame;
  switch (then) {
    case 'stops':
      return left === 0 && right === 0;
    case 'turns-left':
      return left < right;
    case 'turns-right':
      return left > right;
    case 'backs-up':
      return left < 0 && right < 0;
    case 'changes':
      return left !== before.leftPercent || right !== before.rightPercent;
  }
}

export function reactionsOf(frames: readonly FactFrame[], condition: Reacts): Reactions {
  const { then, withinS } = condition;
  let shown: boolean | undefined;
  let pending: { readonly frame: FactFrame; readonly untilMs: number } | undefined;
  let [sensed, answered] = [0, 0];
  let before = frames[0];
  for (const frame of frames) {
    if (pending !== undefined && frame.atMs > pending.untilMs) pending = undefined;
    if (pending !== undefined && does(frame, then, pending.frame)) {
      answered += 1;
      pending = undefined;
    }
    const now = shows(frame, condition) ?? shown;
    if (now === true && shown === false && before !== undefined && (then === 'changes' || !does(before, then, before))) {
      sensed += 1;
      const isAnswered = does(frame, then, before);
      if (isAnswered) answered += 1;
      pending = isAnswered ? undefined : { frame: before, untilMs: frame.atMs + withinS * 1000 };
    }
    shown = now;
    before = frame;
  }
  return { sensed, answered };
}
