import { BlockList, isIP } from 'node:net';

/** Where TradingView sends its alerts from, as its help pages list it. */
const TRADINGVIEW = ['52.89.214.238', '34.212.75.30', '54.218.53.128', '52.32.178.7'];
const MAPPED = /^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i;

/** A set of addresses and networks ("10.0.0.0/8"). An entry that is neither is an error that names it. */
export function addressSet(entries: readonly string[], setting: string): (address: string) => boolean {
  const list = new BlockList();
  for (const entry of entries) {
    const read = addressOf(entry);
    if (read === null) throw new Error(`${setting}: ${addressProblem(entry) ?? ''}`);
    const { address, family, prefix } = read;
    if (prefix === null) list.addAddress(address, family);
    else list.addSubnet(address, prefix, family);
  }
  return (address) => {
    const plain = plainAddress(address);
    const family = isIP(plain);
    return family !== 0 && list.check(plain, family === 4 ? 'ipv4' : 'ipv6');
  };
}

/** Why an entry of the configuration is no address; null when it is one. */
export const addressProblem = (entry: string): string | null =>
  addressOf(entry) === null
    ? `${JSON.stringify(entry)} is not allowed: must be an IP address or a network like 10.0.0.0/8`
    : null;

type Address = { readonly address: string; readonly family: 'ipv4' | 'ipv6'; readonly prefix: number | null };

function addressOf(entry: string): Address | null {
  const [network = '', bits, ...rest] = entry.trim().split('/');
  const address = plainAddress(network);
  const version = isIP(address);
  const prefix = bits === undefined ? null : Number(bits);
  if (version === 0 || rest.length > 0) return null;
  if (prefix !== null && !(/^\d{1,3}$/.test(bits ?? '') && prefix <= (version === 4 ? 32 : 128))) return null;
  return { address, family: version === 4 ? 'ipv4' : 'ipv6', prefix };
}

/** Who may deliver TradingView alerts: their four addresses, and what the configuration adds. */
export const tradingviewAddresses = (allowed: readonly string[]): ((address: string) => boolean) =>
  addressSet([...TRADINGVIEW, ...allowed], 'intake.ipAllowList');

/**
 * The address a request really came from. `X-Forwarded-For` counts only when the peer is a configured proxy, and then
 * from its end: the last hop that is no proxy of ours. Everything before that hop is the sender's own claim.
 */
export function clientAddress(peer: string, forwardedFor: string | undefined, isProxy: (address: string) => boolean): string {
  if (forwardedFor === undefined || !isProxy(peer)) return plainAddress(peer);
  const hops = forwardedFor.split(',').map((hop) => plainAddress(hop.trim()));
  return hops.findLast((hop) => !isProxy(hop)) ?? hops[0] ?? plainAddress(peer);
}

/** An IPv4 address that arrived over an IPv6 socket, as plain IPv4. */
export const plainAddress = (address: string): string => address.replace(MAPPED, '');

/** What counts as one sender: an IPv4 address, or the 64 bits of an IPv6 address that a network hands out to one customer. */
export function peerKey(address: string): string {
  const plain = plainAddress(address);
  if (isIP(plain) !== 6) return plain;
  const [head = '', tail] = plain.toLowerCase().split('%', 1)[0]?.split('::') ?? [];
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length);
  const groups = [...front, ...Array.from({ length: gap }, () => '0'), ...back];
  return groups.slice(0, 4).join(':');
}
