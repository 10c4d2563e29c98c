/** The interpreter against scratch-vm in turbo mode and against QuickJS: the same five kernels, the same checksums, one run. */
import { DEFAULT_PROFILE_ID, shippedProfile } from '../../../firmware-profiles/index.ts';
import type { Bench, BenchRow } from '../bench.ts';
import { interleavedMs } from '../measure.ts';
import { KERNELS, type Kernel } from './programs.ts';
import { quickJs, quickJsPeer, type QuickJs } from './quickjs-peer.ts';
import { SCRATCH_PROGRAMS } from './scratch-programs.ts';
import { scratchPeer, scratchVmClass } from './scratch-peer.ts';
import { vmPeer } from './vm-peer.ts';

const SCRATCH_RATIO_MIN = 4;
const QUICKJS_RATIO_MIN = 0.4;
const HOW_TO_INSTALL = 'npm run bench installs it (npm ci in tests/bench)';

function checked(kernel: Kernel, run: () => number, expected: number): () => void {
  return () => {
    const result = run();
    if (result !== expected) throw new Error(`${kernel.name}: the engines disagree, ${result} and ${expected}`);
  };
}

function rowAgainst(
  kernel: Kernel,
  ours: number,
  peer: { readonly what: string; readonly ms: number | undefined; readonly ratioMin: number },
): BenchRow {
  const row = { what: `VM ${kernel.name} (${kernel.what}) / ${peer.what}`, value: ours, unit: 'ms', target: `≥ ${peer.ratioMin} ×` };
  if (peer.ms === undefined) return { ...row, missing: `${peer.what}: ${HOW_TO_INSTALL}` };
  const ratio = peer.ms / ours;
  return { ...row, reference: { what: peer.what, value: peer.ms }, ratio, reached: ratio >= peer.ratioMin };
}

async function measure(
  kernel: Kernel,
  engines: { readonly scratch: ReturnType<typeof scratchVmClass>; readonly quick: QuickJs | undefined },
): Promise<BenchRow[]> {
  const profile = shippedProfile(DEFAULT_PROFILE_ID);
  if (profile === undefined) throw new Error(`no profile ${DEFAULT_PROFILE_ID}`);
  const ours = vmPeer(kernel.source, profile);
  const expected = ours();
  const works: Record<string, () => void> = { ours };
  if (engines.scratch !== undefined) {
    const peer = await scratchPeer(engines.scratch, SCRATCH_PROGRAMS[kernel.name]);
    works['scratch'] = checked(kernel, () => peer.run(), expected);
  }
  if (engines.quick !== undefined) works['quick'] = checked(kernel, quickJsPeer(engines.quick, kernel.source), expected);
  const times = interleavedMs(works);
  return [
    rowAgainst(kernel, times['ours']!, { what: 'scratch-vm turbo', ms: times['scratch'], ratioMin: SCRATCH_RATIO_MIN }),
    rowAgainst(kernel, times['ours']!, { what: 'QuickJS', ms: times['quick'], ratioMin: QUICKJS_RATIO_MIN }),
  ];
}

export const kernelsBench: Bench = {
  name: 'kernels',
  async run() {
    const engines = { scratch: scratchVmClass(), quick: await quickJs() };
    const rows: BenchRow[] = [];
    for (const kernel of KERNELS) rows.push(...(await measure(kernel, engines)));
    return rows;
  },
};
