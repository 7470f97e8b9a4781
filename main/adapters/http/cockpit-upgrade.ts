import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { BrowserSocket, HttpParts } from './http-parts.ts';
import type { ServerParts } from './http-server.ts';
import { hostProblem } from './own-host.ts';
import { Places, type Place } from './places.ts';
import { problem, rawProblem, type Problem } from './problem.ts';
import { requestFault } from './request-fault.ts';

const PAYLOAD_MAX = 64 * 1024;
/** A browser that does not answer a close within this is cut off. */
const CLOSE_MS = 1_000;
/** How often a window is asked whether it is still there; one that has not answered by the next time has gone without a word. */
const PING_MS = 20_000;

/**
 * `WS /cockpit`: opens sockets for browsers that name us. Who opens one is a stranger until the first frame is good, and
 * strangers make room for newer ones. Answers with how to close them all.
 */
export function cockpitUpgrade(
  server: Server,
  parts: HttpParts,
  { connections, limits, newTraceId }: ServerParts,
): { stop(): void } {
  const { log, clock } = parts;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: PAYLOAD_MAX, perMessageDeflate: false });
  const places = new Places(limits.sockets, clock, (peer) => {
    log.write('warn', 'a socket without a token made room for newer ones', { code: 'pushed_out', peer });
  });
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    // A reset before the handshake is over needs no handling.
    stream.on('error', () => stream.destroy());
    const refusal = requestFault(request) ?? refusalOf(request, parts);
    if (refusal !== null) {
      log.write('warn', 'cockpit socket refused', { code: refusal.code });
      stream.end(rawProblem(refusal, newTraceId()));
      stream.once(
        'close',
        clock.after(CLOSE_MS, () => stream.destroy()),
      );
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => {
      connections.upgraded(request);
      const peer = request.socket.remoteAddress ?? '';
      const place = places.take({ peer, isBusy: () => true, leave: () => socket.terminate() });
      socket.once('close', () => place.free());
      parts.onCockpitSocket(browserSocket(socket, parts, () => proven(place, places, limits.sockets.proven)));
    });
  });
  return {
    stop: () => {
      for (const socket of sockets.clients) closeSoon(socket, parts, 1001, 'the cockpit stops', CLOSE_MS / 4);
    },
  };
}

/** A window that is open is never closed for a newer one: both would take turns for ever. */
function proven(place: Place, places: Places, windowsMax: number): boolean {
  if (places.proven >= windowsMax) return false;
  place.prove();
  return true;
}

function refusalOf(request: IncomingMessage, parts: HttpParts): Problem | null {
  const [path] = (request.url ?? '').split('?', 1);
  if (path !== '/cockpit') return problem(404, 'not_found', 'There is no socket at this address.');
  return hostProblem(request, parts);
}

function browserSocket(socket: WebSocket, parts: HttpParts, prove: () => boolean): BrowserSocket {
  // Too large a frame or broken framing: ws closes the socket itself; the error event only needs a listener.
  socket.on('error', (error) => parts.log.write('warn', 'cockpit socket failed', { reason: error.message }));
  return {
    send: (text) => {
      if (socket.readyState === socket.OPEN) socket.send(text);
    },
    close: (code, reason) => closeSoon(socket, parts, code, reason, CLOSE_MS),
    prove: () => {
      const isProven = prove();
      if (isProven) keepAsking(socket, parts);
      return isProven;
    },
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

/** A PC that went to sleep or a broken tunnel leaves a socket behind that would hold a window's place for long. */
function keepAsking(socket: WebSocket, { clock }: HttpParts): void {
  let hasAnswered = true;
  socket.on('pong', () => {
    hasAnswered = true;
  });
  const ask = (): void => {
    if (!hasAnswered) {
      socket.terminate();
      return;
    }
    hasAnswered = false;
    socket.ping();
    callOff = clock.after(PING_MS, ask);
  };
  let callOff = clock.after(PING_MS, ask);
  socket.once('close', () => callOff());
}

function closeSoon(socket: WebSocket, { clock }: HttpParts, code: number, reason: string, graceMs: number): void {
  if (socket.readyState === socket.CLOSED) return;
  socket.close(code, reason);
  const callOff = clock.after(graceMs, () => socket.terminate());
  socket.once('close', callOff);
}
