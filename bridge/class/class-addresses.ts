/** Where other devices may find this bridge, with the adapters' names, most likely first. Layer: bridge/class. */
import { networkInterfaces } from 'node:os';

export interface ClassAddress {
  readonly adapter: string;
  /** IPv4. */
  readonly address: string;
  readonly url: string;
  /** Not the address of a virtual machine, a container or a tunnel, as far as its name tells. */
  readonly isLikely: boolean;
}

const VIRTUAL = /docker|veth|virbr|vmnet|vbox|virtual|hyper-v|vethernet|wsl|tun|tap|tailscale|zerotier|br-|loopback/i;
/** RFC 3927: no router gave this computer an address. */
const LINK_LOCAL = /^169\.254\./;

export function classAddresses(
  { port, isSecure }: { readonly port: number; readonly isSecure: boolean },
  adapters: ReturnType<typeof networkInterfaces> = networkInterfaces(),
): readonly ClassAddress[] {
  const found = Object.entries(adapters).flatMap(([adapter, addresses = []]) =>
    addresses
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => ({
        ...{ adapter, address, url: `${isSecure ? 'https' : 'http'}://${address}:${port}/` },
        isLikely: !VIRTUAL.test(adapter) && !LINK_LOCAL.test(address),
      })),
  );
  return found.toSorted((a, b) => Number(b.isLikely) - Number(a.isLikely));
}
