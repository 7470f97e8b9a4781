import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { loadBars, loadTicks, namedBy } from '#main/adapters/history/index.ts';
import { inspectFile, rowOptionsOf, zoneToUtc } from '#main/replay/index.ts';
import { sampleFiles, told } from './sample-files.ts';

const written = sampleFiles();
const MINUTES = ['2026-01-02T14:05 1.1612 1.1615 1.1611 1.1614', '2026-01-02T14:06 1.1614 1.1614 1.161 1.1611'];
const [FIRST, SECOND] = [Date.UTC(2026, 0, 2, 14, 5), Date.UTC(2026, 0, 2, 14, 6)];
const A = [1.1612, 1.1615, 1.1611, 1.1614] as const;
const B = [1.1614, 1.1614, 1.161, 1.1611] as const;
const ohlc = ([o, h, l, c]: readonly number[]): object => ({
  o: o?.toFixed(5),
  h: h?.toFixed(5),
  l: l?.toFixed(5),
  c: c?.toFixed(5),
});
const named = ([open, high, low, close]: readonly number[]): object => ({
  open: String(open),
  high: String(high),
  low: String(low),
  close: String(close),
});
const json = (value: unknown): string => written('EURUSD_api.json', JSON.stringify(value));

const oanda = (more: object = {}): unknown => ({
  instrument: 'EUR_USD',
  granularity: 'M1',
  candles: [
    { complete: true, volume: 81, time: '2026-01-02T14:05:00.000000000Z', mid: ohlc(A) },
    { complete: true, volume: 64, time: '2026-01-02T14:06:00.000000000Z', mid: ohlc(B), ...more },
  ],
});

