/** What a check says. Layer: pack. Sentences: core/words/check-words.ts. */
import type { FaultParams } from '../../base/result.ts';
import type { LocalText } from '../../base/local-text.ts';

/** Why a check fails, each with the values that its sentence names. Lengths in whole mm, times in s to a tenth, degrees whole. */
export type CheckFaultCode =
  | 'check.no-program' // {}
  | 'check.no-run' // {}: press Run first
  | 'check.syntax' // {}
  | 'check.uses-too-few' // {names, count, atLeast, missing}
  | 'check.uses-too-many' // {names, count, atMost, surplus}
  | 'check.uses-not-inside' // {names, construct, count, atLeast, missing}
  | 'check.construct-too-few' // {construct, count, atLeast, missing}
  | 'check.construct-too-many' // {construct, count, atMost, surplus}
  | 'check.statements-too-few' // {count, atLeast, missing}
  | 'check.statements-too-many' // {count, atMost, surplus}
  | 'check.decides-by' // {names}
  | 'check.depends' // {names, on}
  | 'check.track' // {track, wanted}
  | 'check.ended' // {ended, wanted}
  | 'check.time-too-short' // {timeS, atLeastS, missingS}
  | 'check.time-too-long' // {timeS, atMostS, surplusS}
  | 'check.distance-too-short' // {distanceMm, atLeastMm, missingMm}
  | 'check.distance-too-long' // {distanceMm, atMostMm, surplusMm}
  | 'check.laps-too-few' // {laps, atLeast, missing}
  | 'check.laps-too-many' // {laps, atMost, surplus}
  | 'check.no-lap' // {}
  | 'check.lap-too-slow' // {bestS, atMostS, surplusS}
  | 'check.off-line' // {count, atMost}
  | 'check.off-line-time' // {totalS, atMostS}
  | 'check.collisions' // {collisions, atMost}
  | 'check.final-place' // {xMm, yMm, outsideMm}
  | 'check.final-heading' // {headingDeg, nearDeg, offDeg}
  | 'check.visits' // {visited, of, next}
  | 'check.stands' // {longestS, atLeastS, count, times}
  | 'check.turned-too-little' // {turnedDeg, fromDeg, toDeg}
  | 'check.turned-too-much' // {turnedDeg, fromDeg, toDeg}
  | 'check.never-sensed' // {when}
  | 'check.reacts' // {when, then, count, atLeast, of}
  | 'check.log' // {text, count, atLeast}
  | 'check.log-number' // {near, tolerance, seen}: seen is the last number printed, '' without one
  | 'check.plot-missing' // {name, count, atLeast}
  | 'check.plot-outside' // {name, value, atS, above, below}
  | 'check.order' // {missing, after}: after is '' where the first is missing
  | 'check.led' // {color}
  | 'check.led-at' // {color, atS, seen}
  | 'check.tone' // {count, atLeast}
  | 'check.unanswered' // {question}
  | 'check.answer' // {question}
  | 'check.not'; // {}

export interface CheckFailure {
  readonly code: CheckFaultCode;
  readonly params: FaultParams;
  /** The pack's own sentence, with `{name}` places for `params`. */
  readonly reason?: LocalText;
}

export type CheckOutcome = { readonly passed: true } | ({ readonly passed: false } & CheckFailure);

export const PASSED: CheckOutcome = { passed: true };

export function failed(code: CheckFaultCode, params: FaultParams = {}): CheckOutcome {
  return { passed: false, code, params };
}

/** To a tenth of a second; −0 and what is not finite become 0. */
export function tenths(seconds: number): number {
  return Number.isFinite(seconds) ? Math.round(seconds * 10) / 10 + 0 : 0;
}

export function whole(value: number): number {
  return Number.isFinite(value) ? Math.round(value) + 0 : 0;
}

/** Between two bounds, either of which may be absent: −1 below, 0 within, 1 above. What is not a number is below. */
export function sideOf(value: number, atLeast: number | undefined, atMost: number | undefined): -1 | 0 | 1 {
  if (Number.isNaN(value)) return -1;
  if (atLeast !== undefined && value < atLeast) return -1;
  return atMost !== undefined && value > atMost ? 1 : 0;
}
