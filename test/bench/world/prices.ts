import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Bar, SymbolSpec } from '#shared/domain';

export const EURUSD: SymbolSpec = {
  symbol: 'EURUSD',
  digits: 5,
  point: 1e-5,
  tickSize: 1e-5,
  tickValueProfit: 1,
  tickValueLoss: 1,
  contractSize: 100_000,
  volumeMin: 0.01,
  volumeMax: 100,
  volumeStep: 0.01,
  stopsLevel: 0,
  pip: 1e-4,
  currencyBase: 'EUR',
  currencyProfit: 'USD',
  currencyMargin: 'EUR',
};

const MINUTE = 60_000;

/** M1 bars of a seeded walk with trends, every minute one, the last one ending at `until`. */
export function walkedBars(count: number, until: number, source: Bar['source'] = 'live'): Bar[] {
  const bars: Bar[] = [];
  let seed = 20_250_804;
  const next = (): number => (seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  let points = 110_000;
  let drift = 0;
  for (let i = 0; i < count; i += 1) {
    if (next() < 0.03) drift = Math.round((next() - 0.5) * 12 + (110_000 - points) / 2_000);
    const open = points;
    const close = open + drift + Math.round((next() - 0.5) * 30);
    const high = Math.max(open, close) + Math.floor(next() * 8);
    const low = Math.min(open, close) - Math.floor(next() * 8);
    const price = (of: number): number => Number((of / 1e5).toFixed(5));
    bars.push({
      symbol: 'EURUSD',
      timeframe: 'M1',
      time: until - (count - i) * MINUTE,
      open: price(open),
      high: price(high),
      low: price(low),
      close: price(close),
      volume: 100 + Math.floor(next() * 100),
      spreadPoints: 6,
      source,
    });
    points = close;
  }
  return bars;
}

const RECORDED = new URL('../../../../shared/data/market/csv/EURUSD_M1.csv.gz', import.meta.url);

/** Why the recorded month is not measured here; null when it is there. */
export const withoutRecording = (): string | null =>
  existsSync(RECORDED) ? null : 'there is no recorded market data on this machine';

/** Recorded EURUSD M1 bars with their real gaps. */
export function recordedBars(): Bar[] {
  const [, ...rows] = gunzipSync(readFileSync(RECORDED)).toString('utf8').trimEnd().split(/\r?\n/);
  return rows.map((row) => {
    const [time = '', open, high, low, close, volume, spread] = row.split(',');
    return {
      symbol: 'EURUSD',
      timeframe: 'M1',
      time: Date.parse(time),
      open: Number(open),
      high: Number(high),
      low: Number(low),
      close: Number(close),
      volume: Number(volume),
      spreadPoints: Number(spread),
      source: 'live',
    };
  });
}
