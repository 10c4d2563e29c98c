/** One program on one track, run here and described for a browser, whose worker must come to the same summary. */
import { readdirSync, readFileSync } from 'node:fs';
import { encodeProgram } from '../../core/bytecode/encoding.ts';
import { createCompiler } from '../../core/language/compile.ts';
import type { RunSummary } from '../../core/run/run-types.ts';
import { loadProgram, simulate } from '../../core/run/simulate.ts';
import { shippedTrack } from '../../core/sim/tracks/index.ts';
import { DEFAULT_PROFILE_ID, shippedProfile } from '../../firmware-profiles/index.ts';

const FOLLOWER = readFileSync(new URL('../conformance/programs/line-follower.ts', import.meta.url), 'utf8');
/** Ends by itself, so that every engine runs equally long. */
const SOURCE = [{ path: 'main.ts', text: `${FOLLOWER}\nwait(20000);\nlog(line.position(), 2 ** 0.5);\nstop();\n` }];
const SPEED = 200;
const LIMIT_MS = 60_000;
const profile = shippedProfile(DEFAULT_PROFILE_ID)!;

export interface WorkerRun {
  /** Path of the simulator worker below the page's folder. */
  readonly worker: string;
  readonly bytecode: readonly number[];
  readonly request: Readonly<Record<string, unknown>>;
}

export interface DigestRun {
  readonly inNode: RunSummary;
  readonly inWorker: WorkerRun;
}

let compiled: Uint8Array | undefined;

function compileOnce(): Uint8Array {
  const { program, diagnostics } = createCompiler().compile(SOURCE, profile);
  if (program === undefined) throw new Error(diagnostics.map(({ code }) => code).join());
  return encodeProgram(program);
}

export function summaryInNode(trackId: string, seed: number): RunSummary {
  const loaded = loadProgram((compiled ??= compileOnce()));
  if (!loaded.ok) throw new Error(loaded.fault.code);
  return simulate({ source: SOURCE, program: loaded.value, profile, track: shippedTrack(trackId)!, seed, limitMs: LIMIT_MS }).summary;
}

export function digestRun(trackId: string, seed: number): DigestRun {
  const summary = summaryInNode(trackId, seed);
  const worker = readdirSync('dist/web/assets').find((name) => /^simulator-worker-.*\.js$/.test(name))!;
  return {
    inNode: JSON.parse(JSON.stringify(summary)) as RunSummary,
    inWorker: {
      worker: `assets/${worker}`,
      bytecode: [...compiled!],
      request: { source: SOURCE, profileId: profile.id, trackId, seed, speed: SPEED, breakpoints: [] },
    },
  };
}

/** Runs in a page, so it uses nothing from outside itself: its text is sent there. */
export async function runInWorker({ worker, bytecode, request }: WorkerRun): Promise<RunSummary> {
  const simulator = new Worker(worker, { type: 'module' });
  const summary = new Promise<RunSummary>((resolve, reject) => {
    simulator.addEventListener('message', ({ data }) => {
      if (data.kind === 'refused') reject(new Error(data.fault.code));
      if (data.kind === 'batch') simulator.postMessage({ kind: 'ack' });
      if (data.kind === 'event' && data.event.kind === 'ended') resolve(data.event.summary);
    });
  });
  simulator.postMessage({ kind: 'run', runId: 1, paused: false, request: { ...request, bytecode: Uint8Array.from(bytecode) } });
  return await summary;
}
