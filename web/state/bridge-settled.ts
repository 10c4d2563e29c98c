/** Waiting for the bridge's first word, but not for ever. Layer: web/state. */
import type { Bridge } from '../adapters/bridge/bridge.ts';

const ANSWERS_WITHIN_MS = 2_000;

/** Once the bridge is there or is known to be away. */
export function untilSettled(bridge: Bridge): Promise<void> {
  return new Promise((resolve) => {
    const limit = setTimeout(resolve, ANSWERS_WITHIN_MS);
    const settled = () => {
      if (bridge.state === 'connecting') return;
      clearTimeout(limit);
      unsubscribe();
      resolve();
    };
    const unsubscribe = bridge.events.subscribe(settled);
    settled();
  });
}
