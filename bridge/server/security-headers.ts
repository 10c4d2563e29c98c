/** What every answer tells the browser to forbid. Layer: bridge/server. CSP level 3. */

/** Programs run behind these names (web/workers), those of recordings too; they get no network at all. */
const PROGRAM_WORKER = /^\/assets\/(simulator|batch|run|serial)-worker-[\w-]*\.js$/;

/** In these, programs run compiled (core/vm/compiled): it may make functions from text, and nothing else may. */
const COMPILING_WORKER = /^\/assets\/(simulator|batch)-worker-[\w-]*\.js$/;

/** Files whose name holds a hash of their content never change. */
const HASHED = /^\/assets\/.*-[\w-]{8,}\.\w+$/;

/** What a document brings along, unlike a worker, is held to the document's policy, whatever it says of itself. */
const BROUGHT_ALONG = /^\/assets\/(?!.*worker)[\w.-]+\.(?:js|css)$/;

function pagePolicy(host: string, isSecure: boolean): string {
  return [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    // Blockly and Monaco write style elements.
    "style-src 'self' 'unsafe-inline'",
    // Named beside 'self', because older browsers do not count ws: as the same origin.
    `connect-src 'self' ${isSecure ? 'wss' : 'ws'}://${host}`,
    "img-src 'self' data: blob:",
    "media-src 'self' data: blob:",
    "font-src 'self' data:",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function programPolicy(path: string): string {
  const scripts = COMPILING_WORKER.test(path) ? "'self' 'unsafe-eval'" : "'self' 'wasm-unsafe-eval'";
  return `default-src 'none'; script-src ${scripts}; connect-src 'none'; frame-ancestors 'none'`;
}

/** @param options.host already checked. */
export function securityHeaders(options: {
  readonly path: string;
  readonly host: string;
  readonly isSecure: boolean;
}): Readonly<Record<string, string>> {
  if (BROUGHT_ALONG.test(options.path)) {
    return {
      'content-security-policy': "default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    };
  }
  return {
    'content-security-policy': PROGRAM_WORKER.test(options.path) ? programPolicy(options.path) : pagePolicy(options.host, options.isSecure),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  };
}

export function cacheControl(path: string): string {
  return HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
}
