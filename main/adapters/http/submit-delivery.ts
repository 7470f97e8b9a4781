import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RawSignal, SubmitAnswer } from '#ports';
import { err, unreachable, type Result } from '#shared/lib';
import type { HttpParts } from './http-parts.ts';
import { problem, sendProblem, type Problem } from './problem.ts';
import { statusOf } from './problem-status.ts';
import { answer, type Sent } from './route.ts';
import { deliveredTo } from './source-address.ts';
import { forSource, originOf, refuseDelivery } from './webhook-refusal.ts';

/** How long a sender should wait before it tries again: when the cockpit is not ready, and when it has too much to do. */
const NOT_READY_MS = 5_000;
const OVERLOADED_MS = 2_000;

const SHARE_USED =
  'More signals come in than can be decided, and this source has its share of them waiting: exits and cancels are taken.';

/** Submits an authenticated delivery and maps the result to HTTP: 202 only once it is durably recorded. */
export async function submitDelivery(
  parts: HttpParts,
  request: FastifyRequest,
  reply: FastifyReply,
  delivery: Pick<RawSignal, 'source' | 'body' | 'nonce' | 'receivedAt'>,
): Promise<FastifyReply> {
  const answered = await parts.service.submit({ ...delivery, traceId: request.id, origin: originOf(request) });
  const told = answerOf(answered);
  if (told.ok) return reply.code(told.value.status).send(told.value.body);
  // Nobody else has a record of what was never decided upon.
  if (answered.kind === 'share_used' || told.error.code === 'overloaded')
    return refuseDelivery(parts, request, reply, told.error, { nonce: delivery.nonce, isProven: true });
  return sendProblem(reply, forSource(told.error, deliveredTo(parts, request)?.isTradingViews === true));
}

/** What a submitted signal came to, as HTTP says it. */
export function answerOf(answered: SubmitAnswer): Result<Sent, Problem> {
  switch (answered.kind) {
    case 'accepted': {
      const { signalId, traceId, receivedAt } = answered;
      return answer({ status: 'accepted', signalId, traceId, receivedAt }, 202);
    }
    case 'duplicate':
      return answer({ status: 'duplicate', signalId: answered.signalId });
    default:
      return err(problemOf(answered));
  }
}

function problemOf(answer: Exclude<SubmitAnswer, { kind: 'accepted' | 'duplicate' }>): Problem {
  switch (answer.kind) {
    case 'malformed':
      return problem(400, 'malformed', answer.detail);
    case 'invalid': {
      const text = answer.issues.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; ');
      const { code = 'invalid_signal' } = answer;
      return problem(statusOf(code), code, text, { issues: answer.issues });
    }
    case 'rate_limited':
      return problem(429, 'rate_limited', 'Too many signals within a minute.', { retryAfterMs: answer.retryAfterMs });
    case 'share_used':
      return problem(429, 'source_limit', SHARE_USED, { retryAfterMs: answer.retryAfterMs });
    case 'refused':
      return problem(409, answer.code, answer.detail, answer.reasons === undefined ? {} : { reasons: answer.reasons });
    case 'unavailable':
      return problem(503, answer.code, answer.detail, {
        retryAfterMs: answer.code === 'overloaded' ? OVERLOADED_MS : NOT_READY_MS,
      });
    default:
      return unreachable(answer);
  }
}
