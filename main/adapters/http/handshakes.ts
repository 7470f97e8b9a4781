import type { Server, Socket } from 'node:net';
import type { Clock, Log } from '#ports';
import { problem, rawProblem } from './problem.ts';

/** How long an answer to who speaks no TLS may take to leave. */
const ANSWER_MS = 1_000;
/** The first byte of a TLS handshake; no HTTP request begins with it. */
const HANDSHAKE = 0x16;

/**
 * Before TLS takes a connection its first byte is looked at: who speaks plain HTTP is told so in its own language, where TLS would only
 * hang up. Call it before anything else listens for the server's connections.
 */
export function guardHandshakes(
  server: Server,
  { clock, log }: { readonly clock: Pick<Clock, 'after'>; readonly log: Log },
  newTraceId: () => string,
): void {
  server.on('tlsClientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    // Left to itself the socket would wait for a handshake that is over, to send its last words.
    socket.destroy();
    if (error.code !== 'ECONNRESET')
      log.write('warn', 'a TLS handshake failed', { code: error.code ?? error.message, peer: socket.remoteAddress });
  });
  const takers = server.listeners('connection');
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    socket.on('error', () => socket.destroy());
    const gone = (): void => void socket.destroy();
    socket.once('end', gone);
    socket.once('data', (first: Buffer) => {
      socket.off('end', gone);
      if (first[0] !== HANDSHAKE) {
        answerPlain(socket, clock, newTraceId);
        return;
      }
      // What was read is handed to TLS as if it came now.
      socket.pause();
      socket.unshift(first);
      for (const take of takers) Reflect.apply(take, server, [socket]);
    });
  });
}

const PLAIN = problem(400, 'malformed', 'This cockpit speaks HTTPS here: the address begins with https://, not http://.');

function answerPlain(socket: Socket, clock: Pick<Clock, 'after'>, newTraceId: () => string): void {
  socket.end(rawProblem(PLAIN, newTraceId()));
  // What else it sends is read and dropped: an answer to a sender that is not read from would be lost.
  socket.resume();
  socket.once(
    'close',
    clock.after(ANSWER_MS, () => socket.destroy()),
  );
}
