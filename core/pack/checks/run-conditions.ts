/** Conditions over the run. Layer: pack. */
import { failed, PASSED, sideOf, tenths, whole, type CheckOutcome } from './check-outcome.ts';
import type { Condition, ConditionOf } from './check-schema.ts';
import type { RunFacts } from './facts.ts';
import { isWithin, outsideMm, restsOf, turnBetween, turnedDeg, zonesVisited } from './motion.ts';
import { reactionsOf } from './reactions.ts';
import { judgeLed, judgeLog, judgeOrder, judgePlot, judgeTone } from './said-conditions.ts';
import type { ProgramCondition } from './program-conditions.ts';

export type AnswerCondition = ConditionOf<'choice' | 'number' | 'text'>;
export type RunCondition = Exclude<Condition, ProgramCondition | AnswerCondition>;

function judgeTime({ atLeastS, atMostS }: ConditionOf<'time'>, { timeS }: RunFacts): CheckOutcome {
  const side = sideOf(timeS, atLeastS, atMostS);
  if (side < 0)
    return failed('check.time-too-short', { timeS: tenths(timeS), atLeastS: atLeastS ?? 0, missingS: tenths((atLeastS ?? 0) - timeS) });
  if (side > 0) return failed('check.time-too-long', { timeS: tenths(timeS), atMostS: atMostS!, surplusS: tenths(timeS - atMostS!) });
  return PASSED;
}

function judgeDistance({ atLeastMm, atMostMm }: ConditionOf<'distance'>, run: RunFacts): CheckOutcome {
  const side = sideOf(run.distanceMm, atLeastMm, atMostMm);
  const distanceMm = whole(run.distanceMm);
  if (side < 0)
    return failed('check.distance-too-short', {
      distanceMm,
      atLeastMm: atLeastMm ?? 0,
      missingMm: whole((atLeastMm ?? 0) - run.distanceMm),
    });
  if (side > 0) return failed('check.distance-too-long', { distanceMm, atMostMm: atMostMm!, surplusMm: whole(run.distanceMm - atMostMm!) });
  return PASSED;
}

function judgeLaps({ atLeast, atMost }: ConditionOf<'laps'>, { laps }: RunFacts): CheckOutcome {
  const least = atLeast === undefined && atMost === undefined ? 1 : atLeast;
  const side = sideOf(laps, least, atMost);
  if (side < 0) return failed('check.laps-too-few', { laps, atLeast: least ?? 0, missing: (least ?? 0) - laps });
  return side > 0 ? failed('check.laps-too-many', { laps, atMost: atMost!, surplus: laps - atMost! }) : PASSED;
}

function judgeLapTime({ atMostS }: ConditionOf<'lap-time'>, { lapTimesS }: RunFacts): CheckOutcome {
  if (lapTimesS.length === 0) return failed('check.no-lap');
  const bestS = Math.min(...lapTimesS.slice(0, 1000));
  if (bestS <= atMostS) return PASSED;
  return failed('check.lap-too-slow', { bestS: tenths(bestS), atMostS, surplusS: tenths(bestS - atMostS) });
}

function judgeOffLine({ countAtMost, totalAtMostS }: ConditionOf<'off-line'>, { offLine }: RunFacts): CheckOutcome {
  if (sideOf(offLine.count, undefined, countAtMost) !== 0)
    return failed('check.off-line', { count: offLine.count, atMost: countAtMost ?? 0 });
  if (sideOf(offLine.totalS, undefined, totalAtMostS) !== 0) {
    return failed('check.off-line-time', { totalS: tenths(offLine.totalS), atMostS: totalAtMostS ?? 0 });
  }
  return PASSED;
}

