import type { BarsOptions } from '../adapters/history/index.ts';
import { paperSymbol, type PaperSymbol } from '../paper-broker/index.ts';
import { momentOption, oneOf, positive, wholeNumber } from '../host/index.ts';
import { givenFor, symbolsOf, type Naming, type Texts } from './named-options.ts';
import { zoneToUtc } from './server-zone.ts';

/** How history files are read: the options that every command which reads them has. */
export const ROW_OPTIONS = {
  symbol: { type: 'string', multiple: true },
  timeframe: { type: 'string', multiple: true },
  spread: { type: 'string', multiple: true },
  scale: { type: 'string', multiple: true },
  'server-zone': { type: 'string', multiple: true },
  dates: { type: 'string', multiple: true },
  decimals: { type: 'string', multiple: true },
  stamps: { type: 'string', multiple: true },
  from: { type: 'string' },
  to: { type: 'string' },
  'skip-bad': { type: 'boolean' },
} as const;

export const ROW_HELP = `  --symbol NAME        when the files' names do not say it; NAME=FILE for those that are called so (* and ? stand for any letters),
                       and then given once for each symbol
  --timeframe M1       when the file's name does not say it
  --spread POINTS      spread of bars without a spread column (default 0)
  --scale NUMBER       what prices are multiplied by: 0.00001 for a file that counts EURUSD in points
  --server-zone ZONE   times without a zone are this IANA zone's, or mt5: New York + 7 h (default UTC for ISO times; needed
                       for MetaTrader's exports)
  --dates dmy|mdy|ymd  which way round dates such as 3/4/26 are, where the rows do not tell
  --decimals comma|point  what stands before the decimals, where the numbers do not tell (44,123 may be either)
  --stamps end|start   the times of bars are their ends (NinjaTrader, MultiCharts, TradeStation) or their starts (default)
                       these seven are for all files, or SYMBOL=VALUE for those of one symbol, such as --spread XAUUSD=30
  --from ISO --to ISO  only this part; epoch milliseconds too
  --skip-bad           counts bad rows instead of stopping at the first`;

type OfSymbol = Exclude<keyof typeof ROW_OPTIONS, 'skip-bad' | 'from' | 'to' | 'symbol'>;
type RowValues = { readonly [key in OfSymbol | 'symbol']?: Texts } & {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly 'skip-bad'?: boolean | undefined;
};

/** Options for the files of several symbols, and whether each was meant for one of them. */
export type ReadOptions = BarsOptions & { readonly naming?: Naming };

/** The options as the reader of files takes them; what does not fit is a start fault that names the option. `specs`: over the known ones. */
export function rowOptionsOf(values: RowValues, specs: readonly PaperSymbol[] = []): ReadOptions {
  const forAll = heldFor(values, null);
  const { plain, symbolFor, ...naming } = symbolsOf(values.symbol);
  const named = new Map<string, BarsOptions>();
  for (const symbol of namesIn(values)) named.set(symbol, heldFor(values, symbol));
  return {
    ...forAll,
    pointOf: (symbol) => (specs.find((spec) => spec.symbol === symbol) ?? paperSymbol(symbol))?.point,
    ...(plain === null ? {} : { symbol: plain }),
    ...(naming.patterns.length === 0 ? {} : { symbolFor }),
    ...(named.size === 0 ? {} : { ofSymbol: (symbol: string) => named.get(symbol) ?? {} }),
    ...(naming.patterns.length === 0 && named.size === 0 ? {} : { naming: { ...naming, symbols: [...named.keys()] } }),
    ...(values['skip-bad'] === true ? { skipBad: true } : {}),
    ...(values.from === undefined ? {} : { fromMs: momentOption('from', values.from, forAll.localToUtc) }),
    ...(values.to === undefined ? {} : { toMs: momentOption('to', values.to, forAll.localToUtc) }),
  };
}

const OF_SYMBOL: readonly OfSymbol[] = ['stamps', 'timeframe', 'spread', 'scale', 'server-zone', 'dates', 'decimals'];

const namesIn = (values: RowValues): ReadonlySet<string> => new Set(OF_SYMBOL.flatMap((key) => givenFor(values[key]).names));

/** What holds for the files of one symbol beside what holds for all; null: what holds for all. */
function heldFor(values: RowValues, symbol: string | null): BarsOptions {
  const of = (key: OfSymbol): string | undefined => givenFor(values[key]).of(symbol);
  const spread = wholeNumber('spread', of('spread'), 0);
  const [zone, frame, scale] = [of('server-zone'), of('timeframe'), of('scale')];
  const [dates, decimals, stamps] = [of('dates'), of('decimals'), of('stamps')];
  return {
    ...(frame === undefined ? {} : { timeframe: oneOf('timeframe', frame, ['M1', 'M5']) }),
    ...(spread === undefined ? {} : { spreadPoints: spread }),
    ...(scale === undefined ? {} : { scale: positive('scale', scale) }),
    ...(dates === undefined ? {} : { dates: oneOf('dates', dates, ['dmy', 'mdy', 'ymd']) }),
    ...(decimals === undefined ? {} : { decimals: oneOf('decimals', decimals, ['comma', 'point']) === 'comma' ? ',' : '.' }),
    ...(stamps === undefined ? {} : { stamps: oneOf('stamps', stamps, ['end', 'start']) }),
    ...(zone === undefined ? {} : { localToUtc: zoneToUtc(zone) }),
  };
}
