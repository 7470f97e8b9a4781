import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { calendarFile } from '../../../../main/adapters/calendar/index.ts';

const fileOf = (content: unknown): string => {
  const file = join(mkdtempSync(join(tmpdir(), 'calendar-')), 'calendar.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
};
const event = (at: unknown, title = 'CPI') => ({ at, currency: 'USD', impact: 'high', title });

test('no file, no calendar', () => expect(calendarFile('/nowhere/calendar.json')).toBeNull());

test('events come sorted, their times as moments', async () => {
  const calendar = calendarFile(fileOf({ events: [event(1_754_400_000_000, 'later'), event('2025-08-04T14:00:00+02:00')] }));
  expect([calendar?.source, await calendar?.read()]).toEqual([
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
  await expect(calendarFile(fileOf(content))?.read()).rejects.toThrow(why);
});

test('a file that has gone since fails the look, not the cockpit', async () => {
  const file = fileOf({ events: [] });
  const calendar = calendarFile(file);
  rmSync(file);
  await expect(calendar?.read()).rejects.toThrow(/ENOENT/);
});
