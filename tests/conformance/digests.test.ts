/** The digests of shipped tracks and seeds, committed: what a run is today it is tomorrow, on every machine, until a semantics version rises. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SHIPPED_TRACKS } from '../../core/sim/tracks/index.ts';
import { summaryInNode } from '../builders/digest-run.ts';

const FILE = new URL('./digests.json', import.meta.url);
const SEEDS = [1, 7] as const;
/** Every so many-th in a quick run; test:full compares all, and `vitest -u` then writes them anew. */
const EACH = 6;
const isFull = process.env['GUIJI_TEST_FULL'] === '1';
const all = SHIPPED_TRACKS.flatMap(({ id }) => SEEDS.map((seed) => ({ id, seed, name: `${id} ${seed}` })));
const digestOf = ({ id, seed }: (typeof all)[number]): string => summaryInNode(id, seed).digest;

describe('the committed digests', () => {
  if (isFull) {
    it('are those of every shipped track and seed', { timeout: 600_000 }, async () => {
      const digests = Object.fromEntries(all.map((run) => [run.name, digestOf(run)]));
      await expect(`${JSON.stringify(digests, null, 2)}\n`).toMatchFileSnapshot(FILE.pathname);
    });
  }

  const committed = JSON.parse(readFileSync(FILE, 'utf8')) as Readonly<Record<string, string>>;

  it('name every shipped track', () => {
    expect(Object.keys(committed)).toEqual(all.map(({ name }) => name));
  });

  it.each(all.filter((_, i) => i % EACH === 0))('hold for $id with seed $seed', (run) => {
    expect(digestOf(run)).toBe(committed[run.name]);
  });
});
