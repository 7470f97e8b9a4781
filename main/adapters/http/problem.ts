import type { FastifyReply } from 'fastify';
import type { ProblemCode } from '#shared/domain';

/** Why a request was turned away, as `application/problem+json` says it. `code` is the word programs compute with. */
export type Problem = {
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail: string;
  readonly retryAfterMs?: number;
  readonly issues?: readonly { readonly path: string; readonly message: string }[];
  readonly reasons?: readonly string[];
};

const TITLES: Readonly<Record<number, string>> = {
  400: 'The request cannot be read',
  401: 'Not authenticated',
  403: 'Not allowed from there',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'The request took too long',
  409: 'Not possible now',
  413: 'Too large',
  422: 'The signal is not valid',
  426: 'Upgrade required',
  429: 'Too many requests',
  431: 'Headers too large',
  500: 'Internal error',
  503: 'Not available now',
};

export const problem = (status: number, code: ProblemCode, detail: string, more: Partial<Problem> = {}): Problem => ({
  status,
  code,
  detail,
  ...more,
});

/** The body of a problem; also used where the answer is written to a bare socket. */
export function problemBody(of: Problem, traceId: string): string {
  const { status, code, detail, issues, reasons } = of;
  return JSON.stringify({
    type: 'about:blank',
    status,
    code,
    title: TITLES[status] ?? 'Error',
    detail,
    traceId,
    issues,
    reasons,
  });
}

export function sendProblem(reply: FastifyReply, of: Problem): FastifyReply {
  if (of.retryAfterMs !== undefined) reply.header('retry-after', String(Math.max(1, Math.ceil(of.retryAfterMs / 1000))));
  return reply.code(of.status).type('application/problem+json; charset=utf-8').send(problemBody(of, reply.request.id));
}

/** A whole HTTP answer as text, for sockets that never became a request (bad syntax, refused upgrade). */
export function rawProblem(of: Problem, traceId: string): string {
  const body = problemBody(of, traceId);
  return [
    `HTTP/1.1 ${of.status} ${TITLES[of.status] ?? 'Error'}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'X-Content-Type-Options: nosniff',
    'Cache-Control: no-store',
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
