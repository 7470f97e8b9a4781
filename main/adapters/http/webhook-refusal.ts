import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Origin } from '#ports';
import type { SignalSource } from '#shared/domain';
import { bodyText } from './body-text.ts';
import type { HttpParts } from './http-parts.ts';
import { plainAddress } from './client-address.ts';
import { deliveredTo } from './source-address.ts';
import { problem, sendProblem, type Problem } from './problem.ts';

/** Marks a route as a way in for signals: what is turned away there is counted, recorded and shown. */
declare module 'fastify' {
  interface FastifyContextConfig {
    source?: SignalSource;
  }
}

/**
 * Turns a delivery away and has it recorded. `nonce` is given only for authentic requests: recording the nonce of a
 * forged one would let anybody use up the nonces of others.
 */
export function refuseDelivery(
  parts: HttpParts,
  request: FastifyRequest,
  reply: FastifyReply,
  of: Problem,
  { nonce = null, isProven = nonce !== null }: { readonly nonce?: string | null; readonly isProven?: boolean } = {},
): FastifyReply {
  const to = deliveredTo(parts, request);
  const detail = `${of.detail} Peer ${plainAddress(request.socket.remoteAddress ?? 'unknown')}.`.slice(0, 500);
  const body = sentBody(parts, request);
  const origin = originOf(request);
  parts.service.refuseAtDoor({
    ...{ code: of.code, source: to?.id ?? null, detail, nonce, origin, isProven },
    ...(body === null ? {} : { body }),
  });
  return sendProblem(reply, forSource(of, to?.isTradingViews === true));
}

/** What was sent to an address at which nothing listens is kept: it may be an alert whose address lacks a letter. */
export function keepStray({ service }: HttpParts, request: FastifyRequest, of: Problem): void {
  const [path = ''] = request.url.split('?', 1);
  const shown = path
    .split('/')
    .map((part) => (part.length > TOKEN_MIN ? `${part.slice(0, 4)}***` : part))
    .join('/');
  const text = Buffer.isBuffer(request.body) ? bodyText(request.body) : null;
  const origin = { ...originOf(request), route: `${request.method} ${shown}` };
  service.refuseAtDoor({
    ...{ code: of.code, source: null, detail: of.detail, nonce: null, origin },
    ...(text === null ? {} : { body: text }),
  });
}
/** A longer part of an address may be a token. */
const TOKEN_MIN = 16;

/** By which way a request came. The pattern of the address, not the address: that may hold a token. */
export const originOf = (request: FastifyRequest): Origin => ({
  route: `${request.method} ${request.routeOptions.url ?? ''}`,
  peer: plainAddress(request.socket.remoteAddress ?? 'unknown'),
  bytes: Buffer.isBuffer(request.body) ? request.body.length : 0,
});

/** What came, as text, without the door's own secrets; where it is kept, those of every source are taken out too. */
function sentBody({ secrets }: HttpParts, { body }: FastifyRequest): string | null {
  const text = Buffer.isBuffer(body) ? bodyText(body) : null;
  const ours = [secrets.webhookSecret, secrets.tradingviewToken, secrets.operatorToken];
  return text === null ? null : ours.reduce((masked, secret) => masked.replaceAll(secret, '***'), text);
}

/**
 * TradingView sends again after any 5xx and after nothing else. A resend of something that may already be on record
 * helps nobody and an alert loses its worth in seconds, so there "not now" is a plain 409, and "too much at once" a 429:
 * refused, shown, not repeated.
 */
export function forSource(of: Problem, isTradingViews: boolean): Problem {
  if (!isTradingViews || of.status < 500) return of;
  return of.code === 'overloaded' ? { ...of, status: 429 } : problem(409, of.code, of.detail);
}
