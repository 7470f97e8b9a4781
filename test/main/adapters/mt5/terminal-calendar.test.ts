import { expect, test } from 'vitest';
import { terminalCalendar } from '#main/adapters/mt5/terminal-calendar.ts';
import { virtualClock } from '#main/adapters/system/index.ts';
import type { NewsEvent } from '#shared/domain';

const NOON = Date.parse('2025-08-04T12:00:00Z');
const event = (at: number): NewsEvent => ({ at, currency: 'USD', impact: 'high', title: `at ${at}` });

test('asks for half a day back and a week ahead, and gives the first two thousand in order', async () => {
  const asked: number[][] = [];
  const events = [event(NOON + 2), event(NOON + 1), ...Array.from({ length: 2_100 }, (_, at) => event(NOON + 10 + at))];
  const calendar = terminalCalendar(
    {
      source: 'Demo, MetaTrader 5',
      events: (from, to) => {
        asked.push([from, to]);
        return Promise.resolve(events);
      },
    },
    { ...virtualClock(NOON), wallMs: () => 0, nowMs: () => NOON + 0.5 },
  );
  const read = await calendar.read();
  expect([read?.source, asked]).toEqual([
    'calendar of Demo, MetaTrader 5',
    [[Date.parse('2025-08-04T00:00:00Z'), Date.parse('2025-08-11T12:00:00Z')]],
  ]);
  const found = read?.events ?? [];
  expect([found.length, found[0]?.at, found[1]?.at, found.at(-1)?.at]).toEqual([2_000, NOON + 1, NOON + 2, NOON + 10 + 1_997]);
});

test('a week without any event is a calendar that says nothing, not one without news', async () => {
  const nothing = terminalCalendar({ source: 'Demo', events: () => Promise.resolve([]) }, virtualClock(NOON));
  const full = terminalCalendar({ source: 'Demo', events: () => Promise.resolve([event(NOON)]) }, virtualClock(NOON));
  expect([(await nothing.read())?.coversUntil, (await full.read())?.coversUntil]).toEqual([null, NOON + 7 * 86_400_000]);
});
