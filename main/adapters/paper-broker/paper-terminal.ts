import {
  NOT_SENT,
  refusalOf,
  type BalanceOperation,
  type Bar,
  type Deal,
  type Link,
  type OrderRequest,
  type Outcome,
  type ProbeResult,
  type Quote,
  type SymbolSpec,
  type TerminalSnapshot,
} from '#shared/domain';
import type { Terminal, TerminalNews } from '#ports';
import type { HandChange, HandTrade, PaperAccount, PriceMarket } from '../../paper-broker/index.ts';
import { copiedParts, type PaperParts } from './paper-parts.ts';
import { timeNow } from './time-now.ts';
import type { TradeWrite } from './paper-store.ts';
import { ReplayFeed } from './replay-feed.ts';

/** How often the market is asked for new prices, and how often they are saved. */
const BEAT_MS = 250;
const SAVE_EVERY_BEATS = 4;
const NOT_RUNNING = 'No connection: the paper terminal is not running, nothing was sent';

/** The paper broker behind the Terminal port: prices in, events out; every trade is durable before it is reported. */
export class PaperTerminal implements Terminal {
  readonly kind = 'paper';
  readonly source: string;
  readonly replay: ReplayFeed;
  readonly #parts: PaperParts;
  readonly #listeners = new Set<(news: TerminalNews) => void>();
  #state: Link = 'down';
  #lastTickMono = 0;
  #lastSnapshot: TerminalSnapshot | null = null;
  #beats = 0;
  #cutUntil = 0;
  #callOff: () => void = () => undefined;

  constructor(parts: PaperParts) {
    this.#parts = parts;
    this.source = parts.source;
    this.replay = new ReplayFeed(parts.account, parts.clock, (deals) => {
      this.#dealt(deals);
    });
  }