describe('JSON of services', () => {
  it.each([
    ['OANDA v20', oanda()],
    [
      'OANDA v20 in seconds',
      {
        candles: [[FIRST, A] as const, [SECOND, B] as const].map(([at, prices]) => ({
          time: `${at / 1_000}.000000000`,
          mid: ohlc(prices),
          complete: true,
        })),
      },
    ],
    [
      'OANDA v1',
      {
        candles: [A, B].map(([openMid, highMid, lowMid, closeMid], at) => ({
          time: `2026-01-02T14:0${5 + at}:00Z`,
          openMid,
          highMid,
          lowMid,
          closeMid,
          complete: true,
        })),
      },
    ],
    [
      'Polygon',
      {
        ticker: 'C:EURUSD',
        status: 'OK',
        results: [
          { v: 81, vw: 1.16, ...ohlc(A), t: FIRST, n: 81 },
          { v: 64, vw: 1.16, ...ohlc(B), t: SECOND, n: 64 },
        ],
      },
    ],
    ['Binance in milliseconds', [klineOf(FIRST, A), klineOf(SECOND, B)]],
    ['Binance in microseconds', [klineOf(FIRST * 1_000, A), klineOf(SECOND * 1_000, B)]],
    [
      'Bybit, the newest first',
      { retCode: 0, result: { list: [klineOf(SECOND, B).slice(0, 7), klineOf(FIRST, A).slice(0, 7)] } },
    ],
    [
      'ccxt',
      [
        [FIRST, ...A, 81],
        [SECOND, ...B, 64],
      ],
    ],
    [
      'Alpha Vantage',
      {
        'Meta Data': { '1. Information': 'FX Intraday (1min) Time Series', '2. From Symbol': 'EUR', '7. Time Zone': 'UTC' },
        'Time Series FX (1min)': { '2026-01-02 14:06:00': numbered(B), '2026-01-02 14:05:00': numbered(A) },
      },
    ],
    [
      'Alpha Vantage in New York',
      {
        'Meta Data': { '6. Time Zone': 'US/Eastern' },
        'Time Series (1min)': { '2026-01-02 09:06:00': numbered(B), '2026-01-02 09:05:00': numbered(A) },
      },
    ],
    [
      'a list for each column',
      {
        s: 'ok',
        t: [FIRST / 1_000, SECOND / 1_000],
        o: [A[0], B[0]],
        h: [A[1], B[1]],
        l: [A[2], B[2]],
        c: [A[3], B[3]],
        v: [81, 64],
      },
    ],
    [
      'records',
      [
        { Date: '2026-01-02T14:05Z', ...named(A) },
        { Date: '2026-01-02T14:06Z', ...named(B) },
      ],
    ],
  ])('%s', async (_name, value) => {
    expect(await told(json(value))).toEqual(MINUTES);
    // As it is laid out for people, too.
    expect(await told(written('EURUSD_api.json', `\n ${JSON.stringify(value, null, 2)}\n`))).toEqual(MINUTES);
  });

  it('volumes are read where they are known to be', async () => {
    const volumes = async (value: unknown): Promise<readonly number[]> =>
      (await loadBars(json(value))).bars.map(({ volume }) => volume);
    expect(await volumes(oanda())).toEqual([81, 64]);
    expect(await volumes([klineOf(FIRST, A), klineOf(SECOND, B)])).toEqual([81, 81]);
    // Kraken: the sixth is a mean price.
    expect(await volumes([[FIRST / 1_000, ...A, 1.16, 81, 3]])).toEqual([0]);
  });

  it('Twelve Data is turned round, and asked for its zone, which it does not tell', async () => {
    const values = [
      { datetime: '2026-01-02 14:06:00', ...named(B) },
      { datetime: '2026-01-02 14:05:00', ...named(A) },
    ];
    const file = json({ meta: { symbol: 'EUR/USD', interval: '1min' }, values, status: 'ok' });
    await expect(told(file)).rejects.toThrow('which zone: give it with --server-zone');
    expect(await told(file, { localToUtc: zoneToUtc('UTC') })).toEqual(MINUTES);
    const days = [
      { datetime: '2026-01-05', ...named(B) },
      { datetime: '2026-01-02', ...named(A) },
    ];
    expect((await told(json({ meta: {}, values: days })))[0]).toContain('2026-01-02T00:00');
  });

  it('a day of Alpha Vantage is a day, whatever zone stands beside it', async () => {
    const days = { '2026-01-05': numbered(B), '2026-01-02': numbered(A) };
    const file = json({ 'Meta Data': { '5. Time Zone': 'US/Eastern' }, 'Time Series FX (Daily)': days });
    expect((await told(file)).map((row) => row.slice(0, 16))).toEqual(['2026-01-02T00:00', '2026-01-05T00:00']);
  });

  it('a candle that is not complete is left out, and told', async () => {
    const file = json(oanda({ complete: false }));
    expect(await told(file)).toEqual(MINUTES.slice(0, 1));
    const { form } = await inspectFile(file, null, {});
    expect(form).toBe(
      'UTF-8, JSON, ISO times, mid prices, taken for bids, zone in the cells: UTC, 1 candle that was not complete left out',
    );
    const table = written(
      'EURUSD_M1.csv',
      'complete,time,open,high,low,close\nTrue,2026-01-02T14:05Z,1,1,1,1\nFalse,2026-01-02T14:06Z,1,1,1,1',
    );
    expect(await told(table)).toHaveLength(1);
  });

  it('bid and ask of OANDA give the spread', async () => {
    const ask = ohlc(A.map((price) => price + 0.00007));
    const file = json({ candles: [{ time: FIRST / 1_000, complete: true, bid: ohlc(A), ask }] });
    expect((await loadBars(file, rowOptionsOf({}))).bars[0]).toMatchObject({ open: 1.1612, spreadPoints: 7 });
  });

  it('ticks', async () => {
    const file = written('EURUSD_TICKS.json', JSON.stringify([{ time: FIRST, bid: 1.1611, ask: 1.1613 }]));
    expect((await loadTicks(file)).ticks).toEqual([{ symbol: 'EURUSD', at: FIRST, bid: 1.1611, ask: 1.1613 }]);
  });

  it('packed, with a mark, and in UTF-16', async () => {
    const text = JSON.stringify(oanda());
    expect(await told(written('EURUSD_api.json.gz', gzipSync(text)))).toEqual(MINUTES);
    expect(await told(written('EURUSD_api.json', `\uFEFF${text}`))).toEqual(MINUTES);
    expect(await told(written('EURUSD_api.json', Buffer.from(`\uFEFF${text}`, 'utf16le')))).toEqual(MINUTES);
    expect([namedBy('EURUSD_M1.json').content, namedBy('XAUUSD.jsonl').symbol]).toEqual(['M1', 'XAUUSD']);
  });

  it('a decimal point is one whatever the market costs', async () => {
    // 44.123 would be 44,123 by the price of the index.
    expect((await told(written('US30_api.json', '[[1767362700000,44.123,44.125,44.121,44.124]]')))[0]).toContain(
      ' 44.123 44.125 ',
    );
  });
});

