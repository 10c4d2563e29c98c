/**
 * Who may speak to the bridge: the names it is known by, and where a request comes from. Layer: bridge/server.
 * Why: a page of another site can send requests to this computer, and a name of its own can be made to point here (DNS rebinding).
 */
import { hostname, networkInterfaces } from 'node:os';

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];
const HTTP_PORT = 80;
const HTTPS_PORT = 443;

export interface OriginGuardOptions {
  readonly lan: boolean;
  /** Served over HTTPS. */
  readonly isSecure?: boolean;
  /** Beside its own names: those in its certificate. */
  readonly names?: readonly string[];
  /** Known once the server listens. */
  readonly port: () => number;
}

export class OriginGuard {
  readonly #options: OriginGuardOptions;

  constructor(options: OriginGuardOptions) {
    this.#options = options;
  }

  get isSecure(): boolean {
    return this.#options.isSecure === true;
  }

  /** `host`: the Host header. */
  isKnownHost(host: string | undefined): host is string {
    if (host === undefined) return false;
    const lower = host.toLowerCase();
    return (
      this.#isOneOf(lower, LOOPBACK_NAMES) || (this.#options.lan && this.#isOneOf(lower, [...lanNames(), ...(this.#options.names ?? [])]))
    );
  }

  /** A browser always sends an Origin with a WebSocket; it must be the page that this bridge served under that very name. */
  isOwnOrigin(origin: string | undefined, host: string): boolean {
    return origin !== undefined && origin.toLowerCase() === `${this.#options.isSecure ? 'https' : 'http'}://${host.toLowerCase()}`;
  }

  /** Only a page opened on this computer gets the token: asked for by a loopback name and over a loopback connection. */
  isLoopback(host: string, remoteAddress: string | undefined): boolean {
    return this.#isOneOf(host.toLowerCase(), LOOPBACK_NAMES) && isLoopbackAddress(remoteAddress);
  }

  /** On this computer, or over HTTPS: nobody on the network can read along. */
  isPrivate(host: string, remoteAddress: string | undefined): boolean {
    return this.#options.isSecure === true || this.isLoopback(host, remoteAddress);
  }

  #isOneOf(host: string, names: readonly string[]): boolean {
    const port = this.#options.port();
    const unwritten = this.#options.isSecure ? HTTPS_PORT : HTTP_PORT;
    return names.some((name) => host === `${name}:${port}` || (port === unwritten && host === name));
  }
}

export function isLoopbackAddress(address: string | undefined): boolean {
  return address !== undefined && /^(127\.|::1$|::ffff:127\.)/.test(address);
}

/** IPv4 addresses of this computer that others can reach. */
export function lanAddresses(): readonly string[] {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return all.filter((each) => each.family === 'IPv4' && !each.internal).map((each) => each.address);
}

function lanNames(): readonly string[] {
  const name = hostname().toLowerCase();
  return [name, `${name}.local`, ...lanAddresses()];
}
