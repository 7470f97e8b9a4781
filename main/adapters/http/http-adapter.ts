import { randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { AddressInfo } from 'node:net';
import type { DoorTest } from '#shared/ipc';
import { cockpitUpgrade } from './cockpit-upgrade.ts';
import { Connections } from './connections.ts';
import { doorLimits } from './door-limits.ts';
import { testDoor, type TestAsk } from './door-tester.ts';
import { DoorTests } from './door-tests.ts';
import type { DoorParts, HttpParts } from './http-parts.ts';
import { httpServer } from './http-server.ts';
import { nonceStore } from './nonce-store.ts';
import { bearerOf } from './operator-guard.ts';
import { overOwnTls, type Send } from './own-post.ts';
import { registerRoutes } from './register-routes.ts';
import { ROUTES } from './route-table.ts';
import { secretsOf } from './source-address.ts';
import { StreamTickets } from './stream-tickets.ts';
import { Streams } from './streams.ts';
import { TrustedProxies } from './trusted-proxies.ts';
import { whoIs } from './who-is.ts';

/** The cockpit's HTTP interface. `stop` ends within two seconds, whatever is still open. */
export type HttpAdapter = {
  /** Listens. Answers with the address really bound. */
  start(): Promise<{ readonly host: string; readonly port: number }>;
  stop(): Promise<void>;
  /** Sends a test to itself at `own`, or by a public address; see testDoor. `send` stands in for fetch. */
  test(own: string, ask: TestAsk, send?: Send): Promise<DoorTest>;
  /** Proxies whose word about a sender's address is believed. */
  readonly proxies: Pick<TrustedProxies, 'list' | 'add' | 'replace'>;
};

/** Of the two seconds: how long answers under way may take to finish. */
const GRACE_MS = 1_200;

/** Builds the door. A configured address that cannot be read is an error here, before anything listens. */
export function createHttpAdapter(parts: HttpParts): HttpAdapter {
  const newTraceId = (): string => `tr-${randomBytes(9).toString('base64url')}`;
  const limits = doorLimits(parts.openFilesMax);
  const connections = new Connections(limits, parts.clock, parts.log);
  const serverParts = { connections, limits, newTraceId };
  const door: DoorParts = {
    ...parts,
    tests: new DoorTests(),
    nonces: nonceStore(),
    streams: new Streams(parts),
    tickets: new StreamTickets(parts.clock),
    proxies: new TrustedProxies(parts.intake.trustedProxies),
  };
  const app = httpServer(parts, serverParts);
  const sockets = cockpitUpgrade(app.server, parts, serverParts);
  registerRoutes(app, {
    ...{ parts: door, routes: ROUTES, prove: (request) => connections.prove(request) },
    whoIs: whoIs(parts.secrets.operatorToken, parts.service),
    tokenOf: (request) => bearerOf(request) ?? ticketed(door, request),
  });
  let bound = { host: parts.host, port: parts.port };
  return {
    proxies: door.proxies,
    test: (own, ask, send = ask.address === null && parts.tls !== null ? overOwnTls(parts.tls, bound) : fetch) =>
      testDoor({ ...door, own, send, proxies: () => door.proxies.list, secretsOf: (id) => secretsOf(door, id) }, ask),
    start: async () => {
      // A name with two addresses would make two servers, of which only one has our limits.
      await app.listen({ host: parts.host === 'localhost' ? '127.0.0.1' : parts.host, port: parts.port });
      const { address, port } = app.server.address() as AddressInfo;
      bound = { host: address, port };
      return bound;
    },
    stop: async () => {
      sockets.stop();
      door.streams.stop();
      const callOff = parts.clock.after(GRACE_MS, () => {
        connections.destroyAll();
      });
      await app.close();
      callOff();
    },
  };
}

/** The token that the ticket in a request's address stands for. */
function ticketed({ tickets }: DoorParts, { query }: FastifyRequest): string | undefined {
  const { ticket } = query as { readonly ticket?: unknown };
  return typeof ticket === 'string' ? (tickets.tokenOf(ticket) ?? undefined) : undefined;
}
