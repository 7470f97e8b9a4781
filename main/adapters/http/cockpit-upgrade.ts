import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { BrowserSocket, HttpParts } from './http-parts.ts';
import { hostProblem } from './own-host.ts';
import { problem, rawProblem, type Problem } from './problem.ts';

const PAYLOAD_MAX = 64 * 1024;
/** A trader has a few windows open; more is a loop. */
const SOCKETS_MAX = 16;
/** A browser that does not answer a close within this is cut off. */
const CLOSE_MS = 1_000;

/** `WS /cockpit`: opens sockets for browsers that name us. Answers with how to close them all. */
export function cockpitUpgrade(server: Server, parts: HttpParts, newTraceId: () => string): { stop(): void } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: PAYLOAD_MAX, perMessageDeflate: false });
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    // A reset before the handshake is over needs no handling.
    stream.on('error', () => stream.destroy());
    const refusal = refusalOf(request, parts, sockets.clients.size);
    if (refusal === null) {
      sockets.handleUpgrade(request, stream, head, (socket) => parts.onCockpitSocket(browserSocket(socket, parts)));
    } else {
      parts.log.write('warn', 'cockpit socket refused', { code: refusal.code });
      stream.end(rawProblem(refusal, newTraceId()));
    }
  });
  return {
    stop: () => {
      for (const socket of sockets.clients) closeSoon(socket, parts, 1001, 'the cockpit stops', CLOSE_MS / 4);
    },
  };
}

function refusalOf(request: IncomingMessage, parts: HttpParts, open: number): Problem | null {
  const [path] = (request.url ?? '').split('?', 1);
  if (path !== '/cockpit') return problem(404, 'not_found', 'There is no socket at this address.');
  const foreign = hostProblem(request, parts.host);
  if (foreign !== null) return foreign;
  return open >= SOCKETS_MAX ? problem(503, 'too_many_sockets', `At most ${SOCKETS_MAX} windows may be open.`) : null;
}

function browserSocket(socket: WebSocket, parts: HttpParts): BrowserSocket {
  // Too large a frame or broken framing: ws closes the socket itself; the error event only needs a listener.
  socket.on('error', (error) => parts.log.write('warn', 'cockpit socket failed', { reason: error.message }));
  return {
    send: (text) => {
      if (socket.readyState === socket.OPEN) socket.send(text);
    },
    close: (code, reason) => closeSoon(socket, parts, code, reason, CLOSE_MS),
    bufferedBytes: () => socket.bufferedAmount,
    onText: (listener) => {
      socket.on('message', (data, isBinary) => {
        if (isBinary || !Buffer.isBuffer(data)) closeSoon(socket, parts, 1003, 'text frames only', CLOSE_MS);
        else listener(data.toString('utf8'));
      });
    },
    onClose: (listener) => void socket.on('close', listener),
  };
}

function closeSoon(socket: WebSocket, { clock }: HttpParts, code: number, reason: string, graceMs: number): void {
  if (socket.readyState === socket.CLOSED) return;
  socket.close(code, reason);
  const callOff = clock.after(graceMs, () => socket.terminate());
  socket.once('close', callOff);
}
