import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadBars, loadTicks, namedBy, timeOf } from '#main/adapters/history/index.ts';
import { zoneToUtc } from '#main/replay/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'formats-'));
afterAll(() => rmSync(folder, { recursive: true }));
const written = (name: string, content: string | Buffer): string => {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
};

/** Two minutes from 12:30 UTC on 6 March 2026, in winter: 14:30 at a server of New York + 7 h, 07:30 in New York. */
const AT = Date.UTC(2026, 2, 6, 12, 30);
const MT5 = { localToUtc: zoneToUtc('mt5') };
const utf16 = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, 'utf16le');
const MT5_BARS =
  '<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>\r\n' +
  '2026.03.06\t14:30:00\t1.1612\t1.1615\t1.1611\t1.1614\t81\t0\t7\r\n2026.03.06\t14:31:00\t1.1614\t1.1614\t1.1610\t1.1611\t64\t0\t8\r\n';
const MT5_TICKS =
  '<DATE>\t<TIME>\t<BID>\t<ASK>\t<LAST>\t<VOLUME>\t<FLAGS>\n2026.03.06\t14:29:59.000\t1.1611\t\t\t\t2\n' +
  '2026.03.06\t14:30:00.250\t1.1612\t1.1613\t\t\t6\n2026.03.06\t14:30:01.500\t\t1.1614\t\t\t4\n';
const OHLC = ['1.1612,1.1615,1.1611,1.1614', '1.1614,1.1614,1.1610,1.1611'] as const;

type Row = [name: string, file: string, content: string | Buffer, options: Parameters<typeof loadBars>[1]];
const PLAIN = {};

