/** A terminal that says yes to every line at once. Prints its port. */
import { createServer, type AddressInfo } from 'node:net';

const server = createServer({ noDelay: true }, (socket) => {
  let received = '';
  socket.setEncoding('utf8');
  socket.on('data', (text: string) => {
    received += text;
    let out = '';
    for (let end = received.indexOf('\n'); end >= 0; end = received.indexOf('\n')) {
      const { id } = JSON.parse(received.slice(0, end)) as { readonly id: string };
      received = received.slice(end + 1);
      out += `${JSON.stringify({ id, ok: true, ticket: '12345', at: Date.now() })}\n`;
    }
    if (out !== '') socket.write(out);
  });
  socket.on('error', () => socket.destroy());
});
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
process.on('SIGTERM', () => process.exit(0));
