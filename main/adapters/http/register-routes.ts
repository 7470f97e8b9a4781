import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { Holder } from '#ports';
import { err, ok, type Result } from '#shared/lib';
import { onlyMethods } from './http-server.ts';
import { bearerOf, operatorGuard, type Holders } from './operator-guard.ts';
import { sendProblem, type Problem } from './problem.ts';
import { readBody, readParts } from './read-request.ts';
import { roleOf } from './route-problems.ts';
import type { Door, Route, Serve } from './route.ts';

const EVENT_STREAM = 'text/event-stream';

/** Serves the rows of the table, and answers every method that a path does not have. Nothing else adds a route. */
export function registerRoutes(app: FastifyInstance, door: Door): void {
  const methods = new Map<string, string[]>();
  const { parts, prove, whoIs, tokenOf } = door;
  const guarding = { whoIs, prove, holders: new WeakMap<IncomingMessage, Holder>() };
  for (const row of door.routes) {
    // A stream has no end that HEAD could tell of.
    const hasHead = row.method === 'GET' && row.media !== EVENT_STREAM;
    methods.set(row.path, [...(methods.get(row.path) ?? []), row.method, ...(hasHead ? ['HEAD'] : [])]);
    const role = roleOf(row);
    const guard =
      role === null ? {} : { onRequest: operatorGuard(parts, guarding, role, row.takesTicket === true ? tokenOf : bearerOf) };
    app.route({
      method: row.method,
      url: row.path,
      exposeHeadRoute: hasHead,
      ...guard,
      ...(row.source === undefined ? {} : { config: { source: row.source } }),
      handler: row.serve === undefined ? handled(row, door, guarding.holders) : row.serve(door),
    });
  }
  for (const [url, allowed] of methods) if (url !== '/*') onlyMethods(app, url, allowed);
}

/** Reads a request by its row's schemas, and sends what the row's handler answers. */
function handled(row: Route, { parts }: Door, holders: Holders): Serve {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const read = readAll(row, request);
    if (!read.ok) return sendProblem(reply, read.error);
    const asked = { parts, ...read.value, actor: holders.get(request.raw)?.actor ?? 'nobody', traceId: request.id };
    // Each row ties its handler to its own schemas; here, where all are alike, the compiler has lost that.
    const told = await row.handle?.(asked as never);
    if (told === undefined || !told.ok) return sendProblem(reply, told?.error ?? { status: 500, code: 'internal', detail: '' });
    const { status, body: sent, type } = told.value;
    return (type === undefined ? reply.code(status) : reply.code(status).type(type)).send(sent);
  };
}

type Read = { readonly params: unknown; readonly query: unknown; readonly body: unknown };

function readAll({ params, query, body, mayBeSilent }: Route, request: FastifyRequest): Result<Read, Problem> {
  const at = params === undefined ? ok(null) : readParts(params, request.params);
  if (!at.ok) return at;
  const asked = query === undefined ? ok(null) : readParts(query, request.query);
  if (!asked.ok) return asked;
  const given = mayBeSilent === true ? (request.body ?? Buffer.from('{}')) : request.body;
  const said = body === undefined ? ok(null) : readBody(body, given);
  return said.ok ? ok({ params: at.value, query: asked.value, body: said.value }) : err(said.error);
}
