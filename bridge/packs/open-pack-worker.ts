/** The thread in which a bridge opens packs, so that a large or hostile one keeps no robot waiting for its Stop. Layer: bridge/packs. */
import { type MessagePort, parentPort } from 'node:worker_threads';
import { assert } from '../../core/base/assert.ts';
import { fail } from '../../core/base/result.ts';
import { openPack, type PackSource } from './open-pack.ts';

function serve(port: MessagePort): void {
  port.on('message', (source: PackSource) => {
    openPack(source)
      .catch((cause: unknown) => fail('bridge.failed', { what: cause instanceof Error ? cause.message : String(cause) }))
      // A fault's cause may hold what cannot be copied to another thread.
      .then((answer) => port.postMessage(answer.ok ? answer : fail(answer.fault.code, answer.fault.params)));
  });
}

assert(parentPort !== null, 'open-pack-worker runs in a worker thread');
serve(parentPort);
