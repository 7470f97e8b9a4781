import { createHash, createHmac } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { MINOR, snapshotText } from '#shared/bridge';
import { identifierOf, type BalanceOperation, type Deal, type OrderRequest, type Outcome, type Position } from '#shared/domain';
import { TOKEN } from './ea-process.ts';
import { SERVER_OFFSET_MS, type Venue } from './venue.ts';
import { clock } from './ea-clock.ts';

type Line = Record<string, unknown> & { readonly t: string };
type Known = { readonly op: string; readonly at: number; result: Record<string, unknown> | null; position: string };

/** A turn of the terminal: what the server has told since the last one is heard then. */
const LOOK_MS = 20;
/** An order that nobody has heard of for so long is nowhere. */
const UNHEARD_MS = 30_000;
/** Deals of one page. */
const PAGE = 1_000;
/** Candles of one line. */
const BARS_A_LINE = 250;

/** What outlives the terminal: the file in which the Expert Advisor keeps client ids. */
export class CidTable extends Map<string, Known> {}

/**
 * A MetaTrader terminal with its Expert Advisor on CB/1 over a real socket, in a few lines of TypeScript: the venue's own
 * account behind it, quick to start and to kill, so that thousands of stories can be told.
 */
export class TerminalDouble {
  /** Floors it was told, oldest first. */
  readonly floors: number[] = [];
  readonly #venue: Venue;
  readonly #port: number;
  readonly #table: CidTable;
  #socket: Socket | null = null;
  #seq = 0;
  #rev = 0;
  #session = '';
  #told = new Set<string>();
  #beat: NodeJS.Timeout | undefined;
  readonly #quotes = new Map<string, string>();
  /** The last minute of each symbol that was told or known as closed. */
  readonly #minute = new Map<string, number>();
  #isEnded = false;
  /** Answers that the server has given since the last look. */
  readonly #unheard: (() => void)[] = [];
  readonly #looks: NodeJS.Timeout;

  constructor(venue: Venue, port: number, table: CidTable) {
    this.#venue = venue;
    this.#port = port;
    this.#table = table;
    this.#looks = setInterval(() => this.#unheard.splice(0).forEach((hear) => hear()), LOOK_MS);
    this.#connect();
  }

  end(): void {
    this.#isEnded = true;
    clearInterval(this.#looks);
    this.#drop();
  }

  /** The line breaks; it reconnects after a moment. */
  cut(): void {
    this.#drop();
    if (!this.#isEnded) setTimeout(() => this.#connect(), 30);
  }

  #drop(): void {
    clearInterval(this.#beat);
    this.#socket?.destroy();
    this.#socket = null;
    this.#session = '';
  }

  #connect(): void {
    if (this.#isEnded) return;
    this.#seq = 0;
    const socket = connect({ host: '127.0.0.1', port: this.#port, noDelay: true });
    this.#socket = socket;
    this.#told = new Set(this.#deals().map(({ ticket }) => ticket));
    let rest = '';
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (this.#socket === socket) this.cut();
    });
    socket.on('connect', () =>
      this.#say('hello', {
        proto: 1,
        nonce: 'ab'.repeat(16),
        login: this.#venue.login,
        server: 'Simulated-Demo',
        company: 'Double',
        build: 1,
        ea: 'double',
        tradeMode: 'demo',
        marginMode: this.#venue.account.snapshot(clock.nowMs()).account.marginMode,
        currency: 'USD',
        leverage: 100,
        minor: MINOR,
        chart: 'double',
      }),
    );
    socket.on('data', (chunk: Buffer) => {
      rest += chunk.toString('latin1');
      for (let end = rest.indexOf('\n'); end >= 0 && this.#socket === socket; end = rest.indexOf('\n')) {
        const line = JSON.parse(rest.slice(0, end)) as Line;
        rest = rest.slice(end + 1);
        this.#take(line);
      }
    });
  }

  #say(t: string, fields: Record<string, unknown>): void {
    this.#seq += 1;
    if (this.#socket?.writable === true) this.#socket.write(`${JSON.stringify({ t, seq: this.#seq, ...fields })}\n`);
  }

  #take(line: Line): void {
    if (line.t === 'challenge') {
      const text = `C|1|${this.#venue.login}|${String(line['nonce'])}|${'ab'.repeat(16)}`;
      this.#say('auth', { mac: createHmac('sha256', TOKEN).update(text).digest('hex') });
    } else if (line.t === 'welcome') {
      this.#session = String(line['session']);
      this.#hb();
      this.#beat = setInterval(() => this.#tick(), LOOK_MS);
    } else if (line.t === 'cmd') this.#command(line);
  }

