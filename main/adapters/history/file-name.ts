import { basename } from 'node:path';
import { instrumentNamed, isPairOfMoney } from '#shared/instruments';

/** What a file's name says of what is in it: a symbol, and M1, M5, another timeframe, or TICKS. Nulls where it says nothing. */
export type Named = { readonly symbol: string | null; readonly content: string | null };

const MINUTES: Readonly<Record<string, string>> = { 1: 'M1', 5: 'M5', 15: 'M15', 30: 'M30', 60: 'H1', 240: 'H4', 1440: 'D1' };
const NOTHING: Named = { symbol: null, content: null };

type Form = { readonly like: RegExp; readonly read: (parts: readonly string[]) => Named };

const UNITS: Readonly<Record<string, number>> = { m: 1, h: 60, d: 1_440 };

/** The names that exports have, the narrowest first. */
const FORMS: readonly Form[] = [
  // Investing.com: "EUR_USD Historical Data", "US 30 Historische Daten"
  {
    like: /^(.+?)[ _-]+(?:historical (?:data|prices)|historische |donn.{1,3}es historiques|datos hist.{1,3}ricos|dati storici|dados hist.{1,3}ricos|dane hist|ge.mi. veri|прошлые|исторические)/i,
    read: ([symbol = '']) => ({ symbol: symbol.replace(/[ _/-]/g, ''), content: null }),
  },
  // Sierra Chart: EURUSD.scid_BarData, ESH26-CME.dly_BarData
  {
    like: /^([A-Z0-9.#]+?)(?:[-_][A-Z_]+)?\.(scid|dly)(?:_|$)/i,
    read: ([symbol = '', kind = '']) => ({ symbol, content: kind.toLowerCase() === 'dly' ? 'D1' : null }),
  },
  // NinjaTrader: EURUSD.Last, "ES 03-26.Last"
  { like: /^([A-Z0-9#]+)(?: \d{2}-\d{2})?\.(?:Last|Bid|Ask)$/i, read: ([symbol = '']) => ({ symbol, content: null }) },
  // HistData: DAT_ASCII_EURUSD_M1_201405, DAT_ASCII_EURUSD_T_201405
  {
    like: /^DAT_[A-Z]+_([A-Z0-9]+)_(M1|T)(?:_|$)/i,
    read: ([symbol = '', content = '']) => ({ symbol: symbol.toUpperCase(), content: content === 'T' ? 'TICKS' : 'M1' }),
  },
  // Dukascopy: EURUSD_Candlestick_1_M_BID_01.05.2026-02.05.2026
  {
    like: /^([A-Z0-9.]+)_Candlestick_(\d+)_([A-Z])[A-Za-z]*_/i,
    read: ([symbol = '', count = '', unit = '']) => ({ symbol, content: `${unit.toUpperCase()}${count}` }),
  },
  // TradingView: "OANDA_EURUSD, 1", "FX_EURUSD, 60_1a2b3"
  {
    like: /^[A-Z0-9]+_([A-Z0-9.!]+), ?(\d+)/i,
    read: ([symbol = '', minutes = '']) => ({ symbol, content: MINUTES[minutes] ?? null }),
  },
  // dukascopy-node: eurusd-m1-bid-2026-01-01
  {
    like: /^([a-z0-9.]+)-(m1|m5|m15|m30|h1|h4|d1|tick)-/i,
    read: ([symbol = '', content = '']) => ({
      symbol: symbol.toUpperCase(),
      content: content.toLowerCase() === 'tick' ? 'TICKS' : content.toUpperCase(),
    }),
  },
  // Lean: 20260302_eurusd_minute_quote, 20260302_eurusd_tick_quote
  {
    like: /^\d{8}_([a-z0-9]+)_(minute|tick)_quote$/i,
    read: ([symbol = '', content = '']) => ({
      symbol: symbol.toUpperCase(),
      content: content.toLowerCase() === 'tick' ? 'TICKS' : 'M1',
    }),
  },
  // MetaTrader's ticks: EURUSD_202605020300_202605021459
  { like: /^([^_ ]+)_\d{8,12}_\d{8,12}$/, read: ([symbol = '']) => ({ symbol, content: 'TICKS' }) },
  // "EURUSD 1 Minute", EURUSD-1m, "EURUSD_15 min": MultiCharts and others
  {
    like: /^([A-Z0-9.#]+)[ ,_-]+(\d+) ?(m|h|d)(?:in|ins|inute|inutes|our|ours|r|ay|ays)?(?:[ _-]|$)/i,
    read: ([symbol = '', count = '', unit = '']) => ({
      symbol,
      content: MINUTES[String(Number(count) * (UNITS[unit.toLowerCase()] ?? 0))] ?? `${count}${unit}`,
    }),
  },
  // "EURUSD m1", "EURUSD, H1", EURUSD-M1
  {
    like: /^([A-Z0-9.#]+)[ ,-]+(M1|M5|M15|M30|H1|H4|D1|TICKS?)(?:[ _-]|$)/i,
    read: ([symbol = '', content = '']) => ({ symbol, content: /^tick/i.test(content) ? 'TICKS' : content.toUpperCase() }),
  },
  // EURUSDh4, XAUUSDd1
  {
    like: /^([A-Z0-9]{6})(m1|m5|m15|m30|h1|h4|d1)$/,
    read: ([symbol = '', content = '']) => ({ symbol, content: content.toUpperCase() }),
  },
  // MetaTrader 4: EURUSD1, EURUSD240
  {
    like: /^([A-Z]{6}[a-z.#]*)(1|5|15|30|60|240|1440)$/,
    read: ([symbol = '', minutes = '']) => ({ symbol, content: MINUTES[minutes] ?? null }),
  },
  // [anything_]SYMBOL_TF[_anything], [anything_]SYMBOL_TICKS[_anything]
  {
    like: /(?:^|_)([^_ ]+)_(M1|M5|M15|M30|H1|H4|D1|W1|MN1?|TICKS?)(?:_|$)/i,
    read: ([symbol = '', content = '']) => ({ symbol, content: /^tick/i.test(content) ? 'TICKS' : content.toUpperCase() }),
  },
  // EURUSD_2h, EURUSD_S5, EURUSD_daily: sizes that are not read, and are told by their names
  {
    like: /^([^_ ]+)_((?:S|M|H|D|W|MN|T|R)\d{1,4}|\d{1,4} ?(?:s|m|h|d|w|t|r|v)[a-z]*|(?:daily|weekly|monthly|hourly|renko|range)[^_]*)(?:_|$)/i,
    read: ([symbol = '', content = '']) => ({ symbol, content: content.toUpperCase() }),
  },
  // EURUSD_oanda, export-EURUSD-2024: the word that names a market
  { like: /^(.+)$/, read: ([name = '']) => ({ symbol: name.split(/[_ ,()-]+/).find(isMarket) ?? null, content: null }) },
];

const isMarket = (word: string): boolean => isPairOfMoney(word) || instrumentNamed(word) !== undefined;

/** The day of a file of Lean, whose rows say milliseconds of it, UTC ms; null: no such file. */
export function dayOf(name: string): number | null {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})_[a-z0-9]+_(?:minute|tick)_quote\.csv$/i.exec(basename(name)) ?? [];
  return year === undefined ? null : Date.UTC(Number(year), Number(month) - 1, Number(day));
}

/** What a history file's name says, with or without .csv, .txt, .json, .zip and .gz. */
export function namedBy(file: string): Named {
  const name = basename(file)
    .replace(/\.(gz|zip)$/i, '')
    .replace(/\.(csv|txt|tsv|hst|json|jsonl|ndjson)$/i, '');
  for (const { like, read } of FORMS) {
    const match = like.exec(name);
    if (match !== null) return read(match.slice(1));
  }
  return NOTHING;
}

/** What the table's own name says, and what it leaves open that of the archive it lies in. */
export function namedEither(name: string, file: string): Named {
  const [own, around] = [namedBy(name), namedBy(file)];
  return { symbol: own.symbol ?? around.symbol, content: own.content ?? around.content };
}
