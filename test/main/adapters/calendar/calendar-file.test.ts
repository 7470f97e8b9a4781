import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { calendarOf, calendarsIn, heldCalendar } from '#main/adapters/calendar/index.ts';

const OPTIONS = { now: () => Date.parse('2026-11-20T00:00Z'), timeZone: null };
const fileOf = (content: unknown): string => {
  const file = join(mkdtempSync(join(tmpdir(), 'calendar-')), 'calendar.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
};
const event = (at: unknown, title = 'CPI') => ({ at, currency: 'USD', impact: 'high', title });

test('no file, no calendar', async () => expect(await calendarsIn('/nowhere', OPTIONS).read()).toBeNull());

test('events come sorted, their times as moments', async () => {
  const file = fileOf({ events: [event(1_754_400_000_000, 'later'), event('2025-08-04T14:00:00+02:00')] });
  const read = await calendarOf([file], { ...OPTIONS, now: () => Date.parse('2025-08-04T00:00Z') }).read();
  expect([read?.source, read?.events]).toEqual([
    'calendar.json',
    [
      { at: Date.parse('2025-08-04T12:00:00Z'), currency: 'USD', impact: 'high', title: 'CPI' },
      { at: 1_754_400_000_000, currency: 'USD', impact: 'high', title: 'later' },
    ],
  ]);
});

test.each([
  ['a time without a zone', { events: [event('2025-08-04T14:00:00')] }, /events\.0\.at/],
  ['an impact nobody knows', { events: [{ ...event(1), impact: 'huge' }] }, /impact/],
  ['no list', { event: [] }, /events/],
])('%s: the look fails and says where', async (_what, content, why) => {
  await expect(calendarOf([fileOf(content)], OPTIONS).read()).rejects.toThrow(why);
});

test('a file that has gone since fails the look, not the cockpit', async () => {
  const file = fileOf({ events: [] });
  const calendar = calendarOf([file], OPTIONS);
  rmSync(file);
  await expect(calendar.read()).rejects.toThrow(/ENOENT/);
});

const written = (name: string, text: string | Buffer): string => {
  const file = join(mkdtempSync(join(tmpdir(), 'calendar-')), name);
  writeFileSync(file, text);
  return file;
};
const reading = (name: string, text: string | Buffer, options = OPTIONS) => calendarOf([written(name, text)], options).read();
const read = async (name: string, text: string | Buffer, options = OPTIONS) => (await reading(name, text, options))?.events;

test('a table: columns in any order, words in any case, a title with a comma', async () => {
  const text =
    'Impact,Time,Title,Currency,Actual\nHIGH,2026-11-27T14:30:00+01:00,"Payrolls, non-farm",usd,\nlow,2026-11-27T09:00:00Z,PMI,EUR,51\n';
  expect(await read('calendar.csv', text)).toEqual([
    { at: Date.parse('2026-11-27T09:00Z'), currency: 'EUR', impact: 'low', title: 'PMI' },
    { at: Date.parse('2026-11-27T13:30Z'), currency: 'USD', impact: 'high', title: 'Payrolls, non-farm' },
  ]);
});

test.each([
  [
    'a time without a zone',
    'time,currency,impact,title\n2026-11-27 13:30,USD,high,CPI\n',
    /calendar\.csv row 2, time: is not a time with its zone/,
  ],
  ['no column for the impact', 'time,currency,title\n2026-11-27T13:30:00Z,USD,CPI\n', /row 1: no column for impact/],
  ['a row that is cut', 'time,currency,impact,title\n2026-11-27T13:30:00Z,USD\n', /calendar\.csv/],
])('a table with %s is refused, naming the place', async (_what, text, why) => {
  await expect(read('calendar.csv', text)).rejects.toThrow(why);
});

const ics = (...events: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//', ...events, 'END:VCALENDAR', ''].join('\r\n');
const vevent = (...lines: string[]): string =>
  ['BEGIN:VEVENT', 'UID:1', 'DTSTAMP:20260101T000000Z', ...lines, 'END:VEVENT'].join('\r\n');

test('iCalendar: zones, folded lines, impact by category or priority, days and what has no currency left out', async () => {
  const text = ics(
    vevent('DTSTART:20261127T133000Z', 'SUMMARY:USD Nonfarm', '  Payrolls', 'CATEGORIES:Low'),
    vevent('DTSTART;TZID=America/New_York:20261204T083000', 'SUMMARY:CAD: Employment', 'PRIORITY:5'),
    vevent('DTSTART:20261127T150000Z', 'SUMMARY:EUR speech'),
    vevent('DTSTART;VALUE=DATE:20261225', 'SUMMARY:USD Bank holiday'),
    vevent('DTSTART:20261127T160000Z', 'SUMMARY:lunch'),
  );
  expect(await read('calendar.ics', text)).toEqual([
    { at: Date.parse('2026-11-27T13:30Z'), currency: 'USD', impact: 'low', title: 'Nonfarm Payrolls' },
    { at: Date.parse('2026-11-27T15:00Z'), currency: 'EUR', impact: 'high', title: 'speech' },
    { at: Date.parse('2026-12-04T13:30Z'), currency: 'CAD', impact: 'medium', title: 'Employment' },
  ]);
});

test('iCalendar without a zone, or that is none, is refused', async () => {
  await expect(read('calendar.ics', ics(vevent('DTSTART:20261127T133000', 'SUMMARY:USD CPI')))).rejects.toThrow(
    /calendar\.ics DTSTART:20261127T133000 has no time zone/,
  );
  await expect(read('calendar.ics', 'hello')).rejects.toThrow(/calendar\.ics/);
});

test('all calendars of a folder are one, and one that is too large is refused', async () => {
  const json = written('calendar.json', '{"events":[]}');
  writeFileSync(join(json, '..', 'calendar.csv'), 'time,currency,impact,title\n2026-11-27T13:30:00Z,USD,high,CPI\n');
  const all = calendarsIn(join(json, '..'), OPTIONS);
  const found = await all.read();
  expect([found?.source, found?.events.length]).toEqual(['calendar.csv, calendar.json', 1]);
  writeFileSync(json, ' '.repeat(5_000_001));
  await expect(all.read()).rejects.toThrow(/5000001 bytes/);
});

test.each([
  [1, 'high'],
  [4, 'high'],
  [5, 'medium'],
  [6, 'low'],
  [9, 'low'],
  [0, 'high'],
])('iCalendar: a priority of %i is %s', async (priority, impact) => {
  const file = written('news.ics', ics(vevent('DTSTART:20261204T133000Z', 'SUMMARY:USD CPI', `PRIORITY:${priority}`)));
  expect((await calendarOf([file], OPTIONS).read())?.events.map((one) => one.impact)).toEqual([impact]);
});

test('iCalendar: an important event that names no currency is everybody’s; one without a class is left out', async () => {
  const file = written(
    'news.ics',
    ics(
      vevent('DTSTART:20261204T133000Z', 'SUMMARY:G20', 'PRIORITY:1'),
      vevent('DTSTART:20261204T143000Z', 'SUMMARY:Dentist'),
      vevent('DTSTART:20261204T153000Z', 'SUMMARY:Summit', 'PRIORITY:9'),
    ),
  );
  expect((await calendarOf([file], OPTIONS).read())?.events.map(({ currency, title }) => [currency, title])).toEqual([
    ['ALL', 'G20'],
  ]);
});

test('lists by date are one calendar; a key that is no date makes it none', async () => {
  const row = { time: '10:00', zone: 'EUR', impact: 'high', title: 'Rate', at: '2026-12-01T10:00:00Z' };
  expect((await calendarOf([fileOf({ '2026-12-01': [row], '2026-12-02': [] })], OPTIONS).read())?.events).toHaveLength(1);
  for (const other of [{ '2026-12-01': [row], note: [row] }, { '2026-12-01': [row], '2026-12-02': 'none' }, {}])
    await expect(calendarOf([fileOf(other)], OPTIONS).read()).rejects.toThrow('no list of events');
});

test('of too many events the high ones stay; too many of those fail the look', async () => {
  const many = (count: number, impact: string) =>
    Array.from({ length: count }, (_, at) => ({ ...event(Date.parse('2026-11-21T00:00Z') + at * 60_000, `n${at}`), impact }));
  const read = async (events: readonly unknown[]) => (await calendarOf([fileOf({ events })], OPTIONS).read())?.events.length;
  expect(await read(many(2_000, 'low'))).toBe(2_000);
  expect(await read([...many(2_000, 'low'), ...many(3, 'high').map((one) => ({ ...one, title: 'big' }))])).toBe(3);
  expect(await read(many(2_000, 'high'))).toBe(2_000);
  await expect(read(many(2_001, 'high'))).rejects.toThrow('2001 high-impact events within 60 days, limit 2000');
});

test('at most twenty notes are kept', async () => {
  const names = Array.from({ length: 30 }, (_, at) => `calendar-${String(at).padStart(2, '0')}.json`);
  const files = names.map((name) =>
    written(name, JSON.stringify({ events: [event('2026-12-01T10:00:00Z'), { ...event('2026-12-01'), title: 'no hour' }] })),
  );
  expect((await calendarOf(files, OPTIONS).read())?.notes).toHaveLength(20);
});

test('a calendar of the past is read once, says what is near at each moment, and nothing before its first day', async () => {
  const file = written(
    'calendar.csv',
    'time,currency,impact,title\n2026-03-06T13:30:00Z,USD,high,Payrolls\n2026-03-11T12:30:00Z,USD,high,CPI\n',
  );
  const at = (text: string): number => Date.parse(text);
  const held = await heldCalendar([file], { timeZone: null, from: at('2026-01-01'), to: at('2026-12-31') });
  rmSync(file);
  expect([held.begins, held.ends]).toEqual([at('2026-03-06T13:30Z'), at('2026-03-11T12:30Z')]);
  const seen = async (now: string) => {
    const reading = await held.at(() => at(now)).read();
    return reading === null ? null : reading.events.map(({ title }) => title);
  };
  expect([
    await seen('2026-03-05T23:59Z'),
    await seen('2026-03-06T00:00Z'),
    await seen('2026-03-07T13:30Z'),
    await seen('2026-03-07T13:31Z'),
    await seen('2026-03-08T12:29Z'),
    await seen('2026-03-08T12:30Z'),
    await seen('2026-03-12T12:31Z'),
  ]).toEqual([null, ['Payrolls'], ['Payrolls'], [], [], ['CPI'], []]);
  expect((await held.at(() => at('2026-03-08T12:30Z')).read())!.coversUntil).toBe(at('2026-03-12T00:00Z'));
});

test('a calendar of the past without an event, or that is wrong, is refused', async () => {
  const span = { timeZone: null, from: 0, to: 1 };
  await expect(heldCalendar([fileOf({ events: [] })], span)).rejects.toThrow('there is no event in it');
  await expect(heldCalendar([fileOf({ event: [] })], span)).rejects.toThrow(/events/);
});
