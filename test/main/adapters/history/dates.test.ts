import { describe, expect, it } from 'vitest';
import { loadBars } from '#main/adapters/history/index.ts';
import { zoneToUtc } from '#main/replay/index.ts';
import { sampleFiles, told } from './sample-files.ts';

const written = sampleFiles();
const UTC = { localToUtc: zoneToUtc('UTC') };
const BAR = '1.1612;1.1615;1.1611;1.1614';
/** A file with these times, each at the same prices. */
const withTimes = (...times: readonly string[]): string =>
  written('EURUSD_M1.csv', ['Time;Open;High;Low;Close', ...times.map((time) => `${time};${BAR}`)].join('\n'));
const momentsOf = async (file: string, options: Parameters<typeof told>[1] = UTC): Promise<readonly string[]> =>
  (await told(file, options)).map((row) => row.slice(0, 16));

/** 2 January 2026, 14:05 and 14:06. */
const TWO = ['2026-01-02T14:05', '2026-01-02T14:06'];

describe('times as people and spreadsheets write them', () => {
  it.each([
    ['the month in words first', 'Jan 02, 2026 14:05', 'Jan 02, 2026 14:06'],
    ['the month in words, in full', 'January 2, 2026 2:05 PM', 'January 2, 2026 2:06 PM'],
    ['the day first', '02 Jan 2026 14:05:00', '02 Jan 2026 14:06:00'],
    ['hyphens and a short year', '02-Jan-26 14:05', '02-Jan-26 14:06'],
    ['the year first', '2026-Jan-02 14:05', '2026-Jan-02 14:06'],
    ['a weekday before it', 'Fri Jan 02 2026 14:05:00', 'Fri Jan 02 2026 14:06:00'],
    ['a letter’s header', 'Fri, 02 Jan 2026 14:05:00 GMT', 'Fri, 02 Jan 2026 14:06:00 GMT'],
    ['German', '2. Januar 2026 14:05', '2. Januar 2026 14:06'],
    ['French', '02 janv. 2026 14:05', '02 janv. 2026 14:06'],
    ['Spanish, with small words', '2 de enero de 2026 14:05', '2 de enero de 2026 14:06'],
    ['Russian', '02 янв. 2026 14:05', '02 янв. 2026 14:06'],
    ['Japanese', '2026年01月02日 14:05', '2026年01月02日 14:06'],
    ['no naughts', '2026/1/2 14:05:00', '2026/1/2 14:06:00'],
    ['p.m. with points', '2026-1-2 2:05 p.m.', '2026-1-2 2:06 p.m.'],
    ['p. m. with a blank', '2026/1/2 02:05:00 p. m.', '2026/1/2 02:06:00 p. m.'],
    ['PM without a blank', '2026/1/2 2:05:00PM', '2026/1/2 2:06:00PM'],
    ['a fraction after a comma', '2026-01-02 14:05:00,000', '2026-01-02 14:06:00,000'],
    ['a spreadsheet’s days', '46024.5868055556', '46024.5875'],
    ['a spreadsheet’s days, with a comma and few digits', '46024,58681', '46024,5875'],
    ['seconds', '1767362700', '1767362760'],
    ['milliseconds', '1767362700000', '1767362760000'],
    ['microseconds', '1767362700000000', '1767362760000000'],
    ['a clock without a colon', '02-Jan-2026 1405', '02-Jan-2026 1406'],
  ])('%s', async (_name, ...times) => {
    expect(await momentsOf(withTimes(...times))).toEqual(TWO);
  });

  it.each([
    ['of hours alone', '2026-01-02T16:05:00+02', '2026-01-02T16:06:00+02'],
    ['without a colon', '2026-01-02 09:05:00-0500', '2026-01-02 09:06:00-0500'],
  ])('an offset %s', async (_name, ...times) => {
    expect(await momentsOf(withTimes(...times), {})).toEqual(TWO);
  });

  it('a date and a clock in two columns, whose naughts are lost', async () => {
    const rows = ['0;1;1;1;1', '100;1;1;1;1', '93100;1;1;1;1', '140500;1;1;1;1'].map((row) => `20260102;${row}`);
    const six = written('EURUSD_M1.csv', ['Date;Time;Open;High;Low;Close', ...rows].join('\n'));
    expect(await momentsOf(six)).toEqual(['00:00', '00:01', '09:31', '14:05'].map((clock) => `2026-01-02T${clock}`));
    const four = written('EURUSD_M1.csv', 'Date;Time;Open;High;Low;Close\n1/2/2026;931;1;1;1;1\n1/13/2026;1405;1;1;1;1');
    expect(await momentsOf(four)).toEqual(['2026-01-02T09:31', '2026-01-13T14:05']);
    const early = written('EURUSD_M1.csv', 'Date;Time;Open;High;Low;Close\n20260102;23000;1;1;1;1');
    expect(await momentsOf(early)).toEqual(['2026-01-02T02:30']);
    const serial = written('EURUSD_M1.csv', `Date;Time;Open;High;Low;Close\n46024;0.586805556;${BAR}\n46024;0.5875;${BAR}`);
    expect(await momentsOf(serial)).toEqual(TWO);
  });

  it.each([
    ['12:05 a.m.', '00:05'],
    ['12:05 p.m.', '12:05'],
    ['9:30 A.M.', '09:30'],
  ])('%s is %s', async (clock, time) => {
    expect(await momentsOf(withTimes(`2026/1/2 ${clock}`))).toEqual([`2026-01-02T${time}`]);
  });

  it.each(['2026/1/2 13:05 p.m.', '2026/1/2 25:05', 'Feb 30, 2026 10:00', 'Foo 02, 2026 10:00', '1.7673627E+12'])(
    '%s is no time, and it is named',
    async (time) => {
      await expect(loadBars(withTimes('2026/1/1 10:00', time), UTC)).rejects.toThrow(`: "${time}"`);
    },
  );

  it('a count that a spreadsheet rounded says so', async () => {
    await expect(loadBars(withTimes('1767362700000', '1.76736E+12'), UTC)).rejects.toThrow('was rounded by a spreadsheet');
  });

  it('naughts may be left away in later rows', async () => {
    expect(await momentsOf(withTimes('2025/12/31 10:00:00', '2026/1/2 14:05:00'))).toEqual(['2025-12-31T10:00', TWO[0]]);
    expect(await momentsOf(withTimes('31.12.2025 10:00', '2.1.2026 14:05'))).toEqual(['2025-12-31T10:00', TWO[0]]);
  });

  it('days without a clock need no zone', async () => {
    expect(await momentsOf(withTimes('Jan 02, 2026', 'Jan 05, 2026'), {})).toEqual(['2026-01-02T00:00', '2026-01-05T00:00']);
    await expect(loadBars(withTimes('Jan 02, 2026 10:00'))).rejects.toThrow('give it with --server-zone');
  });
});

