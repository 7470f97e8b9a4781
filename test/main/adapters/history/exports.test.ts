import { describe, expect, it } from 'vitest';
import { loadBars, loadTicks, namedBy } from '#main/adapters/history/index.ts';
import { zoneToUtc } from '#main/replay/index.ts';
import { sampleFiles, told } from './sample-files.ts';

const written = sampleFiles();
const UTC = { localToUtc: zoneToUtc('UTC') };
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const utf16be = (text: string): Buffer => utf16(text).swap16();
/** Text of Latin or Cyrillic letters in one byte each, as Windows writes it. */
const bytes = (text: string, base: number): Buffer =>
  Buffer.from(Array.from(text, (sign) => sign.charCodeAt(0)).map((code) => (code > 0xff ? code - base : code)));

const DAYS = ['2026-01-02T00:00 1.1612 1.1615 1.1601 1.1614', '2026-01-05T00:00 1.1614 1.1624 1.161 1.1621'];
/** Investing.com's table: the newest first, everything in quotes, a mark of order before the text. */
const investing = (titles: string, ...rows: readonly (readonly string[])[]): string =>
  `\uFEFF${[titles.split('|'), ...rows].map((cells) => cells.map((cell) => `"${cell}"`).join(',')).join('\n')}`;

describe('Investing.com', () => {
  const points = [
    '1.1621',
    '1.1614',
    '1.1624',
    '1.1610',
    '81.23K',
    '0.06%',
    '1.1614',
    '1.1612',
    '1.1615',
    '1.1601',
    '',
    '-0.12%',
  ];
  const commas = points.map((cell) => cell.replace('.', ','));
  const rows = (cells: readonly string[], newer: string, older: string): readonly (readonly string[])[] => [
    [newer, ...cells.slice(0, 6)],
    [older, ...cells.slice(6)],
  ];
  it.each([
    ['English', 'Date|Price|Open|High|Low|Vol.|Change %', points, '01/05/2026', '01/02/2026', 'mdy'],
    ['English, months in words', 'Date|Price|Open|High|Low|Vol.|Change %', points, 'Jan 05, 2026', 'Jan 02, 2026', undefined],
    ['German', 'Datum|Zuletzt|Eröffn.|Hoch|Tief|Vol.|+/- %', commas, '05.01.2026', '02.01.2026', undefined],
    ['French', 'Date|Dernier|Ouv.| Plus Haut|Plus Bas|Vol.|Variation %', commas, '05/01/2026', '02/01/2026', 'dmy'],
    ['Spanish', 'Fecha|Último|Apertura|Máximo|Mínimo|Vol.|% var.', commas, '05.01.2026', '02.01.2026', undefined],
    ['Italian', 'Data|Ultimo|Apertura|Massimo|Minimo|Vol.|Var. %', commas, '05.01.2026', '02.01.2026', undefined],
    ['Portuguese', 'Data|Último|Abertura|Máxima|Mínima|Vol.|Var%', commas, '05.01.2026', '02.01.2026', undefined],
    ['Dutch', 'Datum|Laatste|Open|Hoog|Laag|Vol.|Verschil %', commas, '05-01-2026', '02-01-2026', 'dmy'],
    ['Polish', 'Data|Ostatnio|Otwarcie|Max.|Min.|Wol.|Zmiana%', commas, '05.01.2026', '02.01.2026', undefined],
    ['Turkish', 'Tarih|Şimdi|Açılış|Yüksek|Düşük|Hac.|Fark %', commas, '05.01.2026', '02.01.2026', undefined],
    ['Russian', 'Дата|Цена|Откр.|Макс.|Мин.|Объём|Изм. %', commas, '05.01.2026', '02.01.2026', undefined],
  ] as const)('%s', async (_name, titles, cells, newer, older, dates) => {
    const file = written('EUR_USD Historical Data.csv', investing(titles, ...rows(cells, newer, older)));
    expect(await told(file, dates === undefined ? {} : { dates })).toEqual(DAYS);
    const { symbol, bars, everyMs } = await loadBars(file, { anySize: true, ...(dates === undefined ? {} : { dates }) });
    expect([symbol, bars.map(({ volume }) => volume), everyMs]).toEqual(['EURUSD', [0, 81_230], 86_400_000]);
  });

  it('an index with its thousands parted', async () => {
    const row = (date: string): readonly string[] => [date, '44,123.40', '44,001.00', '44,200.10', '43,990.00', '1.2M', '0.10%'];
    const file = written(
      'US 30 Historical Data.csv',
      investing('Date|Price|Open|High|Low|Vol.|Change %', row('01/13/2026'), row('01/12/2026')),
    );
    expect((await told(file))[0]).toBe('2026-01-12T00:00 44001 44200.1 43990 44123.4');
  });
});

