import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RawSignal, SubmitAnswer } from '#ports';
import { unreachable } from '#shared/lib';
import type { HttpParts } from './http-parts.ts';
import { problem, sendProblem, type Problem } from './problem.ts';
import { forSource, refuseDelivery } from './webhook-refusal.ts';

/** How long a sender should wait before it tries again: when the cockpit is not ready, and when it has too much to do. */
const NOT_READY_MS = 5_000;
const OVERLOADED_MS = 2_000;

/** Submits an authenticated delivery and maps the result to HTTP: 202 only once it is durably recorded. */
export async function submitDelivery(
  parts: HttpParts,
  request: FastifyRequest,
  reply: FastifyReply,
  delivery: Pick<RawSignal, 'source' | 'body' | 'nonce' | 'receivedAt'>,
): Promise<FastifyReply> {
  return sendAnswer(parts, request, reply, await parts.service.submit({ ...delivery, traceId: request.id }), delivery);
}

/** What a submitted signal came to, as HTTP says it. */
export function sendAnswer(
  parts: HttpParts,
  request: FastifyRequest,
  reply: FastifyReply,
  answer: SubmitAnswer,
  delivery: Pick<RawSignal, 'source' | 'nonce'>,
): FastifyReply {
  switch (answer.kind) {
    case 'accepted': {
      const { signalId, traceId, receivedAt } = answer;
      return reply.code(202).send({ status: 'accepted', signalId, traceId, receivedAt });
    }
    case 'duplicate':
      return reply.code(200).send({ status: 'duplicate', signalId: answer.signalId });
    case 'unavailable':
      // Nobody else has a record of it.
      if (answer.code === 'overloaded') return refuseDelivery(parts, request, reply, problemOf(answer), delivery.nonce);
      return sendProblem(reply, forSource(problemOf(answer), delivery.source));
    default:
      return sendProblem(reply, forSource(problemOf(answer), delivery.source));
  }
}

function problemOf(answer: Exclude<SubmitAnswer, { kind: 'accepted' | 'duplicate' }>): Problem {
  switch (answer.kind) {
    case 'malformed':
      return problem(400, 'malformed', answer.detail);
    case 'invalid': {
      const text = answer.issues.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; ');
      return problem(422, 'invalid_signal', text, { issues: answer.issues });
    }
    case 'rate_limited':
      return problem(429, 'rate_limited', 'Too many signals within a minute.', { retryAfterMs: answer.retryAfterMs });
    case 'unavailable':
      return problem(503, answer.code, answer.detail, {
        retryAfterMs: answer.code === 'overloaded' ? OVERLOADED_MS : NOT_READY_MS,
      });
    default:
      return unreachable(answer);
  }
}
