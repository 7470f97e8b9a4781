/** Bare fastify that takes signed signals: signature and schema, no window, no nonce, nothing kept. Prints its port. */
import Fastify from 'fastify';
import type { AddressInfo } from 'node:net';
import { secretKey } from '../world/signed-request.ts';
import { checkedSignal } from './check.ts';

const key = secretKey(process.argv[2] ?? 'floor');
const app = Fastify({ logger: false, bodyLimit: 8 * 1024 });
app.removeAllContentTypeParsers();
app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
app.post('/webhook/signal', async (request, reply) => {
  const signal = checkedSignal(key, request.headers, request.body as Buffer);
  if (signal === null) return reply.code(401).send({ status: 'refused' });
  return reply.code(202).send({ status: 'accepted', signalId: signal.signal_id });
});
await app.listen({ host: '127.0.0.1', port: 0 });
console.log((app.server.address() as AddressInfo).port);
process.on('SIGTERM', () => process.exit(0));
