/** What can go wrong between a page and its bridge, and the close codes that say it on a WebSocket. Layer: protocol. Spec: docs/protocols/bridge.md. */

export type ProtocolFaultCode =
  | 'protocol.malformed' // {what}
  | 'protocol.version' // {older: 'page' | 'bridge', pageVersion, bridgeVersion}
  | 'protocol.too-large' // {limitBytes}
  | 'protocol.too-fast' // {limitPerS}
  | 'protocol.hello-missing' // {limitMs}
  | 'protocol.no-answer'; // {method}

export type BridgeFaultCode =
  | 'bridge.wrong-token'
  | 'bridge.not-joined'
  | 'bridge.not-allowed' // {method}
  | 'bridge.unreachable'
  | 'bridge.not-served'
  | 'bridge.host-refused' // {host}
  | 'bridge.origin-refused' // {origin}
  | 'bridge.too-many-pages' // {limit}
  | 'bridge.port-in-use' // {port}
  | 'bridge.listen-failed' // {port, what}
  | 'bridge.pages-missing' // {folder}
  | 'bridge.data-not-writable' // {folder}
  | 'bridge.failed'; // {what}

export type StoreFaultCode =
  | 'project.not-found' // {id}
  | 'project.not-yours' // {id}
  | 'progress.too-much' // {limit}
  | 'pictures.too-many' // {limit}
  | 'tracks.too-many' // {limit}
  | 'tracks.not-found' // {id}
  | 'store.disk-full'
  | 'store.read-only'
  | 'store.busy'
  | 'store.damaged'
  | 'store.newer-version'
  | 'store.failed'; // {what}

export type LiveSessionFaultCode =
  | 'session.unknown'
  | 'session.too-many' // {limit}
  | 'session.wrong-state' // {state}
  | 'session.no-program'
  | 'session.page-silent' // {silentMs}
  | 'session.profile-mismatch'; // {asked, actual}

/** WebSocket close codes (4000–4999 are an application's own, RFC 6455 §7.4.2; 1009 is sent by the transport for a frame over the limit). */
export const CLOSE_CODES = {
  malformed: 4400,
  wrongToken: 4401,
  helloMissing: 4408,
  tooFast: 4429,
  version: 4426,
  goingAway: 1001,
  tooLarge: 1009,
} as const;
