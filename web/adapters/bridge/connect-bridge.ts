/** The page's side of its bridge: one WebSocket to its own origin. Layer: web/adapters/bridge. Spec: docs/protocols/bridge.md. */
import type { ConnectBridge } from './bridge.ts';

export const connectBridge: ConnectBridge = () => {
  throw new Error('no bridge yet');
};
