import { STALE_MS, type Asked, type FromEa, type Hello } from '#shared/bridge';
import type {
  AccountName,
  Bar,
  Deal,
  Link,
  NewsEvent,
  Obstacle,
  OrderRequest,
  Outcome,
  ProbeResult,
  Quote,
  SymbolSpec,
  TerminalCaps,
  TerminalSnapshot,
} from '#shared/domain';
import { messageOf } from '#shared/lib';
import type { ServerReading, Terminal, TerminalBridge } from '#ports';
import { AccountDoor } from './account-door.ts';
import { BridgeServer } from './bridge-server.ts';
import { BrokerNames } from './broker-names.ts';
import type { Connection } from './connection.ts';
import { FloorKeeper } from './floor-keeper.ts';
import { newsIn } from './heard-news.ts';
import type { Mt5Options } from './mt5-options.ts';
import { commandOf, deadlineOf, OrderBook } from './order-book.ts';
import { mirrorOf } from './mirror-of.ts';
import type { TerminalMirror } from './terminal-mirror.ts';
import { capsOf } from './guards.ts';
import { NewsDesk } from './news-desk.ts';
import { Obstacles } from './obstacles.ts';
import { ServerTime } from './server-time.ts';
import { SessionTroubles } from './session-troubles.ts';
import { TerminalReader } from './terminal-reader.ts';
import { WatchedSymbols } from './watched-symbols.ts';

/** A MetaTrader 5 terminal behind the Terminal port, by way of its Expert Advisor. */
export class Mt5Terminal implements Terminal {
  readonly kind = 'mt5';
  readonly naming: BrokerNames;
  readonly guard: FloorKeeper;
  readonly accounts: AccountDoor;
  readonly #options: Mt5Options;
  readonly #server: BridgeServer;
  readonly #mirror: TerminalMirror;
  readonly #orders: OrderBook;
  readonly #reader: TerminalReader;
  readonly #watched: WatchedSymbols;
  readonly #serverTime: ServerTime;
  readonly #obstacles: Obstacles;
  readonly #news = new NewsDesk();
  #connection: Connection | null = null;
  #isUp = false;
  /** Since when no Expert Advisor is connected, monotonic ms. */
  #silentSince: number;
  #address: { readonly host: string; readonly port: number } | null = null;
  readonly #troubles: SessionTroubles;

