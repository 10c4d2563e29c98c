/** Learns to drive from a recording, so that the page stays quick. Layer: web/workers. */
import type { FromDriverWorker, ToDriverWorker } from '../adapters/driver/driver-rpc.ts';
import { learnDriver } from '../adapters/driver/learn-driver.ts';

self.addEventListener('message', ({ data }: MessageEvent<ToDriverWorker>) => {
  const learned = learnDriver(data, () => performance.now());
  const plain: FromDriverWorker = learned.ok ? learned : { ok: false, fault: { code: learned.fault.code, params: learned.fault.params } };
  self.postMessage(plain);
});
