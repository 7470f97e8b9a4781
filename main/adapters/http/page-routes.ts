import type { FastifyReply, FastifyRequest } from 'fastify';
import { isEncrypted } from './encrypted.ts';
import type { HttpParts } from './http-parts.ts';
import { hostProblem } from './own-host.ts';
import { pageFiles, type PageFile } from './page-files.ts';
import { problem, sendProblem } from './problem.ts';
import { rawRoute, type Door, type Route, type Serve } from './route.ts';

const NOT_BUILT =
  'The cockpit runs, but its window is not built: no index.html was found. "npm start" builds it first; the HTTP interface works without it.\n';

const PAGE = { method: 'GET', tag: 'Window', who: 'anybody', answers: {}, errors: [], isPage: true } as const;

/** Serves the built cockpit at `/`. The page itself is no secret; everything it shows needs the operator's token. */
export const pageRoutes: readonly Route[] = [
  rawRoute({ ...PAGE, path: '/', summary: 'the window', serve: thePage }),
  rawRoute({ ...PAGE, path: '/cockpit', summary: 'the window’s socket', serve: () => noSocket }),
  rawRoute({ ...PAGE, path: '/*', summary: 'the window’s files', serve: itsFiles }),
];

/** What is built is read once a door. */
const read = new WeakMap<HttpParts, ReturnType<typeof pageFiles>>();
function filesFor(parts: HttpParts): ReturnType<typeof pageFiles> {
  const known = read.get(parts);
  if (known !== undefined) return known;
  const files = pageFiles(parts.rendererDir);
  read.set(parts, files);
  return files;
}

function thePage({ parts }: Door): Serve {
  const files = filesFor(parts);
  return (request, reply) => {
    const refusal = hostProblem(request.raw, parts);
    if (refusal !== null) return sendProblem(reply, refusal);
    const page = files?.get('/index.html');
    if (page === undefined)
      return reply.code(503).type('text/plain; charset=utf-8').send(`Mikrobot Cockpit ${parts.version}\n${NOT_BUILT}`);
    return sendFile(request, reply, page);
  };
}

const noSocket: Serve = (_request, reply) =>
  sendProblem(reply.header('upgrade', 'websocket'), problem(426, 'upgrade_required', 'This address is a WebSocket.'));

function itsFiles({ parts }: Door): Serve {
  const files = filesFor(parts);
  return (request, reply) => {
    const file = files?.get(`/${(request.params as { readonly '*': string })['*']}`);
    const refusal = file === undefined ? NOTHING : hostProblem(request.raw, parts);
    return refusal !== null || file === undefined ? sendProblem(reply, refusal ?? NOTHING) : sendFile(request, reply, file);
  };
}

const NOTHING = problem(404, 'not_found', 'There is nothing at this address.');

function sendFile(request: FastifyRequest, reply: FastifyReply, file: PageFile): FastifyReply {
  reply
    .header('content-security-policy', contentPolicy(request.headers.host ?? '', isEncrypted(request.raw)))
    .header('cache-control', file.lasting ? 'public, max-age=31536000, immutable' : 'no-cache')
    .header('etag', file.etag);
  if (request.headers['if-none-match'] === file.etag) return reply.code(304).send();
  return reply.type(file.type).send(file.bytes);
}

/** What the page may load and whom it may call: itself, and its own socket. `host` has been checked to be ours. */
const contentPolicy = (host: string, overTls: boolean): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ${overTls ? 'wss' : 'ws'}://${host}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
