import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONSTRUCTS } from '../../robot/program-facts.ts';
import { API_NAMES } from '../../robot/api-table.ts';
import { checkSchema, type Check } from './check-schema.ts';
import { evaluate, needsOf } from './evaluate.ts';
import type { CheckFacts, RunFacts } from './facts.ts';
import { driveAndRest, framesOf, programOf, runOf } from './testing/facts.ts';

const reason = { 'zh-CN': '小车跑了 {laps} 圈，还差 {missing} 圈', en: 'It drove {laps} laps, {missing} to go' };
const check = (json: unknown): Check => checkSchema.parse(json);
const facts = (changes: Partial<CheckFacts> = {}): CheckFacts => ({ program: programOf(), run: runOf(), answers: {}, ...changes });

/** 'passed', or the code with its parameters. */
function say(json: unknown, given: CheckFacts = facts()): unknown {
  const outcome = evaluate(check(json), given);
  return outcome.passed ? 'passed' : [outcome.code, outcome.params];
}

const seen = (changes: Partial<RunFacts>): CheckFacts => facts({ run: runOf(changes) });

describe('a check of the program', () => {
  it('counts calls, and calls inside a construct', () => {
    const names = ['car.driveFor', 'car.turnBy'];
    expect(say({ kind: 'uses', names, atLeast: 2, atMost: 2 })).toBe('passed');
    expect(say({ kind: 'uses', names: ['car.stop'] })).toEqual([
      'check.uses-too-few',
      { names: 'car.stop', count: 0, atLeast: 1, missing: 1 },
    ]);
    expect(say({ kind: 'uses', names, atMost: 1 })).toEqual([
      'check.uses-too-many',
      { names: 'car.driveFor / car.turnBy', count: 2, atMost: 1, surplus: 1 },
    ]);
    expect(say({ kind: 'uses', names, atLeast: 2, inside: 'repeat' })).toEqual([
      'check.uses-not-inside',
      { names: 'car.driveFor / car.turnBy', construct: 'repeat', count: 1, atLeast: 2, missing: 1 },
    ]);
  });

  it('counts constructs and statements', () => {
    expect(say({ kind: 'construct', construct: 'repeat' })).toBe('passed');
    expect(say({ kind: 'construct', construct: 'if' })).toEqual([
      'check.construct-too-few',
      { construct: 'if', count: 0, atLeast: 1, missing: 1 },
    ]);
    expect(say({ kind: 'construct', construct: 'repeat', atMost: 0 })).toEqual([
      'check.construct-too-many',
      { construct: 'repeat', count: 1, atMost: 0, surplus: 1 },
    ]);
    expect(say({ kind: 'statements', atMost: 3 })).toBe('passed');
    expect(say({ kind: 'statements', atMost: 2 })).toEqual(['check.statements-too-many', { count: 3, atMost: 2, surplus: 1 }]);
    expect(say({ kind: 'statements', atLeast: 5 })).toEqual(['check.statements-too-few', { count: 3, atLeast: 5, missing: 2 }]);
  });

  it('asks what decisions and arguments hang on', () => {
    expect(say({ kind: 'decides-by', names: ['time'] })).toBe('passed');
    expect(say({ kind: 'decides-by', names: ['line.dark', 'line.read'] })).toEqual([
      'check.decides-by',
      { names: 'line.dark / line.read' },
    ]);
    expect(say({ kind: 'depends', names: ['car.turnBy'], on: ['line.read'] })).toBe('passed');
    expect(say({ kind: 'depends', names: ['car.driveFor'], on: ['line.read'] })).toEqual([
      'check.depends',
      { names: 'car.driveFor', on: 'line.read' },
    ]);
  });

  it('says so where there is no program or it cannot be read', () => {
    expect(say({ kind: 'statements', atMost: 9 }, { answers: {} })).toEqual(['check.no-program', {}]);
    expect(say({ kind: 'statements', atMost: 9 }, facts({ program: programOf({ syntaxErrors: 1 }) }))).toEqual(['check.syntax', {}]);
  });
});

