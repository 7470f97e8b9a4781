import type { Clock, CockpitService } from '#ports';
import { err, type Result } from '#shared/lib';
import { nonceStore, type NonceStore } from './nonce-store.ts';
import { problem, type Problem } from './problem.ts';
import { signatureCheck, type SignedRequest } from './signature.ts';

/** Answers with the nonce of a delivery that its sender signed, within its time, and that was not made before. */
export type WebhookGate = (request: Omit<SignedRequest, 'nowMs'>) => Result<string, Problem>;

/** The gate before signed signals: signature and time first; only who knows the secret can use a nonce up, also across a restart. */
export function webhookGate(
  secrets: () => readonly string[],
  clock: Pick<Clock, 'nowMs' | 'wallMs' | 'monoMs'>,
  service: Pick<CockpitService, 'nonceSeen'>,
  nonces: NonceStore = nonceStore(),
): WebhookGate {
  const check = signatureCheck(secrets);
  return (request) => {
    // A sender elsewhere signs with the true time, one on this PC with the PC's, which may be wrong: either will do.
    const signed = check({ ...request, nowMs: receivedAt(clock, Number(request.headers['x-mikrobot-timestamp'])) });
    if (!signed.ok) return signed;
    const taken = service.nonceSeen(signed.value) ? 'replayed' : nonces.take(signed.value, clock.monoMs());
    return taken === 'taken' ? signed : err(NONCE_PROBLEMS[taken]);
  };
}

/** When a delivery came in, by the clock that its sender seems to go by: true time, or where it is nearer the PC's own. */
export function receivedAt(clock: Pick<Clock, 'nowMs' | 'wallMs'>, signedAt: number): number {
  const [now, wall] = [clock.nowMs(), clock.wallMs()];
  return Math.abs(signedAt - wall) < Math.abs(signedAt - now) ? wall : now;
}

const NONCE_PROBLEMS: Readonly<Record<'replayed' | 'full', Problem>> = {
  replayed: problem(401, 'replayed_nonce', 'The nonce was used before.'),
  full: problem(429, 'rate_limited', 'Too many signed requests within a minute.', { retryAfterMs: 10_000 }),
};
