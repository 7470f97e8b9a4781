import type { BarsOptions } from '../adapters/history/index.ts';
import { momentOption, oneOf, positive, wholeNumber } from '../host/index.ts';
import { zoneToUtc } from './server-zone.ts';

/** How history files are read: the options that every command which reads them has. */
export const ROW_OPTIONS = {
  symbol: { type: 'string' },
  timeframe: { type: 'string' },
  spread: { type: 'string' },
  scale: { type: 'string' },
  'server-zone': { type: 'string' },
  dates: { type: 'string' },
  decimals: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  'skip-bad': { type: 'boolean' },
} as const;

export const ROW_HELP = `  --timeframe M1       when the file's name does not say it
  --symbol NAME        when the file's name does not say it
  --spread POINTS      spread of bars without a spread column (default 0)
  --scale NUMBER       what prices are multiplied by: 0.00001 for a file that counts EURUSD in points
  --server-zone ZONE   times without a zone are this IANA zone's, or mt5: New York + 7 h (default UTC for ISO times; needed
                       for MetaTrader's exports)
  --dates dmy|mdy|ymd  which way round dates such as 3/4/26 are, where the rows do not tell
  --decimals comma|point  what stands before the decimals, where the numbers do not tell (44,123 may be either)
  --from ISO --to ISO  only this part; epoch milliseconds too
  --skip-bad           counts bad rows instead of stopping at the first`;

type RowValues = { readonly [key in Exclude<keyof typeof ROW_OPTIONS, 'skip-bad'>]?: string | undefined } & {
  readonly 'skip-bad'?: boolean | undefined;
};

/** The options as the reader of files takes them; what does not fit is a start fault that names the option. */
export function rowOptionsOf(values: RowValues): BarsOptions {
  const spread = wholeNumber('spread', values.spread, 0);
  const zone = values['server-zone'];
  const localToUtc = zone === undefined ? undefined : zoneToUtc(zone);
  return {
    ...(values.symbol === undefined ? {} : { symbol: values.symbol }),
    ...(values.timeframe === undefined ? {} : { timeframe: oneOf('timeframe', values.timeframe, ['M1', 'M5']) }),
    ...(spread === undefined ? {} : { spreadPoints: spread }),
    ...(values.scale === undefined ? {} : { scale: positive('scale', values.scale) }),
    ...(values.dates === undefined ? {} : { dates: oneOf('dates', values.dates, ['dmy', 'mdy', 'ymd']) }),
    ...(values.decimals === undefined
      ? {}
      : { decimals: oneOf('decimals', values.decimals, ['comma', 'point']) === 'comma' ? ',' : '.' }),
    ...(values['skip-bad'] === true ? { skipBad: true } : {}),
    ...(values.from === undefined ? {} : { fromMs: momentOption('from', values.from, localToUtc) }),
    ...(values.to === undefined ? {} : { toMs: momentOption('to', values.to, localToUtc) }),
    ...(localToUtc === undefined ? {} : { localToUtc }),
  };
}
