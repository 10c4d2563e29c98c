/**
 * Drives a board behind Web Serial, or makes it ready, in a thread of its own. Layer: web/workers. It brings no compiler: programs come as
 * bytecode and are verified.
 */
import '../adapters/serial/node/globals.ts';
import { browserClock as clock } from '../adapters/browser-clock.ts';
import { openCarRecords } from '../adapters/storage/car-storage.ts';
import { FlashHost } from '../adapters/serial/flash-host.ts';
import { SerialHost } from '../adapters/serial/serial-host.ts';
import type { ToFlasher, ToSerial } from '../adapters/serial/serial-messages.ts';
import { webSerial } from '../adapters/serial/web-serial.ts';

const ports = () => webSerial()?.getPorts() ?? Promise.resolve([]);
const driver = new SerialHost({ clock, ports, recordsAt: openCarRecords(), post: (message) => self.postMessage(message) });
const flasher = new FlashHost({ clock, ports, post: (message) => self.postMessage(message) });

const isForFlasher = (message: ToSerial | ToFlasher): message is ToFlasher =>
  message.kind === 'prepare' || message.kind === 'cancel' || message.kind === 'picked';

self.addEventListener('message', ({ data }: MessageEvent<ToSerial | ToFlasher>) => {
  if (isForFlasher(data)) flasher.receive(data);
  else driver.receive(data);
});
