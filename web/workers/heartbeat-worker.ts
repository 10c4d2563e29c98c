/**
 * Beats for its page, in a thread of its own: the timers of a page in the background are slow, those of a Worker are not. Layer: web/workers.
 * Spec: core/protocol/heartbeat.ts.
 */
import { BEAT_EVERY_MS, PAGE_HUNG_MS_MAX } from '../../core/protocol/heartbeat.ts';
import type { ToHeartbeat } from '../adapters/bridge/heartbeat.ts';

const ASK_EVERY_MS = 500;
const RETRY_MS = 250;
const BEAT = '1';

let heardPageAtMs = performance.now();

function connect(url: string, key: string): void {
  const socket = new WebSocket(url);
  let timer: ReturnType<typeof setInterval> | undefined;
  socket.addEventListener('open', () => {
    socket.send(key);
    timer = setInterval(() => {
      // What has not left yet says nothing new.
      if (performance.now() - heardPageAtMs < PAGE_HUNG_MS_MAX && socket.bufferedAmount === 0) socket.send(BEAT);
    }, BEAT_EVERY_MS);
  });
  socket.addEventListener('close', () => {
    clearInterval(timer);
    setTimeout(() => connect(url, key), RETRY_MS);
  });
}

self.addEventListener('message', ({ data }: MessageEvent<ToHeartbeat>) => {
  heardPageAtMs = performance.now();
  if (data.kind === 'start') connect(data.url, data.key);
});
setInterval(() => self.postMessage('are you there'), ASK_EVERY_MS);