describe('bars as platforms export them', () => {
  it.each<Row>([
    ['MetaTrader 5', 'EURUSD_M1_202603061430_202603061431.csv', MT5_BARS, MT5],
    ['MetaTrader 5, UTF-16', 'EURUSD_M1.csv', utf16(MT5_BARS), MT5],
    ['MetaTrader 4, without a header', 'EURUSD1.csv', `2026.03.06,14:30,${OHLC[0]},81\n2026.03.06,14:31,${OHLC[1]},64`, MT5],
    [
      'a script of MetaTrader',
      'EURUSD_M1.csv',
      `time,open,high,low,close,tick_volume,spread,real_volume\n2026.03.06 14:30,${OHLC[0]},81,7,0\n2026.03.06 14:31,${OHLC[1]},64,8,0`,
      MT5,
    ],
    [
      'HistData, New York without summer time',
      'DAT_ASCII_EURUSD_M1_202603.csv',
      `20260306 073000;${OHLC[0].replaceAll(',', ';')};0\r\n20260306 073100;${OHLC[1].replaceAll(',', ';')};0\r\n`,
      PLAIN,
    ],
    [
      'HistData for MetaTrader',
      'DAT_MT_EURUSD_M1_202603.csv',
      `2026.03.06,07:30,${OHLC[0]},0\n2026.03.06,07:31,${OHLC[1]},0`,
      PLAIN,
    ],
    [
      'Dukascopy',
      'EURUSD_Candlestick_1_M_BID_06.03.2026-06.03.2026.csv',
      `Gmt time,Open,High,Low,Close,Volume\n06.03.2026 12:30:00.000,${OHLC[0]},92.5\n06.03.2026 12:31:00.000,${OHLC[1]},80`,
      PLAIN,
    ],
    [
      'Dukascopy, a local time with its zone',
      'EURUSD_Candlestick_1_M_ASK_06.03.2026.csv',
      `Local time,Open,High,Low,Close,Volume\n06.03.2026 13:30:00.000 GMT+0100,${OHLC[0]},92.5\n06.03.2026 13:31:00.000 GMT+0100,${OHLC[1]},80`,
      PLAIN,
    ],
    [
      'dukascopy-node',
      'eurusd-m1-bid-2026-03-06-2026-03-07.csv',
      `timestamp,open,high,low,close,volume\n${AT},${OHLC[0]},9\n${AT + 60_000},${OHLC[1]},8`,
      PLAIN,
    ],
    [
      'TradingView, seconds',
      'FX_EURUSD, 1.csv',
      `time,open,high,low,close,Volume,Volume MA\n${AT / 1000},${OHLC[0]},81,\n${AT / 1000 + 60},${OHLC[1]},64,`,
      PLAIN,
    ],
    [
      'TradingView, ISO',
      'OANDA_EURUSD, 1_4f2ab.csv',
      `time,open,high,low,close\n2026-03-06T12:30:00Z,${OHLC[0]}\n2026-03-06T12:31:00Z,${OHLC[1]}`,
      PLAIN,
    ],
    [
      'Stooq',
      'EURUSD_M1.csv',
      `<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>\nEURUSD,1,20260306,143000,${OHLC[0]},0,0\nEURUSD,1,20260306,143100,${OHLC[1]},0,0`,
      MT5,
    ],
    [
      'Yahoo',
      'EURUSD_M1.csv',
      `Datetime,Open,High,Low,Close,Adj Close,Volume\n2026-03-06 12:30:00+00:00,${OHLC[0]},1,0\n2026-03-06 12:31:00+00:00,${OHLC[1]},1,0`,
      PLAIN,
    ],
    [
      'semicolons and decimal commas',
      'EURUSD_M1.csv',
      `time;open;high;low;close\n2026-03-06T12:30:00Z;${OHLC[0].replaceAll(',', ';').replaceAll('.', ',')}\n2026-03-06T12:31:00Z;${OHLC[1].replaceAll(',', ';').replaceAll('.', ',')}`,
      PLAIN,
    ],
    [
      'quotes and capitals',
      'EURUSD_M1.csv',
      `"Time","Open","High","Low","Close"\n"2026-03-06T12:30:00Z",${OHLC[0]}\n"2026-03-06T12:31:00Z",${OHLC[1]}`,
      PLAIN,
    ],
    [
      'a name that says nothing but the symbol',
      'prices.csv',
      `time,open,high,low,close\n${AT},${OHLC[0]}\n${AT + 60_000},${OHLC[1]}`,
      { symbol: 'EURUSD' },
    ],
  ])('%s', async (_name, name, content, options) => {
    const { symbol, timeframe, bars, skipped } = await loadBars(written(name, content), options);
    expect([symbol, timeframe, skipped]).toEqual(['EURUSD', 'M1', 0]);
    expect(bars.map(({ time, open, high, low, close }) => [time, open, high, low, close])).toEqual([
      [AT, 1.1612, 1.1615, 1.1611, 1.1614],
      [AT + 60_000, 1.1614, 1.1614, 1.161, 1.1611],
    ]);
  });

  it('spread and tick volume are taken where they are', async () => {
    const { bars } = await loadBars(written('EURUSD_M1.csv', MT5_BARS), MT5);
    expect(bars.map(({ volume, spreadPoints }) => [volume, spreadPoints])).toEqual([
      [81, 7],
      [64, 8],
    ]);
  });

  it.each([
    ['MetaTrader', 'EURUSD_M1.csv', MT5_BARS],
    ['MetaTrader 4', 'EURUSD1.csv', `2026.03.06,14:30,${OHLC[0]},81`],
    ['a local time without its zone', 'EURUSD_M1.csv', `Local time,Open,High,Low,Close\n06.03.2026 13:30:00.000,${OHLC[0]}`],
  ])('the zone of %s is asked for, not guessed', async (_name, name, content) => {
    await expect(loadBars(written(name, content))).rejects.toThrow(/which zone: give it with --server-zone mt5/);
  });

  it('what is no history says what was looked for, and what is there', async () => {
    await expect(loadBars(written('EURUSD_M1.csv', 'a|b|c\n1|2|3'))).rejects.toThrow(
      /separated by comma, semicolon or tab; it reads: a\|b\|c/,
    );
    await expect(loadBars(written('EURUSD_H4.csv', MT5_BARS), MT5)).rejects.toThrow(
      'the name says H4, and the engine needs M1 bars',
    );
    await expect(
      loadBars(written('EURUSD_M1.csv', `time,open,high,low,close\n2026-03-06T12:30:00Z,0x1,${OHLC[0].slice(7)}`)),
    ).rejects.toThrow('must be numbers');
    await expect(loadBars(written('EURUSD1.csv', `2026.02.30,14:30,${OHLC[0]},81`), MT5)).rejects.toThrow(/time is neither/);
  });
});

it('milliseconds of twelve digits are a time before September 2001, not a date written without signs', async () => {
  const at = Date.UTC(2000, 0, 3, 9);
  const { bars } = await loadBars(written('EURUSD_M1.csv', `time,open,high,low,close\n${at},${OHLC[0]}`));
  expect([String(at).length, bars[0]?.time]).toEqual([12, at]);
});

it('a local time is asked for its zone however it is written, and a day alone is one of the zone', async () => {
  const local = written('EURUSD_M1.csv', `Local time,Open,High,Low,Close\n2026-03-06 13:30:00,${OHLC[0]}`);
  await expect(loadBars(local)).rejects.toThrow(/which zone/);
  expect((await loadBars(local, { localToUtc: zoneToUtc('Europe/Prague') })).bars[0]?.time).toBe(AT);
  expect(timeOf('2026-03-06', zoneToUtc('Europe/Prague'))).toBe(Date.UTC(2026, 2, 5, 23));
});

