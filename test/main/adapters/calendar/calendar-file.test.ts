import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { calendarOf, calendarsIn } from '#main/adapters/calendar/index.ts';

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
