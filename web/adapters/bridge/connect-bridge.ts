/** The bridge that served this page: one WebSocket to the page's own origin. Layer: web/adapters/bridge. Spec: docs/protocols/bridge.md. */
import { BRIDGE_SOCKET_PATH } from '../../../core/protocol/bridge-messages.ts';
import type { ConnectBridge } from './bridge.ts';
import { LinkBridge } from './link-bridge.ts';
import { fetchPagePass, ownPass } from './page-pass.ts';
import { socketUrl } from './socket-url.ts';

export const connectBridge: ConnectBridge = () =>
  new LinkBridge({
    pass: ownPass(document),
    renewPass: fetchPagePass,
    openSocket: () => new WebSocket(socketUrl(BRIDGE_SOCKET_PATH)),
    startHeartbeat: async (key) => (await import('./heartbeat.ts')).startHeartbeat(key),
  });
