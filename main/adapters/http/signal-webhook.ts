import type { FastifyInstance } from 'fastify';
import { bodyText } from './body-text.ts';
import type { DoorParts } from './door-parts.ts';
import { nonceStore } from './nonce-store.ts';
import { problem, type Problem } from './problem.ts';
import { signatureCheck } from './signature.ts';
import { submitDelivery } from './submit-delivery.ts';
import { refuseDelivery } from './webhook-refusal.ts';

/** `POST /webhook/signal`: signed by the sender, each nonce good once, also across a restart. */
export function signalWebhook(app: FastifyInstance, parts: DoorParts): void {
  const { desk, clock } = parts;
  const check = signatureCheck(parts.secrets.webhookSecret);
  const nonces = nonceStore();
  app.post('/webhook/signal', { config: { source: 'webhook' } }, async (request, reply) => {
    const receivedAt = clock.wallMs();
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const signed = check({ headers: request.headers, body: bytes, nowMs: receivedAt });
    if (!signed.ok) return refuseDelivery(parts, request, reply, signed.error);
    // Last of the checks: only the sender who knows the secret can use a nonce up.
    const nonce = signed.value;
    const taken = desk.nonceSeen(nonce) ? 'replayed' : nonces.take(nonce, clock.monoMs());
    if (taken !== 'taken') return refuseDelivery(parts, request, reply, NONCE_PROBLEMS[taken]);
    const body = bodyText(bytes);
    if (body === null) return refuseDelivery(parts, request, reply, NO_TEXT, nonce);
    return submitDelivery(parts, request, reply, { source: 'webhook', body, nonce, receivedAt });
  });
}

/** Bytes that are no text in any of the encodings we read. */
export const NO_TEXT = problem(400, 'malformed', 'The body is neither UTF-8 nor UTF-16 text.');
const NONCE_PROBLEMS: Readonly<Record<'replayed' | 'full', Problem>> = {
  replayed: problem(401, 'replayed_nonce', 'The nonce was used before.'),
  full: problem(429, 'rate_limited', 'Too many signed requests within a minute.', { retryAfterMs: 10_000 }),
};