  #hb(): void {
    const now = clock.nowMs();
    const { account, positions, orders } = this.#venue.account.snapshot(now);
    const { connected, terminal, ea, account: allowed, expert } = this.#venue.switches;
    this.#say('hb', {
      ack: 0,
      serverMs: now + SERVER_OFFSET_MS,
      gmtMs: now,
      connected: connected === 1,
      terminalTrade: terminal === 1,
      eaTrade: ea === 1,
      accountTrade: allowed === 1,
      accountExpert: expert === 1,
      pingUs: 1,
      balance: account.balance,
      equity: account.equity,
      margin: account.margin,
      positions: positions.length,
      orders: orders.length,
      loopMs: 0,
    });
  }

  #beats = 0;
  #tick(): void {
    this.#beats += 1;
    if (this.#beats % 25 === 0) this.#hb();
    for (const symbol of this.#venue.account.symbols()) {
      const quote = this.#venue.account.quote(symbol);
      // As MetaTrader: a price that comes again is a tick of its own.
      const text = `${quote?.bid ?? 0} ${quote?.ask ?? 0} ${quote?.at ?? 0}`;
      if (quote === null || this.#quotes.get(symbol) === text) continue;
      this.#quotes.set(symbol, text);
      this.#say('tick', { sym: symbol, bid: quote.bid, ask: quote.ask, ms: quote.at + SERVER_OFFSET_MS });
      this.#closed(symbol);
    }
    this.#newDeals();
  }

  /** Minutes that closed since the last look; what closed before the first one comes with the history. */
  #closed(symbol: string): void {
    const last = this.#minute.get(symbol);
    for (const minute of this.#venue.minutes(symbol, 5)) {
      if (minute.time <= (last ?? -1)) continue;
      this.#minute.set(symbol, minute.time);
      const { time, open: o, high: h, low: l, close: c, volume: vol } = minute;
      if (last !== undefined) this.#say('bar', { sym: symbol, ms: time + SERVER_OFFSET_MS, o, h, l, c, vol, spread: 2 });
    }
  }

  #bars(symbol: string, count: number, q: unknown): void {
    const rows = this.#venue
      .minutes(symbol, count)
      .map(({ time, open, high, low, close, volume }) => [time + SERVER_OFFSET_MS, open, high, low, close, volume, 2]);
    for (let from = 0; from === 0 || from < rows.length; from += BARS_A_LINE) {
      const more = from + BARS_A_LINE < rows.length;
      this.#say('bars', { q, sym: symbol, rows: rows.slice(from, from + BARS_A_LINE), more });
    }
  }

  #newDeals(): void {
    for (const deal of this.#deals()) {
      if (this.#told.has(deal.ticket)) continue;
      this.#told.add(deal.ticket);
      this.#say('deal', this.#dealFields(deal));
    }
  }

  #deals(): readonly Deal[] {
    return this.#venue.account.deals(0);
  }

  #command(line: Line): void {
    const { op, q, session, deadlineMs } = line;
    if (session !== this.#session || Number(deadlineMs) < clock.nowMs()) {
      this.#say('nak', {
        code: session === this.#session ? 'expired' : 'wrong_session',
        detail: '',
        ...(q === undefined ? { cid: line['cid'] } : { q }),
      });
      return;
    }
    switch (op) {
      case 'snapshot':
        this.#snapshot(q);
        return;
      case 'sub':
        this.#describe(String(line['sym']), q);
        return;
      case 'bars':
        this.#bars(String(line['sym']), Number(line['count']), q);
        return;
      case 'history': {
        if (this.#isUnreadable('HistorySelect', 'history', q)) return;
        const since = Number(line['sinceMs']) - 60_000;
        const deals = this.#deals().filter(({ at }) => at >= since);
        const skip = Number(line['skip'] ?? 0);
        const page = deals.slice(skip, skip + PAGE);
        for (const deal of page) this.#say('deal', { ...this.#dealFields(deal), q });
        const next = skip + PAGE < deals.length ? skip + PAGE : 0;
        this.#say('history.end', { q, count: page.length, next, total: deals.length });
        return;
      }
      case 'calendar': {
        if (this.#isUnreadable('CalendarValueHistory', 'calendar', q)) return;
        const { events } = this.#venue;
        for (const { atMs, currency, importance, name } of events)
          this.#say('calendar', {
            q,
            ms: atMs + SERVER_OFFSET_MS,
            currency,
            impact: ['none', 'low', 'medium', 'high'][importance],
            title: name,
          });
        this.#say('calendar.end', { q, count: events.length });
        return;
      }
      case 'find':
        this.#find(String(line['cid']), q);
        return;
      case 'floor':
        this.floors.push(Number(line['equity']));
        return;
      default:
        this.#order(line);
    }
  }

  /** What the terminal's call cannot read is told as that. */
  #isUnreadable(call: string, what: string, q: unknown): boolean {
    const error = this.#venue.calls.errorOf(call);
    if (error !== null) this.#say('unreadable', { what, error, q });
    return error !== null;
  }

  #order(line: Line): void {
    const cid = String(line['cid']);
    const known = this.#table.get(cid);
    if (known !== undefined) {
      this.#say('ack', { cid, dup: true });
      if (known.result !== null) this.#say('result', known.result);
      return;
    }
    const row: Known = {
      op: String(line['op']),
      at: clock.nowMs(),
      result: null,
      position: typeof line['ticket'] === 'string' ? this.#venue.identifier(line['ticket']) : '0',
    };
    this.#table.set(cid, row);
    this.#say('ack', { cid, dup: false });
    this.#venue.requests.push([row.op, cid]);
    // Sent, and nothing else is known: the broker carries it out later, also when this terminal has ended by then.
    clock.after(this.#venue.latencyMs, () => this.#arrives(line, cid, row));
  }

  /** At the trade server. The terminal hears of it at its next look, or never. */
  #arrives(line: Line, cid: string, row: Known): void {
    const venue = this.#venue;
    venue.onRequest(venue.requests.length);
    if (venue.swallow > 0) {
      venue.swallow -= 1;
      return;
    }
    // A trade server knows nothing of our deadlines: what was sent in time is carried out whenever it arrives.
    const { told, deals } = venue.account.execute({ ...requestOf(line, cid), deadlineAt: Infinity }, clock.nowMs());
    const added = venue.account.takeTransactions().find(({ kind }) => kind === 'ORDER_ADD')?.order;
    if (told === null) return;
    this.#unheard.push(() => {
      if (told.kind === 'confirmed') row.position = told.ticket;
      row.result = resultOf(cid, told, deals[0]?.order ?? added ?? '0');
      if (this.#session === '') return;
      this.#newDeals();
      this.#say('result', row.result);
    });
  }

  #find(cid: string, q: unknown): void {
    const probed = this.#venue.account.probe(cid);
    if (probed.kind === 'resting' || probed.kind === 'ended') {
      const rested = probed.kind === 'resting';
      const state = rested ? 'working' : probed.how === 'refused' ? 'rejected' : probed.how;
      this.#say('found', { q, cid, state, position: rested ? probed.order.ticket : '0', retcode: 10009 });
      return;
    }
    const row = this.#table.get(cid);
    if (row !== undefined && row.op !== 'open' && row.op !== 'place') {
      this.#findChange(cid, row, q);
      return;
    }
    const { positions } = this.#venue.account.snapshot(clock.nowMs());
    const position = probed.kind === 'found' || probed.kind === 'found_closed' ? ticketOf(probed.outcome) : '0';
    if (position !== '0')
      for (const deal of this.#deals().filter((one) => one.position === position))
        this.#say('deal', { ...this.#dealFields(deal), q });
    const isOpen = positions.some(({ ticket }) => ticket === position);
    // It went to the server, and nobody has heard of it since: it may still be dealt.
    const isUnheard = row !== undefined && row.result === null && clock.nowMs() - row.at < UNHEARD_MS;
    const state = position === '0' ? (isUnheard ? 'working' : 'absent') : isOpen ? 'open' : 'closed';
    this.#say('found', { q, cid, state, position: position === '0' ? (row?.position ?? '0') : position, retcode: 10009 });
  }

  /** A change leaves no trace but the answer to it, and a close its deal: without either it is as open as before (10012). */
  #findChange(cid: string, { result, position }: Known, q: unknown): void {
    const deals = this.#deals().filter((one) => one.position === position);
    for (const deal of deals) this.#say('deal', { ...this.#dealFields(deal), q });
    const isDealt = deals.some(({ clientOrderId }) => clientOrderId === cid);
    const retcode = isDealt ? 10009 : result === null ? 10012 : Number(result['retcode']);
    const isOpen = this.#venue.positions.some((held) => identifierOf(held) === position);
    this.#say('found', { q, cid, state: isOpen ? 'open' : deals.length > 0 ? 'closed' : 'absent', position, retcode });
  }

  #snapshot(q: unknown): void {
    const { account, positions, orders } = this.#venue.account.snapshot(clock.nowMs());
    this.#rev += 1;
    this.#operations(account.operations ?? []);
    this.#say('account', {
      balance: account.balance,
      equity: account.equity,
      margin: account.margin,
      freeMargin: account.freeMargin,
      level: account.marginLevel ?? 0,
    });
    this.#say('names', { names: [...this.#venue.account.symbols()] });
    this.#say('snapshot.begin', { rev: this.#rev, ms: clock.nowMs(), q });
    const lines = positions.map((held) => ({
      ...positionFields(held),
      ticket: this.#venue.shownTicket(held),
      id: identifierOf(held),
    }));
    for (const fields of lines) this.#say('position', fields);
    for (const {
      ticket,
      symbol,
      direction,
      volume,
      price,
      stopLoss,
      takeProfit,
      placedAt,
      magic,
      clientOrderId,
      type = 'limit',
    } of orders)
      this.#say('order', {
        ticket,
        sym: symbol,
        side: direction,
        kind: type,
        vol: volume,
        price,
        sl: stopLoss ?? 0,
        tp: takeProfit ?? 0,
        ms: placedAt + SERVER_OFFSET_MS,
        magic: String(magic),
        comment: '',
        ...(clientOrderId === null ? {} : { cid: clientOrderId }),
      });
    const hash = createHash('sha256').update(snapshotText(lines)).digest('hex');
    this.#say('snapshot.end', { rev: this.#rev, positions: positions.length, orders: orders.length, hash, q });
  }

  #operations(all: readonly BalanceOperation[]): void {
    for (const { ticket, kind, amount, at } of all) {
      if (this.#told.has(ticket)) continue;
      this.#told.add(ticket);
      this.#say('operation', { ticket, kind, amount, ms: at + SERVER_OFFSET_MS });
    }
  }

  #describe(symbol: string, q: unknown): void {
    const spec = this.#venue.account.spec(symbol);
    const quote = this.#venue.account.quote(symbol);
    if (spec === null) {
      this.#say('nak', { code: 'unknown_symbol', detail: symbol, q });
      return;
    }
    this.#say('symbol', {
      sym: symbol,
      digits: spec.digits,
      point: spec.point,
      tickSize: spec.tickSize,
      tickProfit: spec.tickValueProfit,
      tickLoss: spec.tickValueLoss,
      contract: spec.contractSize,
      volMin: spec.volumeMin,
      volMax: spec.volumeMax,
      volStep: spec.volumeStep,
      stops: spec.stopsLevel,
      freeze: 0,
      base: spec.currencyBase,
      quote: spec.currencyProfit,
      margin: spec.currencyMargin,
      trade: 'full',
      bid: quote?.bid ?? 0,
      ask: quote?.ask ?? 0,
      ms: (quote?.at ?? 0) + SERVER_OFFSET_MS,
      q,
    });
  }

  #dealFields(deal: Deal): Record<string, unknown> {
    const {
      ticket,
      order,
      position,
      symbol,
      direction,
      entry,
      volume,
      price,
      profit,
      commission,
      swap,
      at,
      reason,
      magic,
      clientOrderId,
    } = deal;
    return {
      ticket,
      order,
      position,
      sym: symbol,
      side: direction,
      entry,
      vol: volume,
      price,
      profit,
      commission,
      swap,
      ms: at + SERVER_OFFSET_MS,
      reason,
      magic: String(magic),
      comment: '',
      ...(clientOrderId === null ? {} : { cid: clientOrderId }),
    };
  }
}

