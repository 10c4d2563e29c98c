/** The simulator in a thread of its own. Layer: web/workers. It brings no compiler: programs come as bytecode and are verified. */
import { bestForm } from '../../core/vm/compiled/compiled-form.ts';
import { browserClock as clock } from '../adapters/browser-clock.ts';
import { SimulatorHost } from '../adapters/simulator/simulator-host.ts';
import type { ToSimulator } from '../adapters/simulator/simulator-messages.ts';

const host = new SimulatorHost({
  ...{ clock, post: (message) => self.postMessage(message), form: bestForm() },
  fetchCrowd: async () => (await import('../adapters/simulator/simulated-crowd.ts')).openCrowd,
});
self.addEventListener('message', (event: MessageEvent<ToSimulator>) => host.receive(event.data));
