/** The contest rules that ship, parsed once. Layer: contest. Specification of the files: docs/protocols/contest-rules.md. */
import { assert } from '../../base/assert.ts';
import { parseContestRules, type ContestRules } from '../contest-rules.ts';
import delivery from './delivery.json' with { type: 'json' };
import timeTrial from './time-trial.json' with { type: 'json' };

function shipped(json: unknown): ContestRules {
  const parsed = parseContestRules(json);
  assert(parsed.ok, 'shipped contest rules are valid');
  return parsed.value;
}

export const SHIPPED_CONTEST_RULES: readonly ContestRules[] = [timeTrial, delivery].map(shipped);

export function shippedContestRules(id: string): ContestRules | undefined {
  return SHIPPED_CONTEST_RULES.find((rules) => rules.id === id);
}