const ticketOf = (outcome: Outcome): string => (outcome.kind === 'confirmed' ? outcome.ticket : '0');

const positionFields = ({
  ticket,
  symbol,
  direction,
  volume,
  entry,
  stopLoss,
  takeProfit,
  current,
  profit,
  swap,
  openedAt,
  magic,
  clientOrderId,
}: Position) => ({
  ticket,
  id: ticket,
  sym: symbol,
  side: direction,
  vol: volume,
  open: entry,
  sl: stopLoss ?? 0,
  tp: takeProfit ?? 0,
  cur: current,
  profit,
  swap,
  ms: openedAt + SERVER_OFFSET_MS,
  magic: String(magic),
  comment: clientOrderId === null ? '' : `C:${clientOrderId}`,
  ...(clientOrderId === null ? {} : { cid: clientOrderId }),
});

const termsOf = (line: Line) => ({
  price: Number(line['price']),
  stopLimit: Number(line['limit']) > 0 ? Number(line['limit']) : null,
  expiresAt: Number(line['untilMs']) > 0 ? Number(line['untilMs']) : null,
});

function requestOf(line: Line, clientOrderId: string): OrderRequest {
  const ticket = String(line['ticket']);
  const deadlineAt = Number(line['deadlineMs']);
  const orNull = (key: string): number | null => (Number(line[key]) > 0 ? Number(line[key]) : null);
  const entry = () => ({
    op: 'open' as const,
    clientOrderId,
    symbol: String(line['sym']),
    side: line['side'] as 'BUY' | 'SELL',
    volume: Number(line['vol']),
    stopLoss: Number(line['sl']),
    takeProfit: orNull('tp'),
    magic: Number(line['magic']),
    deadlineAt,
  });
  switch (line['op']) {
    case 'open':
      return { ...entry(), deviationPoints: Number(line['deviation']) };
    case 'place':
      return {
        ...entry(),
        pending: { ...termsOf(line), type: line['kind'] as 'limit' | 'stop' | 'stop_limit' },
        deviationPoints: 0,
      };
    case 'replace': {
      const pending = { ...termsOf(line), type: 'limit' } as const;
      return {
        op: 'replace',
        clientOrderId,
        ticket,
        pending,
        stopLoss: Number(line['sl']),
        takeProfit: orNull('tp'),
        deadlineAt,
      };
    }
    case 'modify':
      return { op: 'modify', clientOrderId, ticket, stopLoss: orNull('sl'), takeProfit: orNull('tp'), deadlineAt };
    case 'closeby':
      return { op: 'close_by', clientOrderId, ticket, by: String(line['by']), deadlineAt };
    case 'cancel':
      return { op: 'cancel', clientOrderId, ticket, deadlineAt };
    default:
      return { op: 'close', clientOrderId, ticket, volume: orNull('vol'), deadlineAt };
  }
}

function resultOf(cid: string, told: Outcome, order: string): Record<string, unknown> {
  const ms = clock.nowMs() + SERVER_OFFSET_MS;
  if (told.kind === 'confirmed')
    return {
      cid,
      retcode: told.retcode,
      order,
      deal: told.deal ?? '0',
      position: told.ticket,
      price: told.price ?? 0,
      vol: told.volume ?? 0,
      ms,
      why: '',
    };
  // Taken, and nothing else: its deal, or its end without one, comes later.
  const retcode = told.kind === 'refused' ? told.retcode : Number(/\((\d{5})\)/.exec(told.why)?.[1] ?? 10008);
  return {
    cid,
    retcode,
    order: '0',
    deal: '0',
    position: '0',
    price: 0,
    vol: 0,
    ms,
    why: told.kind === 'refused' ? told.text : told.why,
  };
}
