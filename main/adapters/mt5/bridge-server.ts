import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { STALE_MS, type FromEa, type Hello } from '#shared/bridge';
import { Connection, type Refusal, type Turned } from './connection.ts';
import { toldProtected } from './told-protected.ts';
import type { Mt5Options } from './mt5-options.ts';

/** Connections at once, proven or not: a terminal needs one, and the others are room for it to say its lines among strangers. */
const CONNECTIONS_MAX = 64;
/** What one turn of the loop may let in before anybody makes room. */
const BURST_MAX = 256;

const TAKEN: Turned = {
  code: 'taken',
  reason: 'another chart has the session: this one stands aside. Take MikrobotBridge off one of the two charts',
};
/** It knocks more often than that. */
const SECOND_MS = 15_000;
const SECOND = 'a second MikrobotBridge stands aside: take it off one of the two charts';

export type BridgeOptions = Pick<Mt5Options, 'host' | 'port' | 'token' | 'clock' | 'ids' | 'log' | 'caps'>;

export type BridgeEvents = {
  /** An Expert Advisor proved the token. Null: it is welcome; otherwise why not, in words for its chart and log. */
  refuses(hello: Hello): Turned | null;
  opened(hello: Hello, connection: Connection): void;
  message(message: FromEa): void;
  /** A value that does not hold was left out; `q`: the whole answer to this question. */
  odd(what: string, q: string | null): void;
  isAsked(q: string): boolean;
  /** A connection was not let in. */
  refused(refusal: Refusal): void;
  /** The session is over. */
  closed(why: string): void;
};

/**
 * The loopback door for Expert Advisors. One session at a time: another chart stands aside while the one that has it is heard;
 * the same chart's newer connection ends its older one.
 */
export class BridgeServer {
  readonly #options: BridgeOptions;
  readonly #events: BridgeEvents;
  readonly #server: Server;
  readonly #all = new Set<Connection>();
  #current: Connection | null = null;
  #chart: string | null = null;
  #forgetSecond: (() => void) | null = null;
  #isRoomDue = false;

  constructor(options: BridgeOptions, events: BridgeEvents) {
    this.#options = options;
    this.#events = events;
    this.#server = createServer((socket) => {
      this.#accept(socket);
      this.#makeRoomSoon();
    });
    this.#server.maxConnections = BURST_MAX;
  }

  /** Listens; answers with the address really bound. */
  async start(): Promise<{ readonly host: string; readonly port: number }> {
    const { host, port } = this.#options;
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen({ host, port }, () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
    const { address, port: bound } = this.#server.address() as AddressInfo;
    return { host: address, port: bound };
  }

  async stop(): Promise<void> {
    this.#forgetSecond?.();
    for (const connection of [...this.#all]) connection.end('the cockpit is closed');
    if (!this.#server.listening) return;
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  /** Ends the session; the Expert Advisor connects again by itself. */
  drop(why: string): void {
    this.#current?.end(why);
  }

  /** After two turns of the loop: many are let in within one, and what they have said already is read in the next. */
  #makeRoomSoon(): void {
    if (this.#all.size <= CONNECTIONS_MAX || this.#isRoomDue) return;
    this.#isRoomDue = true;
    const { clock } = this.#options;
    clock.soon(() => {
      clock.soon(() => {
        this.#isRoomDue = false;
        for (let over = this.#all.size - CONNECTIONS_MAX; over > 0; over -= 1)
          this.#leastKnown()?.close('pushed out by newer connections');
      });
    });
  }

  /**
   * Whom a newer connection pushes out: the oldest that has not even greeted, then the oldest that has not proven the token.
   * So neither silence nor haste keeps an Expert Advisor away that takes its time between its lines.
   */
  #leastKnown(): Connection | undefined {
    const all = [...this.#all];
    return all.find(({ hasGreeted }) => !hasGreeted) ?? all.find(({ isOpen }) => !isOpen);
  }

  /** Another chart has the session and is heard. One that has fallen silent is not waited for. */
  #isTaken({ chart }: Hello): boolean {
    const current = this.#current;
    if (current === null || this.#options.clock.monoMs() - current.lastMono > STALE_MS) return false;
    return chart === undefined || this.#chart === null || chart !== this.#chart;
  }

  /** Shown while it knocks, and a while longer. */
  #secondKnocked(): void {
    const current = this.#current;
    this.#forgetSecond?.();
    current?.notice(SECOND);
    this.#forgetSecond = this.#options.clock.after(SECOND_MS, () => {
      this.#forgetSecond = null;
      current?.notice('');
    });
  }

  /** Another chart that is not let in knocks now and again. */
  get hasSecond(): boolean {
    return this.#forgetSecond !== null;
  }

  #accept(socket: Socket): void {
    const { token, clock, ids, log, caps } = this.#options;
    const connection: Connection = new Connection(socket, token, clock, {
      opened: (hello) => {
        const no = this.#events.refuses(hello);
        if (no !== null) return no;
        if (this.#isTaken(hello)) return TAKEN;
        if (this.#current !== null) {
          log.write('warn', 'A newer connection of the Expert Advisor ends the older one', { login: hello.login });
          this.#current.end('a newer connection took over', 'taken');
        }
        this.#current = connection;
        this.#chart = hello.chart ?? null;
        log.write('info', 'The Expert Advisor is connected', { login: hello.login, server: hello.server, ea: hello.ea });
        // The welcome has to be the first word.
        clock.soon(() => connection.isOpen && this.#events.opened(hello, connection));
        const { maxLots, maxPositions } = caps();
        return { session: ids.next('bridge'), maxLots, maxPositions };
      },
      message: (message) => {
        if (this.#current !== connection) return;
        toldProtected(log, message);
        this.#events.message(message);
      },
      odd: (what, q) => {
        if (this.#current === connection) this.#events.odd(what, q);
      },
      isAsked: (q) => this.#current === connection && this.#events.isAsked(q),
      refused: (refusal) => {
        // The one that has the session shows it too, so that either chart tells of both.
        if (refusal.code === 'taken') this.#secondKnocked();
        this.#events.refused(refusal);
      },
      closed: (why, wasOpen) => {
        this.#all.delete(connection);
        log.write(wasOpen ? 'warn' : 'info', 'A connection to the bridge ended', { why });
        if (this.#current !== connection) return;
        this.#current = null;
        this.#events.closed(why);
      },
    });
    this.#all.add(connection);
  }
}
