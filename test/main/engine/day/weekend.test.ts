import { expect, test } from 'vitest';
import { ACCOUNT, EngineInHand } from '../engine-in-hand.ts';

/** Friday 8 August 2025, 17:00 in New York. */
const CLOSE = Date.parse('2025-08-08T21:00Z');
const MINUTE = 60_000;

const held = (changes: Record<string, unknown>, preset = 'ftmo-standard'): EngineInHand => {
  const desk = new EngineInHand({ approvals: { mode: 'auto' }, rulebook: { preset }, paper: { alwaysOpen: false }, ...changes });
  // The firm forbids entries around news, so an entry needs a calendar that covers the week.
  desk.tell({
    type: 'calendar.read',
    payload: { readAt: desk.at, source: 'a test', events: [], coversUntil: CLOSE + 7 * 86_400_000, notes: [] },
  });
  desk.opened('s1', '11');
  return desk;
};
const stateAt = (desk: EngineInHand, at: number): string => {
  desk.at = at;
  // The day's own turn takes one look, what is due then the next.
  desk.beat();
  desk.beat();
  return desk.cockpit.trading.state;
};

test('a firm that wants to be flat over the weekend gets it, a quarter of an hour before and not earlier', () => {
  const desk = held({});
  expect([stateAt(desk, CLOSE - 15 * MINUTE - 1), stateAt(desk, CLOSE - 15 * MINUTE)]).toEqual(['active', 'halted']);
  expect([desk.cockpit.trading.reason, desk.sends.at(-1)?.op]).toEqual([
    'FTMO Account Standard has to be flat over the weekend: closed 15 minutes before the week ends',
    'close',
  ]);
});

test.each([
  ['a firm that lets it be held', {}, 'ftmo-swing'],
  ['where it is only to be said', { calendar: { weekendFlatMinutes: 0 } }, 'ftmo-standard'],
  ['a market that never closes', { paper: { alwaysOpen: true } }, 'ftmo-standard'],
])('nothing is closed for %s', (_what, changes, preset) => {
  expect(stateAt(held(changes, preset), CLOSE - MINUTE)).toBe('active');
});

test('an account that is flat is left alone', () => {
  const desk = held({});
  desk.positions = [];
  desk.account = ACCOUNT;
  expect(stateAt(desk, CLOSE - MINUTE)).toBe('active');
});
