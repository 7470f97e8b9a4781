import { describe, expect, test, vi } from 'vitest';
import { compiledEa, hasCompiler } from './compiled-ea.ts';
import { clock, every } from './ea-clock.ts';
import { ENDS, Held, managing } from './managed-desk.ts';
import { agreed } from './waiting-entry.ts';
import { until } from '../main/adapters/mt5/waiting.ts';

/** A Friday in summer, a minute before New York's offices open: London's close at 16:00 UTC, and the week at 21:00. */
const STARTS_AT = '2025-08-08T11:59:00.000Z';
const NOON = Date.parse('2025-08-08T12:00:00.000Z');
vi.mock('./ea-clock.ts', async () => (await import('./ea-time.ts')).eaTime('2025-08-08T11:59:00.000Z'));

/** Rules whose moment is noon, and one that counts from the entry; and what the profile's sessions are for them. */
const RULES: readonly [string, Record<string, unknown>, string[]][] = [
  ['time_exit', { maxMinutes: 1 }, ['any']],
  ['session_end', { sessionEndMinutes: 240 }, ['london']],
  ['friday_flat', { fridayFlatMinutes: 540 }, ['any']],
  ['news_exit', { newsExitMinutes: 5 }, ['any']],
];

/** One minute of the clock is waited for, by every terminal at the same time. */
describe('exits by the clock', () => {
  test('each rule closes at its moment, once, over every kind of terminal', async () => {
    if (hasCompiler) compiledEa();
    expect(clock.nowMs() - Date.parse(STARTS_AT)).toBeLessThan(NOON - Date.parse(STARTS_AT));
    const ends = await Promise.all(ENDS.flatMap((far) => RULES.map((rule) => story(far, ...rule))));
    expect(ends.filter(({ problems }) => problems.length > 0)).toEqual([]);
    expect(ends.length).toBe(ENDS.length * RULES.length);
  });
});

async function story(far: (typeof ENDS)[number], rule: string, rules: Record<string, unknown>, sessions: string[]) {
  const desk = await managing(far, rules, { sessions });
  // Two minutes before the event are kept free, and it is left five minutes before those.
  const event = { at: NOON + 7 * 60_000, currency: 'USD', impact: 'high' as const, title: 'Jobs report' };
  if (rule === 'news_exit') await desk.ask('news.note', { event });
  const quiet = every(500, () => ['EURUSD', 'GBPUSD'].forEach((symbol) => desk.venue.price(symbol, BIDS[symbol] ?? 0)));
  const held = await Held.open(desk, 's1', 'BUY');
  const openedAt = held.position?.openedAt ?? 0;
  const moment = rule === 'time_exit' ? openedAt + 60_000 : NOON;
  await until(() => clock.nowMs() >= moment - 2_000, 120_000);
  const before = [held.all.length, held.position?.volume];
  await until(() => held.position === undefined, 120_000);
  const [state] = await desk.state('s1', ['closed', 'failed'], 30_000);
  const out = desk.venue.account.deals(0).filter(({ entry }) => entry === 'out');
  const differing = await agreed(desk);
  // The deal may be heard of before the answer to the close that made it.
  await until(() => held.isSettled, 30_000);
  quiet();
  held.end();
  const code = await desk.close();
  const problems = [
    ...(openedAt < NOON ? [] : ['it was opened too late to say anything']),
    ...(before[0] === 0 && before[1] === held.lots ? [] : [`before its moment: ${before.join(' ')}`]),
    ...(state === 'closed' ? [] : [`its signal is ${state ?? 'none'}`]),
    ...(held.rules.join() === rule ? [] : [`moves: ${held.rules.join()}`]),
    ...(out.length === 1 && (out[0]?.at ?? 0) >= moment ? [] : [`deals: ${JSON.stringify(out.map(({ at }) => at - moment))}`]),
    ...differing,
    ...(code === 0 ? [] : [`the terminal ended with ${String(code)}`]),
  ];
  return { far, rule, problems };
}

const BIDS: Readonly<Record<string, number>> = { EURUSD: 1.157, GBPUSD: 1.333 };