const MINUTES = ['2026-01-02T14:05 1.1612 1.1615 1.1611 1.1614', '2026-01-02T14:06 1.1614 1.1614 1.161 1.1611'];
const A = '1.1612,1.1615,1.1611,1.1614';
const B = '1.1614,1.1614,1.1610,1.1611';
const semi = (row: string): string => row.replaceAll(',', ';');

describe('other platforms', () => {
  it.each([
    [
      'Sierra Chart',
      'EURUSD.scid_BarData.txt',
      [
        'Date, Time, Open, High, Low, Last, Volume, NumberOfTrades, BidVolume, AskVolume',
        `2026/1/2, 14:05:00, ${A.replaceAll(',', ', ')}, 81, 40, 41, 40`,
        `2026/1/2, 14:06:00.0, ${B.replaceAll(',', ', ')}, 64, 30, 32, 32`,
      ].join('\n'),
    ],
    ['NinjaTrader', 'EURUSD.Last.txt', `20260102 140500;${semi(A)};81\r\n20260102 140600;${semi(B)};64`],
    [
      'cTrader',
      'EURUSD_m1.csv',
      `Time;Open;High;Low;Close;Tick volume\n02/01/2026 14:05:00;${semi(A)};81\n02/01/2026 14:06:00;${semi(B)};64`,
    ],
    [
      'cTrader, ISO',
      'EURUSD m1.csv',
      `Date,Open,High,Low,Close,Volume\n2026-01-02T14:05:00.000Z,${A},81\n2026-01-02T14:06:00.000Z,${B},64`,
    ],
    [
      'MultiCharts',
      'EURUSD 1 Minute.txt',
      `"Date","Time","Open","High","Low","Close","TotalVolume"\n01/02/2026,14:05:00,${A},81\n01/02/2026,14:06:00,${B},64`,
    ],
    [
      'MultiCharts, in angles',
      'EURUSD-1m.txt',
      `<Ticker>,<Date>,<Time>,<Open>,<High>,<Low>,<Close>,<Volume>\nEURUSD,20260102,140500,${A},81\nEURUSD,20260102,140600,${B},64`,
    ],
    [
      'TradeStation',
      'EURUSD_M1.txt',
      `"Date","Time","Open","High","Low","Close","Up","Down"\n01/02/2026,1405,${A},40,41\n01/02/2026,1406,${B},30,34`,
    ],
    ['a date and a clock of digits, without titles', 'EURUSD_M1.csv', `20260102,140500,${A},81\n20260102,140600,${B},64`],
    [
      'MetaStock',
      'EURUSD_M1.csv',
      `<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>\nEURUSD,1,20260102,140500,${A},0\nEURUSD,1,20260102,140600,${B},0`,
    ],
    [
      'an API of FXCM',
      'EURUSD_m1.csv',
      `DateTime,BidOpen,BidHigh,BidLow,BidClose,AskOpen,AskHigh,AskLow,AskClose\n01/02/2026 14:05:00.000,${A},${A}\n01/02/2026 14:06:00.000,${B},${B}`,
    ],
    [
      'an API of OANDA, both sides',
      'EURUSD_oanda.csv',
      `time,bid_o,bid_h,bid_l,bid_c,ask_o,ask_h,ask_l,ask_c\n2026-01-02T14:05:00.000000000Z,${A},${A}\n2026-01-02T14:06:00.000000000Z,${B},${B}`,
    ],
    [
      'Interactive Brokers, midpoints, which have no volume',
      'EURUSD_ib.csv',
      `date,open,high,low,close,volume,average,barCount\n20260102 09:05:00 US/Eastern,${A},-1,-1.0,-1\n20260102 09:06:00 US/Eastern,${B},-1.0,-1.0,-1`,
    ],
    [
      'titles with what they are of behind',
      'EURUSD_M1.csv',
      `Date [UTC],Open (Bid),High (Bid),Low (Bid),Close (Bid)\n2026/01/02 14:05,${A}\n2026/01/02 14:06,${B}`,
    ],
  ])('%s', async (_name, name, text) => {
    const file = written(name, text);
    const dates = /^02\//m.test(text) ? ('dmy' as const) : ('mdy' as const);
    expect(namedBy(file).symbol).toBe('EURUSD');
    const zone = text.includes('US/Eastern') ? {} : UTC;
    expect(await told(file, { ...zone, dates })).toEqual(MINUTES);
    expect((await loadBars(file, { ...zone, dates })).timeframe).toBe('M1');
  });

  it("NinjaTrader's ticks have the last price before bid and ask", async () => {
    const file = written(
      'EURUSD.Last.txt',
      '20260102 140500 0400000;1.1612;1.1611;1.1613;2\n20260102 140501 1230000;1.1613;1.1612;1.1614;1',
    );
    const { symbol, ticks } = await loadTicks(file, UTC);
    expect([symbol, ticks.map(({ at, bid, ask }) => [new Date(at).toISOString(), bid, ask])]).toEqual([
      'EURUSD',
      [
        ['2026-01-02T14:05:00.040Z', 1.1611, 1.1613],
        ['2026-01-02T14:05:01.123Z', 1.1612, 1.1614],
      ],
    ]);
  });
});

