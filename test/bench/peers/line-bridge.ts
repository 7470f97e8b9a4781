import { connect } from 'node:net';

type Line = { readonly id: string };

/** Sends orders as JSON lines over one connection; each promise is kept by the answer with its id. */
export function openBridge(port: number): Promise<(order: object) => Promise<unknown>> {
  const waiting = new Map<string, (answer: unknown) => void>();
  let received = '';
  let count = 0;
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () =>
      resolve((order) => {
        count += 1;
        const id = `o${count}`;
        return new Promise((answered) => {
          waiting.set(id, answered);
          socket.write(`${JSON.stringify({ id, ...order })}\n`);
        });
      }),
    );
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      received += text;
      for (let end = received.indexOf('\n'); end >= 0; end = received.indexOf('\n')) {
        const line = JSON.parse(received.slice(0, end)) as Line;
        received = received.slice(end + 1);
        waiting.get(line.id)?.(line);
        waiting.delete(line.id);
      }
    });
  });
}
