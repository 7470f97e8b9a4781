import type { Side, Timeframe } from '#shared/domain';
import { STRATEGIES, strategyOfPattern, strategyOfSpelling, strategyOfTimeframe, type Pattern } from '#shared/strategies';

const SIDES: ReadonlyMap<string, Side> = new Map([
  ['buy', 'BUY'],
  ['long', 'BUY'],
  ['bull', 'BUY'],
  ['bullish', 'BUY'],
  ['sell', 'SELL'],
  ['short', 'SELL'],
  ['bear', 'SELL'],
  ['bearish', 'SELL'],
]);
const FRAMES: ReadonlyMap<string, Timeframe> = new Map([
  ['m1', 'M1'],
  ['1', 'M1'],
  ['1m', 'M1'],
  ['m5', 'M5'],
  ['5', 'M5'],
  ['5m', 'M5'],
]);

const word = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim().toLowerCase() : '';

/** BUY or SELL from any of the words traders use for them, in any case. */
export const sideOf = (value: unknown): Side | null => SIDES.get(word(value)) ?? null;
/** M1 or M5, also in TradingView's spelling of an interval ("5"). */
export const timeframeOf = (value: unknown): Timeframe | null => FRAMES.get(word(value)) ?? null;
/** A pattern from any of its strategy's spellings, in any case. */
export const patternOf = (value: unknown): Pattern | null => strategyOfSpelling(word(value))?.pattern ?? null;
export const PATTERN_RULE = `must be ${STRATEGIES.filter(({ spellings }) => spellings.length > 0)
  .map(({ pattern }) => pattern)
  .join(' or ')}`;
/** The pattern that belongs to a timeframe, and the other way round, for senders that name only one of them. */
export const patternFor = (timeframe: Timeframe): Pattern => strategyOfTimeframe(timeframe).pattern;
export const timeframeFor = (pattern: Pattern): Timeframe => strategyOfPattern(pattern).timeframe;
export const SIDE_RULE = 'must be BUY or SELL (LONG, SHORT, BULL, BEAR, BULLISH and BEARISH are understood)';

const SYMBOL = /^[A-Za-z0-9_.#&+\-/!]{1,32}$/;
const PAIR = /^[A-Za-z]{6}$/;
const SLASHED = /^([A-Za-z]{3})\/([A-Za-z]{3})$/;
/** A tradable name. Pairs are upper-cased; other names keep their case, because brokers have CrudeOIL. */
export function symbolOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const name = value.trim().replace(SLASHED, '$1$2');
  if (!SYMBOL.test(name)) return null;
  return PAIR.test(name) ? name.toUpperCase() : name;
}
/** TradingView's "OANDA:EURUSD" without its exchange. */
export const withoutExchange = (name: string): string => name.slice(name.lastIndexOf(':') + 1);
export const SYMBOL_RULE = 'must be a symbol of 1 to 32 letters, digits or _ . # & + - / !';
