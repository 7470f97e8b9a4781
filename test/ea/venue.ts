import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import {
  disturb,
  ORDER_TYPES,
  PAPER_SYMBOLS,
  PaperAccount,
  type Disturbance,
  type Fault,
  type TradeRequest,
  type Transaction,
} from '#main/paper-broker/index.ts';
import { identifierOf, type Deal, type Position, type Quote, type Side } from '#shared/domain';
import { clock } from './ea-clock.ts';
import { FailingCalls } from './failing-calls.ts';

/** The trade server's clock: three hours ahead of UTC, as in a New York summer. */
export const SERVER_OFFSET_MS = 3 * 3_600_000;
const FILLING_FLAGS = { fok: 1, ioc: 2, return: 0, boc: 4 } as const;
const EXECUTIONS = ['request', 'instant', 'market', 'exchange'];
/** What one terminal has been shown already: only what has changed is sent again. */
type Shown = { symbols: Map<string, string>; history: string; events: string; failing: number; hasBulk: boolean };
const DEAL_TYPE_BALANCE = 2;
const DEAL_TYPE_CHARGE = 4;
/** MetaTrader's numbers of orders that ended without a deal. */
const WITHOUT_DEAL = { canceled: 2, rejected: 5, expired: 6 } as const;
const ACTION = { deal: 1, pending: 5, stops: 6, modify: 7, remove: 8, closeBy: 10 } as const;
/** Each symbol may be filled in its own ways: who takes one for all is refused with 10030. */
const FILLINGS: Readonly<Record<string, readonly ('fok' | 'ioc')[]>> = {
  EURUSD: ['ioc'],
  GBPUSD: ['fok'],
  USDJPY: ['fok', 'ioc'],
  XAUUSD: ['ioc'],
};
const SYMBOLS = PAPER_SYMBOLS.map((one) => ({ ...one, filling: FILLINGS[one.symbol] ?? ['ioc' as const] }));
/** A five-minute candle: open, high, low and close. */
export type Candle = readonly [open: number, high: number, low: number, close: number];
const FIVE_MINUTES_MS = 300_000;
/** Its minutes: up, down, and to its close. */
const minutesOf = ([open, high, low, close]: Candle): readonly Candle[] => [
  [open, high, Math.min(open, high), high],
  [high, high, low, low],
  [low, Math.max(low, close), low, close],
  [close, close, close, close],
  [close, close, close, close],
];
type Minute = { time: number; open: number; high: number; low: number; close: number; volume: number };

/**
 * The broker behind the compiled Expert Advisor: the paper account, spoken to in lines over a local socket by the shim that
 * stands in for MetaTrader. A test moves its prices, pulls its switches and gives it faults.
 */