describe('JSON lines', () => {
  const lines = (...records: readonly unknown[]): string =>
    written('EURUSD_M1.jsonl', records.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n'));
  it.each([
    ['objects', { time: '2026-01-02T14:05Z', ...named(A) }, { time: '2026-01-02T14:06Z', ...named(B) }],
    ['objects in objects', { time: '2026-01-02T14:05Z', mid: ohlc(A) }, { time: '2026-01-02T14:06Z', mid: ohlc(B) }],
    ['lists', [FIRST, ...A], [SECOND, ...B]],
  ])('%s', async (_name, ...records) => {
    expect(await told(lines(...records))).toEqual(MINUTES);
    expect(await told(lines(records[0], '', records[1], ''))).toEqual(MINUTES);
    expect((await inspectFile(lines(...records), null, {})).form).toContain('UTF-8, JSON lines, ');
  });

  it('over more than one chunk', async () => {
    const count = 20_000;
    const rows = Array.from({ length: count }, (_, at) => ({ time: FIRST + at * 60_000, ...named(A) }));
    expect((await loadBars(lines(...rows))).bars).toHaveLength(count);
  });

  it('what is wrong is named by its line', async () => {
    const good = { time: '2026-01-02T14:05Z', ...named(A) };
    await expect(told(lines(good, '{"time": nan}'))).rejects.toThrow(
      /jsonl:2: is no JSON at column 10: "nan}" cannot stand there$/,
    );
    await expect(told(lines(good, '{"time": 1'))).rejects.toThrow(/jsonl:2: is cut off: its JSON does not end \(column 11\)$/);
    await expect(told(lines(good, '7'))).rejects.toThrow(':2: is no candle: a line of JSON is an object or a list');
    await expect(told(lines(good, { ...good, time: '2026-01-02T14:06Z', high: '1' }))).rejects.toThrow(
      ':2: high 1 and low 1.1611 must enclose',
    );
  });
});

describe('JSON that cannot be used is refused with its place', () => {
  it.each([
    ['cut off', '{"candles":[{"time":1767362700,"o":1,', 'is cut off: its JSON does not end (line 1, column 38)'],
    ['a comma too many', '{\n  "candles": [\n    {"t": 1,}\n  ]\n}', 'is no JSON at line 3, column 13: "}" cannot stand there'],
    ['NaN', '[\n{"time":1767362700,"open":NaN}]', 'is no JSON at line 2, column 27: "NaN}]" cannot stand there'],
    ['a colon that is missing', '{"candles" []}', 'is no JSON at line 1, column 12: "[]}" cannot stand there'],
    ['a colon too many', '{"t"::1}', 'is no JSON at line 1, column 6: ":1}" cannot stand there'],
    ['a name that is a number', '[{"t":1},{1:2}]', 'is no JSON at line 1, column 11: "1:2}]" cannot stand there'],
    ['more behind it', '{"candles":[]}\n{"candles":[]}', 'is no JSON at line 2, column 1'],
    ['an end of the other kind', '[{"t":1]}', 'is no JSON at line 1, column 8: "]}" cannot stand there'],
    ['a text that does not end', '[{"time":"2026', 'is no JSON at line 1, column 10'],
    ['no list', '{"code":401,"message":"API key is wrong"}', 'holds no list of candles or ticks; it says: API key is wrong'],
    ['an empty list', '{"candles":[]}', 'holds no list of candles or ticks'],
    ['candles without prices', '{"candles":[{"time":1}]}', 'holds no list of candles or ticks'],
    [
      'two lists',
      '{"a":{"values":[{"o":1,"h":1,"l":1,"c":1}]},"b":{"values":[{"o":1,"h":1,"l":1,"c":1}]}}',
      'holds 2 lists of prices',
    ],
    [
      'a bad candle',
      JSON.stringify([
        [FIRST, ...A],
        [SECOND, 1, 0.9, 1, 1],
      ]),
      'candle 2: high 0.9 and low 1 must enclose',
    ],
    // Coinbase's order is low, high, open, close.
    ['prices in another order', JSON.stringify([[FIRST, A[2], A[1], A[0], A[3]]]), 'candle 1: high'],
  ])('%s', async (_name, text, problem) => {
    const file = written('EURUSD_api.json', text);
    await expect(loadBars(file)).rejects.toThrow(`${file}: ${problem}`);
  });

  it('bad candles that are left out are told by their number', async () => {
    const file = json([[FIRST, 1, 0.9, 1, 1]]);
    await expect(loadBars(file, { skipBad: true })).rejects.toThrow('the first is candle 1: high 0.9');
  });

  it('one piece of more than 64 MB', async () => {
    const candle = JSON.stringify({ time: FIRST, ...named(A), note: 'x'.repeat(1_000) });
    const file = written('EURUSD_api.json.gz', gzipSync(`[${`${candle},`.repeat(70_000)}${candle}]`));
    await expect(loadBars(file)).rejects.toThrow(
      'holds more than 64 MB of JSON in one piece, which would have to lie in memory as a whole',
    );
  });
});

/** Binance's twelve values of a candle. */
function klineOf(at: number, [open, high, low, close]: readonly number[]): readonly unknown[] {
  const until = at + (at > 1e14 ? 59_999_999 : 59_999);
  return [at, String(open), String(high), String(low), String(close), '81', until, '94.1', 40, '40', '46.4', '0'];
}

/** Alpha Vantage's names. */
function numbered([open, high, low, close]: readonly number[]): object {
  return { '1. open': String(open), '2. high': String(high), '3. low': String(low), '4. close': String(close) };
}
