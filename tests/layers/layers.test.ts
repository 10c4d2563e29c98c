/** Proves that each layer rule fires: a rule that silently matches nothing is worse than none. */
import { cruise, type IReporterOutput, type ICruiseResult } from 'dependency-cruiser';
import { describe, expect, it } from 'vitest';
import config, { layerRules } from '../../.dependency-cruiser.mjs';

const FIXTURES = 'tests/layers/fixtures/';

async function violatedRules(): Promise<ReadonlySet<string>> {
  // Why the tests path is emptied: the fixtures stand under tests/, which the product's rules leave alone.
  const forbidden = JSON.parse(JSON.stringify(layerRules(FIXTURES)).replaceAll('|^tests/', '')) as ReturnType<typeof layerRules>;
  const output: IReporterOutput = await cruise([FIXTURES], { ...config.options, ruleSet: { forbidden }, validate: true });
  const result = output.output as ICruiseResult;
  return new Set(result.summary.violations.map((violation) => violation.rule.name));
}

describe('layer rules', async () => {
  const violated = await violatedRules();
  it.each(layerRules().map((rule) => rule.name))('%s refuses its fixture', (name) => {
    expect(violated).toContain(name);
  });
});
