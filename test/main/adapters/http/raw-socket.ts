import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A bare connection, for what no HTTP client would send. `answer` ends when the other side closes. */
export function rawSocket(port: number): { readonly socket: Socket; answer(): Promise<string> } {
  const socket = connect(port, '127.0.0.1');
  const parts: Buffer[] = [];
  socket.on('data', (part: Buffer) => parts.push(part));
  const closed = new Promise<void>((resolve) => {
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
  });
  onTestFinished(() => void socket.destroy());
  return { socket, answer: () => closed.then(() => Buffer.concat(parts).toString('utf8')) };
}