export class Venue {
  readonly account: PaperAccount;
  readonly faults: (Fault | null)[] = [];
  /** 1 or 0 each, as the terminal reports them. */
  readonly switches = { connected: 1, terminal: 1, ea: 1, account: 1, expert: 1 };
  tradeMode: 0 | 2 = 0;
  currencyDigits = 2;
  /** What the account shows besides, less than a cent: it is dealt in dollars, and may show digits of another currency. */
  belowCents = 0;
  /** Trade sessions of every symbol: weekday, from and to in minutes of the server's day. Null: all the week, as its account is open. */
  sessions: readonly (readonly [day: number, from: number, to: number])[] | null = null;
  /** SYMBOL_TRADE_MODE of every symbol, where it is not full (4). */
  readonly tradeModes = new Map<string, number>();
  /** SYMBOL_FILLING_MODE of a symbol, where it is not what the server does. */
  readonly fillingFlags = new Map<string, number>();
  /** SYMBOL_TRADE_FREEZE_LEVEL of every symbol, in points; 0: nothing is frozen. */
  freezeLevel = 0;
  login = '5012345';
  /** So many of the next requests vanish: nothing is done, and no word comes. */
  swallow = 0;
  /** Refuses stops with the entry, as some brokers do; they may be set afterwards unless `neverStops`. */
  noStopsAtOpen = false;
  neverStops = false;
  /** What stands on every deposit, withdrawal and charge. */
  operationComment = 'by hand';
  /** A history that is behind: positions are there, and not yet the orders and deals that made them. */
  isHistoryBehind = false;
  /** Calls that fail in the terminal. */
  readonly calls = new FailingCalls();
  /** From taking a request to carrying it out; 0: at once, and seen by the terminal at its next look. */
  latencyMs = 0;
  /** From one look of a terminal at its server to the next. */
  lookMs = 40;
  /** The terminal has not reached the trade server yet: its server time is 0, and symbols have no prices. */
  isBeforeLogin = false;
  /** Symbols without price and tick value. */
  readonly priceless = new Set<string>();
  /** Numbers that positions show instead of their identifiers, as after a night in which swaps were paid by re-opening. */
  readonly renumbered = new Map<string, string>();
  /** Names of symbols that are offered and never traded here. */
  otherNames: readonly string[] = [];
  /** Old deals that only fill the history. */
  oldDeals = 0;
  /** The terminal's own calculation of a loss, as a multiple of the true tick value; 0: it has none. */
  calculationTimes = 1;
  /** The terminal can tell what a lot takes of the margin. */
  margins = true;
  /** What it tells, as a multiple of what is dealt with. */
  marginTimes = 1;
  /** What the account shows as its leverage; null: what it deals with. */
  shownLeverage: number | null = null;
  /** The tick values it shows, as a multiple of the true ones; 0: it shows none. */
  tickValueTimes = 1;
  /** How the server's messages arrive. */
  disturbance: Disturbance = { swapped: 0, doubled: 0, lost: 0 };
  /** Requests that came, oldest first. */
  readonly requests: string[][] = [];
  /** Called with the number of every request, before it is carried out. */
  onRequest: (count: number) => void = () => undefined;
  /** What goes wrong with a request, before `faults` are looked at; the engine's own come with all they ask for. */
  judge: (request: object) => Fault | null = () => null;
  /** Shares of a waiting order's volume that there are when its price is reached, one after the other; then all. */
  readonly shares: number[] = [];
  /** How the terminal says that symbols are dealt; null: as they are. */
  execution: 'request' | 'instant' | 'market' | 'exchange' | null = null;
  /** Where prices go: to the account, or to the terminal that stands before it. */
  feed: (quote: Quote) => void = (quote) => void this.account.onQuote(quote);
  readonly events: { id: number; atMs: number; currency: string; importance: number; name: string }[] = [];
  readonly #suffix: string;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #minutes = new Map<string, Minute[]>();
  readonly #comments = new Map<string, string>();
  /** Orders that went without a deal, with MetaTrader's number of how. */
  readonly #gone: (readonly [order: string, state: number])[] = [];
  readonly #refusals: (string | number)[][] = [];
  #late: Transaction[] = [];
  /** From which moment on the server's clock is ahead of UTC by how much. */
  readonly #offsets: { readonly sinceMs: number; readonly ms: number }[] = [{ sinceMs: 0, ms: SERVER_OFFSET_MS }];
  #chance = 1;

  /** `volumeLimits`: lots that the broker takes in one direction, by symbol. */
  constructor(
    suffix = '',
    leverage = 100,
    marginMode: 'hedging' | 'netting' = 'hedging',
    volumeLimits: Readonly<Record<string, number>> = {},
  ) {
    this.#suffix = suffix;
    const symbols = SYMBOLS.map((one) => {
      const volumeLimit = volumeLimits[one.symbol];
      return volumeLimit === undefined ? one : { ...one, volumeLimit };
    });
    this.account = new PaperAccount(
      {
        login: '5012345',
        server: 'Simulated-Demo',
        company: 'Simulated broker',
        currency: 'USD',
        leverage,
        marginMode,
        balance: 100_000,
        alwaysOpen: true,
        slippagePoints: 0,
        commissionPerLot: 7,
        seed: 1,
        symbols,
      },
      null,
      {
        strike: (request) => this.judge(request) ?? this.faults.shift() ?? null,
        reached: () => this.shares.shift() ?? null,
      },
    );
    this.#server = createServer((socket) => this.#serve(socket));
    for (const [symbol, bid] of [
      ['EURUSD', 1.157],
      ['GBPUSD', 1.333],
      ['USDJPY', 147.5],
      ['XAUUSD', 3_350],
    ] as const) {
      this.#past(symbol, bid);
      this.price(symbol, bid);
    }
  }

