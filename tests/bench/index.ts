/** Every bench of `guiji bench`, in the order they are shown. A bench module exports one `Bench`. */
import type { Bench } from './bench.ts';
import { boardsBench } from './boards.bench.ts';
import { classBench } from './class.bench.ts';
import { compileBench } from './compile.bench.ts';
import { debuggerBench } from './debugger.bench.ts';
import { crowdBench } from './crowd.bench.ts';
import { flashBench } from './flash.bench.ts';
import { kernelsBench } from './kernels/kernels.ts';
import { latencyBench } from './latency.bench.ts';
import { pageBench } from './page.bench.ts';
import { recordingBench } from './recording.bench.ts';
import { simulatorBench } from './simulator.bench.ts';
import { stopBench } from './stop/stop.bench.ts';
import { trackViewBench } from './track-view.bench.ts';
import { trainingBench } from './training.bench.ts';

export const BENCHES: readonly Bench[] = [
  simulatorBench,
  crowdBench,
  recordingBench,
  kernelsBench,
  compileBench,
  latencyBench,
  boardsBench,
  flashBench,
  stopBench,
  debuggerBench,
  pageBench,
  trackViewBench,
  trainingBench,
  classBench,
];
