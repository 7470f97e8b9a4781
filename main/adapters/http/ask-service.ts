import { REFUSALS, type RefusalClass } from '#shared/domain';
import type { CommandName, Refusal, Reply, Request } from '#shared/ipc';
import { err, type Result } from '#shared/lib';
import type { HttpParts } from './http-parts.ts';
import { problem, type Problem } from './problem.ts';
import { answer, type Sent } from './route.ts';

/** In whose name a request acts, and where its answer is told from others. */
export type Asker = { readonly parts: HttpParts; readonly actor: string; readonly traceId: string };

/** Puts one command to the service in the asker's name; a refusal comes back as the answer HTTP gives to it. */
export async function askService<N extends CommandName>(
  { parts, actor }: Asker,
  name: N,
  request: Request<N>,
): Promise<Result<Reply<N>, Problem>> {
  const result = await parts.service.command(name, request, actor);
  return result.ok ? result : err(problemOf(result.error));
}

/** The same, answered with what the service replied, beside `more`. */
export async function done<N extends CommandName>(
  asker: Asker,
  name: N,
  request: Request<N>,
  more: object,
): Promise<Result<Sent, Problem>> {
  const result = await askService(asker, name, request);
  return result.ok ? answer({ ...more, ...(result.value as object), traceId: asker.traceId }) : result;
}

/** 404 for what is not there, 503 for what cannot answer, 409 for what forbids it. */
function problemOf({ kind, code, detail, reasons }: Refusal): Problem {
  if (kind === 'malformed-request') return problem(400, 'malformed', detail);
  if (kind === 'engine-fault') return problem(500, 'engine_fault', detail);
  const why: RefusalClass = kind === 'not-connected' ? 'unavailable' : REFUSALS[code];
  switch (why) {
    case 'unavailable':
      return problem(503, code === 'journal_unavailable' ? code : 'not_ready', detail, { retryAfterMs: 5_000 });
    case 'absent':
      return problem(404, code, detail);
    case 'forbidden':
      return problem(409, code, detail, reasons === undefined ? {} : { reasons });
  }
}
