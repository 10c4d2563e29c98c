/**
 * The interpreter and the compiled form against scratch-vm in turbo mode, QuickJS and plain V8: the same five kernels, the same checksums,
 * one run. Every engine has its program loaded already; timed is running it from start to end.
 */
import { compiledForm } from '../../../core/vm/compiled/compiled-form.ts';
import { interpretedForm } from '../../../core/vm/execute.ts';
import { DEFAULT_PROFILE_ID, shippedProfile } from '../../../firmware-profiles/index.ts';
import type { Bench, BenchRow } from '../bench.ts';
import { interleavedMs } from '../measure.ts';
import { plainV8Peer } from './plain-v8-peer.ts';
import { KERNELS, type Kernel } from './programs.ts';
import { quickJs, quickJsPeer, type QuickJs } from './quickjs-peer.ts';
import { SCRATCH_PROGRAMS } from './scratch-programs.ts';
import { scratchPeer, scratchVmClass } from './scratch-peer.ts';
import { BUDGET_OF_A_MILLISECOND, vmPeer } from './vm-peer.ts';

const HOW_TO_INSTALL = 'npm run bench installs it (npm ci in tests/bench)';
/** More than any kernel needs: the program never pauses. */
const BUDGET_WITHOUT_PAUSES = 1e9;
const MS = 'ms';

/** Why the compiled form is not plain V8; the two rows beside it say how much the pauses are of that. */
const BETWEEN =
  'between: the account at every loop and call, checks that a value is a number or an index within its array where the compiler cannot prove it, ' +
  'the caller’s frame on the fiber at every call, doubles in boxes there, and a way out and in again for every pause';

type Engine = 'interpreter' | 'compiled' | 'unpaused' | 'plain V8' | 'QuickJS' | 'scratch-vm turbo';
type Times = { readonly [E in Engine]?: number };

interface Comparison {
  readonly ours: 'interpreter' | 'compiled';
  readonly peer: 'QuickJS' | 'scratch-vm turbo';
  /** Times as quick as the peer: on each kernel, and the geometric mean of all five. */
  readonly eachMin?: number;
  readonly meanMin?: number;
}

const COMPARISONS: readonly Comparison[] = [
  { ours: 'interpreter', peer: 'QuickJS', eachMin: 0.4 },
  { ours: 'interpreter', peer: 'scratch-vm turbo', meanMin: 8 },
  { ours: 'compiled', peer: 'QuickJS', eachMin: 2, meanMin: 3 },
  { ours: 'compiled', peer: 'scratch-vm turbo', meanMin: 60 },
];

interface Peers {
  readonly scratch: ReturnType<typeof scratchVmClass>;
  readonly quick: QuickJs | undefined;
}

function checked(kernel: Kernel, engine: string, run: () => number, expected: number): () => void {
  return () => {
    const result = run();
    if (result !== expected) throw new Error(`${kernel.name}: ${engine} gives ${result} instead of ${expected}`);
  };
}

async function timesOf(kernel: Kernel, peers: Peers): Promise<Times> {
  const profile = shippedProfile(DEFAULT_PROFILE_ID);
  if (profile === undefined) throw new Error(`no profile ${DEFAULT_PROFILE_ID}`);
  const inVm = (form: typeof compiledForm, budget: number): (() => number) => vmPeer({ source: kernel.source, profile, form, budget });
  const runs = new Map<Engine, () => number>([
    ['interpreter', inVm(interpretedForm, BUDGET_OF_A_MILLISECOND)],
    ['compiled', inVm(compiledForm, BUDGET_OF_A_MILLISECOND)],
    ['unpaused', inVm(compiledForm, BUDGET_WITHOUT_PAUSES)],
    ['plain V8', plainV8Peer(kernel.source)],
  ]);
  if (peers.quick !== undefined) runs.set('QuickJS', quickJsPeer(peers.quick, kernel.source));
  if (peers.scratch !== undefined) {
    const peer = await scratchPeer(peers.scratch, SCRATCH_PROGRAMS[kernel.name]);
    runs.set('scratch-vm turbo', () => peer.run());
  }
  const expected = runs.get('interpreter')!();
  return interleavedMs(Object.fromEntries([...runs].map(([engine, run]) => [engine, checked(kernel, engine, run, expected)])));
}

function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

function compared(what: string, ours: number, peer: { readonly what: string; readonly ms: number | undefined }, min?: number): BenchRow {
  const row = { what, value: ours, unit: MS, ...(min === undefined ? {} : { target: `≥ ${min} ×` }) };
  if (peer.ms === undefined) return { ...row, missing: `${peer.what}: ${HOW_TO_INSTALL}` };
  const ratio = peer.ms / ours;
  return { ...row, reference: { what: peer.what, value: peer.ms }, ratio, ...(min === undefined ? {} : { reached: ratio >= min }) };
}

function rowsOf({ ours, peer, eachMin, meanMin }: Comparison, measured: readonly (readonly [Kernel, Times])[]): BenchRow[] {
  const each = measured.map(([kernel, times]) =>
    compared(`${ours}, ${kernel.name} (${kernel.what}) / ${peer}`, times[ours]!, { what: peer, ms: times[peer] }, eachMin),
  );
  return meanMin === undefined ? each : [...each, meanRow(ours, peer, measured, meanMin)];
}

function meanRow(ours: Engine, peer: Engine, measured: readonly (readonly [Kernel, Times])[], min?: number): BenchRow {
  const mean = (engine: Engine): number | undefined => {
    const times = measured.map(([, each]) => each[engine]);
    return times.includes(undefined) ? undefined : geometricMean(times as number[]);
  };
  return compared(`${ours}, geometric mean / ${peer}`, mean(ours)!, { what: peer, ms: mean(peer) }, min);
}

export const kernelsBench: Bench = {
  name: 'kernels',
  async run() {
    const peers = { scratch: scratchVmClass(), quick: await quickJs() };
    const measured: (readonly [Kernel, Times])[] = [];
    for (const kernel of KERNELS) measured.push([kernel, await timesOf(kernel, peers)]);
    return [
      ...COMPARISONS.flatMap((comparison) => rowsOf(comparison, measured)),
      ...measured.map(([{ name }, times]) =>
        compared(`compiled, ${name} / plain V8`, times.compiled!, { what: 'plain V8', ms: times['plain V8'] }),
      ),
      meanRow('unpaused', 'plain V8', measured),
      { ...meanRow('compiled', 'plain V8', measured), note: BETWEEN },
    ];
  },
};