  link(): { readonly state: Link; readonly ageMs: number } {
    return { state: this.#state, ageMs: Math.max(0, this.#parts.clock.monoMs() - this.#lastTickMono) };
  }

  symbols(): readonly string[] {
    return this.#parts.symbols;
  }

  spec(symbol: string): SymbolSpec | null {
    return this.#parts.account.spec(symbol);
  }

  quote(symbol: string): Quote | null {
    return this.#parts.account.quote(symbol);
  }

  /** Valued at the newest prices while the link is up; the last one seen afterwards. */
  snapshot(): TerminalSnapshot | null {
    if (this.#state === 'up') this.#lastSnapshot = this.#parts.account.snapshot(this.#parts.clock.nowMs());
    return this.#lastSnapshot;
  }

  refresh(): Promise<TerminalSnapshot | null> {
    return Promise.resolve(this.#state === 'up' ? this.snapshot() : null);
  }

  opensAt(symbol: string): number | null {
    return this.#parts.account.opensAt(symbol, this.#parts.clock.nowMs());
  }

  send(request: OrderRequest, taken: () => void = () => undefined): Promise<Outcome> {
    const { clock, wire } = this.#parts;
    if (this.#state !== 'up') return Promise.resolve(refusalOf(NOT_SENT, NOT_RUNNING, clock.nowMs()));
    return wire.carry(request, () => this.#execute(request, taken));
  }

  probe(clientOrderId: string): Promise<ProbeResult> {
    const { account } = this.#parts;
    const gone: ProbeResult = { kind: 'unreachable', why: 'the paper terminal is not running' };
    return Promise.resolve(this.#state === 'up' ? account.probe(clientOrderId) : gone);
  }

  history(symbol: string, count: number): Promise<readonly Bar[]> {
    return Promise.resolve(this.#parts.bars.last(symbol, count));
  }

  deals(sinceMs: number): Promise<readonly Deal[]> {
    return Promise.resolve(this.#parts.account.deals(sinceMs));
  }

  onNews(listener: (news: TerminalNews) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  start(): Promise<void> {
    if (this.#state === 'up' || this.#parts.clock.monoMs() < this.#cutUntil) return Promise.resolve();
    this.#state = 'up';
    this.#lastTickMono = this.#parts.clock.monoMs();
    this.#tell({ kind: 'link', link: 'up' });
    if (this.#parts.market !== null) this.#beat(this.#parts.market);
    return Promise.resolve();
  }

  /** The link is down so long, whatever is tried meanwhile: for rehearsals. */
  cutFor(ms: number): void {
    this.#cutUntil = this.#parts.clock.monoMs() + ms;
    this.#down('the link is cut (rehearsed)');
    this.#parts.clock.after(ms, () => void this.start());
  }

  /** Drops the link and reconnects. */
  reconnect(): Promise<void> {
    if (this.#state === 'up') this.#down('the link was dropped to reconnect');
    return this.start();
  }

  stop(): Promise<void> {
    if (this.#state === 'up') {
      this.snapshot();
      this.#save();
      this.#down('the paper terminal was stopped');
    }
    this.#parts.books.close();
    return Promise.resolve();
  }

  /** One price: stops are judged, then the price, the bar it closed and the deals it caused are published. */
  feedTick(quote: Quote): void {
    const { account, bars, clock } = this.#parts;
    const deals = account.onQuote(quote);
    if (deals.length > 0) this.#written(deals, null);
    this.#lastTickMono = clock.monoMs();
    const closed = bars.tick(quote);
    if (closed !== null) this.#tell({ kind: 'bar', bar: closed });
    this.#tell({ kind: 'quote', quote });
    for (const deal of deals) this.#tell({ kind: 'deal', deal });
  }

  /** Time alone: closes bars whose minute is over. */
  feedTime(nowMs: number): void {
    for (const bar of this.#parts.bars.advance(nowMs)) this.#tell({ kind: 'bar', bar });
  }

  /** A bar that was closed elsewhere (a history file), published as it is. */
  feedBar(bar: Bar): void {
    this.#parts.bars.keep(bar);
    this.#tell({ kind: 'bar', bar });
  }

  /** The terminal's Algo Trading button. */
  setAlgoTrading(on: boolean): void {
    this.#parts.account.setAlgoTrading(on);
    this.#written([], null);
  }

  /** A deposit, a withdrawal or a charge: money that moves without a trade. */
  operate(kind: BalanceOperation['kind'], amount: number): void {
    this.#parts.account.operate(kind, amount, this.#parts.clock.nowMs());
    this.#written([], null);
  }

  /** A trade made by hand in the terminal, or a change to a position. */
  tradeByHand(trade: HandTrade | HandChange): ReturnType<PaperAccount['tradeByHand']> {
    const end = this.#parts.account.tradeByHand(trade, this.#parts.clock.nowMs());
    this.#dealt('deal' in end && end.deal !== null ? [end.deal] : []);
    return end;
  }

  /**
   * A broker of its own with the same books and the same prices from here on, kept nowhere: for rehearsals. It makes no bars.
   * It hears of prices until it is stopped.
   */
  copy(): PaperTerminal {
    const end = this.onNews((news) => news.kind === 'quote' && copy.feedTick(news.quote));
    const copy: PaperTerminal = new PaperTerminal(copiedParts(this.#parts, end));
    return copy;
  }

  #dealt(deals: readonly Deal[]): void {
    this.#written(deals, null);
    for (const deal of deals) this.#tell({ kind: 'deal', deal });
  }

  #execute(request: OrderRequest, taken: () => void): Outcome | null {
    if (this.#state !== 'up') return null;
    const { account, clock, books } = this.#parts;
    const isNewRisk = request.op === 'open';
    if (isNewRisk && books.isBehind)
      return refusalOf(NOT_SENT, 'The paper broker cannot write its books: no new orders', clock.nowMs());
    const { answer, deals, told, repeated } = account.execute(request, clock.nowMs());
    // What adds risk is not confirmed before it is durable: it is looked for, and found when it is. What takes risk away is.
    const isToWrite = !repeated || deals.length > 0;
    const given = repeated ? null : { clientOrderId: request.clientOrderId, answer };
    if (isToWrite && !this.#written(deals, given) && isNewRisk) return null;
    for (const deal of deals) this.#tell({ kind: 'deal', deal });
    if (told === null) taken();
    return told;
  }

  /** False when it waits for the disk. */
  #written(deals: readonly Deal[], answer: TradeWrite['answer']): boolean {
    const { books, account } = this.#parts;
    const isDurable = books.trade({ head: account.head(), deals, answer });
    if (books.isLost) this.#down('more trades wait for the disk than can be kept');
    return isDurable;
  }

  #save(): void {
    const { books, account, bars, market } = this.#parts;
    const unsaved = bars.takeUnsaved();
    if (!books.prices({ head: account.head(), bars: unsaved, pathMinutes: market?.pathMinutes() ?? 0 })) bars.putBack(unsaved);
  }

  #down(why: string): void {
    if (this.#state === 'down') return;
    this.#state = 'down';
    this.#callOff();
    this.#parts.wire.cut(why);
    this.#tell({ kind: 'link', link: 'down' });
  }

  #beat(market: PriceMarket): void {
    const now = timeNow(this.#parts);
    for (const quote of market.advance(now)) {
      if (this.#state !== 'up') return;
      this.feedTick(quote);
    }
    this.feedTime(now);
    if (this.#beats++ % SAVE_EVERY_BEATS === 0) this.#save();
    if (this.#state === 'up') this.#callOff = this.#parts.clock.after(BEAT_MS, () => this.#beat(market));
  }

  #tell(news: TerminalNews): void {
    for (const listener of this.#listeners) listener(news);
  }
}
