import { randomBytes } from 'node:crypto';
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
import { registerRoutes } from './register-routes.ts';
import { ROUTES } from './route-table.ts';
import { secretsOf } from './source-address.ts';
import { TrustedProxies } from './trusted-proxies.ts';

/** The cockpit's HTTP interface. `stop` ends within two seconds, whatever is still open. */
export type HttpAdapter = {
  /** Listens. Answers with the address really bound. */
  start(): Promise<{ readonly host: string; readonly port: number }>;
  stop(): Promise<void>;
  /** Sends a test to itself at `own`, or by a public address; see testDoor. `send` stands in for fetch. */
  test(own: string, ask: TestAsk, send?: typeof fetch): Promise<DoorTest>;
  /** Proxies whose word about a sender's address is believed. */
  readonly proxies: Pick<TrustedProxies, 'list' | 'add'>;
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
    proxies: new TrustedProxies(parts.intake.trustedProxies),
  };
  const app = httpServer(parts, serverParts);
  const sockets = cockpitUpgrade(app.server, parts, serverParts);
  registerRoutes(app, { parts: door, routes: ROUTES, prove: (request) => connections.prove(request) });
  return {
    proxies: door.proxies,
    test: (own, ask, send = fetch) =>
      testDoor({ ...door, own, send, proxies: () => door.proxies.list, secretsOf: (id) => secretsOf(door, id) }, ask),
    start: async () => {
      // A name with two addresses would make two servers, of which only one has our limits.
      await app.listen({ host: parts.host === 'localhost' ? '127.0.0.1' : parts.host, port: parts.port });
      const { address, port } = app.server.address() as AddressInfo;
      return { host: address, port };
    },
    stop: async () => {
      sockets.stop();
      const callOff = parts.clock.after(GRACE_MS, () => {
        for (const socket of connections.open) socket.destroy();
      });
      await app.close();
      callOff();
    },
  };
}