describe('a check of the run', () => {
  it('says so where nothing has run', () => {
    expect(say({ kind: 'laps' }, { answers: {} })).toEqual(['check.no-run', {}]);
  });

  it('looks at the track and at how the run ended', () => {
    expect(say({ kind: 'track', ids: ['oval'] })).toBe('passed');
    expect(say({ kind: 'track', ids: ['a/b', 'straight'] })).toEqual(['check.track', { track: 'oval', wanted: 'a/b / straight' }]);
    expect(say({ kind: 'ended', as: ['finished', 'stopped'] })).toBe('passed');
    expect(say({ kind: 'ended', as: ['stopped'] })).toEqual(['check.ended', { ended: 'finished', wanted: 'stopped' }]);
  });

  it('measures time and way', () => {
    expect(say({ kind: 'time', atLeastS: 4, atMostS: 4 })).toBe('passed');
    expect(say({ kind: 'time', atLeastS: 5.5 })).toEqual(['check.time-too-short', { timeS: 4, atLeastS: 5.5, missingS: 1.5 }]);
    expect(say({ kind: 'time', atMostS: 3 })).toEqual(['check.time-too-long', { timeS: 4, atMostS: 3, surplusS: 1 }]);
    expect(say({ kind: 'distance', atLeastMm: 500 })).toBe('passed');
    expect(say({ kind: 'distance', atLeastMm: 800 })).toEqual([
      'check.distance-too-short',
      { distanceMm: 500, atLeastMm: 800, missingMm: 300 },
    ]);
    expect(say({ kind: 'distance', atMostMm: 450 })).toEqual([
      'check.distance-too-long',
      { distanceMm: 500, atMostMm: 450, surplusMm: 50 },
    ]);
  });

  it('counts laps and knows the best', () => {
    expect(say({ kind: 'laps' })).toBe('passed');
    expect(say({ kind: 'laps', atLeast: 3 })).toEqual(['check.laps-too-few', { laps: 1, atLeast: 3, missing: 2 }]);
    expect(say({ kind: 'laps', atMost: 0 })).toEqual(['check.laps-too-many', { laps: 1, atMost: 0, surplus: 1 }]);
    expect(say({ kind: 'lap-time', atMostS: 18 })).toBe('passed');
    expect(say({ kind: 'lap-time', atMostS: 15 })).toEqual(['check.lap-too-slow', { bestS: 17.2, atMostS: 15, surplusS: 2.2 }]);
    expect(say({ kind: 'lap-time', atMostS: 15 }, seen({ lapTimesS: [] }))).toEqual(['check.no-lap', {}]);
  });

  it('counts what went wrong', () => {
    expect(say({ kind: 'off-line', countAtMost: 2, totalAtMostS: 2 })).toBe('passed');
    expect(say({ kind: 'off-line', countAtMost: 0 })).toEqual(['check.off-line', { count: 2, atMost: 0 }]);
    expect(say({ kind: 'off-line', totalAtMostS: 1 })).toEqual(['check.off-line-time', { totalS: 1.3, atMostS: 1 }]);
    expect(say({ kind: 'collisions', atMost: 1 })).toBe('passed');
    expect(say({ kind: 'collisions', atMost: 0 })).toEqual(['check.collisions', { collisions: 1, atMost: 0 }]);
  });

  it('knows where the car stands at the end and where it looks', () => {
    expect(say({ kind: 'final-pose', within: { yMm: [450, 550] } })).toBe('passed');
    expect(say({ kind: 'final-pose', within: { xMm: [30, 99], yMm: [540, 550] } })).toEqual([
      'check.final-place',
      { xMm: 0, yMm: 500, outsideMm: 50 },
    ]);
    expect(say({ kind: 'final-pose', headingDeg: { near: 5, tolerance: 15 } })).toBe('passed');
    expect(say({ kind: 'final-pose', headingDeg: { near: 90, tolerance: 10 } })).toEqual([
      'check.final-heading',
      { headingDeg: 350, nearDeg: 90, offDeg: 100 },
    ]);
  });

  it('follows the car from place to place', () => {
    const near = (yMm: number) => ({ yMm: [yMm - 5, yMm + 5] });
    expect(say({ kind: 'visits', zones: [near(0), near(200), near(500)] })).toBe('passed');
    expect(say({ kind: 'visits', zones: [near(0), near(500), near(200)] })).toEqual(['check.visits', { visited: 2, of: 3, next: 3 }]);
  });

  it('sees where the car rests once it has moved', () => {
    expect(say({ kind: 'stands', within: { yMm: [490, 510] }, atLeastS: 1.9 })).toBe('passed');
    expect(say({ kind: 'stands', within: { yMm: [490, 510] }, atLeastS: 3 })).toEqual([
      'check.stands',
      { longestS: 2, atLeastS: 3, count: 0, times: 1 },
    ]);
    expect(say({ kind: 'stands', within: { yMm: [0, 10] }, atLeastS: 0.5 })).toEqual([
      'check.stands',
      { longestS: 0, atLeastS: 0.5, count: 0, times: 1 },
    ]);
  });

  it('adds up turns to either side', () => {
    const spin = (step: number) =>
      seen({ frames: framesOf(101, (i) => ({ pose: { xMm: 0, yMm: 0, headingDeg: ((i * step + 540) % 360) - 180 } })) });
    expect(say({ kind: 'turned', degrees: [355, 365] }, spin(3.6))).toBe('passed');
    expect(say({ kind: 'turned', degrees: [355, 365] }, spin(3))).toEqual([
      'check.turned-too-little',
      { turnedDeg: 300, fromDeg: 355, toDeg: 365 },
    ]);
    expect(say({ kind: 'turned', degrees: [-365, -355] }, spin(-3))).toEqual([
      'check.turned-too-little',
      { turnedDeg: -300, fromDeg: -365, toDeg: -355 },
    ]);
    expect(say({ kind: 'turned', degrees: [-365, -355] }, spin(-4))).toEqual([
      'check.turned-too-much',
      { turnedDeg: -400, fromDeg: -365, toDeg: -355 },
    ]);
  });

  it('pairs what the sensors show with what the motors do', () => {
    const reacting = (after: number) =>
      seen({
        frames: framesOf(200, (i) => ({
          line: [0, i >= 50 && i < 120 ? 90 : 3],
          ...(i < 50 + after ? { leftPercent: 40, rightPercent: 40 } : {}),
        })),
      });
    const stops = { kind: 'reacts', when: 'line-dark', then: 'stops' };
    expect(say(stops, reacting(5))).toBe('passed');
    expect(say(stops, reacting(40))).toEqual(['check.reacts', { when: 'line-dark', then: 'stops', count: 0, atLeast: 1, of: 1 }]);
    expect(say({ ...stops, when: 'sonar-below', sonarMm: 300 }, reacting(5))).toEqual(['check.never-sensed', { when: 'sonar-below' }]);
    expect(say({ ...stops, when: 'line-lost', then: 'changes' }, reacting(75))).toBe('passed');
  });

  it('reads the console', () => {
    expect(say({ kind: 'log', contains: '你' })).toBe('passed');
    expect(say({ kind: 'log', equals: '你' })).toEqual(['check.log', { text: '你', count: 0, atLeast: 1 }]);
    expect(say({ kind: 'log', number: { near: 310, tolerance: 5 } })).toBe('passed');
    expect(say({ kind: 'log', number: { near: 300, tolerance: 5 } })).toEqual(['check.log-number', { near: 300, tolerance: 5, seen: 312 }]);
  });

  it('reads curves', () => {
    expect(say({ kind: 'plot', name: 'error', below: 60, above: -20 })).toBe('passed');
    expect(say({ kind: 'plot', name: 'error', below: 50, fromS: 1 })).toBe('passed');
    expect(say({ kind: 'plot', name: 'error', below: 50 })).toEqual([
      'check.plot-outside',
      { name: 'error', value: 60, atS: 0.5, above: '', below: 50 },
    ]);
    expect(say({ kind: 'plot', name: 'toString', pointsAtLeast: 2 })).toEqual([
      'check.plot-missing',
      { name: 'toString', count: 0, atLeast: 2 },
    ]);
  });

  it('knows what came after what', () => {
    const lit = seen({ frames: framesOf(200, (i) => ({ led: i > 100 ? 'Red' : 'off', toneHz: i > 120 && i < 130 ? 440 : 0 })) });
    expect(say({ kind: 'order', events: ['log:你好', 'checkpoint:west', 'led:red', 'tone', 'lap'] }, lit)).toBe('passed');
    expect(say({ kind: 'order', events: ['led:red', 'checkpoint:west'] }, lit)).toEqual([
      'check.order',
      { missing: 'checkpoint:west', after: 'led:red' },
    ]);
    expect(say({ kind: 'led', color: 'red' }, lit)).toBe('passed');
    expect(say({ kind: 'led', color: 'blue' }, lit)).toEqual(['check.led', { color: 'blue' }]);
    expect(say({ kind: 'led', color: 'red', atS: 3 }, lit)).toBe('passed');
    expect(say({ kind: 'led', color: 'red', atS: 1 }, lit)).toEqual(['check.led-at', { color: 'red', atS: 1, seen: 'off' }]);
    expect(say({ kind: 'tone' }, lit)).toBe('passed');
    expect(say({ kind: 'tone', atLeast: 2 }, lit)).toEqual(['check.tone', { count: 1, atLeast: 2 }]);
  });
});

