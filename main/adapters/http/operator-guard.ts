import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import { includesRole, type Role } from '#shared/domain';
import type { Holder } from '#ports';
import type { HttpParts } from './http-parts.ts';
import { hostProblem } from './own-host.ts';
import { problem, sendProblem, type Problem } from './problem.ts';
import type { WhoIs } from './who-is.ts';

const BEARER = /^Bearer +(\S+)$/i;
const NO_TOKEN = problem(401, 'bad_token', 'Authorization must be "Bearer" and the operator token, or a token that is in force.');
const EXPIRED = problem(401, 'token_expired', 'This token has expired: have another one issued with POST /tokens.');

/** The token in the Authorization header. */
export const bearerOf = ({ headers }: FastifyRequest): string | undefined => BEARER.exec(headers.authorization ?? '')?.[1];

/** Whom requests that were let in stand for. */
export type Holders = WeakMap<IncomingMessage, Holder>;

/**
 * Lets through only requests that name us, come from no foreign page and carry a token whose role reaches as far as `needed`.
 * In that order; `prove` is told.
 */
export function operatorGuard(
  parts: HttpParts,
  { whoIs, holders, prove }: { readonly whoIs: WhoIs; readonly holders: Holders; prove(request: IncomingMessage): void },
  needed: Role,
  tokenOf: (request: FastifyRequest) => string | undefined = bearerOf,
): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined> {
  return async (request, reply) => {
    const foreign = hostProblem(request.raw, parts);
    const holder = foreign === null ? whoIs(tokenOf(request) ?? '') : null;
    const refusal = foreign ?? refusalOf(holder, needed);
    if (refusal === null && holder !== null) {
      prove(request.raw);
      holders.set(request.raw, holder);
      return undefined;
    }
    // Who has a token is no stranger, whatever it may do.
    if (holder?.isExpired === false) prove(request.raw);
    // The pattern, not the address: an address may hold a token.
    const route = request.routeOptions.url ?? '';
    const { code, status } = refusal ?? NO_TOKEN;
    parts.log.write('warn', 'operator request refused', { code, route, peer: request.socket.remoteAddress });
    if (status === 401) reply.header('www-authenticate', 'Bearer');
    return sendProblem(reply, refusal ?? NO_TOKEN);
  };
}

function refusalOf(holder: Holder | null, needed: Role): Problem | null {
  if (holder === null) return NO_TOKEN;
  if (holder.isExpired) return EXPIRED;
  if (includesRole(holder.role, needed)) return null;
  const detail = `This needs the role ${needed}; ${holder.actor} has ${holder.role}.`;
  return problem(403, 'forbidden_role', detail);
}
