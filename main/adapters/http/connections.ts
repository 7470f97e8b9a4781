import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock, Log } from '#ports';
import type { DoorLimits } from './door-limits.ts';
import { Places, type Place } from './places.ts';

/** `sockets`: the connection itself, and the encrypted one on top of it where there is one. */
type Held = { readonly place: Place; readonly sockets: Socket[]; inWork: number; handshakeEnds: () => void };
/** For a TLS handshake from its first moment to its last, however it is dealt out: an honest one takes milliseconds. */
const HANDSHAKE_MS = 5_000;

/** As little of a server, of HTTP or HTTPS, as is watched. */
type Watched = { on(event: 'connection' | 'secureConnection' | 'drop', listener: (socket: Socket) => void): unknown };

/** The door's connections: which of them belong to a sender that has shown a secret, and which make room first. */
export class Connections {
  /** By the socket that requests name. */
  readonly #held = new WeakMap<Socket, Held>();
  readonly #open = new Set<Held>();
  /** By the other end, for what TLS makes of a connection: Node names no way from one to the other. */
  readonly #byPeer = new Map<string, Held>();
  /** Requests that showed a secret. Proof is a request's: behind a proxy the next one on its connection may be anybody's. */
  readonly #proven = new WeakSet<IncomingMessage>();
  readonly #places: Places;
  readonly #log: Log;
  readonly #clock: Pick<Clock, 'after'>;

  constructor(limits: DoorLimits, clock: Pick<Clock, 'soon' | 'after'>, log: Log) {
    this.#log = log;
    this.#clock = clock;
    this.#places = new Places(limits.connections, clock, (peer) => {
      log.write('warn', 'a connection made room for newer ones', { code: 'pushed_out', peer });
    });
  }

  /** `overTls`: a connection that has not ended its handshake in time is cut off. */
  watch(server: Watched, overTls = false): void {
    server.on('connection', (socket) => this.#take(socket, overTls));
    if (overTls) server.on('secureConnection', (socket) => this.#encrypted(socket));
    server.on('drop', (dropped?: Pick<Socket, 'remoteAddress'>) => {
      this.#log.write('warn', 'a connection was not taken: too many at once', {
        code: 'not_taken',
        peer: dropped?.remoteAddress,
      });
    });
  }

  /** How many are open, WebSockets too. */
  get open(): number {
    return this.#open.size;
  }

  destroyAll(): void {
    for (const held of this.#open) cut(held);
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

  #take(socket: Socket, overTls: boolean): void {
    const held: Held = {
      inWork: 0,
      place: this.#places.take({
        peer: socket.remoteAddress ?? '',
        isBusy: () => held.inWork > 0,
        leave: () => cut(held),
      }),
      sockets: [socket],
      handshakeEnds: overTls ? this.#clock.after(HANDSHAKE_MS, () => cut(held)) : () => undefined,
    };
    const peer = peerOf(socket);
    this.#held.set(socket, held);
    this.#open.add(held);
    if (peer !== null) this.#byPeer.set(peer, held);
    socket.once('close', () => {
      this.#open.delete(held);
      held.handshakeEnds();
      if (peer !== null && this.#byPeer.get(peer) === held) this.#byPeer.delete(peer);
      held.place.free();
    });
  }

  #encrypted(socket: Socket): void {
    const peer = peerOf(socket);
    const held = peer === null ? undefined : this.#byPeer.get(peer);
    if (held === undefined) return;
    held.handshakeEnds();
    held.sockets.push(socket);
    this.#held.set(socket, held);
  }
}

/** Null: it was gone before it could be asked. */
const peerOf = ({ remoteAddress, remotePort }: Socket): string | null =>
  remoteAddress === undefined || remotePort === undefined ? null : `${remoteAddress} ${remotePort}`;

function cut({ sockets }: Held): void {
  for (const socket of sockets.toReversed()) socket.destroy();
}
