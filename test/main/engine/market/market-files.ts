import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Bar } from '#shared/domain';

const folder = new URL('../../../../../shared/data/market/', import.meta.url);

/** The rows of a market data file without its header, or null, with a warning, when it is not on this machine. */
export function marketRows(name: string): string[][] | null {
  const file = new URL(name, folder);
  if (!existsSync(file)) {
    console.warn(`SKIPPED: no market data at ${file.pathname}; the checks that need it did not run.`);
    return null;
  }
  const bytes = readFileSync(file);
  const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .trimEnd()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','));
}

/** Recorded M1 bars of a symbol: OANDA by way of QuantConnect/Lean (Apache-2.0), real gaps included. */
export function recordedBars(symbol: string): Bar[] | null {
  const rows = marketRows(`csv/${symbol}_M1.csv.gz`);
  if (rows === null) return null;
  return rows.map(([time, open, high, low, close, volume, spread]) => ({
    symbol,
    timeframe: 'M1',
    time: Date.parse(time ?? ''),
    open: Number(open),
    high: Number(high),
    low: Number(low),
    close: Number(close),
    volume: Number(volume),
    spreadPoints: Number(spread),
    source: 'live',
  }));
}