function judgeFinalPose({ within, headingDeg }: ConditionOf<'final-pose'>, { finalPose }: RunFacts): CheckOutcome {
  if (within !== undefined && !isWithin(finalPose, within)) {
    const { xMm, yMm } = finalPose;
    return failed('check.final-place', { xMm: whole(xMm), yMm: whole(yMm), outsideMm: whole(outsideMm(finalPose, within)) });
  }
  if (headingDeg === undefined) return PASSED;
  const off = turnBetween(headingDeg.near, finalPose.headingDeg);
  if (Math.abs(off) <= headingDeg.tolerance) return PASSED;
  return failed('check.final-heading', { headingDeg: whole(finalPose.headingDeg), nearDeg: headingDeg.near, offDeg: whole(Math.abs(off)) });
}

function judgeVisits({ zones }: ConditionOf<'visits'>, { frames }: RunFacts): CheckOutcome {
  const visited = zonesVisited(frames, zones);
  return visited === zones.length ? PASSED : failed('check.visits', { visited, of: zones.length, next: visited + 1 });
}

function judgeStands({ within, atLeastS, times }: ConditionOf<'stands'>, { frames }: RunFacts): CheckOutcome {
  const rests = restsOf(frames).filter(({ pose }) => within === undefined || isWithin(pose, within));
  const count = rests.filter(({ forS }) => forS >= atLeastS).length;
  if (count >= times) return PASSED;
  const longestS = tenths(rests.reduce((longest, { forS }) => Math.max(longest, forS), 0));
  return failed('check.stands', { longestS, atLeastS, count, times });
}

function judgeTurned({ degrees: [fromDeg, toDeg] }: ConditionOf<'turned'>, { frames }: RunFacts): CheckOutcome {
  const turned = turnedDeg(frames);
  const side = sideOf(turned, fromDeg, toDeg);
  if (side === 0) return PASSED;
  // Why: a turn of −300 where −360 is wanted is too little, not too much.
  const isTooLittle = side < 0 === fromDeg + toDeg >= 0;
  return failed(isTooLittle ? 'check.turned-too-little' : 'check.turned-too-much', { turnedDeg: whole(turned), fromDeg, toDeg });
}

function judgeReacts(condition: ConditionOf<'reacts'>, { frames }: RunFacts): CheckOutcome {
  const { when, then, atLeast } = condition;
  const { sensed, answered } = reactionsOf(frames, condition);
  if (answered >= atLeast) return PASSED;
  return sensed === 0
    ? failed('check.never-sensed', { when })
    : failed('check.reacts', { when, then, count: answered, atLeast, of: sensed });
}

export function judgeRun(condition: RunCondition, run: RunFacts): CheckOutcome {
  switch (condition.kind) {
    case 'track':
      return condition.ids.includes(run.trackId)
        ? PASSED
        : failed('check.track', { track: run.trackId, wanted: condition.ids.join(' / ') });
    case 'ended':
      return condition.as.includes(run.ended) ? PASSED : failed('check.ended', { ended: run.ended, wanted: condition.as.join(' / ') });
    case 'time':
      return judgeTime(condition, run);
    case 'distance':
      return judgeDistance(condition, run);
    case 'laps':
      return judgeLaps(condition, run);
    case 'lap-time':
      return judgeLapTime(condition, run);
    case 'off-line':
      return judgeOffLine(condition, run);
    case 'collisions':
      return run.collisions <= condition.atMost
        ? PASSED
        : failed('check.collisions', { collisions: run.collisions, atMost: condition.atMost });
    case 'final-pose':
      return judgeFinalPose(condition, run);
    case 'visits':
      return judgeVisits(condition, run);
    case 'stands':
      return judgeStands(condition, run);
    case 'turned':
      return judgeTurned(condition, run);
    case 'reacts':
      return judgeReacts(condition, run);
    case 'log':
      return judgeLog(condition, run);
    case 'plot':
      return judgePlot(condition, run);
    case 'order':
      return judgeOrder(condition, run);
    case 'led':
      return judgeLed(condition, run);
    case 'tone':
      return judgeTone(condition, run);
  }
}
