import type { IncomingMessage } from 'node:http';
import { plainAddress } from './client-address.ts';
import { isEncrypted } from './encrypted.ts';
import type { HttpParts } from './http-parts.ts';
import { problem, type Problem } from './problem.ts';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Only requests that name us reach the operator's side: a page that rebinds its own name to our address still sends
 * its name as Host, and a foreign page sends its own Origin. Both are refused before the token is looked at.
 */
export function hostProblem(
  request: IncomingMessage,
  { host: configuredHost, tls }: Pick<HttpParts, 'host' | 'tls'>,
): Problem | null {
  const { host, origin } = request.headers;
  const named = host?.toLowerCase();
  if (named === undefined || !(ownHosts(request, configuredHost).includes(named) || isCertified(named, tls))) {
    return problem(403, 'bad_host', 'The Host header must be the address this cockpit listens on.');
  }
  if (origin !== undefined && origin.toLowerCase() !== `http${isEncrypted(request) ? 's' : ''}://${named}`) {
    return problem(403, 'bad_origin', 'The Origin header, when there is one, must be the cockpit itself.');
  }
  return null;
}

/** The names of the very socket the request came in on. An address is no name anybody can rebind. */
function ownHosts(request: IncomingMessage, configuredHost: string): readonly string[] {
  const { localAddress = '', localPort = 0 } = request.socket;
  const names = [...LOOPBACK, bracketed(configuredHost.toLowerCase()), bracketed(plainAddress(localAddress).toLowerCase())];
  const usual = isEncrypted(request) ? 443 : 80;
  return names.flatMap((name) => (localPort === usual ? [name, `${name}:${usual}`] : [`${name}:${localPort}`]));
}

/** A name of our certificate: a browser has checked that it talks to who holds it, so nobody can have turned that name to us. */
const isCertified = (named: string, tls: HttpParts['tls']): boolean => tls?.held.isFor(named.replace(/:\d+$/, '')) === true;

/** IPv6 addresses stand in brackets wherever a port may follow. */
export const bracketed = (host: string): string => (host.includes(':') && !host.startsWith('[') ? `[${host}]` : host);
