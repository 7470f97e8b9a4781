import { describe, expect, test } from 'vitest';
import { CockpitInMemory } from './cockpit-in-memory.ts';

const AUTO = { approvals: { mode: 'auto' } };

describe('a terminal that answers 10012 after it has filled, and then cannot be reached', () => {
  const timedOut = async (): Promise<CockpitInMemory> => {
    const story = await CockpitInMemory.open({ config: AUTO });
    story.faults.push({ kind: 'timeout' });
    await story.submit('s1');
    story.life.cut = true;
    await story.advance(20_000);
    return story;
  };
  const order = (story: CockpitInMemory) => story.desk.signal('s1') as { readonly orders: readonly Record<string, unknown>[] };

  test('stays unknown while nobody can look, with its worst loss reserved', async () => {
    const story = await timedOut();
    const { orders } = order(story);
    expect([story.standing('s1')[0], orders[0]?.['state'], story.entriesSent.length]).toEqual(['unknown', 'unknown', 1]);
    expect([...story.cockpit.orders.values()][0]?.reserve).toBeGreaterThan(0);
  });

  test('is one position once it can be looked at again, and the time nobody knew is shown', async () => {
    const story = await timedOut();
    story.life.cut = false;
    await story.advance(6_000);
    const [shown] = order(story).orders;
    expect([story.standing('s1'), story.cockpit.positions.size, story.entriesSent.length, shown?.['state']]).toEqual([
      ['open', null],
      1,
      1,
      'filled',
    ]);
    expect(shown).toMatchObject({ retcode: 10009, resolvedBy: expect.stringMatching(/probe|snapshot/) as string });
    expect(shown?.['unknownMs']).toBeGreaterThan(19_000);
  });

  test('is found in the history when its stop was hit before anybody looked', async () => {
    const story = await timedOut();
    await story.price('EURUSD', 1.1);
    await story.advance(1_000);
    story.life.cut = false;
    await story.advance(6_000);
    const [shown] = order(story).orders;
    expect([story.standing('s1'), story.cockpit.positions.size, story.entriesSent.length, story.cockpit.trades.length]).toEqual([
      ['closed', 'closed_sl'],
      0,
      1,
      1,
    ]);
    expect(shown).toMatchObject({ state: 'filled', resolvedBy: 'history' });
  });
});

test('a position whose comment the broker cut is still known as ours', async () => {
  const story = await CockpitInMemory.open({ config: AUTO });
  story.faults.push({ kind: 'timeout' });
  story.faults.push({ kind: 'comment_cut', chars: 6 });
  await story.submit('s1');
  await story.advance(10_000);
  await story.submit('s2', { symbol: 'GBPUSD' });
  await story.advance(10_000);
  expect([...story.cockpit.positions.values()].map(({ signalId, foreign }) => [signalId, foreign])).toEqual([
    ['s1', false],
    ['s2', false],
  ]);
});

test('an order that takes its time shows as sent, then as taken, before its end is known', async () => {
  const story = await CockpitInMemory.open({ config: AUTO });
  story.faults.push({ kind: 'answer_lost' });
  await story.submit('s1');
  await story.advance(1_000);
  const [clientOrderId] = [...story.cockpit.openOrders];
  expect([story.cockpit.orders.get(clientOrderId ?? '')?.state, story.recordsOf('order.progressed').map(({ to }) => to)]).toEqual(
    ['acknowledged', ['acknowledged']],
  );
});
