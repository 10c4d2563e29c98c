import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fail, ok, type Result } from '../../../../core/base/result.ts';
import type { Bridge } from '../../../adapters/bridge/bridge.ts';
import type { OpenedRun } from '../../../adapters/runs/run-rpc.ts';
import { ScoreState } from './score-state.svelte.ts';

const [NEWER, SOUND] = ['01J8ZQ4Y7G0000000000000001', '01J8ZQ4Y7G0000000000000002'];
const opened = { events: [], durationMs: 1000, isComplete: true, interventions: [] } as unknown as OpenedRun;

/** It knows both runs and no packs. */
const bridge = {
  call: (name: string, { id }: { id?: string }) => Promise.resolve(ok(name === 'runs.get' ? { id } : { packs: [] })),
} as unknown as Bridge;

let isPageOld: boolean;
let score: ScoreState;
beforeEach(async () => {
  isPageOld = true;
  score = new ScoreState(bridge, (_, id): Promise<Result<OpenedRun>> => {
    return Promise.resolve(id === NEWER && isPageOld ? fail('runs.page-older') : ok(opened));
  });
  for (const id of [NEWER, SOUND]) score.add(id);
  await vi.waitUntil(() => score.ranked.length === 2 && score.ranked.every(({ heat }) => (heat.scored ?? heat.fault) !== undefined));
});

describe('a recording that cannot be opened', () => {
  it('has no score and no place, says why, and stands behind the others', () => {
    expect(score.ranked.map(({ heat, sheet, place }) => [heat.run.id, sheet !== undefined, place, heat.fault?.code])).toEqual([
      [SOUND, true, 1, undefined],
      [NEWER, false, undefined, 'runs.page-older'],
    ]);
  });

  it('is read again when the bridge is there again', async () => {
    isPageOld = false;
    await score.load();
    expect(score.ranked.map(({ place }) => place)).toEqual([1, 1]);
  });
});