describe('a check of answers', () => {
  const answers = (answer: string) => facts({ answers: { q: answer } });

  it('takes the right option', () => {
    expect(say({ kind: 'choice', question: 'q', is: 'b' }, answers('b'))).toBe('passed');
    expect(say({ kind: 'choice', question: 'q', is: 'b' }, answers('a'))).toEqual(['check.answer', { question: 'q' }]);
    expect(say({ kind: 'choice', question: 'q', is: 'b' })).toEqual(['check.unanswered', { question: 'q' }]);
  });

  it('takes numbers as an input method types them', () => {
    expect(say({ kind: 'number', question: 'q', near: 12.5 }, answers(' １２。５ '))).toBe('passed');
    expect(say({ kind: 'number', question: 'q', near: 12, tolerance: 0.5 }, answers('13'))).toEqual(['check.answer', { question: 'q' }]);
    expect(say({ kind: 'number', question: 'q', near: 0 }, answers('二'))).toEqual(['check.answer', { question: 'q' }]);
  });

  it('takes any of several texts, without spaces, case and full-width forms', () => {
    expect(say({ kind: 'text', question: 'q', among: ['Line Sensor', '灰度'] }, answers('ｌｉｎｅsensor。'))).toBe('passed');
    expect(say({ kind: 'text', question: 'q', among: ['灰度'] }, answers('声纳'))).toEqual(['check.answer', { question: 'q' }]);
  });
});

