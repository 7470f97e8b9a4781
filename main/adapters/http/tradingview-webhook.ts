import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { acceptedAnswer, duplicateOrTested } from '#shared/api';
import { bodyText } from './body-text.ts';
import { tradingviewAddresses } from './client-address.ts';
import { TEST_OVER } from './door-tests.ts';
import { problem } from './problem.ts';
import { deliveredTo, secretsOf } from './source-address.ts';
import { rawRoute, type Door, type Route, type Serve } from './route.ts';
import { NO_TEXT } from './signal-webhook.ts';
import { submitDelivery } from './submit-delivery.ts';
import { senderOf, sizeOf, tryDelivery } from './try-delivery.ts';
import { tokenCheck } from './token-check.ts';
import { refuseDelivery } from './webhook-refusal.ts';

const LINE_SECRET = /(?:^|,)\s*secret\s*=\s*([^,\s]+)/i;

const row = {
  method: 'POST',
  tag: 'Signals in',
  who: 'address token',
  source: 'tradingview',
  more: ['TradingView', 'tradingview.md'],
  answers: { 202: acceptedAnswer, 200: duplicateOrTested },
  errors: ['bad_token', 'ip_not_allowed', 'invalid_signal', 'rate_limited', 'source_limit', 'overloaded', 'ended'],
  serve: (door: Door) => tokenDeliveries(door),
} as const;

/**
 * `POST /webhook/tradingview/:token`. TradingView cannot sign, so the token in the address or the `secret` in the alert's
 * text is what it knows; the address list is an extra on top. Answers are 2xx or 4xx, never 5xx.
 */
export const tradingviewWebhooks: readonly Route[] = [
  rawRoute({
    ...row,
    path: '/webhook/tradingview/:token',
    summary: 'one alert; the token is in the address',
    params: z.object({ token: z.string() }),
  }),
  rawRoute({ ...row, path: '/webhook/tradingview', summary: 'one alert; the token is its `secret`' }),
];

/** Takes what carries the token of the source that the address names; TradingView's own only from its addresses. */
export function tokenDeliveries({ parts, prove }: Door): Serve {
  const isTheirs = tradingviewAddresses(parts.intake.ipAllowList);
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const receivedAt = parts.clock.nowMs();
    const test = parts.tests.of(request.headers);
    if (test === 'over') return refuseDelivery(parts, request, reply, TEST_OVER);
    const to = deliveredTo(parts, request);
    const source = to?.id ?? '';
    const sender = senderOf(request, parts.proxies.has, to?.isTradingViews === true ? isTheirs : () => true);
    const { from } = sender;
    if (!sender.isAllowed && test === null) {
      const detail = `Alerts are not taken from ${from.slice(0, 64)}; intake.ipAllowList adds addresses to TradingView's own.`;
      return refuseDelivery(parts, request, reply, problem(403, 'ip_not_allowed', detail));
    }
    const body = Buffer.isBuffer(request.body) ? bodyText(request.body) : '';
    const inPath = (request.params as { readonly token?: string }).token;
    // Both are always compared, so that the time taken does not reveal which one was right.
    const inBody = body === null ? '' : secretIn(body);
    const known = secretsOf(parts, source).flatMap((secret) => [inPath ?? '', inBody].map(tokenCheck(secret)));
    if (!known.includes(true)) {
      const detail = 'Neither the token in the address nor the secret in the body is right.';
      test?.see({ sender, bytes: sizeOf(request), secret: detail, trial: null });
      return refuseDelivery(parts, request, reply, problem(401, 'bad_token', detail));
    }
    prove(request.raw);
    if (test !== null) return tryDelivery(parts, request, reply, test, { sender, source, body, receivedAt });
    if (body === null) return refuseDelivery(parts, request, reply, NO_TEXT, { isProven: true });
    return submitDelivery(parts, request, reply, { source, body, nonce: null, receivedAt });
  };
}

/** The `secret` an alert's text carries: a key of its JSON, or `secret=` in a line. Empty when there is none. */
function secretIn(body: string): string {
  try {
    const json: unknown = JSON.parse(body);
    const secret = typeof json === 'object' && json !== null ? (json as { readonly secret?: unknown }).secret : undefined;
    return typeof secret === 'string' ? secret : '';
  } catch {
    return LINE_SECRET.exec(body)?.[1] ?? '';
  }
}
