import { describe, expect, it } from 'vitest';
import { loadBars, loadTicks, type FileForm } from '#main/adapters/history/index.ts';
import { inspectFile, zoneToUtc } from '#main/replay/index.ts';
import { sampleFiles, told } from './sample-files.ts';

const written = sampleFiles();
const BAR = '1.1612,1.1615,1.1611,1.1614';
const withTimes = (...times: readonly string[]): string =>
  written('EURUSD_M1.csv', ['date,open,high,low,close', ...times.map((time) => `${time},${BAR}`)].join('\n'));
const momentsOf = async (times: readonly string[], zone?: string): Promise<readonly string[]> =>
  (await told(withTimes(...times), zone === undefined ? {} : { localToUtc: zoneToUtc(zone) })).map((row) => row.slice(0, 16));
/** Winter in New York, and summer. */
const [JANUARY, JULY] = ['2026-01-02T14:30', '2026-07-02T13:30'];

describe('a zone behind the time', () => {
  it.each([
    ['Interactive Brokers, New York', '20260102 09:30:00 US/Eastern', JANUARY],
    ['Interactive Brokers, New York in summer', '20260702 09:30:00 US/Eastern', JULY],
    ['Interactive Brokers, two blanks', '20260102  09:30:00 America/New_York', JANUARY],
    ['Interactive Brokers, London', '20260702 14:30:00 GB-Eire', JULY],
    ['Interactive Brokers, Tokyo', '20260102 23:30:00 Japan', JANUARY],
    ['Interactive Brokers, UTC', '20260102 14:30:00 UTC', JANUARY],
    ['Interactive Brokers and FIX, UTC', '20260102-14:30:00', JANUARY],
    ['an offset', '2026-01-02 09:30:00-05:00', JANUARY],
    ['an offset, and the name in brackets', '2026-01-02T09:30:00-05:00[America/New_York]', JANUARY],
    ['an offset, which tells the second of two hours', '2026-11-01T01:30:00-05:00[America/New_York]', '2026-11-01T06:30'],
    ['a name in brackets', '2026-01-02 09:30 (America/New_York)', JANUARY],
    ['a name of the tz database with a sign', '2026-01-02 09:30:00 Etc/GMT+5', JANUARY],
    ['letters in winter', '2026-01-02 09:30:00 EST', JANUARY],
    ['letters in summer', '2026-07-02 09:30:00 EDT', JULY],
    ['letters of Europe', '02.01.2026 15:30 MEZ', JANUARY],
    ['letters of Europe in summer', '02.07.2026 15:30 CEST', JULY],
    ['letters of Japan', '2026-01-02 23:30:00 JST', JANUARY],
    ['a date in words', '"Jan 2, 2026 9:30 AM EST"', JANUARY],
    ['an ISO time in Athens', '2026-07-02T16:30:00 Europe/Athens', JULY],
  ])('%s', async (_name, time, moment) => {
    expect(await momentsOf([time])).toEqual([moment]);
  });

  it('a date and a clock in two columns, and ticks', async () => {
    const bars = written('EURUSD_M1.csv', `Date,Time,Open,High,Low,Close\n20260102,09:30:00 US/Eastern,${BAR}`);
    expect((await told(bars))[0]).toContain(JANUARY);
    const ticks = written('EURUSD_TICKS.csv', 'time,bid,ask\n20260102 09:30:00 US/Eastern,1.1611,1.1613');
    expect((await loadTicks(ticks)).ticks[0]?.at).toBe(Date.parse(`${JANUARY}Z`));
  });

  it('without titles', async () => {
    expect((await told(written('EURUSD_M1.csv', `20260102 09:30:00 US/Eastern,${BAR}`)))[0]).toContain(JANUARY);
  });

  it('the hour that comes twice is told by the order of the rows, or by the letters', async () => {
    const clocks = ['00:59', '01:00', '01:59', '01:00', '01:59', '02:00'];
    const utc = ['04:59', '05:00', '05:59', '06:00', '06:59', '07:00'].map((clock) => `2026-11-01T${clock}`);
    expect(await momentsOf(clocks.map((clock) => `20261101 ${clock}:00 US/Eastern`))).toEqual(utc);
    const letters = clocks.map((clock, at) => `2026-11-01 ${clock}:00 ${at < 3 ? 'EDT' : 'EST'}`);
    expect(await momentsOf(letters)).toEqual(utc);
    expect(await momentsOf(letters, 'America/New_York')).toEqual(utc);
  });

  it('each row is read by its own', async () => {
    const rows = ['2026-10-30 09:30:00 EDT', '2026-11-02 09:30:00 EST', '2026-11-03 14:30:00 GMT'];
    expect(await momentsOf(rows)).toEqual(['2026-10-30T13:30', '2026-11-02T14:30', '2026-11-03T14:30']);
    const offsets = ['2026-10-30 09:30:00-04:00', '2026-11-02 09:30:00-05:00'];
    expect(await momentsOf(offsets)).toEqual(['2026-10-30T13:30', '2026-11-02T14:30']);
  });

  it('a row without one is a bad row, not one of UTC', async () => {
    await expect(momentsOf(['2026-01-02 09:30:00 US/Eastern', '2026-01-02 09:31:00'])).rejects.toThrow(
      ':3: the time says no zone, and the first row’s does',
    );
    expect(await momentsOf(['2026-01-02 09:30:00 US/Eastern', '2026-01-02 09:31:00'], 'America/New_York')).toHaveLength(2);
  });

  it('is told', async () => {
    const form = async (...times: readonly string[]): Promise<string> => (await inspectFile(withTimes(...times), null, {})).form;
    expect(await form('20260102 09:30:00 US/Eastern')).toContain('zone in the cells: US/Eastern');
    expect(await form('2026-01-02 09:30:00-05:00')).toContain('zone in the cells: UTC-05:00');
    expect(await form('2026-10-30 09:30:00 EDT', '2026-11-02 09:30:00 EST')).toContain('zone in the cells: EDT and EST');
    expect(await form('2026-01-02 09:30:00')).not.toContain('zone');
    let found: FileForm | null = null;
    await loadBars(withTimes('1767362700'), { told: (one) => (found = one) });
    expect(found).toMatchObject({ layout: { zones: [] } });
  });
});

