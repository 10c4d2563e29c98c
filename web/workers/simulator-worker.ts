/** The simulator in a thread of its own. Layer: web/workers. It brings no compiler: programs come as bytecode and are verified. */
import type { CancelTimer, Clock } from '../../core/device/clock.ts';
import { bestForm } from '../../core/vm/compiled/compiled-form.ts';
import { SimulatorHost } from '../adapters/simulator/simulator-host.ts';
import type { ToSimulator } from '../adapters/simulator/simulator-messages.ts';

const clock: Clock = {
  nowMs: () => performance.now(),
  after(delayMs, callback): CancelTimer {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};

const host = new SimulatorHost({
  ...{ clock, post: (message) => self.postMessage(message), form: bestForm() },
  fetchCrowd: async () => (await import('../adapters/simulator/simulated-crowd.ts')).openCrowd,
});
self.addEventListener('message', (event: MessageEvent<ToSimulator>) => host.receive(event.data));
