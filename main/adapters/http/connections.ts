import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock, Log } from '#ports';
import type { DoorLimits } from './door-limits.ts';
import { Places, type Place } from './places.ts';

type Held = { readonly place: Place; inWork: number };

/** The door's connections: which of them belong to a sender that has shown a secret, and which make room first. */
export class Connections {
  readonly #held = new Map<Socket, Held>();
  /** Requests that showed a secret. Proof is a request's: behind a proxy the next one on its connection may be anybody's. */
  readonly #proven = new WeakSet<IncomingMessage>();
  readonly #places: Places;
  readonly #log: Log;

  constructor(limits: DoorLimits, clock: Pick<Clock, 'soon'>, log: Log) {
    this.#log = log;
    this.#places = new Places(limits.connections, clock, (peer) => {
      log.write('warn', 'a connection made room for newer ones', { code: 'pushed_out', peer });
    });
  }

  watch(server: Pick<Server, 'on'>): void {
    server.on('connection', (socket) => this.#take(socket));
    server.on('drop', (dropped?: { readonly remoteAddress?: string }) => {
      this.#log.write('warn', 'a connection was not taken: too many at once', {
        code: 'not_taken',
        peer: dropped?.remoteAddress,
      });
    });
  }

  /** Everything that is open, WebSockets too. */
  get open(): Iterable<Socket> {
    return this.#held.keys();
  }

  /** A request is being answered: its connection is not idle. */
  began({ socket }: IncomingMessage): void {
    const held = this.#held.get(socket);
    if (held !== undefined) held.inWork += 1;
  }

  ended({ socket }: IncomingMessage): void {
    const held = this.#held.get(socket);
    if (held !== undefined) held.inWork -= 1;
  }

  /** The request carried a secret that is right. */
  prove(request: IncomingMessage): void {
    this.#proven.add(request);
    this.#held.get(request.socket)?.place.prove();
  }

  /** Whether a request showed a secret. Where it did not, its connection is a stranger's (again). */
  isProven(request: IncomingMessage): boolean {
    if (this.#proven.has(request)) return true;
    this.#held.get(request.socket)?.place.doubt();
    return false;
  }

  /** The connection became a WebSocket: those have places of their own. */
  upgraded({ socket }: IncomingMessage): void {
    this.#held.get(socket)?.place.free();
  }

  #take(socket: Socket): void {
    const held: Held = {
      inWork: 0,
      place: this.#places.take({
        peer: socket.remoteAddress ?? '',
        isBusy: () => held.inWork > 0,
        leave: () => void socket.destroy(),
      }),
    };
    this.#held.set(socket, held);
    socket.once('close', () => {
      this.#held.delete(socket);
      held.place.free();
    });
  }
}