  constructor(options: Mt5Options) {
    this.#options = options;
    this.#silentSince = options.clock.monoMs();
    this.#serverTime = new ServerTime(options.clock);
    this.#mirror = mirrorOf(options, this.#serverTime);
    this.#troubles = new SessionTroubles(options.clock, options.log);
    this.#orders = new OrderBook(options.clock);
    const ask = (asked: Asked): boolean => this.#connection?.command(asked) ?? false;
    this.#reader = new TerminalReader(this.#mirror, options.clock, ask);
    this.guard = new FloorKeeper(options.clock, (asked) => this.#isUp && ask(asked));
    this.#watched = new WatchedSymbols(this.#mirror, this.#reader, options.log);
    this.naming = new BrokerNames(this.#mirror, options, {
      isConnected: () => this.#connection !== null,
      lookAgain: () => this.#watched.begin(),
    });
    this.accounts = new AccountDoor(options.account, options, (account) => this.#chosen(account));
    this.#obstacles = new Obstacles(
      (hello) => this.accounts.refuses(hello),
      this.#mirror,
      (now) => {
        if (now !== null && now.code !== 'not_connected') options.log.write('warn', now.text);
        this.#news.tell({ kind: 'obstacle' });
      },
    );
    this.#server = new BridgeServer(options, {
      refuses: this.#obstacles.refuses,
      opened: (hello, connection) => this.#opened(hello, connection),
      message: (message) => this.#hear(message),
      odd: (what, q) => this.#reader.fail(q, this.#troubles.odd(what)),
      isAsked: (q) => this.#reader.isAsked(q),
      refused: this.#obstacles.turned,
      closed: (why) => this.#closed(why),
    });
  }

  get source(): string {
    return this.#mirror.hello === null ? 'MetaTrader 5, not connected yet' : `${this.#mirror.hello.server}, MetaTrader 5`;
  }

  /** Where the bridge listens (null before `start`), and the trade server's clock against UTC (null while unknown). */
  get bridge(): TerminalBridge {
    const address = this.#address === null ? null : `${this.#address.host}:${this.#address.port}`;
    return { address, clockOffsetMs: this.#mirror.offsetMs };
  }

  /** The connected account; null while none is. */
  get account(): Hello | null {
    return this.#connection === null ? null : this.#mirror.hello;
  }

  get obstacle(): Obstacle | null {
    return this.#obstacles.now;
  }

  /** The stricter of the configuration's limits and the Expert Advisor's own. */
  get caps(): TerminalCaps {
    return capsOf(this.#mirror.guards, this.#options.caps(), this.#mirror.ours);
  }

  /** What it cannot read at present and entries have to wait for. */
  get problem(): string | null {
    return this.#connection === null ? null : this.#troubles.problem;
  }

  link(): { readonly state: Link; readonly ageMs: number } {
    const ageMs = Math.max(0, this.#options.clock.monoMs() - (this.#connection?.lastMono ?? this.#silentSince));
    if (!this.#isUp) return { state: 'down', ageMs };
    const isStale = ageMs > STALE_MS || this.#mirror.switches?.connected !== true || this.#mirror.offsetMs === null;
    return { state: isStale ? 'stale' : 'up', ageMs };
  }

  symbols = (): readonly string[] => this.#mirror.symbols.filter((symbol) => this.#mirror.broker(symbol) !== null);
  spec = (symbol: string): SymbolSpec | null => this.#mirror.spec(symbol);
  quote = (symbol: string): Quote | null => this.#mirror.quote(symbol);
  snapshot = (): TerminalSnapshot | null => this.#mirror.snapshot;

  refresh(): Promise<TerminalSnapshot | null> {
    return this.#reader.snapshot().catch((error: unknown) => {
      this.#options.log.write('warn', 'MetaTrader gave no snapshot', { error: messageOf(error) });
      return null;
    });
  }

  send(request: OrderRequest, taken: () => void = () => undefined): Promise<Outcome> {
    const connection = this.#connection;
    if (connection === null || !this.#isUp)
      return Promise.resolve(this.#orders.notSent(this.obstacle?.text ?? 'MetaTrader is not ready: nothing was sent'));
    const unsure = request.op === 'open' ? (this.#obstacles.lacks ?? this.naming.unsure(request.symbol, request.side)) : null;
    if (unsure !== null) return Promise.resolve(this.#orders.notSent(unsure));
    const command = commandOf(request, this.#mirror.broker, deadlineOf(request, this.#options.clock));
    if (command === null) return Promise.resolve(this.#orders.notSent('The broker has no symbol of that name: nothing was sent'));
    return this.#orders.send(request, () => connection.command(command), taken);
  }

  opensAt = (symbol: string): number | null => this.#mirror.opensAt(symbol, this.#options.clock.nowMs());
  serverClock = (): ServerReading | null => (this.#isUp ? this.#serverTime.reading() : null);
  probe = (clientOrderId: string): Promise<ProbeResult> => this.#reader.probe(clientOrderId);
  history = (symbol: string, count: number): Promise<readonly Bar[]> => this.#reader.history(symbol, count);
  deals = (sinceMs: number): Promise<readonly Deal[]> => this.#reader.deals(sinceMs);
  events = (fromMs: number, toMs: number): Promise<readonly NewsEvent[]> => this.#reader.events(fromMs, toMs);

  onNews = this.#news.on;

  /** Listens. The Expert Advisor comes when it comes; until then the link is down. */
  async start(): Promise<void> {
    this.#address ??= await this.#server.start();
  }

  /** Ends the session; the Expert Advisor connects again by itself. */
  reconnect(): Promise<void> {
    this.#server.drop('reconnecting');
    return Promise.resolve();
  }

  stop = (): Promise<void> => this.#server.stop();

  /** The session of another account ends; the Expert Advisor of the chosen one is let in when it knocks next. */
  #chosen({ login, server }: AccountName): void {
    const { account } = this;
    if (account === null) this.#obstacles.forget();
    else if (account.login !== login || account.server !== server) this.#server.drop('another account was chosen');
  }

  #opened(hello: Hello, connection: Connection): void {
    this.#connection = connection;
    this.#troubles.begin();
    this.#mirror.begin(hello);
    this.#obstacles.connected(true);
    this.#begin(connection).catch((error: unknown) => {
      this.#options.log.write('error', 'The session with MetaTrader could not begin', { error: messageOf(error) });
      connection.end('the session could not begin');
    });
  }

  /** A first snapshot and the symbols; only then is the link up. */
  async #begin(connection: Connection): Promise<void> {
    if ((await this.refresh()) === null) throw new Error('there was no first snapshot');
    await this.#watched.begin();
    if (this.#connection !== connection) return;
    this.#isUp = true;
    this.guard.begin();
    this.#news.tell({ kind: 'link', link: 'up' });
  }

  #hear(message: FromEa): void {
    if (this.#troubles.take(message, this.#isUp)) void this.#watched.begin();
    const wrong = this.#mirror.take(message);
    if (wrong !== null) this.#options.log.write('warn', 'MetaTrader said something that does not hold', { wrong });
    this.#orders.take(message);
    this.#reader.take(message);
    const news = newsIn(message, this.#mirror, this.#isUp);
    if (news !== null) this.#news.tell(news);
    if (message.t !== 'hb') return;
    this.#obstacles.look();
    if (this.#isUp) this.#watched.beat();
    if (this.#troubles.isHistoryDue()) void this.#reader.deals(this.#options.clock.nowMs()).catch(() => undefined);
  }

  #closed(why: string): void {
    this.#silentSince = this.#connection?.lastMono ?? this.#options.clock.monoMs();
    this.#connection = null;
    this.#isUp = false;
    for (const part of [this.#orders, this.#reader]) part.lost(`the link to MetaTrader was lost: ${why}`);
    this.#news.tell({ kind: 'link', link: 'down' });
    this.#obstacles.connected(false);
  }
}
