import type { Execution, SymbolSpec, TradeMode } from '#shared/domain';
import type { Hours } from './trading-hours.ts';

/**
 * How margin and profit are reckoned (MQL5 reference, SYMBOL_TRADE_CALC_MODE), a lot each:
 * forex contract / leverage, forex_no_leverage contract, cfd contract * price, cfd_leverage contract * price / leverage,
 * cfd_index contract * price * tickPrice / tickSize, futures initialMargin. Profit is (exit - entry) * contract, for
 * futures (exit - entry) / tickSize * tickPrice.
 */
export type MarginMode = 'forex' | 'forex_no_leverage' | 'cfd' | 'cfd_index' | 'cfd_leverage' | 'futures';

/** Charged or paid at the server's midnight: points, account currency a lot, or percent a year (360 days) of the value at the price of the moment. */
export type Swap = {
  readonly mode: 'points' | 'deposit_currency' | 'interest';
  readonly long: number;
  readonly short: number;
  /** The weekday (Sunday is 0) that is charged three times, for the weekend. */
  readonly triple: number;
};

/** What moves with the rates, and what this broker has in other words. */
type Other = 'tickValueProfit' | 'tickValueLoss' | 'swap' | 'execution' | 'freezeLevel' | 'tradeMode' | 'volumeLimit';

/** What stays the same about a symbol. */
export type PaperSymbol = Omit<SymbolSpec, Other> & {
  readonly marginMode: MarginMode;
  readonly hours: Hours;
  /** Absent: market. */
  readonly execution?: Execution | undefined;
  /** What besides RETURN orders may ask for. Absent: IOC only, as most retail brokers have it. */
  readonly filling?: readonly ('fok' | 'ioc' | 'boc')[];
  /** Points from the price within which stops and orders cannot be changed (10029). Absent: 0. */
  readonly freezeLevel?: number | undefined;
  /** Absent: full. */
  readonly tradeMode?: TradeMode | undefined;
  /** Most lots of positions and orders in one direction (10034). Absent: no limit. */
  readonly volumeLimit?: number | undefined;
  /** Margin of hedged lots: that of the larger leg, or by a contract of this size, counted once. Absent: both legs in full. */
  readonly hedgedMargin?: number | 'larger_leg';
  /** Futures: margin currency a lot. */
  readonly initialMargin?: number | undefined;
  /** Futures and indices: profit currency a tick. */
  readonly tickPrice?: number | undefined;
  /** Absent: none. */
  readonly swap?: Swap | undefined;
};

const WEDNESDAY = 3;

/** A pair of currencies as retail accounts commonly have it, without swap. */
export const forex = (symbol: string, digits: number): PaperSymbol => ({
  symbol,
  digits,
  point: Number((10 ** -digits).toFixed(digits)),
  tickSize: Number((10 ** -digits).toFixed(digits)),
  contractSize: 100_000,
  volumeMin: 0.01,
  volumeMax: 50,
  volumeStep: 0.01,
  stopsLevel: 10,
  pip: Number((10 ** (1 - digits)).toFixed(digits - 1)),
  currencyBase: symbol.slice(0, 3),
  currencyProfit: symbol.slice(3, 6),
  currencyMargin: symbol.slice(0, 3),
  marginMode: 'forex',
  hours: 'fx',
});

/** The symbols the paper broker offers, with specifications as retail hedging accounts commonly have them. */
export const PAPER_SYMBOLS: readonly PaperSymbol[] = [
  { ...forex('EURUSD', 5), swap: { mode: 'points', long: -7, short: 3, triple: WEDNESDAY } },
  { ...forex('GBPUSD', 5), swap: { mode: 'points', long: -3, short: -2, triple: WEDNESDAY } },
  { ...forex('USDJPY', 3), swap: { mode: 'points', long: 5.96, short: -16.95, triple: WEDNESDAY } },
  {
    ...forex('XAUUSD', 2),
    contractSize: 100,
    volumeMax: 80,
    stopsLevel: 20,
    currencyMargin: 'USD',
    marginMode: 'cfd_leverage',
    hours: 'metal',
    swap: { mode: 'points', long: -63.88, short: 40.23, triple: WEDNESDAY },
  },
];