  async start(): Promise<number> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return (this.#server.address() as AddressInfo).port;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  stop(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  price(symbol: string, bid: number): void {
    const { point, digits } = this.#spec(symbol);
    const at = clock.nowMs();
    this.feed({ symbol, bid, ask: Number((bid + 2 * point).toFixed(digits)), at });
    const minutes = this.#minutes.get(symbol) ?? [];
    const time = Math.floor(at / 60_000) * 60_000;
    const last = minutes.at(-1);
    if (last?.time !== time) minutes.push({ time, open: bid, high: bid, low: bid, close: bid, volume: 1 });
    else
      Object.assign(last, { high: Math.max(last.high, bid), low: Math.min(last.low, bid), close: bid, volume: last.volume + 1 });
    this.#minutes.set(symbol, minutes);
  }

  /** A trade by hand in the terminal. */
  byHand(symbol: string, side: Side, volume: number): void {
    this.account.tradeByHand({ symbol, side, volume, stopLoss: null, takeProfit: null, price: null }, clock.nowMs());
  }

  /** By hand, in the terminal. */
  takeStopAway(ticket: string): void {
    this.account.tradeByHand({ stopOf: ticket, stopLoss: null }, clock.nowMs());
  }

  get positions() {
    return this.account.snapshot(clock.nowMs()).positions;
  }

  /** The server's summer time begins or ends, now or then (UTC ms): what is in its history keeps the time that was written on it. */
  moveClock(offsetMs: number, sinceMs = clock.nowMs()): void {
    this.#offsets.push({ sinceMs, ms: offsetMs });
  }

  /** A moment by the server's clock of that moment. */
  serverMs(at: number): number {
    return at + (this.#offsets.findLast(({ sinceMs }) => sinceMs <= at)?.ms ?? SERVER_OFFSET_MS);
  }

  /**
   * Another past: five-minute candles in pips from the price of now, the last one the one that is still growing. The older
   * they are, the earlier they stand.
   */
  remember(symbol: string, candles: readonly Candle[]): void {
    const { pip, digits } = this.#spec(symbol);
    const base = this.account.quote(symbol)?.bid ?? 0;
    const at = (pips: number): number => Number((base + pips * pip).toFixed(digits));
    const now = Math.floor(clock.nowMs() / 60_000) * 60_000;
    const growing = now - (now % FIVE_MINUTES_MS);
    const past = candles.flatMap((candle, i) => {
      const opened = growing - (candles.length - 1 - i) * FIVE_MINUTES_MS;
      return minutesOf(candle).map(([open, high, low, close], minute) => {
        return { time: opened + minute * 60_000, open: at(open), high: at(high), low: at(low), close: at(close), volume: 50 };
      });
    });
    const running = this.#minutes.get(symbol)?.filter(({ time }) => time >= now) ?? [];
    this.#minutes.set(symbol, [...past.filter(({ time }) => time < now), ...running]);
  }

  /** A past of one price in every minute of an hour, however small it is. */
  dwelt(symbol: string, price: number): void {
    const now = Math.floor(clock.nowMs() / 60_000) * 60_000;
    const of = { open: price, high: price, low: price, close: price, volume: 1 };
    this.#minutes.set(
      symbol,
      Array.from({ length: 60 }, (_, i) => ({ time: now - (60 - i) * 60_000, ...of })),
    );
  }

  /** Minutes that have closed, oldest first, at most so many. */
  minutes(symbol: string, count: number): readonly Minute[] {
    const now = Math.floor(clock.nowMs() / 60_000) * 60_000;
    return (this.#minutes.get(symbol) ?? []).filter(({ time }) => time < now).slice(-count);
  }

  #past(symbol: string, bid: number): void {
    const { point, digits } = this.#spec(symbol);
    const now = Math.floor(clock.nowMs() / 60_000) * 60_000;
    const minutes = Array.from({ length: 200 }, (_, i) => {
      const wave = Number((bid + Math.sin(i / 5) * 40 * point).toFixed(digits));
      return {
        time: now - (200 - i) * 60_000,
        open: wave,
        high: wave + 10 * point,
        low: wave - 10 * point,
        close: wave,
        volume: 50,
      };
    });
    this.#minutes.set(symbol, minutes);
  }