describe('checks together', () => {
  const yes = { kind: 'laps', atLeast: 1 };
  const no = { kind: 'laps', atLeast: 3, reason };

  it('say the first that fails of all, with the pack’s own reason', () => {
    expect(say({ kind: 'all', of: [yes, yes] })).toBe('passed');
    expect(evaluate(check({ kind: 'all', of: [yes, no, { kind: 'collisions', atMost: 0 }] }), facts())).toEqual({
      passed: false,
      code: 'check.laps-too-few',
      params: { laps: 1, atLeast: 3, missing: 2 },
      reason,
    });
  });

  it('want one of any, and none of not', () => {
    expect(say({ kind: 'any', of: [no, yes] })).toBe('passed');
    expect(say({ kind: 'any', of: [no, no] })).toEqual(['check.laps-too-few', { laps: 1, atLeast: 3, missing: 2 }]);
    expect(say({ kind: 'not', of: no })).toBe('passed');
    expect(say({ kind: 'not', of: yes })).toEqual(['check.not', {}]);
    expect(say({ kind: 'not', of: yes }, { answers: {} })).toEqual(['check.no-run', {}]);
  });

  it('never put the pack’s reason in place of “press Run first”', () => {
    expect(evaluate(check(no), { answers: {} })).toEqual({ passed: false, code: 'check.no-run', params: {} });
  });

  it('know what they look at', () => {
    const both = check({
      kind: 'all',
      of: [yes, { kind: 'not', of: { kind: 'construct', construct: 'if' } }, { kind: 'text', question: 'q', among: ['a'] }],
    });
    expect(needsOf(both)).toEqual({ program: true, run: true, answers: ['q'] });
    expect(needsOf(check({ kind: 'statements' }))).toEqual({ program: true, run: false, answers: [] });
  });
});

describe('the schema of checks', () => {
  it('refuses what is not in the language', () => {
    const nested = (depth: number): unknown => (depth === 0 ? { kind: 'laps' } : { kind: 'not', of: nested(depth - 1) });
    expect(checkSchema.safeParse(nested(4)).success).toBe(true);
    for (const wrong of [
      nested(5),
      nested(2000),
      { kind: 'eval', code: '1' },
      { kind: 'uses', names: ['fetch'] },
      { kind: 'laps', atleast: 1 },
      { kind: 'all', of: [] },
    ]) {
      expect(checkSchema.safeParse(wrong).success).toBe(false);
    }
  });
});

