import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { PAPER_SYMBOLS, PaperAccount, type Fault } from '../../main/paper/index.ts';
import type { Deal, OrderRequest, Side } from '../../shared/domain/index.ts';

/** The trade server's clock: three hours ahead of UTC, as in a New York summer. */
export const SERVER_OFFSET_MS = 3 * 3_600_000;
const NO_STOP = { BUY: 0.00001, SELL: 1_000_000 } as const;
const ACTION = { deal: 1, stops: 6, remove: 8 } as const;
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
  login = '5012345';
  /** So many of the next requests vanish: nothing is done, and no word comes. */
  swallow = 0;
  /** Refuses stops with the entry, as some brokers do; they may be set afterwards unless `neverStops`. */
  noStopsAtOpen = false;
  neverStops = false;
  /** A history that is behind: positions are there, and not yet the orders and deals that made them. */
  isHistoryBehind = false;
  /** Requests that came, oldest first. */
  readonly requests: string[][] = [];
  readonly events: { id: number; atMs: number; currency: string; importance: number; name: string }[] = [];
  readonly #suffix: string;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #minutes = new Map<string, Minute[]>();
  readonly #comments = new Map<string, string>();

  constructor(suffix = '') {
    this.#suffix = suffix;
    this.account = new PaperAccount(
      {
        login: '5012345',
        server: 'Simulated-Demo',
        company: 'Simulated broker',
        currency: 'USD',
        leverage: 100,
        balance: 100_000,
        alwaysOpen: true,
        slippagePoints: 0,
        commissionPerLot: 7,
        seed: 1,
        symbols: PAPER_SYMBOLS,
      },
      null,
      { strike: () => this.faults.shift() ?? null },
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
    const at = Date.now();
    this.account.onQuote({ symbol, bid, ask: Number((bid + 2 * point).toFixed(digits)), at });
    const minutes = this.#minutes.get(symbol) ?? [];
    const time = Math.floor(at / 60_000) * 60_000;
    const last = minutes.at(-1);
    if (last?.time !== time) minutes.push({ time, open: bid, high: bid, low: bid, close: bid, volume: 1 });
    else
      Object.assign(last, { high: Math.max(last.high, bid), low: Math.min(last.low, bid), close: bid, volume: last.volume + 1 });
    this.#minutes.set(symbol, minutes);
  }

  /** Somebody trades in the terminal itself. */
  byHand(symbol: string, side: Side, volume: number): void {
    this.account.tradeByHand({ symbol, side, volume, stopLoss: null, takeProfit: null, price: null }, Date.now());
  }

  get positions() {
    return this.account.snapshot(Date.now()).positions;
  }

  #past(symbol: string, bid: number): void {
    const { point, digits } = this.#spec(symbol);
    const now = Math.floor(Date.now() / 60_000) * 60_000;
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
    const spec = PAPER_SYMBOLS.find((one) => one.symbol === symbol);
    if (spec === undefined) throw new Error(`no ${symbol}`);
    return spec;
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => undefined);
    let rest = '';
    socket.on('data', (chunk: Buffer) => {
      rest += chunk.toString('utf8');
      for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
        const parts = rest.slice(0, end).split('\t');
        rest = rest.slice(end + 1);
        socket.write(this.#answer(parts));
      }
    });
  }

  #answer(parts: string[]): string {
    if (parts[0] === 'B') return this.#bars(this.#ours(parts[1] ?? ''), Number(parts[2]), Number(parts[3]));
    if (parts[0] === 'R') return `${this.#carryOut(parts)}\n${this.#state()}`;
    return this.#state();
  }

  #bars(symbol: string, start: number, count: number): string {
    const minutes = this.#minutes.get(symbol) ?? [];
    const closed = minutes.slice(Math.max(0, minutes.length - start - count), minutes.length - start);
    return `${closed.map((m) => `b\t${m.time + SERVER_OFFSET_MS}\t${m.open}\t${m.high}\t${m.low}\t${m.close}\t${m.volume}\t2\n`).join('')}.\n`;
  }

  /** `r retcode order deal position price volume comment`, or `r lost`. */
  #carryOut(parts: string[]): string {
    this.requests.push(parts);
    if (this.swallow > 0) {
      this.swallow -= 1;
      return 'r\tlost';
    }
    const [, action, type, name = '', volume, , sl, tp, deviation, , magic, position = '0', , order = '0', comment = ''] = parts;
    const cid = comment.startsWith('C:') ? comment.slice(2) : `H${this.requests.length}`.padEnd(16, '0');
    const side: Side = type === '0' ? 'BUY' : 'SELL';
    const deadlineAt = Date.now() + 10_000;
    let request: OrderRequest;
    if (Number(action) === ACTION.deal && position === '0') {
      if (Number(sl) > 0 && this.noStopsAtOpen) return this.#refusal(10016, 'Invalid stops');
      request = {
        op: 'open',
        cid,
        symbol: this.#ours(name),
        side,
        volume: Number(volume),
        stopLoss: Number(sl) > 0 ? Number(sl) : NO_STOP[side],
        takeProfit: Number(tp) > 0 ? Number(tp) : null,
        deviationPoints: Number(deviation),
        magic: Number(magic),
        deadlineAt,
      };
    } else if (Number(action) === ACTION.deal)
      request = { op: 'close', cid: `${cid}${this.requests.length}`, ticket: position, volume: Number(volume), deadlineAt };
    else if (Number(action) === ACTION.stops) {
      if (this.neverStops) return this.#refusal(10016, 'Invalid stops');
      request = {
        op: 'modify',
        cid: `${cid}${this.requests.length}`,
        ticket: position,
        stopLoss: Number(sl) || null,
        takeProfit: Number(tp) || null,
        deadlineAt,
      };
    } else if (Number(action) === ACTION.remove) request = { op: 'cancel', cid, ticket: order, deadlineAt };
    else return this.#refusal(10013, 'Invalid request');
    const { told, deals } = this.account.execute(request, Date.now());
    for (const deal of deals) this.#comments.set(deal.order, comment);
    if (told === null) return 'r\tlost';
    if (told.kind === 'unknown') return this.#refusal(10012, 'Request canceled by timeout');
    if (told.kind === 'refused') return this.#refusal(told.retcode, told.text);
    const deal = deals[0];
    return `r\t${told.retcode}\t${deal?.order ?? '0'}\t${deal?.ticket ?? '0'}\t${told.ticket}\t${told.price ?? 0}\t${told.volume ?? 0}\t`;
  }

  #refusal(retcode: number, text: string): string {
    return `r\t${retcode}\t0\t0\t0\t0\t0\t${text}`;
  }

  #ours(name: string): string {
    return this.#suffix === '' ? name : name.slice(0, -this.#suffix.length);
  }

  #state(): string {
    const now = Date.now();
    const { account, positions, orders } = this.account.snapshot(now);
    const { connected, terminal, ea, account: allowed, expert } = this.switches;
    const deals = this.isHistoryBehind ? [] : this.account.deals(0);
    const lines = [
      [
        'A',
        this.login,
        account.server,
        account.company,
        account.currency,
        account.leverage,
        account.balance,
        account.equity,
        account.margin,
        account.freeMargin,
        account.marginLevel ?? 0,
        '',
        this.tradeMode,
        2,
        connected,
        terminal,
        ea,
        allowed,
        expert,
      ],
      ['T', now + SERVER_OFFSET_MS, now],
      ...this.account.symbols().map((symbol) => this.#symbolLine(symbol)),
      ...positions.map((held) => {
        const { ticket, symbol, direction, volume, entry, stopLoss, takeProfit, current, profit, swap, openedAt, magic, cid } =
          held;
        const stop = stopLoss === null || stopLoss === NO_STOP[direction] ? 0 : stopLoss;
        const comment = cid === null ? '' : `C:${cid}`;
        return [
          'P',
          ticket,
          ticket,
          symbol + this.#suffix,
          direction === 'BUY' ? 0 : 1,
          volume,
          entry,
          stop,
          takeProfit ?? 0,
          current,
          profit,
          swap,
          openedAt + SERVER_OFFSET_MS,
          magic,
          comment,
        ];
      }),
      ...orders.map(({ ticket, symbol, direction, volume, price, stopLoss, takeProfit, placedAt, magic, cid }) => [
        'O',
        ticket,
        symbol + this.#suffix,
        direction === 'BUY' ? 2 : 3,
        volume,
        price,
        stopLoss ?? 0,
        takeProfit ?? 0,
        placedAt + SERVER_OFFSET_MS,
        magic,
        cid === null ? '' : `C:${cid}`,
      ]),
      ...deals.map((deal) => this.#dealLine(deal)),
      ...deals.map(({ order, position, magic }) => ['H', order, position, magic, this.#comments.get(order) ?? '', 4]),
      ...this.events.map(({ id, atMs, currency, importance, name }) => [
        'E',
        id,
        atMs + SERVER_OFFSET_MS,
        currency,
        importance,
        name,
      ]),
    ];
    return `${lines.map((cells) => cells.join('\t')).join('\n')}\n.\n`;
  }

  #symbolLine(symbol: string): (string | number)[] {
    const spec = this.account.spec(symbol);
    const quote = this.account.quote(symbol);
    if (spec === null) return [];
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
    const at = quote === null ? 0 : quote.at + SERVER_OFFSET_MS;
    return [
      'Y',
      symbol + this.#suffix,
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
      0,
      currencyBase,
      currencyProfit,
      currencyMargin,
      3,
      4,
      quote?.bid ?? 0,
      quote?.ask ?? 0,
      at,
    ];
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
      entry === 'in' ? 0 : 1,
      volume,
      price,
      profit,
      commission,
      swap,
      at + SERVER_OFFSET_MS,
      reasons[reason],
      magic,
      comment,
    ];
  }
}
