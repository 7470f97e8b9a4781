import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { joined, loadBars, loadTicks, namedBy, timeOf } from '#main/adapters/history/index.ts';
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

const LEAN = `45000000,${OHLC[0]},10,1.1613,1.1616,1.1612,1.1615,9\n45060000,${OHLC[1]},4,1.1615,1.1615,1.1611,1.1612,3`;
const zip = (name: string, text: string, others: Readonly<Record<string, string>> = {}): Buffer =>
  Buffer.from(
    zipSync(Object.fromEntries(Object.entries({ ...others, [name]: text }).map(([key, value]) => [key, strToU8(value)]))),
  );

/** MetaTrader 4's own file of the two bars, in server time. */
function hst(version: 400 | 401, period = 1): Buffer {
  const header = Buffer.alloc(148);
  header.writeInt32LE(version, 0);
  header.write('EURUSD', 68);
  header.writeInt32LE(period, 80);
  header.writeInt32LE(5, 84);
  const bars = OHLC.map((text, index) => {
    const [open = 0, high = 0, low = 0, close = 0] = text.split(',').map(Number);
    const seconds = AT / 1_000 + 7_200 + index * 60;
    const bar = Buffer.alloc(version === 400 ? 44 : 60);
    if (version === 400) {
      bar.writeInt32LE(seconds, 0);
      for (const [at, value] of [open, low, high, close, 81].entries()) bar.writeDoubleLE(value, 4 + at * 8);
      return bar;
    }
    bar.writeBigInt64LE(BigInt(seconds), 0);
    for (const [at, value] of [open, high, low, close].entries()) bar.writeDoubleLE(value, 8 + at * 8);
    bar.writeBigInt64LE(81n, 40);
    bar.writeInt32LE(7, 48);
    return bar;
  });
  return Buffer.concat([header, ...bars]);
}

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
      "Yahoo's Python library, three lines of titles",
      'EURUSD_M1.csv',
      `Price,Open,High,Low,Close\nTicker,EURUSD=X,EURUSD=X,EURUSD=X,EURUSD=X\nDatetime,,,,\n2026-03-06 12:30:00+00:00,${OHLC[0]}\n2026-03-06 12:31:00+00:00,${OHLC[1]}`,
      PLAIN,
    ],
    [
      'lines about the file above its titles',
      'EURUSD_M1.csv',
      `# EURUSD, one minute; made on 7 March\nsep=,\n\ntime,open,high,low,close\n${AT},${OHLC[0]}\n${AT + 60_000},${OHLC[1]}`,
      PLAIN,
    ],
    [
      'Binance, twelve columns without titles',
      'klines.csv',
      `${AT},${OHLC[0]},81,${AT + 59_999},94.1,12,40,46.5,0\n${AT + 60_000},${OHLC[1]},64,${AT + 119_999},74.3,9,31,36.1,0`,
      { symbol: 'EURUSD' },
    ],
    [
      'Binance, microseconds',
      'klines.csv',
      `${AT}000,${OHLC[0]},81,${AT + 59_999}999,94.1,12,40,46.5,0\n${AT + 60_000}000,${OHLC[1]},64,${AT + 119_999}999,74.3,9,31,36.1,0`,
      { symbol: 'EURUSD' },
    ],
    [
      'Kraken, a number of trades at the end',
      'EURUSD_M1.csv',
      `${AT / 1000},${OHLC[0]},81.5,7\n${AT / 1000 + 60},${OHLC[1]},64.25,3`,
      PLAIN,
    ],
    ['nanoseconds', 'EURUSD_M1.csv', `time,open,high,low,close\n${AT}000000,${OHLC[0]}\n${AT + 60_000}000000,${OHLC[1]}`, PLAIN],
    [
      'seconds with a fraction',
      'EURUSD_M1.csv',
      `time,open,high,low,close\n${AT / 1000}.0,${OHLC[0]}\n${AT / 1000 + 60}.0,${OHLC[1]}`,
      PLAIN,
    ],
    [
      'the whole time twice, as a count and in words',
      'EURUSD_M1.csv',
      `unix,date,symbol,open,high,low,close\n${AT / 1000},2026-03-06 12:30:00,EUR/USD,${OHLC[0]}\n${AT / 1000 + 60},2026-03-06 12:31:00,EUR/USD,${OHLC[1]}`,
      PLAIN,
    ],
    [
      'the whole time under a title of dates, and a number beside it',
      'EURUSD_M1.csv',
      `date,time,open,high,low,close\n2026-03-06 12:30:00Z,0,${OHLC[0]}\n2026-03-06 12:31:00Z,1,${OHLC[1]}`,
      PLAIN,
    ],
    [
      'a spreadsheet, the month first and hours of twelve',
      'EURUSD_M1.csv',
      `Date,Open,High,Low,Close\n3/6/2026 2:30 PM,${OHLC[0]}\n3/6/2026 2:31 PM,${OHLC[1]}`,
      { ...MT5, dates: 'mdy' },
    ],
    [
      'a spreadsheet, the day first',
      'EURUSD_M1.csv',
      `Date;Time;Open;High;Low;Close\n06/03/2026;14:30;${OHLC[0].replaceAll(',', ';')}\n06/03/2026;14:31;${OHLC[1].replaceAll(',', ';')}`,
      { ...MT5, dates: 'dmy' },
    ],
    [
      'Lean, whose rows are milliseconds of the day in the name',
      'quotes.zip',
      zip('20260306_eurusd_minute_quote.csv', LEAN),
      PLAIN,
    ],
    [
      'a zip with a report beside the table',
      'HISTDATA_COM_ASCII_EURUSD_M1_202603.zip',
      zip(
        'DAT_ASCII_EURUSD_M1_202603.csv',
        `20260306 073000;${OHLC[0].replaceAll(',', ';')};0\n20260306 073100;${OHLC[1].replaceAll(',', ';')};0`,
        { 'DAT_ASCII_EURUSD_M1_202603.txt': 'no gaps' },
      ),
      PLAIN,
    ],
    ['MetaTrader 4, its own file', 'EURUSD1.hst', hst(401), MT5],
    ['MetaTrader 4, its own file of before 2014', 'EURUSD1.hst', hst(400), MT5],
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

  it("Lean's files of FXCM are New York's without summer time", async () => {
    mkdirSync(join(folder, 'fxcm'), { recursive: true });
    const { bars } = await loadBars(written('fxcm/quotes.zip', zip('20260706_eurusd_minute_quote.csv', LEAN)));
    expect(bars[0]?.time).toBe(Date.UTC(2026, 6, 6, 17, 30));
  });

  it("Lean's other side is no spread", async () => {
    const { bars } = await loadBars(written('quotes.zip', zip('20260306_eurusd_minute_quote.csv', LEAN)));
    expect(bars.map(({ volume, spreadPoints }) => [volume, spreadPoints])).toEqual([
      [10, 0],
      [4, 0],
    ]);
  });

  it.each([
    ['Kraken', `${AT / 1000},${OHLC[0]},81.5,7`],
    ['an unknown sender', `2026-03-06 12:30:00Z,${OHLC[0]},81.5,900`],
  ])('what nobody called a spread is none: %s', async (_name, row) => {
    const { bars } = await loadBars(written('EURUSD_M1.csv', row), { spreadPoints: 12 });
    expect(bars.map(({ volume, spreadPoints }) => [volume, spreadPoints])).toEqual([[81.5, 12]]);
  });

  it('a file of MetaTrader 4 of before 2014 tells no spread', async () => {
    const { bars } = await loadBars(written('EURUSD1.hst', hst(400)), { ...MT5, spreadPoints: 12 });
    expect(bars.map(({ spreadPoints }) => spreadPoints)).toEqual([12, 12]);
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
      /separated by comma, semicolon, tab or \|; it reads: a\|b\|c/,
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

/** The two minutes as tables in the languages of platforms write them, at a server's time, with decimal commas. */
const PRICES = '1,1612;1,1615;1,1611;1,1614|1,1614;1,1614;1,1610;1,1611'.split('|');
describe('tables with titles of other languages, and other signs', () => {
  it.each([
    ['German', 'Datum;Zeit;Eröffnung;Hoch;Tief;Schluss;Volumen', '06.03.2026;14:3', ';81'],
    ['French', 'Date;Heure;Ouverture;Plus haut;Plus bas;Clôture;Volume', '06.03.2026;14:3', ';81'],
    ['Spanish', 'Fecha;Hora;Apertura;Máximo;Mínimo;Cierre;Volumen', '06.03.2026;14:3', ';81'],
    ['Italian', 'Data;Ora;Apertura;Massimo;Minimo;Chiusura;Volume', '06.03.2026;14:3', ';81'],
    ['Portuguese', 'Data;Hora;Abertura;Máxima;Mínima;Fechamento;Volume', '06.03.2026;14:3', ';81'],
    ['Russian', 'Дата;Время;Открытие;Максимум;Минимум;Закрытие;Объём', '06.03.2026;14:3', ';81'],
  ])('%s', async (_name, titles, time, end) => {
    const rows = PRICES.map((prices, minute) => `${time}${minute};${prices}${end}`);
    const { bars } = await loadBars(written('EURUSD_M1.csv', [titles, ...rows].join('\r\n')), MT5);
    expect(bars.map((bar) => [bar.time, bar.open, bar.high, bar.low, bar.close, bar.volume])).toEqual([
      [AT, 1.1612, 1.1615, 1.1611, 1.1614, 81],
      [AT + 60_000, 1.1614, 1.1614, 1.161, 1.1611, 81],
    ]);
  });

  it.each([
    ['points', '24.123,5;24.130,0;24.120,1;24.125,2'],
    ['no-break spaces', '24\u00a0123,5;24\u00a0130,0;24\u00a0120,1;24\u00a0125,2'],
    ['nothing', '24123,5;24130,0;24120,1;24125,2'],
  ])('thousands parted by %s', async (_name, prices) => {
    const { bars } = await loadBars(written('GER40_M1.csv', `time;open;high;low;close\n2026-03-06 12:30;${prices}`));
    expect(bars.map(({ open, high, low, close }) => [open, high, low, close])).toEqual([[24123.5, 24130, 24120.1, 24125.2]]);
  });

  it('separated by |, and the last price as the close where there is no close', async () => {
    const titles = 'time|open|high|low|last|volume';
    const { bars } = await loadBars(written('EURUSD_M1.txt', `${titles}\n2026-03-06 12:30|${OHLC[0].replaceAll(',', '|')}|7`));
    expect(bars.map(({ close, volume }) => [close, volume])).toEqual([[1.1614, 7]]);
    const both = await loadBars(
      written('EURUSD_M1.csv', 'time,last,open,high,low,close\n2026-03-06 12:30,9,1.1612,1.1615,1.1611,1.1614'),
    );
    expect(both.bars[0]?.close).toBe(1.1614);
  });

  it('an archive made on macOS has one table', async () => {
    const others = { '__MACOSX/._EURUSD_M1.csv': 'x', 'data/._EURUSD_M1.csv': 'x', 'data/README.txt': 'see the site' };
    const text = `time,open,high,low,close\n2026-03-06 12:30,${OHLC[0]}`;
    expect((await loadBars(written('mac.zip', zip('data/EURUSD_M1.csv', text, others)))).bars).toHaveLength(1);
  });
});

describe('archives and files that are cut', () => {
  it('an archive with two tables, or none, says which there are', async () => {
    const two = written('two.zip', zip('EURUSD_M1.csv', 'x', { 'GBPUSD_M1.csv': 'y' }));
    await expect(loadBars(two)).rejects.toThrow('holds 2 tables, and one is needed');
    await expect(loadBars(written('none.zip', zip('readme.md', 'x')))).rejects.toThrow(
      'holds no .csv, .tsv, .hst, .json or .txt',
    );
    await expect(loadBars(written('torn.zip', zip('EURUSD_M1.csv', LEAN).subarray(0, 60)))).rejects.toThrow('cannot be read');
  });

  it.each([
    [
      'another version',
      Buffer.concat([Buffer.from([9, 0, 0, 0]), hst(401).subarray(4)]),
      'its version is 9, 400 and 401 are known',
    ],
    ['another period', hst(401, 60), 'holds H1 bars, and the engine needs M1 bars'],
    ['cut within a bar', hst(401).subarray(0, -3), 'is cut off within a bar'],
    ['cut within its header', hst(401).subarray(0, 100), 'is shorter than the header'],
  ])('%s of MetaTrader 4', async (_name, content, problem) => {
    await expect(loadBars(written('EURUSD1.hst', content), MT5)).rejects.toThrow(problem);
  });
});

describe('dates with slashes', () => {
  const file = (...dates: readonly string[]): string =>
    written('EURUSD_M1.csv', `Date,Open,High,Low,Close\n${dates.map((date) => `${date},${OHLC[0]}`).join('\n')}`);
  const first = async (...dates: readonly string[]): Promise<string | undefined> => {
    const { bars } = await loadBars(file(...dates), MT5);
    return bars[0] === undefined ? undefined : new Date(bars[0].time).toISOString().slice(0, 10);
  };

  it('are told by a number over twelve, or by the one that goes on', async () => {
    expect([
      await first('02/03/2026 10:00', '13/03/2026 10:00'),
      await first('02/03/2026 10:00', '02/13/2026 10:00'),
      await first('02/03/2026 10:00', '03/03/2026 10:00', '04/03/2026 10:00'),
      await first('02/03/2026 10:00', '02/04/2026 10:00', '02/05/2026 10:00'),
    ]).toEqual(['2026-03-02', '2026-02-03', '2026-03-02', '2026-02-03']);
  });

  it('that may be either are asked for', async () => {
    await expect(loadBars(file('02/03/2026 10:00', '02/03/2026 10:01'), MT5)).rejects.toThrow('give --dates dmy or --dates mdy');
  });

  it.each(['3/6/2026 13:30 PM', '3/6/2026 0:30 AM', '2/30/2026 10:00'])('%s is no time', async (date) => {
    await expect(loadBars(file(date), { ...MT5, dates: 'mdy' })).rejects.toThrow(/time is neither/);
  });

  it('noon and midnight of twelve hours', async () => {
    const { bars } = await loadBars(file('3/6/2026 12:05 AM', '3/6/2026 12:05 PM'), { ...MT5, dates: 'mdy' });
    expect(bars.map(({ time }) => new Date(time).toISOString().slice(11, 16))).toEqual(['22:05', '10:05']);
  });
});

describe('prices that are too far from the others', () => {
  const bars = (...rows: readonly string[]): string =>
    written('EURUSD_M1.csv', `time,open,high,low,close\n${rows.map((row, at) => `${AT + at * 60_000},${row}`).join('\n')}`);

  it.each([
    ['a high with its point in the wrong place', '1.16,11.6,1.16,1.16', '11.6 is 10 times 1.16 in one row'],
    ['a low likewise', '1.16,1.16,0.116,1.16', '1.16 is 10 times 0.116 in one row'],
    ['a row likewise', '11.6,11.7,11.6,11.6', '11.7 is 10 times the 1.16 before'],
    ["another symbol's row", '0.4,0.5,0.4,0.5', '0.4 is 0.34 times the 1.16 before'],
  ])('%s', async (_name, row, problem) => {
    const file = bars('1.16,1.16,1.16,1.16', row, '1.16,1.16,1.16,1.16');
    await expect(loadBars(file)).rejects.toThrow(`${file}:3: ${problem}`);
    expect(await loadBars(file, { skipBad: true })).toMatchObject({ skipped: 1, bars: [{ time: AT }, { time: AT + 120_000 }] });
  });

  it('twice the price before is taken, and more after a week without prices', async () => {
    expect((await loadBars(bars('1,1,1,1', '2,2,2,2', '1,1,1,1'))).bars).toHaveLength(3);
    await expect(loadBars(bars('1,1,1,1', '1,2.02,1,1'))).rejects.toThrow('2.02 is 2 times 1 in one row');
    const later = (days: number, price: number): string =>
      written('BTCUSD_M1.csv', `time,open,high,low,close\n${AT},1,1,1,1\n${AT + days * 86_400_000},${`${price},`.repeat(4)}`);
    expect((await loadBars(later(8, 5))).bars).toHaveLength(2);
    await expect(loadBars(later(7, 2.5))).rejects.toThrow('2.5 is 2.5 times the 1 before');
    await expect(loadBars(later(8, 5.1))).rejects.toThrow('5.1 is 5.1 times the 1 before');
  });

  it('ticks of another order are bad, and the side that was bad is not kept', async () => {
    const file = written('EURUSD_TICKS_1.csv', `time,bid,ask\n${AT},1.1,1.2\n${AT + 1},1.1,12\n${AT + 2},1.15,`);
    await expect(loadTicks(file)).rejects.toThrow(`${file}:3: 12 is 11 times 1.1 in one row`);
    expect(await loadTicks(file, { skipBad: true })).toMatchObject({
      skipped: 1,
      ticks: [{ ask: 1.2 }, { bid: 1.15, ask: 1.2 }],
    });
  });

  it('a file that is mostly bad is refused, though bad rows are left out', async () => {
    const shuffled = written(
      'EURUSD_M1.csv',
      `time,open,high,low,close\n${[9, 1, 2, 3].map((minute) => `${AT + minute * 60_000},1,1,1,1`).join('\n')}`,
    );
    await expect(loadBars(shuffled, { skipBad: true })).rejects.toThrow(
      '3 of 4 rows are bad, more than --skip-bad leaves out; the first is line 3: the time is not after the row before',
    );
  });
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
      'Lean, with fractions of a millisecond',
      'ticks.zip',
      zip('20260306_eurusd_tick_quote.csv', '45000250.4,1.1612,1.1613\n45001500,1.1612,1.1614'),
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

  it('bars are no ticks, whether their name or their titles say it', async () => {
    await expect(loadTicks(written('EURUSD_M1.csv', MT5_BARS), MT5)).rejects.toThrow('the name says bars of M1, not ticks');
    const rows = `${AT},${OHLC[0]},81,7`;
    await expect(loadTicks(written('a.csv', `time,open,high,low,close\n${rows}`), { symbol: 'EURUSD' })).rejects.toThrow(
      'the header lacks bid, ask',
    );
    await expect(loadTicks(written('a.csv', `${rows}\n`), { symbol: 'EURUSD' })).rejects.toThrow(
      'the header lacks time, bid, ask',
    );
  });

  it.each([
    ['bid', '1.1612,', ',1.1613'],
    ['ask', ',1.1613', '1.1612,'],
  ])('the %s that came first is there when the other comes', async (_name, first, second) => {
    const { ticks } = await loadTicks(written('EURUSD_TICKS_1.csv', `time,bid,ask\n${AT},${first}\n${AT + 9},${second}`));
    expect(ticks.map(({ at, bid, ask }) => [at - AT, bid, ask])).toEqual([[9, 1.1612, 1.1613]]);
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
      'XAUUSDd1.csv',
      '20260306_gbpusd_tick_quote.csv',
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
    'XAUUSD D1',
    'GBPUSD TICKS',
  ]);
});

describe('several files of one symbol', () => {
  const part = (symbol: string, from: number, to: number) => ({
    file: `${symbol}-${from}`,
    symbol,
    skipped: 1,
    rows: [from, to].map((at) => ({ at })),
  });
  const at = ({ at: moment }: { readonly at: number }): number => moment;

  it('are put in the order of their times', () => {
    expect(joined([part('EURUSD', 30, 40), part('EURUSD', 10, 20)], at)).toMatchObject({
      symbol: 'EURUSD',
      rows: [{ at: 10 }, { at: 20 }, { at: 30 }, { at: 40 }],
      skipped: 2,
    });
  });

  it('that overlap, or are of two symbols, are refused by their names', () => {
    expect(() => joined([part('EURUSD', 10, 20), part('EURUSD', 20, 30)], at)).toThrow(
      'EURUSD-20: begins before EURUSD-10 ends (1970-01-01 00:00)',
    );
    expect(() => joined([part('EURUSD', 10, 20), part('GBPUSD', 30, 40)], at)).toThrow(
      'GBPUSD-30: is of GBPUSD, and EURUSD-10 of EURUSD',
    );
  });

  it('without rows count for nothing', () => {
    expect(joined([{ file: 'a', symbol: 'EURUSD', skipped: 0, rows: [] }, part('EURUSD', 10, 20)], at).rows).toHaveLength(2);
  });
});
