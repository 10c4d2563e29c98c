/** A WebSocket's address on the bridge that served this page. Layer: web/adapters/bridge. */
export function socketUrl(path: string): string {
  const url = new URL(path, location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}
