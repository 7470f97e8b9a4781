import { BlockList, isIP } from 'node:net';
import { addressSet, plainAddress } from './client-address.ts';

const NEAR = new BlockList();
for (const [network, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  // Carrier-grade NAT: also where Tailscale has its addresses.
  ['100.64.0.0', 10],
] as const)
  NEAR.addSubnet(network, bits, 'ipv4');
NEAR.addAddress('::1', 'ipv6');
NEAR.addSubnet('fc00::', 7, 'ipv6');
NEAR.addSubnet('fe80::', 10, 'ipv6');

/** An address of this PC or of a network that the internet does not reach. */
export function isNear(address: string): boolean {
  const plain = plainAddress(address);
  const family = isIP(plain);
  return family !== 0 && NEAR.check(plain, family === 4 ? 'ipv4' : 'ipv6');
}

/** The proxies whose word about a sender's address is believed: those of the configuration, and those trusted since. */
export class TrustedProxies {
  #entries: readonly string[];
  #has: (address: string) => boolean;

  /** Throws where an entry is no address or network. */
  constructor(entries: readonly string[]) {
    this.#entries = [...entries];
    this.#has = addressSet(entries, 'intake.trustedProxies');
  }

  has = (address: string): boolean => this.#has(address);

  get list(): readonly string[] {
    return this.#entries;
  }

  /** Throws, with the reason, for what is no single address near this PC: anybody out there could name any sender. */
  add(address: string): void {
    const plain = plainAddress(address);
    if (isIP(plain) === 0) throw new Error(`${address} is no IP address`);
    if (!isNear(plain))
      throw new Error(`${plain} is an address of the internet: name it in intake.trustedProxies if it is a proxy of your own`);
    if (this.has(plain)) return;
    this.replace([...this.#entries, plain]);
  }

  /** Throws where an entry is no address or network; those before stay then. */
  replace(entries: readonly string[]): void {
    this.#has = addressSet(entries, 'intake.trustedProxies');
    this.#entries = [...entries];
  }
}
