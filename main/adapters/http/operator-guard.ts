import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { HttpParts } from './http-parts.ts';
import { hostProblem } from './own-host.ts';
import { problem, sendProblem } from './problem.ts';
import { tokenCheck } from './token-check.ts';

const BEARER = /^Bearer +(\S+)$/i;

/** Lets through only requests that name us, come from no foreign page and carry the operator's token. In that order; `prove` is told. */
export function operatorGuard(
  parts: HttpParts,
  prove: (request: IncomingMessage) => void,
): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined> {
  const isOperator = tokenCheck(parts.secrets.operatorToken);
  return async (request, reply) => {
    const given = BEARER.exec(request.headers.authorization ?? '')?.[1];
    const refusal =
      hostProblem(request.raw, parts.host) ??
      (isOperator(given ?? '') ? null : problem(401, 'bad_token', 'Authorization must be "Bearer" and the operator token.'));
    if (refusal === null) {
      prove(request.raw);
      return undefined;
    }
    // The pattern, not the address: an address may hold a token.
    const route = request.routeOptions.url ?? '';
    parts.log.write('warn', 'operator request refused', { code: refusal.code, route, peer: request.socket.remoteAddress });
    if (refusal.status === 401) reply.header('www-authenticate', 'Bearer');
    return sendProblem(reply, refusal);
  };
}
