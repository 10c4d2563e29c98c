/** The bridge that served this page: one WebSocket to the page's own origin. Layer: web/adapters/bridge. Spec: docs/protocols/bridge.md. */
import { BRIDGE_SOCKET_PATH } from '../../../core/protocol/bridge-messages.ts';
import type { ConnectBridge } from './bridge.ts';
import { LinkBridge } from './link-bridge.ts';
import { fetchPagePass, ownPass } from './page-pass.ts';

export const connectBridge: ConnectBridge = () =>
  new LinkBridge({
    pass: ownPass(document),
    renewPass: fetchPagePass,
    openSocket: () => {
      const url = new URL(BRIDGE_SOCKET_PATH, location.href);
      url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
      return new WebSocket(url);
    },
  });
