/** Whether another device has reached this bridge: what no firewall and no access point has kept away. Layer: bridge/server. */
import { isLoopbackAddress, lanAddresses } from './origin-guard.ts';

/** IPv4 as a socket that also takes IPv6 names it. */
const MAPPED = /^::ffff:/;

export class GuestWatch {
  readonly #ownAddresses: () => readonly string[];
  #hasHadGuests = false;

  /** @param ownAddresses for tests */
  constructor(ownAddresses = lanAddresses) {
    this.#ownAddresses = ownAddresses;
  }

  /** Since the start. */
  get hasHadGuests(): boolean {
    return this.#hasHadGuests;
  }

  /** Somebody asked for something; this computer itself, by whichever of its names, is nobody else. */
  saw(remoteAddress: string | undefined): void {
    if (this.#hasHadGuests || remoteAddress === undefined || isLoopbackAddress(remoteAddress)) return;
    this.#hasHadGuests = !this.#ownAddresses().includes(remoteAddress.replace(MAPPED, ''));
  }
}