describe('years of two digits', () => {
  it.each([
    ['the day first, by a month over twelve', ['12/01/26 10:00', '13/01/26 10:00'], ['2026-01-12', '2026-01-13']],
    ['the month first', ['01/12/26 10:00', '01/13/26 10:00'], ['2026-01-12', '2026-01-13']],
    [
      'the year first, as the others would go back',
      ['26-01-30 10:00', '26-02-01 10:00', '26-03-28 10:00'],
      ['2026-01-30', '2026-02-01', '2026-03-28'],
    ],
    ['German, by the day that goes on', ['02.01.26 10:00', '05.01.26 10:00'], ['2026-01-02', '2026-01-05']],
    ['of the last century', ['12/30/99 10:00', '12/31/99 10:00'], ['1999-12-30', '1999-12-31']],
  ])('%s', async (_name, times, days) => {
    expect((await momentsOf(withTimes(...times))).map((moment) => moment.slice(0, 10))).toEqual(days);
  });

  it('that may be either are asked for, and answered', async () => {
    const file = withTimes('02/01/03 10:00', '02/01/03 10:01');
    await expect(loadBars(file, UTC)).rejects.toThrow(
      `${file}: line 2: its dates may be day/month or month/day (02/01/03 10:00), and no row tells which: give --dates dmy or --dates mdy (ymd: the year first)`,
    );
    const first = async (dates: 'dmy' | 'mdy' | 'ymd'): Promise<string | undefined> =>
      (await momentsOf(file, { ...UTC, dates }))[0];
    expect([await first('dmy'), await first('mdy'), await first('ymd')]).toEqual([
      '2003-01-02T10:00',
      '2003-02-01T10:00',
      '2002-01-03T10:00',
    ]);
  });
});

describe('the newest row first', () => {
  it('is turned round, with the lines of the file in what is wrong', async () => {
    const rows = (last: string): string => withTimes('2026-01-02 14:07', last, '2026-01-02 14:05');
    expect(await momentsOf(rows('2026-01-02 14:06'))).toEqual([TWO[0], TWO[1], '2026-01-02T14:07']);
    await expect(loadBars(rows('2026-01-02 14:07'))).rejects.toThrow(':2: the time is not before the row above');
  });

  it('over more than one chunk', async () => {
    const count = 20_000;
    const file = withTimes(...Array.from({ length: count }, (_, at) => String(1_767_362_700 + (count - at) * 60)));
    const { bars } = await loadBars(file);
    expect([bars.length, bars[0]?.time, bars.at(-1)?.time]).toEqual([
      count,
      1_767_362_760_000,
      (1_767_362_700 + count * 60) * 1_000,
    ]);
  });
});
