import { describe, expect, test } from 'vitest';
import { dealsSince } from '#main/runtime/day-deals.ts';
import { virtualClock } from '#main/adapters/system/index.ts';
import type { Terminal, TerminalNews } from '#ports';
import type { Deal, Link } from '#shared/domain';

const NOW = Date.parse('2025-08-04T13:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const deal = (at: number): Deal => ({
  ticket: String(at),
  order: '1',
  position: '1',
  symbol: 'EURUSD',
  direction: 'BUY',
  entry: 'out',
  volume: 0.1,
  price: 1,
  profit: 1,
  commission: 0,
  swap: 0,
  at,
  reason: 'sl',
  clientOrderId: null,
  magic: 1,
});

/** What a terminal was asked, and what the reader handed on. */
function world(answer: () => Promise<readonly Deal[]>, link: Link = 'up') {
  const seen = {
    asked: [] as number[],
    took: [] as (readonly Deal[] | null)[],
    since: [] as number[],
    logged: [] as string[],
    link,
    linkThen: null as Link | null,
    listeners: 0,
  };
  let tell: (news: TerminalNews) => void = () => undefined;
  const terminal = {
    link: () => ({ state: seen.link, ageMs: 0 }),
    deals: (since: number) => {
      seen.asked.push(since);
      return answer();
    },
    snapshot: () => null,
    onNews: (listener: (news: TerminalNews) => void) => {
      tell = listener;
      seen.listeners += 1;
      return () => void (seen.listeners -= 1);
    },
  } as unknown as Terminal;
  const log = { write: (_level: string, text: string) => void seen.logged.push(text) };
  const run = (missedMs: number | null) =>
    dealsSince({ terminal, clock: virtualClock(NOW), log }, missedMs, (read) => {
      seen.took.push(read?.deals ?? null);
      if (read === null) return;
      seen.linkThen = read.facts.link;
      seen.since.push(read.since);
    });
  return { seen, run, tell: (news: TerminalNews) => tell(news), turn: () => new Promise((resolve) => setImmediate(resolve)) };
}

describe('the deals from which missed midnights are rebuilt are asked for', () => {
  test.each([
    ['since before the last midnight: 25 hours, for the longest day', null, 25 * HOUR],
    ['since then too, when a midnight was missed an hour ago', NOW - HOUR, 25 * HOUR],
    ['since the first midnight that was missed, days ago', NOW - 4 * DAY, 4 * DAY],
    ['31 days back at most', NOW - 90 * DAY, 31 * DAY],
  ])('%s', async (_what, missed, back) => {
    const { seen, run } = world(() => Promise.resolve([deal(NOW - 1)]));
    await run(missed);
    expect([seen.asked, seen.took, seen.since, seen.listeners]).toEqual([[NOW - back], [[deal(NOW - 1)]], [NOW - back], 0]);
  });
});

test('more than five thousand of them are cut to the last day’s, the newest', async () => {
  const many = (count: number, at: number) => Array.from({ length: count }, (_, i) => deal(at + i));
  const all = [...many(3_000, NOW - 3 * DAY), ...many(2_000, NOW - HOUR)];
  const short = world(() => Promise.resolve(all));
  await short.run(NOW - 4 * DAY);
  const long = world(() => Promise.resolve([...all, deal(NOW)]));
  await long.run(NOW - 4 * DAY);
  const flood = world(() => Promise.resolve(many(6_000, NOW - HOUR)));
  await flood.run(NOW - 4 * DAY);
  const edge = world(() => Promise.resolve([...many(5_000, NOW - 3 * DAY), deal(NOW - 25 * HOUR), deal(NOW - 25 * HOUR - 1)]));
  await edge.run(NOW - 4 * DAY);
  expect([short, long, flood, edge].map(({ seen }) => seen.took[0]?.length)).toEqual([5_000, 2_001, 5_000, 1]);
  expect(flood.seen.took[0]?.[0]?.at).toBe(NOW - HOUR + 1_000);
  // From when on none is missing: what was cut off is not there, and of the oldest moment that is left some may be missing.
  expect([short, long, flood, edge].map(({ seen }) => NOW - seen.since[0]!)).toEqual([
    ...[4 * DAY, 25 * HOUR, HOUR - 1_001, 25 * HOUR],
  ]);
});

test('a terminal that is not there is no terminal without deals: it is asked when it comes, once', async () => {
  const { seen, run, tell, turn } = world(() => Promise.resolve([deal(1)]), 'down');
  await run(null);
  const before = [seen.took.length, seen.took[0], seen.asked.length, seen.listeners];
  tell({ kind: 'quote', quote: { symbol: 'EURUSD', bid: 1, ask: 1, at: 1 } });
  tell({ kind: 'link', link: 'down' });
  const during = seen.asked.length;
  seen.link = 'up';
  tell({ kind: 'link', link: 'up' });
  await turn();
  expect([before, during, seen.took, seen.listeners]).toEqual([[1, null, 0, 1], 0, [null, [deal(1)]], 0]);
});

test('deals that cannot be read are unknown, and that is logged', async () => {
  const { seen, run } = world(() => Promise.reject(new Error('no history')));
  await run(null);
  expect([seen.took, seen.logged]).toEqual([[null], ['The day’s deals could not be read']]);
});

test('the account that goes with them is that of the moment they are asked for', async () => {
  const { seen, run } = world(() => {
    seen.link = 'stale';
    return Promise.resolve([]);
  });
  await run(null);
  expect(seen.linkThen).toBe('up');
});

test('a terminal that comes and then cannot be read hands nothing on', async () => {
  const { seen, run, tell, turn } = world(() => Promise.reject(new Error('no history')), 'down');
  await run(null);
  seen.link = 'up';
  tell({ kind: 'link', link: 'up' });
  await turn();
  expect([seen.took, seen.asked.length, seen.logged.length]).toEqual([[null], 1, 1]);
});
