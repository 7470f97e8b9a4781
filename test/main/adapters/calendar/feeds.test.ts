import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { calendarOf, calendarsIn } from '#main/adapters/calendar/index.ts';

/** Files as traders download them, in our own numbers: a calendar that is not read protects nobody. */
const NOW = Date.parse('2026-10-01T00:00Z');
const options = (timeZone: string | null = null, now = NOW) => ({ now: () => now, timeZone });

function folderWith(name: string, content: string | Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), 'feeds-'));
  writeFileSync(join(folder, name), content);
  return folder;
}
const reading = async (name: string, content: string | Buffer, given = options()) => {
  const read = await calendarOf([join(folderWith(name, content), name)], given).read();
  if (read === null) throw new Error('a file is a calendar');
  return read;
};
/** `2026-10-02T12:30Z USD high`, one an event. */
const brief = async (name: string, content: string | Buffer, given = options()) =>
  (await reading(name, content, given)).events.map(
    ({ at, currency, impact }) => `${new Date(at).toISOString().slice(0, 16)}Z ${currency} ${impact}`,
  );

describe('feeds and exports', () => {
  test('the weekly JSON: a list with country, date and impact in words', async () => {
    const feed = [
      { title: 'Non-Farm Employment Change', country: 'USD', date: '2026-10-02T08:30:00-04:00', impact: 'High', forecast: '61K' },
      { title: 'OPEC-JMMC Meetings', country: 'All', date: '2026-10-03T05:15:00-04:00', impact: 'High' },
      { title: 'Bank Holiday', country: 'CNY', date: '2026-10-01T19:00:00-04:00', impact: 'Holiday' },
    ];
    const read = await reading('ff_calendar_thisweek.json', JSON.stringify(feed));
    expect(read.events.map(({ at, currency }) => [new Date(at).toISOString(), currency])).toEqual([
      ['2026-10-02T12:30:00.000Z', 'USD'],
      ['2026-10-03T09:15:00.000Z', 'ALL'],
    ]);
    expect(read.notes).toEqual(['ff_calendar_thisweek.json: 1 row holidays left out']);
  });

  test('the weekly CSV: month first, twelve-hour clock, rows without a time left out and counted', async () => {
    const text = [
      'Title,Country,Date,Time,Impact,Forecast,Previous,URL',
      'Unemployment Claims,USD,10-08-2026,12:30pm,High,230K,228K,https://example.com/1',
      'BOE Gov Speaks,GBP,10-06-2026,12:05am,Medium,,,https://example.com/2',
      'OPEC Meetings,All,10-05-2026,Tentative,High,,,https://example.com/3',
      'Bank Holiday,JPY,10-12-2026,All Day,Holiday,,,https://example.com/4',
      '',
    ].join('\r\n');
    expect(await brief('calendar.csv', text)).toEqual(['2026-10-06T00:05Z GBP medium', '2026-10-08T12:30Z USD high']);
    expect((await reading('calendar.csv', text)).notes).toEqual(['calendar.csv: 2 rows without a time of day left out']);
  });

  test.each([
    [
      'local_datetime,impact,currency,event\n2026-10-02T12:30:00,High Impact Expected,USD,Non-Farm Employment Change\n2026-10-05T07:00:00,Non-Economic,EUR,Bank Holiday\n',
    ],
    ['DateTime,Currency,Impact,Event\n2026-10-02 12:30:00,USD,High Impact Expected,Non-Farm Employment Change\n'],
    ['DateTime,Currency,Impact,Event\n\n2026-10-02 12:30:00,USD,High Impact Expected,Non-Farm Employment Change\n\n\n'],
  ])('a scraper’s table: %#', async (text) => {
    expect(await brief('calendar.csv', text)).toEqual(['2026-10-02T12:30Z USD high']);
  });

  test('investpy: day first, its zone column is a country, all-day rows without class', async () => {
    const text = [
      'id,date,time,zone,currency,importance,event,actual,forecast,previous',
      '1,12/10/2026,All Day,united states,,,Columbus Day,,,',
      '2,02/10/2026,12:30,united states,USD,high,Nonfarm Payrolls (Sep),,70K,61K',
      '3,07/10/2026,Tentative,euro zone,EUR,low,ECB speech,,,',
    ].join('\n');
    expect(await brief('calendar.csv', text)).toEqual(['2026-10-02T12:30Z USD high']);
  });

  test('FXStreet: start, name, impact in capitals, month first', async () => {
    const text =
      'Id,Start,Name,Impact,Currency\nx,10/14/2026 12:30:00,Consumer Price Index ex Food,HIGH,USD\ny,10/15/2026 06:00:00,GDP,NONE,GBP\n';
    expect(await brief('calendar.csv', text)).toEqual(['2026-10-14T12:30Z USD high', '2026-10-15T06:00Z GBP low']);
  });

  test('FXStreet: a holiday has no class and begins at midnight; it is left out and counted, a release without a class is high', async () => {
    const text =
      'Id,Start,Name,Impact,Currency\n' +
      'a,10/12/2026 00:00:00,Columbus Day,,USD\nb,10/13/2026 00:00:00,Early Close,,USD\nc,10/12/2026 10:00:00,Thanksgiving,,CAD\n' +
      'd,10/14/2026 14:00:00,ISM Manufacturing PMI,,USD\ne,10/15/2026 00:00:00,Gross Domestic Product,HIGH,AUD\n';
    expect(await brief('calendar.csv', text)).toEqual(['2026-10-14T14:00Z USD high', '2026-10-15T00:00Z AUD high']);
    expect((await reading('calendar.csv', text)).notes).toContain('calendar.csv: 3 rows holidays left out');
  });

  test.each([
    ['utf-8', (text: string) => Buffer.from(text)],
    ['UTF-16 as MetaEditor writes it', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ])('a script’s export from MetaTrader, %s: server time, shown by a release whose time is published', async (_name, bytes) => {
    const text =
      'time;currency;importance;name\r\n2026.10.02 15:30;USD;CALENDAR_IMPORTANCE_HIGH;Nonfarm Payrolls\r\n2026.10.05 11:00;EUR;CALENDAR_IMPORTANCE_LOW;Sentix\r\n';
    expect(await brief('calendar.csv', bytes(text))).toEqual(['2026-10-02T12:30Z USD high', '2026-10-05T08:00Z EUR low']);
  });

  test('server time that nothing confirms is refused; a configured zone is taken', async () => {
    const text = 'time;currency;importance;name\n2026.10.05 11:00;EUR;CALENDAR_IMPORTANCE_HIGH;Sentix\n';
    await expect(brief('calendar.csv', text)).rejects.toThrow(/set calendar\.timeZone/);
    expect(await brief('calendar.csv', text, options('mt5'))).toEqual(['2026-10-05T08:00Z EUR high']);
  });

  test('a zone that puts payrolls at the wrong hour is refused, and the one that fits is named', async () => {
    const text = 'Id,Start,Name,Impact,Currency\nx,10/02/2026 15:30:00,Nonfarm Payrolls,HIGH,USD\n';
    await expect(brief('calendar.csv', text)).rejects.toThrow(/read in UTC; its times fit mt5/);
  });

  test('lists by date, epoch seconds and stars', async () => {
    const byDate = { '2026-10-02': [{ time: '12:30', currency: 'USD', impact: '3', event: 'Payrolls' }] };
    expect(await brief('calendar.json', JSON.stringify(byDate), options('UTC'))).toEqual(['2026-10-02T12:30Z USD high']);
    const flat = { data: [{ timestamp: 1_790_944_200, country: 'US', importance: '***', name: 'Payrolls' }] };
    expect(await brief('news.json', JSON.stringify(flat))).toEqual(['2026-10-02T12:30Z USD high']);
  });

  test('rows that protect nothing never cost the file; one that may be high-impact and cannot be placed does', async () => {
    const rows = (last: string) => `time,currency,impact,title\n2026-10-02T12:30:00Z,USD,high,NFP\n${last}\n`;
    expect(await brief('calendar.csv', rows('soon,USD,low,Speech'))).toEqual(['2026-10-02T12:30Z USD high']);
    expect(await brief('calendar.csv', rows('2026-10-02T12:30:00Z,,low,Speech'))).toEqual(['2026-10-02T12:30Z USD high']);
    expect(await brief('calendar.csv', rows('2026-10-04 12:00 +00:00,All,red,Jackson Hole'))).toHaveLength(2);
    await expect(brief('calendar.csv', rows('soon,USD,high,FOMC'))).rejects.toThrow(/row 3, time: "soon" is not a time/);
    await expect(brief('calendar.csv', rows('03/04/2026 12:00,USD,high,FOMC'))).rejects.toThrow(/day or month first/);
  });

  test('a year of events: only those around now are kept', async () => {
    const rows = Array.from(
      { length: 5_000 },
      (_, n) => `${new Date(NOW - 180 * 86_400_000 + n * 6_300_000).toISOString()},USD,low,e${n}`,
    );
    const read = await reading('calendar.csv', `time,currency,impact,title\n${rows.join('\n')}\n`);
    expect(read.events.length).toBeGreaterThan(500);
    expect(read.events.every(({ at }) => at >= NOW - 2 * 86_400_000 && at <= NOW + 60 * 86_400_000)).toBe(true);
  });
});

describe('how far the content reaches', () => {
  const csv = (...times: string[]) => `time,currency,impact,title\n${times.map((time) => `${time},USD,high,X`).join('\n')}\n`;
  test.each([
    ['nothing', 'time,currency,impact,title\n', null],
    ['an empty file', '', null],
    ['to the end of the day of the last event', csv('2026-10-01T12:30:00Z', '2026-10-06T18:00:00Z'), '2026-10-07T00:00:00.000Z'],
    ['from a Friday over the weekend', csv('2026-10-02T12:30:00Z'), '2026-10-04T00:00:00.000Z'],
    ['long ago', csv('2026-03-03T12:30:00Z'), '2026-03-04T00:00:00.000Z'],
  ])('%s', async (_name, text, until) => {
    const { coversUntil } = await reading('calendar.csv', text);
    expect(coversUntil === null ? null : new Date(coversUntil).toISOString()).toBe(until);
  });
});

describe('iCalendar', () => {
  const ics = (head: string, ...lines: string[]) =>
    [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//x//',
      head,
      'BEGIN:VEVENT',
      'UID:7',
      'DTSTAMP:20260101T000000Z',
      ...lines,
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]
      .filter((line) => line !== '')
      .join('\r\n');

  test.each([
    ['Outlook’s zone names', 'DTSTART;TZID=Eastern Standard Time:20261002T083000', '2026-10-02T12:30Z'],
    ['in winter too', 'DTSTART;TZID=Eastern Standard Time:20261106T083000', '2026-11-06T13:30Z'],
    ['a quoted name', 'DTSTART;TZID="W. Europe Standard Time":20261002T143000', '2026-10-02T12:30Z'],
    ['IANA', 'DTSTART;TZID=Asia/Tokyo:20261002T213000', '2026-10-02T12:30Z'],
  ])('%s', async (_name, start, at) => {
    expect(await brief('calendar.ics', ics('', start, 'SUMMARY:US Payrolls'))).toEqual([`${at} USD high`]);
  });

  test('floating times count in the zone the calendar names for them', async () => {
    const text = ics('X-WR-TIMEZONE:America/New_York', 'DTSTART:20261002T083000', 'SUMMARY:US Payrolls');
    expect(await brief('calendar.ics', text)).toEqual(['2026-10-02T12:30Z USD high']);
  });

  test('a zone that is not known is refused, never read as UTC', async () => {
    const text = ics('', 'DTSTART;TZID=Trading Desk Time:20261002T083000', 'SUMMARY:US Payrolls');
    await expect(brief('calendar.ics', text)).rejects.toThrow(/TZID Trading Desk Time/);
    // The event is named by the first 60 characters of its summary.
    const long = ics('', 'DTSTART;TZID=Trading Desk Time:20261002T083000', `SUMMARY:${'US'.repeat(40)}`);
    await expect(brief('calendar.ics', long)).rejects.toThrow(`"${'US'.repeat(30)}": TZID Trading Desk Time`);
  });

  test.each([
    ['US CPI YoY', 'USD'],
    ['ECB Interest Rate Decision', 'EUR'],
    ['BoE: MPC Vote GBP', 'GBP'],
    ['NFP - USD', 'USD'],
    ['German ZEW', 'EUR'],
    ['RBNZ Statement', 'NZD'],
    ['Swiss CPI m/m', 'CHF'],
  ])('%s is %s', async (summary, currency) => {
    expect(await brief('calendar.ics', ics('', 'DTSTART:20261002T123000Z', `SUMMARY:${summary}`))).toEqual([
      `2026-10-02T12:30Z ${currency} high`,
    ]);
  });

  test('every occurrence of a rule within the window, without its exceptions, at the same wall time over the clock change', async () => {
    const text = ics(
      '',
      'DTSTART;TZID=America/New_York:20260903T083000',
      'RRULE:FREQ=WEEKLY;BYDAY=TH;COUNT=30',
      'EXDATE;TZID=America/New_York:20261015T083000',
      'SUMMARY:US Jobless claims',
    );
    const found = await brief('calendar.ics', text);
    expect([found[0], found.includes('2026-10-15T12:30Z USD high'), found.includes('2026-11-05T13:30Z USD high')]).toEqual([
      '2026-10-01T12:30Z USD high',
      false,
      true,
    ]);
  });
});

test('a calendar that is put into the folder later is found at the next reading', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'feeds-'));
  const own = { read: () => Promise.resolve({ source: 'terminal', events: [], coversUntil: NOW, notes: [] }) };
  const calendar = calendarsIn(folder, options(), own);
  const before = await calendar.read();
  writeFileSync(join(folder, 'My News.CSV'), 'time,currency,impact,title\n2026-10-02T12:30:00Z,USD,high,NFP\n');
  const after = await calendar.read();
  expect([before?.source, after?.source, after?.events.length]).toEqual(['terminal', 'My News.CSV', 1]);
});
