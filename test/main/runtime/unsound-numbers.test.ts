import { describe, expect, test } from 'vitest';
import { parseConfig } from '#shared/config';
import { dealsProblem, quoteProblem, snapshotProblem, type TerminalSnapshot } from '#shared/domain';
import { CockpitInMemory } from './cockpit-in-memory.ts';
import { firstDisagreement, fromDisk } from './replayed.ts';

const AUTO = { approvals: { mode: 'auto' } };
type Change = (snapshot: TerminalSnapshot) => TerminalSnapshot;
const account =
  (change: Partial<TerminalSnapshot['account']>): Change =>
  (seen) => ({
    ...seen,
    account: { ...seen.account, ...change },
  });
const position =
  (change: Partial<TerminalSnapshot['positions'][number]>): Change =>
  (seen) => ({
    ...seen,
    positions: seen.positions.map((held) => ({ ...held, ...change })),
  });

/** From now on the terminal tells something else than it should, until the change is taken away. */
function telling(story: CockpitInMemory): { change: Change | null } {
  const wrong: { change: Change | null } = { change: null };
  const [snapshot, refresh] = [story.broker.snapshot.bind(story.broker), story.broker.refresh.bind(story.broker)];
  const told = (seen: TerminalSnapshot | null): TerminalSnapshot | null =>
    seen === null || wrong.change === null ? seen : wrong.change(seen);
  story.broker.snapshot = () => told(snapshot());
  story.broker.refresh = async () => told(await refresh());
  return wrong;
}

describe('a terminal that tells a number that cannot be so', () => {
  test.each<readonly [string, Change]>([
    ['an equity that is no number', account({ equity: NaN })],
    ['an endless equity', account({ equity: Infinity })],
    ['an equity endlessly below', account({ equity: -Infinity })],
    ['a balance beyond all', account({ balance: 1e308 })],
    ['a free margin that is no number', account({ freeMargin: NaN })],
    ['a profit that is no number', position({ profit: NaN })],
    ['a stop at infinity', position({ stopLoss: Infinity })],
  ])('%s: entries end with an alarm, nothing is closed, and sound numbers lift it', async (_what, change) => {
    const story = await CockpitInMemory.open({ config: AUTO });
    await story.opened('held');
    const wrong = telling(story);
    wrong.change = change;
    await story.advance(3_000);
    await story.submit('s1', { symbol: 'GBPUSD' });
    await story.advance(1_000);
    const meanwhile = {
      block: story.cockpit.blocks.has('unsound_numbers'),
      alarm: story.cockpit.alarms.get('block:unsound_numbers')?.state,
      entries: story.entriesSent.length,
      signal: story.standing('s1')[0],
      positions: story.cockpit.positions.size,
    };
    wrong.change = null;
    await story.advance(3_000);
    await story.submit('s2', { symbol: 'GBPUSD' });
    await story.advance(1_000);
    expect(meanwhile).toEqual({ block: true, alarm: 'active', entries: 1, signal: 'rejected', positions: 1 });
    expect([story.cockpit.blocks.size, story.standing('s2')[0], story.bugs]).toEqual([0, 'open', []]);
    expect(firstDisagreement(fromDisk(story.records))).toBeNull();
  });

  test('a balance of nothing, from either side of zero, is refused in words and breaks nothing', async () => {
    for (const balance of [0, -0, -5]) {
      const story = await CockpitInMemory.open({ config: AUTO });
      telling(story).change = account({ balance });
      await story.submit('s1');
      await story.advance(2_000);
      expect([story.standing('s1')[0], story.entriesSent, story.bugs]).toEqual(['rejected', [], []]);
    }
  });

  test('a price that is none: no entry in it, an alarm, and gone with the next price', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    const body = JSON.stringify(story.signalBody('s1', { symbol: 'GBPUSD' }));
    const quote = story.broker.quote.bind(story.broker);
    const wrong = { is: true };
    story.broker.quote = (symbol) => {
      const seen = quote(symbol);
      return seen === null || symbol !== 'GBPUSD' || !wrong.is ? seen : { ...seen, ask: NaN };
    };
    await story.submitRaw(body);
    await story.advance(2_000);
    const meanwhile = [story.standing('s1')[0], story.cockpit.blocks.has('unsound_numbers')];
    wrong.is = false;
    await story.advance(2_000);
    expect([meanwhile, story.cockpit.blocks.size, story.entriesSent]).toEqual([['rejected', true], 0, []]);
  });

  test('a fill with a price that is none is a fill: the next look has the true one', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    const send = story.broker.send.bind(story.broker);
    story.broker.send = async (request, taken) => {
      const outcome = await send(request, taken);
      return outcome.kind === 'confirmed' ? { ...outcome, price: NaN } : outcome;
    };
    await story.opened('s1');
    expect([
      story.standing('s1')[0],
      [...story.cockpit.positions.values()].every(({ position: { entry } }) => entry > 1),
    ]).toEqual(['open', true]);
  });

  test('the words name what it was', () => {
    const deal = { ticket: '5', volume: 1, price: 1, profit: NaN, commission: 0, swap: 0 };
    expect([
      dealsProblem([deal as never]),
      dealsProblem([{ ...deal, profit: 1 } as never]),
      quoteProblem({ symbol: 'EURUSD', bid: -1, ask: 1.1, at: 0 }),
      quoteProblem({ symbol: 'EURUSD', bid: 1.1, ask: 1.2, at: 0 }),
      snapshotProblem({ at: 1, positions: [], orders: [], account: { equity: Infinity, balance: 1 } as never }),
    ]).toEqual(['Deal 5: profit is NaN', null, 'The quote of EURUSD: bid -1, ask 1.1', null, 'The account: equity is Infinity']);
  });
});

test.each([5e-324, 0, -1, 0.5, 1e300])('a rulebook for an account of %d is refused', (initialBalance) => {
  expect(parseConfig({ rulebook: { initialBalance } }).ok).toBe(false);
});