describe('letters that several countries use', () => {
  it.each([
    [
      'IST',
      '2026-01-02 20:00:00',
      'UTC+05:30 or UTC+01:00 or UTC+02:00',
      'Asia/Kolkata, Europe/Dublin or Asia/Jerusalem',
      'Asia/Kolkata',
    ],
    [
      'CST',
      '2026-01-02 08:30:00',
      'UTC-06:00 or UTC+08:00 or UTC-05:00',
      'America/Chicago, Asia/Shanghai or America/Havana',
      'America/Chicago',
    ],
    ['BST', '2026-07-02 14:30:00', 'UTC+01:00 or UTC+06:00', 'Europe/London or Asia/Dhaka', 'Europe/London'],
  ])('%s is asked for, and answered', async (word, time, meanings, zones, zone) => {
    const moment = time.startsWith('2026-07') ? JULY : JANUARY;
    await expect(momentsOf([`${time} ${word}`])).rejects.toThrow(`:2: "${word}" may be ${meanings}: give --server-zone ${zones}`);
    expect(await momentsOf([`${time} ${word}`], zone)).toEqual([moment]);
    await expect(momentsOf([`${time} ${word}`], 'Pacific/Auckland')).rejects.toThrow(
      `its time says ${word} (${meanings}), and --server-zone UTC+1`,
    );
  });

  it('EST in summer may be New York’s clock, or its winter all the year', async () => {
    const time = '2026-07-02 09:30:00 EST';
    await expect(momentsOf([time])).rejects.toThrow(
      '"EST" may be UTC-05:00 or UTC-04:00: give --server-zone America/New_York (with summer time) or Etc/GMT+5 (without)',
    );
    expect([await momentsOf([time], 'America/New_York'), await momentsOf([time], 'Etc/GMT+5')]).toEqual([
      [JULY],
      ['2026-07-02T14:30'],
    ]);
    // The year that begins in winter is asked at its first row in summer.
    await expect(momentsOf(['2026-01-02 09:30:00 EST', time])).rejects.toThrow(':3: "EST" may be');
  });

  it('no zone at all is named', async () => {
    await expect(momentsOf(['2026-01-02 09:30:00 Gotham/City'])).rejects.toThrow(
      ':2: "Gotham/City" is no time zone that is known: give the file with an IANA zone such as America/New_York',
    );
  });
});

describe('--server-zone beside it', () => {
  it.each([
    ['20260102 09:30:00 US/Eastern', 'America/New_York'],
    ['2026-01-02 09:30:00 EST', 'America/New_York'],
    ['2026-01-02 09:30:00-05:00', 'America/New_York'],
    // Times in UTC are so whatever zone the other files have.
    ['2026-01-02T14:30:00Z', 'mt5'],
    ['20260102 14:30:00 UTC', 'mt5'],
    ['1767364200', 'mt5'],
  ])('%s goes with %s', async (time, zone) => {
    expect(await momentsOf([time], zone)).toEqual([JANUARY]);
  });

  it.each([
    ['20260102 09:30:00 US/Eastern', 'US/Eastern (UTC-05:00)'],
    ['2026-01-02 09:30:00 EST', 'EST (UTC-05:00)'],
    ['2026-01-02 09:30:00-05:00', 'UTC-05:00'],
  ])('%s contradicts a server’s', async (time, says) => {
    await expect(momentsOf([time], 'mt5')).rejects.toThrow(
      `:2: its time says ${says}, and --server-zone UTC+02:00: leave --server-zone away, or give it as SYMBOL=ZONE for the files that need it`,
    );
  });

  it('is held against each row', async () => {
    const rows = ['2026-01-02 09:30:00-05:00', '2026-07-02 09:30:00-05:00'];
    await expect(momentsOf(rows, 'America/New_York')).rejects.toThrow(':3: its time says UTC-05:00, and --server-zone UTC-04:00');
  });
});
