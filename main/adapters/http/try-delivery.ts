import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SignalSource } from '#shared/domain';
import { clientAddress, plainAddress } from './client-address.ts';
import type { OpenTest, Sender } from './door-tests.ts';
import type { HttpParts } from './http-parts.ts';
import { originOf } from './webhook-refusal.ts';

type Tried = {
  readonly sender: Sender;
  readonly source: SignalSource;
  readonly body: string | null;
  readonly receivedAt: number;
};

/** Reads and judges a test that has come as far as a signal does, and goes no further. */
export function tryDelivery(
  { service }: HttpParts,
  request: FastifyRequest,
  reply: FastifyReply,
  test: OpenTest,
  { sender, source, body, receivedAt }: Tried,
): FastifyReply {
  const trial = body === null ? null : service.trial({ source, body, receivedAt, origin: originOf(request) });
  test.see({ sender, bytes: sizeOf(request), secret: null, trial });
  return reply.code(200).send({ status: 'tested', traded: false, traceId: request.id });
}

/** Who a request is from: `X-Forwarded-For` counts only where a proxy is believed. */
export function senderOf(
  request: FastifyRequest,
  isProxy: (address: string) => boolean,
  isAllowed: (address: string) => boolean,
): Sender {
  const { 'x-forwarded-for': header, host } = request.headers;
  const forwarded = Array.isArray(header) ? header.join(',') : header;
  const peer = request.socket.remoteAddress ?? '';
  const from = clientAddress(peer, forwarded, isProxy);
  return {
    peer: plainAddress(peer),
    host: host?.slice(0, 200) ?? null,
    forwarded: forwarded?.slice(0, 200) ?? null,
    from: from.slice(0, 64),
    isProxied: isProxy(peer),
    isAllowed: isAllowed(from),
  };
}

export const sizeOf = ({ body }: FastifyRequest): number => (Buffer.isBuffer(body) ? body.length : 0);
