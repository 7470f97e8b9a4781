import type { LineOf } from '#shared/bridge';
import type { SymbolSpec } from '#shared/domain';
import { classOf, pipOf, weekOf } from '#shared/instruments';
import type { TickValues } from './tick-values.ts';

/** What a line alone does not say of a symbol. */
export type SpecContext = {
  readonly symbol: string;
  readonly values: TickValues;
  /** The pip that the configuration gives the symbol; undefined: the usual one. */
  readonly pip?: number | undefined;
  /** UTC milliseconds of a moment on the trade server's clock. */
  utc(serverMs: number): number;
};

const TRADE_MODES = {
  disabled: 'disabled',
  longonly: 'long_only',
  shortonly: 'short_only',
  closeonly: 'close_only',
  full: 'full',
} as const;

/** A calculation that fails for one side is none. A margin of 0 is one: such symbols exist, as where a broker asks for nothing. */
function marginOf({ marginBuy: buy, marginSell: sell }: LineOf<'symbol'>): Pick<SymbolSpec, 'margin'> {
  if (buy === undefined || sell === undefined) return {};
  return { margin: buy >= 0 && sell >= 0 ? { buy, sell } : null };
}

/** A described symbol in our words. What an older Expert Advisor does not tell is left out. */
export function specOf(line: LineOf<'symbol'>, { symbol, values, pip, utc }: SpecContext): SymbolSpec {
  const { digits, point, tickSize } = line;
  const assetClass = classOf({ symbol, base: line.base, quote: line.quote, path: line.path, calculation: line.calc });
  return {
    symbol,
    digits,
    point,
    tickSize,
    tickValueProfit: values.profit,
    tickValueLoss: values.loss,
    contractSize: line.contract,
    volumeMin: line.volMin,
    volumeMax: line.volMax,
    volumeStep: line.volStep,
    stopsLevel: line.stops,
    pip: pip === undefined ? pipOf(assetClass, { symbol, digits, point, tickSize }) : Math.max(pip, point),
    currencyBase: line.base,
    currencyProfit: line.quote,
    currencyMargin: line.margin,
    ...marginOf(line),
    tradeMode: TRADE_MODES[line.trade],
    assetClass,
    freezeLevel: line.freeze,
    ...dealing(line),
    ...(line.sessions === undefined ? {} : { sessions: weekOf(line.sessions) }),
    ...swapOf(line),
    ...(line.expires === undefined || line.expires === 0 ? {} : { expiresAt: utc(line.expires * 1_000) }),
  };
}

const ORDER_KINDS = ['market', 'limit', 'stop', 'stop_limit', 'sl', 'tp', 'close_by'] as const;
const LIFETIMES = ['gtc', 'day', 'specified', 'specified_day'] as const;

/** Those whose flag is set: the first one's is 1. */
const flagged = <T>(all: readonly T[], flags: number): T[] => all.filter((_one, bit) => ((flags >> bit) & 1) === 1);

/** How it is dealt. Flags that are all set restrict nothing, and none at all is no answer. */
function dealing({ exec, orderModes = 0, lifetimes = 0, volLimit = 0 }: LineOf<'symbol'>): Partial<SymbolSpec> {
  const [kinds, lives] = [flagged(ORDER_KINDS, orderModes), flagged(LIFETIMES, lifetimes)];
  return {
    ...(exec === undefined ? {} : { execution: exec }),
    ...(kinds.length === 0 || kinds.length === ORDER_KINDS.length ? {} : { orderKinds: kinds }),
    ...(lives.length === 0 || lives.length === LIFETIMES.length ? {} : { lifetimes: lives }),
    ...(volLimit > 0 ? { volumeLimit: volLimit } : {}),
  };
}

/** SYMBOL_SWAP_MODE by its number. One that is not listed is newer than this list: nobody knows how it is reckoned. */
const SWAP_MODES: Readonly<Record<number, NonNullable<SymbolSpec['swap']>['mode']>> = {
  0: 'none',
  1: 'points',
  2: 'base_currency',
  3: 'margin_currency',
  4: 'deposit_currency',
  5: 'interest',
  6: 'interest_open',
  7: 'reopen',
  8: 'reopen',
};

const swapOf = ({ swapMode, swapLong = 0, swapShort = 0, swapTriple = 3 }: LineOf<'symbol'>): Pick<SymbolSpec, 'swap'> =>
  swapMode === undefined
    ? {}
    : { swap: { mode: SWAP_MODES[swapMode] ?? 'other', long: swapLong, short: swapShort, triple: swapTriple } };
