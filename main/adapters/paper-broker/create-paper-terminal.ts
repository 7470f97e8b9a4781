import type { Clock } from '#ports';
import { DemoMarket, PaperAccount, type Faults, type PaperSymbol, type PriceMarket } from '../../paper-broker/index.ts';
import { accountSettings, type PaperConfig } from './account-settings.ts';
import { BarBook } from './bar-book.ts';
import { Books } from './books.ts';
import { memoryStore, openPaperStore, type PaperStore, type Stored } from './paper-store.ts';
import { PaperTerminal } from './paper-terminal.ts';
import { PaperWire } from './paper-wire.ts';
import { rehearsedFaults } from './rehearsed-faults.ts';

/** Where the prices come from. For the demo market, `offsetMinutes` is asked only for an account without a past. */
export type MarketChoice =
  | { readonly kind: 'demo'; readonly historyBars: number; readonly offsetMinutes: () => number }
  | { readonly kind: 'file'; readonly market: PriceMarket };

export type PaperTerminalOptions = {
  readonly config: PaperConfig;
  readonly clock: Clock;
  readonly market: MarketChoice;
  /** SQLite file of the broker's books; null keeps nothing (tests). */
  readonly dataFile: string | null;
  /** Specifications of symbols beyond our own. */
  readonly symbols?: readonly PaperSymbol[];
  readonly faults?: Faults;
  /** Hears when the books cannot be written, and when they can again. */
  readonly told?: (text: string) => void;
  /** False: an answer comes within the call, for virtual time. */
  readonly latency?: boolean;
};

/** The walk restarts after this many minutes, so that a long life never makes a long start. */
const WALK_MINUTES_MAX = 100_000;

/**
 * The paper terminal in real time. With a data file the account, its positions, client ids and bars are those of the last
 * run, and the demo market goes on from the prices it had; stops are judged on the first price after that.
 */
export function createPaperTerminal(options: PaperTerminalOptions): PaperTerminal {
  const store = options.dataFile === null ? memoryStore() : openPaperStore(options.dataFile);
  try {
    return terminalOn(store, options);
  } catch (error) {
    store.close(); // Windows removes no folder with an open file in it.
    throw error;
  }
}

function terminalOn(store: PaperStore, options: PaperTerminalOptions): PaperTerminal {
  const { config, clock, faults } = options;
  const stored = store.load();
  const names = options.market.kind === 'demo' ? config.symbols : options.market.market.symbols;
  const settings = accountSettings(config, names, options.symbols ?? [], stored);
  const symbols = settings.symbols.map((spec) => spec.symbol);
  const market = options.market.kind === 'demo' ? demoMarket(options, options.market, symbols, stored) : options.market.market;
  const isNew = stored === null;
  const bars = new BarBook(settings.symbols, isNew ? 0 : null);
  // A run whose clock was ahead has left minutes that have not come yet.
  bars.restore(stored?.bars.filter(({ time }) => time <= clock.nowMs()) ?? []);
  if (isNew || options.market.kind === 'file')
    for (const symbol of symbols) for (const bar of market.history(symbol)) bars.keep(bar);
  const wire = new PaperWire(clock, options.latency === false ? null : config.seed);
  // The terminal is made of the account, and a rehearsed fault may take the terminal's link down.
  const cut = (ms: number): void => {
    clock.soon(() => terminal.cutFor(ms));
  };
  const account = new PaperAccount(settings, stored?.account ?? null, faults ?? rehearsedFaults(config.faults, cut));
  // A new account sees the running minute from its beginning; a restored one has positions, whose stops wait for the first new price.
  if (isNew)
    for (const quote of market.priming()) {
      bars.tick(quote);
      account.onQuote(quote);
    }
  const terminal = new PaperTerminal({
    account,
    bars,
    books: new Books(store, options.told ?? (() => undefined)),
    wire,
    clock,
    source: market.source,
    symbols,
    market,
  });
  return terminal;
}

function demoMarket(
  { config, clock }: PaperTerminalOptions,
  { historyBars, offsetMinutes }: Extract<MarketChoice, { kind: 'demo' }>,
  symbols: readonly string[],
  stored: Stored | null,
): PriceMarket {
  const { seed, alwaysOpen } = config;
  const common = { seed, alwaysOpen, symbols, nowMs: clock.nowMs() };
  if (stored === null) return new DemoMarket({ ...common, historyBars, offsetMinutes: offsetMinutes(), prices: {} });
  const prices = Object.fromEntries(stored.account.head.quotes.map((quote) => [quote.symbol, quote.bid]));
  return new DemoMarket({ ...common, historyBars: 0, offsetMinutes: (stored.pathMinutes + 1) % WALK_MINUTES_MAX, prices });
}
