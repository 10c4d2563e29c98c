/** Drives a board behind Web Serial, in a thread of its own. Layer: web/workers. It brings no compiler: programs come as bytecode and are verified. */
import '../adapters/serial/node/globals.ts';
import type { CancelTimer, Clock } from '../../core/device/clock.ts';
import { SerialHost } from '../adapters/serial/serial-host.ts';
import type { ToSerial } from '../adapters/serial/serial-messages.ts';
import { webSerial } from '../adapters/serial/web-serial.ts';

const clock: Clock = {
  nowMs: () => performance.now(),
  after(delayMs, callback): CancelTimer {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};

const ports = () => webSerial()?.getPorts() ?? Promise.resolve([]);
const host = new SerialHost({ clock, ports, post: (message) => self.postMessage(message) });
self.addEventListener('message', (event: MessageEvent<ToSerial>) => host.receive(event.data));
