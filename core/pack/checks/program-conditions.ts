/** Conditions over the program's text. Layer: pack. */
import type { ApiName } from '../../robot/api-table.ts';
import type { ProgramFacts } from '../../robot/program-facts.ts';
import { failed, PASSED, sideOf, type CheckFaultCode, type CheckOutcome } from './check-outcome.ts';
import type { ConditionOf } from './check-schema.ts';

type OfProgram = 'uses' | 'construct' | 'statements' | 'decides-by' | 'depends';
export type ProgramCondition = ConditionOf<OfProgram>;

interface Counted {
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
}

/** Where no bound is named, once is enough. */
const leastOf = ({ atLeast, atMost }: Counted): number | undefined => (atLeast === undefined && atMost === undefined ? 1 : atLeast);

const list = (names: readonly string[]): string => names.join(' / ');

function judgeCount(
  count: number,
  bounds: Counted,
  codes: { readonly few: CheckFaultCode; readonly many: CheckFaultCode },
  params: Readonly<Record<string, string>> = {},
): CheckOutcome {
  const atLeast = leastOf(bounds);
  const { atMost } = bounds;
  const side = sideOf(count, atLeast, atMost);
  if (side < 0) return failed(codes.few, { ...params, count, atLeast: atLeast!, missing: atLeast! - count });
  if (side > 0) return failed(codes.many, { ...params, count, atMost: atMost!, surplus: count - atMost! });
  return PASSED;
}

function uses(condition: ConditionOf<'uses'>, facts: ProgramFacts): CheckOutcome {
  const { names, inside } = condition;
  const calls = facts.calls.filter((call) => names.includes(call.name));
  const counted = inside === undefined ? calls : calls.filter((call) => call.inside.includes(inside));
  const outside = inside !== undefined && counted.length < calls.length;
  return judgeCount(
    counted.length,
    condition,
    { few: outside ? 'check.uses-not-inside' : 'check.uses-too-few', many: 'check.uses-too-many' },
    { names: list(names), ...(inside === undefined ? {} : { construct: inside }) },
  );
}

const hasAny = (reads: readonly ApiName[], names: readonly ApiName[]): boolean => reads.some((name) => names.includes(name));

export function judgeProgram(condition: ProgramCondition, facts: ProgramFacts): CheckOutcome {
  switch (condition.kind) {
    case 'uses':
      return uses(condition, facts);
    case 'construct':
      return judgeCount(
        facts.constructs[condition.construct],
        condition,
        { few: 'check.construct-too-few', many: 'check.construct-too-many' },
        { construct: condition.construct },
      );
    case 'statements':
      return judgeCount(facts.statements, condition, { few: 'check.statements-too-few', many: 'check.statements-too-many' });
    case 'decides-by': {
      const { names } = condition;
      return facts.conditions.some(({ reads }) => hasAny(reads, names)) ? PASSED : failed('check.decides-by', { names: list(names) });
    }
    case 'depends': {
      const { names, on } = condition;
      const found = facts.calls.some((call) => names.includes(call.name) && hasAny(call.reads, on));
      return found ? PASSED : failed('check.depends', { names: list(names), on: list(on) });
    }
  }
}
