import { connect } from 'node:net';

/**
 * A program that crowds a cockpit's door, with no secret at all: `strangers.ts PORT METHOD PATH`. 200 connections, of which half
 * ask for the path again and again and half say nothing, and 64 sockets of the window that never show a token; each comes
 * back as soon as it is cut. Says `crowded` when all have been there, and goes on until it is ended.
 */
const [port = '', method = 'GET', path = '/'] = process.argv.slice(2);
const CONNECTIONS = 200;
const SOCKETS = 64;
const ASK_AGAIN_MS = 100;
const COME_BACK_MS = 5;

const head = (first: string, headers: readonly string[]): string =>
  [first, `Host: 127.0.0.1:${port}`, ...headers, '', ''].join('\r\n');
const ASKED = head(`${method} ${path} HTTP/1.1`, ['Connection: keep-alive', 'Content-Length: 0']);
const UPGRADE = head('GET /cockpit HTTP/1.1', [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
]);

const waiting = new Set<number>();
for (let at = 0; at < CONNECTIONS + SOCKETS; at += 1) {
  waiting.add(at);
  come(at);
}

function come(at: number): void {
  const socket = connect(Number(port), '127.0.0.1');
  const isWindow = at >= CONNECTIONS;
  const isSilent = !isWindow && at % 2 === 0;
  let again: NodeJS.Timeout | undefined;
  socket.on('connect', () => {
    if (waiting.delete(at) && waiting.size === 0) process.stdout.write('crowded\n');
    if (!isSilent) socket.write(isWindow ? UPGRADE : ASKED);
  });
  socket.on('data', () => {
    if (!isWindow) again ??= setTimeout(() => socket.write(ASKED), ASK_AGAIN_MS);
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    clearTimeout(again);
    setTimeout(() => {
      come(at);
    }, COME_BACK_MS);
  });
}