describe('ticks as platforms export them', () => {
  it.each<Row>([
    ['MetaTrader 5, a side that did not change left empty', 'EURUSD_202603061430_202603061431.csv', MT5_TICKS, MT5],
    [
      'Dukascopy, the ask first',
      'EURUSD_Ticks_06.03.2026-06.03.2026.csv',
      'Gmt time,Ask,Bid,AskVolume,BidVolume\n06.03.2026 12:30:00.250,1.1613,1.1612,1,2\n06.03.2026 12:30:01.500,1.1614,1.1612,1,2',
      PLAIN,
    ],
    [
      'HistData',
      'DAT_ASCII_EURUSD_T_202603.csv',
      '20260306 073000250,1.1612,1.1613,0\n20260306 073001500,1.1612,1.1614,0',
      PLAIN,
    ],
    [
      'TrueFX',
      'EURUSD-2026-03.csv',
      'EUR/USD,20260306 12:30:00.250,1.1612,1.1613\nEUR/USD,20260306 12:30:01.500,1.1612,1.1614',
      { symbol: 'EURUSD' },
    ],
  ])('%s', async (_name, name, content, options) => {
    const { symbol, ticks } = await loadTicks(written(name, content), options);
    expect(symbol).toBe('EURUSD');
    expect(ticks.map(({ at, bid, ask }) => [at, bid, ask])).toEqual([
      [AT + 250, 1.1612, 1.1613],
      [AT + 1_500, 1.1612, 1.1614],
    ]);
  });

  it('with neither side, or a side that is no number, are bad', async () => {
    const file = written('EURUSD_TICKS_1.csv', `time,bid,ask\n${AT},1.1,1.2\n${AT + 1},,\n${AT + 2},x,1.2\n${AT + 3},1.1,`);
    await expect(loadTicks(file)).rejects.toThrow(`${file}:3: neither bid nor ask is there`);
    expect(await loadTicks(file, { skipBad: true })).toMatchObject({ skipped: 2, ticks: [{ ask: 1.2 }, { ask: 1.2 }] });
  });
});

describe('times of a server', () => {
  it('mt5 is seven hours ahead of New York on both sides of its changes', () => {
    const utc = zoneToUtc('mt5');
    const at = (text: string): string => new Date(utc(Date.parse(`${text}Z`))).toISOString().slice(0, 16);
    expect(['2026-03-06T23:59', '2026-03-09T00:00', '2026-10-30T23:59', '2026-11-02T00:00'].map(at)).toEqual([
      '2026-03-06T21:59',
      '2026-03-08T21:00',
      '2026-10-30T20:59',
      '2026-11-01T22:00',
    ]);
  });

  it('the hour that a clock shows twice is read twice, in order', async () => {
    const local = ['01:58', '01:59', '02:00', '02:01', '02:00', '02:01', '03:00'].map((time) => `2026-10-25 ${time},1,1,1,1`);
    const file = written('BTCUSD_M1.csv', ['time,open,high,low,close', ...local].join('\n'));
    const { bars } = await loadBars(file, { localToUtc: zoneToUtc('Europe/Prague') });
    expect(bars.map(({ time }) => new Date(time).toISOString().slice(11, 16))).toEqual([
      '23:58',
      '23:59',
      '00:00',
      '00:01',
      '01:00',
      '01:01',
      '02:00',
    ]);
    await expect(loadBars(file)).rejects.toThrow(`${file}:6: the time is not after the row before`);
  });
});

it('names of exports say what is inside', () => {
  const said = (name: string): string => Object.values(namedBy(name)).join(' ');
  expect(
    [
      'XAUUSD_M1_202601010000_202601312359.csv',
      'DAT_ASCII_GBPUSD_T_202601.csv.gz',
      'us30.cash-m5-bid-2026-01-01.csv',
      'EURUSD.r_H1.csv',
      'GBPJPY60.csv',
      'gap_EURUSD_M1.csv',
      'OANDA_XAUUSD, 15.csv',
      'AUDUSD_Candlestick_5_M_BID_x.csv',
      'EURUSD_TICKS_20260306.csv',
    ].map(said),
  ).toEqual([
    'XAUUSD M1',
    'GBPUSD TICKS',
    'US30.CASH M5',
    'EURUSD.r H1',
    'GBPJPY H1',
    'EURUSD M1',
    'XAUUSD M15',
    'AUDUSD M5',
    'EURUSD TICKS',
  ]);
});