  #spec(symbol: string) {
    const spec = SYMBOLS.find((one) => one.symbol === symbol);
    if (spec === undefined) throw new Error(`no ${symbol}`);
    return spec;
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => {
      this.#sockets.delete(socket);
      clock.gone(terminal);
    });
    socket.on('error', () => undefined);
    let rest = '';
    /** The process of the terminal, once it has said which. */
    let terminal: number | undefined;
    const shown: Shown = { symbols: new Map(), history: '', events: '', failing: 0, hasBulk: false };
    socket.on('data', (chunk: Buffer) => {
      rest += chunk.toString('utf8');
      for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
        const parts = rest.slice(0, end).split('\t');
        rest = rest.slice(end + 1);
        if (parts[0] === 'R') this.#requested(parts);
        else if (parts[0] === 'B') socket.write(this.#bars(this.#ours(parts[1] ?? ''), Number(parts[2]), Number(parts[3])));
        else if (parts[0] === 'I') terminal = Number(parts[1]);
        else this.#look(socket, shown, terminal);
      }
    });
  }

  /** A look takes its time by the clock, and the time does not wait for who waits for it. */
  #look(socket: Socket, shown: Shown, terminal: number | undefined): void {
    clock.gone(terminal);
    clock.after(this.lookMs, () => {
      if (socket.destroyed) return;
      clock.heard(terminal);
      socket.write(this.#state(shown));
    });
  }

  /** The terminal hears nothing of it but transactions, or never anything. */
  #requested(parts: string[]): void {
    this.requests.push(parts);
    if (this.latencyMs === 0) this.#carryOut(parts);
    else clock.after(this.latencyMs, () => this.#carryOut(parts));
  }

  #bars(symbol: string, start: number, count: number): string {
    const minutes = this.#minutes.get(symbol) ?? [];
    const closed = minutes.slice(Math.max(0, minutes.length - start - count), minutes.length - start);
    return `${closed.map((m) => `b\t${this.serverMs(m.time)}\t${m.open}\t${m.high}\t${m.low}\t${m.close}\t${m.volume}\t2\n`).join('')}.\n`;
  }

  #carryOut(parts: string[]): void {
    this.onRequest(this.requests.length);
    if (this.swallow > 0) {
      this.swallow -= 1;
      return;
    }
    const id = parts[17] ?? '0';
    const request = this.#request(parts);
    if (request === null) {
      this.#refusal(id, 10013, 'Invalid request');
      return;
    }
    const hasStops = 'stopLoss' in request && request.stopLoss !== null;
    if (request.action === 'deal' && hasStops && this.noStopsAtOpen) this.#refusal(id, 10016, 'Invalid stops');
    else if (request.action === 'sltp' && this.neverStops) this.#refusal(id, 10016, 'Invalid stops');
    else {
      const { answer, deals } = this.account.trade(request, clock.nowMs(), id);
      if (answer !== null && 'order' in answer && answer.order !== null && request.action === 'pending')
        this.#comments.set(answer.order, request.comment);
      const isRemoved =
        request.action === 'remove' &&
        !this.account.snapshot(clock.nowMs()).orders.some(({ ticket }) => ticket === request.order);
      if (answer === null && isRemoved) this.#gone.push([request.order, WITHOUT_DEAL.canceled]);
      for (const deal of deals) if ('comment' in request) this.#comments.set(deal.order, request.comment);
    }
  }

  /** MqlTradeRequest, field by field. */
  #request(parts: string[]): TradeRequest | null {
    const [, action, type, name = '', volume, price, sl, tp, deviation, filling, magic, shown = '0', shownBy = '0'] = parts;
    const [position, by] = [this.identifier(shown), this.identifier(shownBy)];
    const [order = '0', stopLimit, lifetime, expiration, , comment = ''] = parts.slice(13);
    const orNull = (text: string | undefined): number | null => (Number(text) > 0 ? Number(text) : null);
    const stops = { stopLoss: orNull(sl), takeProfit: orNull(tp) };
    const orderType = ORDER_TYPES[Number(type)] ?? 'buy';
    const common = { symbol: this.#ours(name), volume: Number(volume), price: Number(price), magic: Number(magic), comment };
    const seconds = Number(expiration);
    const life = {
      lifetime: (['gtc', 'day', 'specified', 'specified_day'] as const)[Number(lifetime)] ?? 'gtc',
      expiresAt: seconds === 0 ? null : seconds * 1_000 - (this.serverMs(clock.nowMs()) - clock.nowMs()),
    };
    const fills = (['fok', 'ioc', 'return', 'boc'] as const)[Number(filling)] ?? 'fok';
    switch (Number(action)) {
      case ACTION.deal:
        if (orderType !== 'buy' && orderType !== 'sell') return null;
        return {
          ...{ action: 'deal', ...common, ...stops, type: orderType, deviation: Number(deviation), filling: fills },
          position: position === '0' ? null : position,
        };
      case ACTION.pending:
        if (orderType === 'buy' || orderType === 'sell') return null;
        return { action: 'pending', ...common, ...stops, ...life, type: orderType, stopLimit: Number(stopLimit), filling: fills };
      case ACTION.stops:
        return { action: 'sltp', position, ...stops };
      case ACTION.modify:
        return { action: 'modify', order, price: Number(price), stopLimit: Number(stopLimit), ...stops, ...life };
      case ACTION.remove:
        return { action: 'remove', order };
      case ACTION.closeBy:
        return { action: 'close_by', position, by, comment };
      default:
        return null;
    }
  }

  #refusal(id: string, retcode: number, text: string): void {
    this.#refusals.push(['t', 'REQUEST', 0, 0, 0, 0, '', 0, 0, 0, 0, 0, id, retcode, text]);
  }

  /** The number that a position shows. */
  shownTicket(held: Position): string {
    return this.renumbered.get(identifierOf(held)) ?? held.ticket;
  }

  /** The identifier behind a number that a position shows; the number of before finds nothing any more. */
  identifier(shown: string): string {
    if (this.renumbered.has(shown)) return '1';
    return [...this.renumbered].find(([, number]) => number === shown)?.[0] ?? shown;
  }

  /** What the server has told since the last look. Deals and orders of a history that is behind are told when it is there. */
  #told(): (string | number)[][] {
    const made = this.account.takeTransactions();
    // The history holds them whether the terminal was told or not.
    for (const { kind, order, orderState } of made)
      if (kind === 'HISTORY_ADD' && orderState !== null && orderState in WITHOUT_DEAL)
        this.#gone.push([order, WITHOUT_DEAL[orderState as keyof typeof WITHOUT_DEAL]]);
    const { told, chance } = disturb(made, this.disturbance, this.#chance);
    this.#chance = chance;
    const all = [...this.#late, ...told];
    const isLate = ({ kind }: Transaction): boolean => this.isHistoryBehind && (kind === 'DEAL_ADD' || kind === 'HISTORY_ADD');
    this.#late = all.filter(isLate);
    return [...all.filter((one) => !isLate(one)).map((one) => this.#transactionLine(one)), ...this.#refusals.splice(0)];
  }

  #transactionLine(one: Transaction): (string | number)[] {
    const { kind, order, deal, position, positionBy, symbol, orderType, volume, price, stopLoss, takeProfit, result } = one;
    const type = orderType === null ? 0 : orderType === 'close_by' ? 8 : ORDER_TYPES.indexOf(orderType);
    const levels = [volume, price, stopLoss, takeProfit];
    const end = result === null ? ['0', 0, ''] : [result.request, result.retcode, result.text];
    return ['t', kind, order, deal, position, positionBy, symbol === '' ? '' : symbol + this.#suffix, type, ...levels, ...end];
  }

  #ours(name: string): string {
    return this.#suffix === '' ? name : name.slice(0, -this.#suffix.length);
  }

  #state(shown: Shown): string {
    const now = clock.nowMs();
    const { account, positions, orders } = this.account.snapshot(now);
    const { connected, terminal, ea, account: allowed, expert } = this.switches;
    const lines: (string | number)[][] = [
      [
        'A',
        this.login,
        account.server,
        account.company,
        account.currency,
        this.shownLeverage ?? account.leverage,
        account.balance + this.belowCents,
        account.equity + this.belowCents,
        account.margin,
        account.freeMargin,
        account.marginLevel ?? 0,
        '',
        this.tradeMode,
        this.account.snapshot(now).account.marginMode === 'hedging' ? 2 : 0,
        this.isBeforeLogin ? 0 : connected,
        terminal,
        ea,
        allowed,
        expert,
        this.currencyDigits,
      ],
      ['T', this.isBeforeLogin ? 0 : this.serverMs(now), now],
      ...this.#told(),
      ...positions.map((held) => {
        const { symbol, direction, volume, entry, stopLoss, takeProfit, current, profit, swap, openedAt, magic, clientOrderId } =
          held;
        const comment = clientOrderId === null ? '' : `C:${clientOrderId}`;
        return [
          'P',
          this.shownTicket(held),
          identifierOf(held),
          symbol + this.#suffix,
          direction === 'BUY' ? 0 : 1,
          volume,
          entry,
          stopLoss ?? 0,
          takeProfit ?? 0,
          current,
          profit,
          swap,
          this.serverMs(openedAt),
          magic,
          comment,
        ];
      }),
      ...orders.map(
        ({ ticket, symbol, direction, volume, price, stopLoss, takeProfit, placedAt, magic, clientOrderId, type = 'limit' }) => [
          'O',
          ticket,
          symbol + this.#suffix,
          ORDER_TYPES.indexOf(`${direction === 'BUY' ? 'buy' : 'sell'}_${type}`),
          volume,
          price,
          stopLoss ?? 0,
          takeProfit ?? 0,
          this.serverMs(placedAt),
          magic,
          clientOrderId === null ? '' : `C:${clientOrderId}`,
        ],
      ),
    ];
    const text = lines.map((cells) => cells.join('\t'));
    return `${[...text, ...this.#changes(shown)].join('\n')}\n.\n`;
  }

  /** What this terminal has not seen yet of symbols, history, calendar and failing calls. */
  #changes(shown: Shown): readonly string[] {
    const { lines, mark } = this.calls.since(shown.failing);
    shown.failing = mark;
    const symbols = this.account
      .symbols()
      .flatMap((symbol) => [this.#symbolLine(symbol).join('\t'), this.#traitsLine(symbol).join('\t')]);
    if (!shown.hasBulk) symbols.push(...this.otherNames.map((name) => `Y\t${name}\t5\t0.00001\t0.00001${'\t0'.repeat(12)}\t4`));
    shown.hasBulk = true;
    const changed = symbols.filter((line) => {
      const key = line.split('\t', 2).join(' ');
      const isNew = shown.symbols.get(key) !== line;
      shown.symbols.set(key, line);
      return isNew;
    });
    return [...lines, ...changed, ...this.#history(shown), ...this.#calendar(shown)];
  }

  #history(shown: Shown): readonly string[] {
    const deals = this.isHistoryBehind ? [] : this.account.deals(0);
    const operations = this.isHistoryBehind ? [] : (this.account.snapshot(clock.nowMs()).account.operations ?? []);
    const key = [
      this.#gone.length,
      deals.length,
      deals.at(-1)?.ticket,
      operations.length,
      this.#comments.size,
      this.oldDeals,
    ].join();
    if (key === shown.history) return [];
    shown.history = key;
    const old = Array.from({ length: this.oldDeals }, (_, i) => {
      const ms = this.serverMs(clock.nowMs() - 3_600_000) + i;
      return `D\t${900_000_000 + i}\t${800_000_000 + i}\t${700_000_000 + i}\tEURUSD\t0\t${i % 2}\t0.01\t1.1\t0\t0\t0\t${ms}\t0\t0\t`;
    });
    const lines = [
      ...deals.map((deal) => this.#dealLine(deal)),
      ...operations.map(({ ticket, kind, amount, at }) => {
        const type = kind === 'transfer' ? DEAL_TYPE_BALANCE : DEAL_TYPE_CHARGE;
        return ['D', ticket, 0, 0, '', type, 0, 0, 0, amount, 0, 0, this.serverMs(at), 0, 0, this.operationComment];
      }),
      ...this.#gone.map(([order, state]) => [
        'H',
        order,
        0,
        0,
        this.#comments.get(order) ?? '',
        state,
        this.serverMs(clock.nowMs()),
      ]),
      ...deals.map(({ order, position, magic, at }) => {
        return ['H', order, position, magic, this.#comments.get(order) ?? '', 4, this.serverMs(at)];
      }),
    ];
    return ['c\tD', ...old, ...lines.map((cells) => cells.join('\t'))];
  }

  #calendar(shown: Shown): readonly string[] {
    const lines = this.events.map(({ id, atMs, currency, importance, name }) =>
      ['E', id, this.serverMs(atMs), currency, importance, name].join('\t'),
    );
    if (lines.join('\n') === shown.events) return [];
    shown.events = lines.join('\n');
    return ['c\tE', ...lines];
  }

  #symbolLine(symbol: string): (string | number)[] {
    const spec = this.account.spec(symbol);
    const isPriced = !this.isBeforeLogin && !this.priceless.has(symbol);
    const quote = isPriced ? this.account.quote(symbol) : null;
    if (spec === null) return [];
    const { filling = ['ioc'], execution = 'market' } = SYMBOLS.find((one) => one.symbol === symbol) ?? {};
    const values = isPriced ? this.tickValueTimes : 0;
    const {
      digits,
      point,
      tickSize,
      tickValueProfit,
      tickValueLoss,
      contractSize,
      volumeMin,
      volumeMax,
      volumeStep,
      stopsLevel,
    } = spec;
    const { currencyBase, currencyProfit, currencyMargin } = spec;
    const at = quote === null ? 0 : this.serverMs(quote.at);
    return [
      'Y',
      symbol + this.#suffix,
      digits,
      point,
      tickSize,
      tickValueProfit * values,
      tickValueLoss * values,
      contractSize,
      volumeMin,
      volumeMax,
      volumeStep,
      stopsLevel,
      this.freezeLevel,
      currencyBase,
      currencyProfit,
      currencyMargin,
      this.fillingFlags.get(symbol) ?? filling.reduce((flags, one) => flags | FILLING_FLAGS[one], 0),
      this.tradeModes.get(symbol) ?? 4,
      quote?.bid ?? 0,
      quote?.ask ?? 0,
      at,
      isPriced ? tickValueLoss * this.calculationTimes : 0,
      EXECUTIONS.indexOf(this.execution ?? execution),
      this.margins ? (spec.margin?.buy ?? -1) * this.marginTimes : -1,
    ];
  }

  /** How a symbol is dealt: market execution, every kind of order and lifetime, no end, swap in points. */
  #traitsLine(symbol: string): (string | number)[] {
    const { swap } = this.#spec(symbol);
    const limit = this.account.spec(symbol)?.volumeLimit ?? 0;
    const swaps = [swap?.long ?? 0, swap?.short ?? 0, swap === undefined ? 0 : 1, swap?.triple ?? 3];
    const path = symbol.startsWith('XAU') ? 'Metals\\Spot' : 'Forex\\Majors';
    const sessions = (this.sessions ?? [0, 1, 2, 3, 4, 5, 6].map((day) => [day, 0, 1_440])).flat();
    return ['Z', symbol + this.#suffix, 2, 127, 15, 0, limit, ...swaps, 0, path, symbol, ...sessions];
  }

  #dealLine(deal: Deal): (string | number)[] {
    const { ticket, order, position, symbol, direction, entry, volume, price, profit, commission, swap, at, reason, magic } =
      deal;
    const reasons = { client: 0, expert: 3, sl: 4, tp: 5, so: 6 } as const;
    // The server writes over the comment of a deal that a stop made.
    const comment = reason === 'sl' ? `[sl ${price}]` : reason === 'tp' ? `[tp ${price}]` : (this.#comments.get(order) ?? '');
    return [
      'D',
      ticket,
      order,
      position,
      symbol + this.#suffix,
      direction === 'BUY' ? 0 : 1,
      ['in', 'out', 'inout', 'out_by'].indexOf(entry),
      volume,
      price,
      profit,
      commission,
      swap,
      this.serverMs(at),
      reasons[reason],
      magic,
      comment,
    ];
  }
}
