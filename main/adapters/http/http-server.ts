import Fastify, {
  type FastifyError,
  type FastifyHttpOptions,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { IncomingMessage, Server } from 'node:http';
import type { SecureContextOptions } from 'node:tls';
import type { Socket } from 'node:net';
import { JournalFault } from '#ports';
import type { Connections } from './connections.ts';
import type { DoorLimits } from './door-limits.ts';
import { guardHandshakes } from './handshakes.ts';
import type { HttpParts } from './http-parts.ts';
import { problem, rawProblem, sendProblem, type Problem } from './problem.ts';
import { requestFault } from './request-fault.ts';
import { deliveredTo } from './source-address.ts';
import { forSource, keepStray, refuseDelivery } from './webhook-refusal.ts';

const BODY_MAX = 8 * 1024;
const HEADERS_MAX = 8 * 1024;
/** For a whole request, headers and body: an honest one takes milliseconds. Expiry is looked for every half second. */
const REQUEST_MS = 5_000;
/** Between requests, for a connection on which a secret was shown; no other one is kept. */
const KEEP_MS = 30_000;

/** What the server works with, beside what the routes need. */
export type ServerParts = { readonly connections: Connections; readonly limits: DoorLimits; newTraceId(): string };

/** The server with its limits and the answers that belong to no route: not found, malformed, too large, failed. */
export function httpServer(parts: HttpParts, { connections, limits, newTraceId }: ServerParts): FastifyInstance {
  const app = Fastify({
    logger: false,
    bodyLimit: BODY_MAX,
    requestTimeout: REQUEST_MS,
    keepAliveTimeout: KEEP_MS,
    connectionTimeout: 60_000,
    // While stopping, the service says what still works; 503 from here would also reach TradingView.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    requestIdHeader: false,
    genReqId: newTraceId,
    ...listening(parts),
    routerOptions: { maxParamLength: 1_024 },
    frameworkErrors: (_error, request, reply) =>
      void sendProblem(
        reply.header('connection', 'close'),
        problem(400, 'malformed', `The address cannot be read: ${request.method}.`),
      ),
    clientErrorHandler: (error, socket) => answerBrokenRequest(error, socket, newTraceId),
  });
  if (parts.tls !== null) guardHandshakes(app.server, parts, newTraceId);
  connections.watch(app.server, parts.tls !== null);
  app.server.maxConnections = limits.hard;
  parts.tls?.onRenewed(() => renew(app.server, parts));
  app.removeAllContentTypeParsers();
  // The signature covers the bytes, and the dialect follows from the body: the content type decides nothing.
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  addHooks(app, parts, connections);
  app.setNotFoundHandler((request, reply) => {
    if (request.method === 'POST') keepStray(parts, request, NOT_FOUND);
    return sendProblem(reply, NOT_FOUND);
  });
  app.setErrorHandler((error: FastifyError, request, reply) => answerError(parts, error, request, reply));
  return app;
}

/** How Node is to listen. A certificate that is renewed is shown to all who connect from then on. */
function listening({ tls }: HttpParts): Pick<FastifyHttpOptions<Server>, 'http'> {
  // A missing Host is refused in onRequest, with a problem to read.
  const server = {
    requireHostHeader: false,
    maxHeaderSize: HEADERS_MAX,
    headersTimeout: REQUEST_MS,
    connectionsCheckingInterval: 500,
  };
  if (tls === null) return { http: server };
  const { cert, key } = tls.held;
  // The rest of the door is written for both alike, and needs nothing of a server that only one of them has.
  return { https: { ...server, cert, key, ALPNProtocols: ['http/1.1'] } } as never;
}

function renew(server: Server, { tls }: HttpParts): void {
  if (tls === null) return;
  const { cert, key } = tls.held;
  (server as Partial<{ setSecureContext(options: SecureContextOptions): void }>).setSecureContext?.({ cert, key });
}

/** What every request passes, whatever its route. With callbacks: promises here would cost a signal more than all its checks. */
function addHooks(app: FastifyInstance, parts: HttpParts, connections: Connections): void {
  app.addHook('onRequest', (request, reply, done) => {
    connections.began(request.raw);
    const fault = requestFault(request.raw);
    if (fault === null) {
      done();
      return;
    }
    if (deliveredTo(parts, request) === null) sendProblem(reply, fault);
    else refuseDelivery(parts, request, reply, fault);
  });
  app.addHook('onResponse', (request, _reply, done) => {
    connections.ended(request.raw);
    done();
  });
  app.addHook('onSend', (request, reply, _payload, done) => {
    reply.headers({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'x-trace-id': request.id });
    reply.headers({ 'cross-origin-resource-policy': 'same-origin', 'cross-origin-opener-policy': 'same-origin' });
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    if (!reply.hasHeader('content-security-policy'))
      reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
    if (connections.isProven(request.raw)) {
      done();
      return;
    }
    // Who has shown no secret holds no place after the answer.
    reply.header('connection', 'close');
    afterBody(request.raw, done);
  });
}

/** Goes on when a body of an allowed size is in, or will not come: to close on its sender in the middle would lose it the answer. */
function afterBody(request: IncomingMessage, goOn: () => void): void {
  if (request.complete || request.destroyed || !(Number(request.headers['content-length']) <= BODY_MAX)) {
    goOn();
    return;
  }
  let isOver = false;
  const once = (): void => {
    if (!isOver) goOn();
    isOver = true;
  };
  request.once('end', once).once('close', once).once('error', once).resume();
}

/** Answers with 405 every method a path does not have. */
export function onlyMethods(app: FastifyInstance, url: string, allowed: readonly string[]): void {
  const others = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'].filter(
    (method) => !allowed.includes(method),
  );
  const detail = `Only ${allowed.join(', ')} here.`;
  app.route({
    method: others,
    url,
    exposeHeadRoute: false,
    handler: async (_request, reply) =>
      sendProblem(reply.header('allow', allowed.join(', ')), problem(405, 'method_not_allowed', detail)),
  });
}