describe('encodings', () => {
  const german = `Datum;Zeit;Eröffnung;Hoch;Tief;Schluß\n02.01.2026;14:05;${semi(A)}\n02.01.2026;14:06;${semi(B)}`.replace(
    'Schluß',
    'Schluss',
  );
  const russian = german.replace(/^.*$/m, 'Дата;Время;Открытие;Максимум;Минимум;Закрытие');
  it.each([
    ['Windows-1252', bytes(german, 0), 'windows-1252'],
    ['Windows-1251', bytes(russian, 0x350), 'windows-1251'],
    ['UTF-8', Buffer.from(russian), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${german}`), 'utf-8'],
    ['UTF-16 with a mark', utf16(`\uFEFF${german}`), 'utf-16le'],
    ['UTF-16 without a mark', utf16(german), 'utf-16le'],
    ['UTF-16, the other way round', utf16be(`\uFEFF${german}`), 'utf-16be'],
    ['UTF-16, the other way round and without a mark', utf16be(german), 'utf-16be'],
  ])('%s', async (_name, content, encoding) => {
    let found: string | null = null;
    const file = written('EURUSD_M1.csv', content);
    expect(await told(file, { ...UTC, told: (form) => (found = form.encoding) })).toEqual(MINUTES);
    expect(found).toBe(encoding);
  });

  it('thousands parted by a blank of Windows', async () => {
    const text = 'Zeit;Eröffnung;Hoch;Tief;Schluss\n2026-01-02 14:05;24\u00a0123,5;24\u00a0130,0;24\u00a0120,1;24\u00a0125,2';
    expect(await told(written('GER40_M1.csv', bytes(text, 0)))).toEqual(['2026-01-02T14:05 24123.5 24130 24120.1 24125.2']);
  });
});

describe('tables of scripts', () => {
  it.each([
    ['an index without a title', ',Open,High,Low,Close\n', '2026-01-02 14:05:00+00:00', '2026-01-02 14:06:00+00:00'],
    ['an index that says so', 'index,open,high,low,close\n', '2026-01-02T14:05:00Z', '2026-01-02T14:06:00Z'],
    ['titles of one letter', 't,o,h,l,c\n', '1767362700', '1767362760'],
    ['the beginning of a bar', 'start_time,open,high,low,close\n', '1767362700000', '1767362760000'],
    ['the time in UTC', 'datetime_utc,open,high,low,close\n', '2026-01-02 14:05', '2026-01-02 14:06'],
    [
      'a colon before the milliseconds',
      'Timestamp (UTC),Open,High,Low,Close\n',
      '20260102 14:05:00:000',
      '20260102 14:06:00:000',
    ],
  ])('%s', async (_, titles, first, second) => {
    expect(await told(written('EURUSD_script.csv', `${titles}${first},${A}\n${second},${B}\n`))).toEqual(MINUTES);
  });

  it('numbers of rows are no times where a column has them', async () => {
    const text = `,time,open,high,low,close\n0,2026-01-02T14:05Z,${A}\n1,2026-01-02T14:06Z,${B}\n`;
    expect(await told(written('EURUSD_rows.csv', text))).toEqual(MINUTES);
  });

  it('numbers of rows alone are refused', async () => {
    const text = `,open,high,low,close\n0,${A}\n1,${B}\n`;
    await expect(told(written('EURUSD_numbers.csv', text))).rejects.toThrow('time');
  });
});