describe('the evaluator', () => {
  const anyNumber = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(NaN, Infinity, -Infinity, -0));
  const pose = fc.record({ xMm: anyNumber, yMm: anyNumber, headingDeg: anyNumber });
  const frame = fc.record(
    {
      atMs: anyNumber,
      pose,
      leftPercent: anyNumber,
      rightPercent: anyNumber,
      line: fc.array(anyNumber, { maxLength: 5 }),
      sonarMm: fc.option(anyNumber),
      led: fc.string(),
      toneHz: anyNumber,
    },
    { requiredKeys: ['atMs', 'leftPercent', 'rightPercent', 'line', 'sonarMm', 'led', 'toneHz'] },
  );
  const run = fc.record({
    trackId: fc.string(),
    ended: fc.constantFrom('finished' as const, 'stopped' as const, 'time-limit' as const, 'error' as const),
    timeS: anyNumber,
    distanceMm: anyNumber,
    finalPose: pose,
    laps: anyNumber,
    lapTimesS: fc.array(anyNumber),
    offLine: fc.record({ count: anyNumber, totalS: anyNumber }),
    collisions: anyNumber,
    log: fc.array(fc.record({ atS: anyNumber, text: fc.string() })),
    plots: fc.dictionary(fc.string(), fc.array(fc.tuple(anyNumber, anyNumber))),
    events: fc.array(fc.record({ kind: fc.string(), atMs: anyNumber })),
    frames: fc.array(frame, { maxLength: 12 }),
  });
  const api = fc.constantFrom(...API_NAMES);
  const construct = fc.constantFrom(...CONSTRUCTS);
  const program = fc.record({
    syntaxErrors: fc.nat(2),
    statements: fc.nat(),
    constructs: fc.constant(programOf().constructs),
    calls: fc.array(fc.record({ name: api, inside: fc.array(construct), reads: fc.array(api) })),
    conditions: fc.array(fc.record({ reads: fc.array(api) })),
  });
  const someFacts: fc.Arbitrary<CheckFacts> = fc.record(
    { program, run, answers: fc.dictionary(fc.string(), fc.string()) },
    { requiredKeys: ['answers'] },
  );
  const conditions: readonly unknown[] = [
    { kind: 'uses', names: ['car.stop'], atLeast: 1, inside: 'if' },
    { kind: 'construct', construct: 'if', atMost: 2 },
    { kind: 'statements', atMost: 3 },
    { kind: 'decides-by', names: ['line.read'] },
    { kind: 'depends', names: ['car.drive'], on: ['line.position'] },
    { kind: 'track', ids: ['oval'] },
    { kind: 'ended', as: ['finished'] },
    { kind: 'time', atLeastS: 1, atMostS: 2 },
    { kind: 'distance', atLeastMm: 1, atMostMm: 2 },
    { kind: 'laps', atLeast: 1, atMost: 2 },
    { kind: 'lap-time', atMostS: 9 },
    { kind: 'off-line', countAtMost: 0, totalAtMostS: 1 },
    { kind: 'collisions', atMost: 0 },
    { kind: 'final-pose', within: { xMm: [0, 1], yMm: [0, 1] }, headingDeg: { near: 3, tolerance: 1 } },
    { kind: 'visits', zones: [{ xMm: [0, 10] }, {}] },
    { kind: 'stands', atLeastS: 0.1 },
    { kind: 'turned', degrees: [1, 2] },
    { kind: 'reacts', when: 'line-dark', then: 'stops' },
    { kind: 'reacts', when: 'sonar-below', then: 'backs-up' },
    { kind: 'log', contains: 'a', number: { near: 1, tolerance: 1 } },
    { kind: 'plot', name: 'a', above: 0, below: 1 },
    { kind: 'order', events: ['lap', 'led:red'] },
    { kind: 'led', color: 'red', atS: 1 },
    { kind: 'tone' },
    { kind: 'choice', question: 'a', is: 'b' },
    { kind: 'number', question: 'a', near: 1 },
    { kind: 'text', question: 'a', among: ['b'] },
  ];
  const someCheck = fc.letrec<{ check: Check }>((tie) => ({
    check: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(...conditions.map(check)),
      fc.record({ kind: fc.constantFrom('all' as const, 'any' as const), of: fc.array(tie('check'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ kind: fc.constant('not' as const), of: tie('check') }),
    ),
  })).check;

  it('has an answer for any check and any facts, with finite values in its words', () => {
    fc.assert(
      fc.property(someCheck, someFacts, (asked, given) => {
        const outcome = evaluate(asked, given);
        return outcome.passed || Object.values(outcome.params).every((value) => ['string', 'number', 'boolean'].includes(typeof value));
      }),
      { verbose: true, numRuns: 500 },
    );
  });

  it('covers every kind of condition in the property above', () => {
    const covered = new Set(conditions.map((condition) => (condition as { kind: string }).kind));
    const kinds =
      'uses construct statements decides-by depends track ended time distance laps lap-time off-line collisions final-pose visits stands turned reacts log plot order led tone choice number text';
    expect([...covered].sort()).toEqual(kinds.split(' ').sort());
    expect(driveAndRest).toHaveLength(200);
  });
});