function answerError(parts: HttpParts, error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const to = deliveredTo(parts, request);
  const status = error.statusCode ?? 500;
  if (status >= 400 && status < 500) {
    const of = status === 413 ? TOO_LARGE : problem(400, 'malformed', 'The request cannot be read.');
    return to === null ? sendProblem(reply, of) : refuseDelivery(parts, request, reply, of);
  }
  const route = request.routeOptions.url ?? '';
  parts.log.write('error', 'request failed', { route, traceId: request.id, error });
  return sendProblem(reply, forSource(error instanceof JournalFault ? NO_JOURNAL : FAILED, to?.isTradingViews === true));
}

const NOT_FOUND = problem(404, 'not_found', 'There is nothing at this address.');
const TOO_LARGE = problem(413, 'too_large', `The body is larger than ${BODY_MAX} bytes.`);
const NO_JOURNAL = problem(503, 'journal_unavailable', 'The journal cannot be written, so nothing can be taken on record.', {
  retryAfterMs: 5_000,
});
const FAILED = problem(500, 'internal', 'The cockpit failed to answer; its log has the cause under this trace id.');

/** Requests that never became one: broken syntax, too many headers, too slow. */
function answerBrokenRequest(error: Error & { readonly code?: string }, socket: Socket, newTraceId: () => string): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  socket.end(rawProblem(brokenRequest(error.code), newTraceId()));
}

function brokenRequest(code: string | undefined): Problem {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return problem(408, 'request_timeout', `The request did not end within ${REQUEST_MS / 1000} s.`);
  if (code === 'HPE_HEADER_OVERFLOW') return problem(431, 'too_large', `The headers are larger than ${HEADERS_MAX} bytes.`);
  return problem(400, 'malformed', 'This is not an HTTP request.');
}
