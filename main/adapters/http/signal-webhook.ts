import { acceptedAnswer, duplicateOrTested } from '#shared/api';
import { bodyText } from './body-text.ts';
import { TEST_OVER } from './door-tests.ts';
import { problem } from './problem.ts';
import { rawRoute, type Door, type Route, type Serve } from './route.ts';
import { deliveredTo, secretsOf } from './source-address.ts';
import { submitDelivery } from './submit-delivery.ts';
import { senderOf, sizeOf, tryDelivery } from './try-delivery.ts';
import { receivedAt, webhookGate } from './webhook-gate.ts';
import { refuseDelivery } from './webhook-refusal.ts';

/** `POST /webhook/signal`: signed by the sender, each nonce good once, also across a restart. */
export const signalWebhook: Route = rawRoute({
  ...{ method: 'POST', path: '/webhook/signal', tag: 'Signals in', who: 'signature', source: 'webhook' },
  more: ['Signals', 'signals.md#send-one'],
  summary: 'one signal, signed by its sender',
  answers: { 202: acceptedAnswer, 200: duplicateOrTested },
  errors: [
    ...(['missing_signature', 'bad_signature', 'stale_timestamp', 'replayed_nonce'] as const),
    ...(['invalid_signal', 'rate_limited', 'source_limit', 'overloaded', 'ended'] as const),
  ],
  serve: (door) => signedDeliveries(door),
});

/** Takes what is signed with a secret of the source that the address names. A nonce is good once, whatever the source. */
export function signedDeliveries({ parts, prove }: Door): Serve {
  const { service, clock } = parts;
  return async (request, reply) => {
    const source = deliveredTo(parts, request)?.id ?? '';
    const gate = webhookGate(() => secretsOf(parts, source), clock, service, parts.nonces);
    const at = receivedAt(clock, Number(request.headers['x-mikrobot-timestamp']));
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const test = parts.tests.of(request.headers);
    if (test === 'over') return refuseDelivery(parts, request, reply, TEST_OVER);
    const passed = gate({ headers: request.headers, body: bytes });
    const sender = test === null ? null : senderOf(request, parts.proxies.has, () => true);
    if (!passed.ok && sender !== null) test?.see({ sender, bytes: sizeOf(request), secret: passed.error.detail, trial: null });
    if (!passed.ok) return refuseDelivery(parts, request, reply, passed.error);
    prove(request.raw);
    const body = bodyText(bytes);
    if (test !== null && sender !== null)
      return tryDelivery(parts, request, reply, test, { sender, source, body, receivedAt: at });
    if (body === null) return refuseDelivery(parts, request, reply, NO_TEXT, { nonce: passed.value });
    return submitDelivery(parts, request, reply, { source, body, nonce: passed.value, receivedAt: at });
  };
}

/** Bytes that are no text in any of the encodings we read. */
export const NO_TEXT = problem(400, 'malformed', 'The body is neither UTF-8 nor UTF-16 text.');
