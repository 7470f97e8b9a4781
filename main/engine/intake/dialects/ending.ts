import { NO_LEVELS, type ExitPart, type Side } from '#shared/domain';
import type { Meaning, StatedPart } from '../intent/index.ts';
import { isObject, type JsonObject } from '../text/index.ts';
import type { Draft } from './draft.ts';
import type { IntakeFacts } from './facts.ts';
import { fieldReader, positive, type FieldReader, type Issue } from './field-reader.ts';
import { ID_KEYS, idIn } from './label.ts';
import { metadataOf } from './metadata.ts';
import { serverMoment, TIME_KEYS, timeKeysIn } from './moment.ts';
import { lotsOf } from './sizes.ts';
import { setupOf, STRATEGY_KEYS } from './strategy-field.ts';
import { symbolOf, SYMBOL_RULE, withoutExchange } from './vocabulary.ts';

type Ending = Extract<Meaning, { means: 'exit' | 'cancel' }>;

export const SYMBOL = [
  ...['ticker', 'symbol', 'tv_instrument', 'instrument', 'pair', 'asset', 'symbolName', 'instId'],
  ...['tradesymbol', 'symbol_name', 'security', 'epic', 'contract_symbol'],
];
export const MORE_SYMBOLS = [...SYMBOL, 'market', 'tv_ticker', 'Symbol', 'SYMBOL', 'Ticker', 'TICKER'];
const FRAME = ['timeframe', 'interval'];
const KNOWN = new Set<string>([
  ...ID_KEYS,
  ...MORE_SYMBOLS,
  ...TIME_KEYS,
  ...FRAME,
  ...STRATEGY_KEYS,
  'kind',
  'direction',
  'pattern_type',
]);

/**
 * The one reader of exits and cancels, for every format. Only the symbol is needed: a side, a price, a time, a timeframe or a size that
 * is missing or odd is no reason to leave a position open.
 */
export function endingOf(body: JsonObject, { means, side, part: stated }: Ending, facts: IntakeFacts, issues: Issue[]): Draft {
  const fields = fieldReader(body, '', issues, true);
  const lenient = fieldReader(body, '', [], true);
  const symbol = symbolIn(body, fields);
  const shown = side ?? 'BUY';
  const part = stated === null || symbol === null ? null : exitPart(stated, symbol, shown, facts);
  const notes = [
    ...(side === null ? [`no side is named: all that its source opened in ${symbol ?? 'the symbol'} is meant`] : []),
    ...(part !== null && 'note' in part ? [part.note] : []),
  ];
  const times = timeKeysIn(body);
  const madeAt = lenient.time(times) ?? lenient.read(times, (value) => serverMoment(value), '');
  return {
    signalId: idIn(lenient, symbol, madeAt),
    kind: means,
    symbol,
    ...setupOf(lenient, means, { keys: FRAME, rule: '', isOfChart: false }, facts, facts.defaults),
    side: shown,
    entry: symbol === null ? null : priceFor(facts, symbol, shown, body, fields),
    stopLoss: null,
    takeProfit: null,
    levels: NO_LEVELS,
    riskPercent: null,
    volumeMax: null,
    madeAt,
    metadata: metadataOf(body, KNOWN),
    ...(notes.length === 0 && part === null
      ? {}
      : { exit: { anySide: side === null, notes, ...(part === null || 'note' in part ? {} : { part }) } }),
  };
}

/** The part in the cockpit's own count. One that cannot be counted closes all, and says so: an exit is not refused for its size. */
function exitPart(
  stated: StatedPart,
  symbol: string,
  side: Side,
  facts: IntakeFacts,
): ExitPart | { readonly note: string } | null {
  if (stated.kind === 'unclear') return null;
  if (stated.kind === 'percent') return { percent: stated.percent };
  const { size, at } = stated;
  const read = lotsOf(size, symbol, side, facts);
  return 'lots' in read ? { lots: read.lots } : { note: `${at.shown} ${read.problem}; all is closed`.slice(0, 200) };
}

/** The symbol, at the top or in an object one level down. */
export function symbolIn(body: JsonObject, fields: FieldReader): string | null {
  const read = (value: unknown): string | null => (typeof value === 'string' ? symbolOf(withoutExchange(value)) : null);
  if (fields.first(MORE_SYMBOLS) !== null) return fields.read(MORE_SYMBOLS, read, SYMBOL_RULE);
  const inner = Object.values(body).filter(isObject);
  const found = inner.flatMap((object) => MORE_SYMBOLS.map((key) => read(object[key])).filter((name) => name !== null));
  return found[0] ?? fields.need(SYMBOL, read, SYMBOL_RULE);
}

/** An exit is not priced by it: what it states, the last quote there was, whatever its age, or the price of what is held. */
function priceFor(facts: IntakeFacts, symbol: string, side: Side, body: JsonObject, fields: FieldReader): number | null {
  const levels = body['price_levels'];
  const stated = isObject(levels) ? positive(levels['entry'] ?? null, true) : fieldReader(body, '', [], true).price(['price']);
  const price = stated ?? facts.lastPriceOf(symbol, side);
  if (price === null) fields.issue('symbol', `${symbol} has no quote, and no position of it is held`);
  return price;
}
