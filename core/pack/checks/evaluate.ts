/**
 * Judges a step check: passed, or the first reason why not, with its values. Layer: pack. Specification: docs/protocols/step-checks.md.
 * Total: no facts make it throw.
 */
import { failed, PASSED, type CheckOutcome } from './check-outcome.ts';
import type { Check, Condition } from './check-schema.ts';
import type { Answers, CheckFacts } from './facts.ts';
import { judgeProgram } from './program-conditions.ts';
import { judgeRun, type AnswerCondition } from './run-conditions.ts';

/** A typed answer without spaces, case and full-width forms. */
function plainAnswer(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s。，.,!?！？、]+/g, '')
    .toLowerCase();
}

function typedNumber(text: string): number {
  const plain = text.normalize('NFKC').replace(/\s+/g, '').replace('。', '.').replace('−', '-');
  return plain === '' ? Number.NaN : Number(plain);
}

function judgeAnswer(condition: AnswerCondition, answers: Answers): CheckOutcome {
  const { question } = condition;
  const answer = Object.hasOwn(answers, question) ? answers[question]! : '';
  if (answer.trim() === '') return failed('check.unanswered', { question });
  const isRight = (): boolean => {
    if (condition.kind === 'choice') return answer === condition.is;
    if (condition.kind === 'number') return Math.abs(typedNumber(answer) - condition.near) <= condition.tolerance;
    return condition.among.some((right) => plainAnswer(right) === plainAnswer(answer));
  };
  return isRight() ? PASSED : failed('check.answer', { question });
}

const isOfAnswers = (condition: Condition): condition is AnswerCondition =>
  condition.kind === 'choice' || condition.kind === 'number' || condition.kind === 'text';

function judge(condition: Condition, facts: CheckFacts): CheckOutcome {
  if (isOfAnswers(condition)) return judgeAnswer(condition, facts.answers);
  switch (condition.kind) {
    case 'uses':
    case 'construct':
    case 'statements':
    case 'decides-by':
    case 'depends':
      if (facts.program === undefined) return failed('check.no-program');
      return facts.program.syntaxErrors > 0 ? failed('check.syntax') : judgeProgram(condition, facts.program);
    default:
      return facts.run === undefined ? failed('check.no-run') : judgeRun(condition, facts.run);
  }
}

/** What is missing altogether is said plainly, whatever the pack says of a wrong value. */
const PLAIN = new Set(['check.no-run', 'check.no-program', 'check.syntax', 'check.unanswered']);

function withReason(outcome: CheckOutcome, reason: Check['reason']): CheckOutcome {
  return outcome.passed || reason === undefined || PLAIN.has(outcome.code) ? outcome : { ...outcome, reason };
}

function evaluateAny(of: readonly Check[], facts: CheckFacts): CheckOutcome {
  const outcomes = of.map((part) => evaluate(part, facts));
  return outcomes.find(({ passed }) => passed) ?? outcomes[0] ?? PASSED;
}

export function evaluate(check: Check, facts: CheckFacts): CheckOutcome {
  switch (check.kind) {
    case 'all': {
      const first = check.of.map((part) => evaluate(part, facts)).find(({ passed }) => !passed);
      // Why: a part that has its own words says more exactly what is wrong.
      return first === undefined ? PASSED : 'reason' in first ? first : withReason(first, check.reason);
    }
    case 'any':
      return withReason(evaluateAny(check.of, facts), check.reason);
    case 'not': {
      const inner = evaluate(check.of, facts);
      if (inner.passed) return withReason(failed('check.not'), check.reason);
      // Why: nothing said about what has not happened yet.
      return PLAIN.has(inner.code) ? inner : PASSED;
    }
    default:
      return withReason(judge(check, facts), check.reason);
  }
}

export interface CheckNeeds {
  readonly program: boolean;
  readonly run: boolean;
  /** Question ids. */
  readonly answers: readonly string[];
}

/** What a check looks at: a check without `run` can be asked before any run. */
export function needsOf(check: Check): CheckNeeds {
  switch (check.kind) {
    case 'all':
    case 'any': {
      const parts = check.of.map(needsOf);
      return {
        program: parts.some(({ program }) => program),
        run: parts.some(({ run }) => run),
        answers: [...new Set(parts.flatMap(({ answers }) => answers))],
      };
    }
    case 'not':
      return needsOf(check.of);
    case 'uses':
    case 'construct':
    case 'statements':
    case 'decides-by':
    case 'depends':
      return { program: true, run: false, answers: [] };
    case 'choice':
    case 'number':
    case 'text':
      return { program: false, run: false, answers: [check.question] };
    default:
      return { program: false, run: true, answers: [] };
  }
}
