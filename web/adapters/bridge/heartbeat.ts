/** A page's sign of life for one robot, see core/protocol/heartbeat.ts. Layer: web/adapters/bridge. */
import { HEARTBEAT_SOCKET_PATH } from '../../../core/protocol/heartbeat.ts';
import { socketUrl } from './socket-url.ts';

/** What the Worker is told: at its start, and whenever the page has heard it. */
export type ToHeartbeat = { readonly kind: 'start'; readonly url: string; readonly key: string } | { readonly kind: 'here' };

/** @returns ends it */
export function startHeartbeat(key: string): () => void {
  const worker = new Worker(new URL('../../workers/heartbeat-worker.ts', import.meta.url), { type: 'module' });
  const tell = (message: ToHeartbeat): void => worker.postMessage(message);
  worker.addEventListener('message', () => tell({ kind: 'here' }));
  tell({ kind: 'start', url: socketUrl(HEARTBEAT_SOCKET_PATH), key });
  return () => worker.terminate();
}
