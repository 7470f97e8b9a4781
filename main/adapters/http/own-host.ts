import type { IncomingMessage } from 'node:http';
import { plainAddress } from './client-address.ts';
import { problem, type Problem } from './problem.ts';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Only requests that name us reach the operator's side: a page that rebinds its own name to our address still sends
 * its name as Host, and a foreign page sends its own Origin. Both are refused before the token is looked at.
 */
export function hostProblem(request: IncomingMessage, configuredHost: string): Problem | null {
  const { host, origin } = request.headers;
  const named = host?.toLowerCase();
  if (named === undefined || !ownHosts(request, configuredHost).includes(named)) {
    return problem(403, 'bad_host', 'The Host header must be the address this cockpit listens on.');
  }
  if (origin !== undefined && origin.toLowerCase() !== `http://${named}`) {
    return problem(403, 'bad_origin', 'The Origin header, when there is one, must be the cockpit itself.');
  }
  return null;
}

/** The names of the very socket the request came in on. An address is no name anybody can rebind. */
function ownHosts(request: IncomingMessage, configuredHost: string): readonly string[] {
  const { localAddress = '', localPort = 0 } = request.socket;
  const names = [...LOOPBACK, bracketed(configuredHost.toLowerCase()), bracketed(plainAddress(localAddress).toLowerCase())];
  return names.flatMap((name) => (localPort === 80 ? [name, `${name}:80`] : [`${name}:${localPort}`]));
}

/** IPv6 addresses stand in brackets wherever a port may follow. */
export const bracketed = (host: string): string => (host.includes(':') && !host.startsWith('[') ? `[${host}]` : host);
