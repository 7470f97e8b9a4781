import { describe, expect, test } from 'vitest';
import { AGENT_EFFECTS, agentId } from '#shared/domain';
import { CockpitInMemory } from './cockpit-in-memory.ts';

const AUTO = { approvals: { mode: 'auto' }, cells: { u3: { maxOpenPositions: 9 } } };
const FLATTEN = { reason: 'test', flatten: true } as const;

const withTwo = async (): Promise<CockpitInMemory> => {
  const story = await CockpitInMemory.open({ config: AUTO });
  await story.opened('s1');
  await story.opened('s2', { symbol: 'GBPUSD' });
  return story;
};
const stateOf = (story: CockpitInMemory): string | undefined => [...story.cockpit.certificates.values()].at(-1)?.state;

describe('the stop works', () => {
  test('with every lane full: latched before anything queued is served, then all is closed', async () => {
    const story = await withTwo();
    for (const lane of ['low', 'normal', 'high'] as const)
      for (let i = 0; i < 10_000; i += 1)
        story.runtime.loop.post(lane, {
          actor: 'flood',
          correlationId: 'flood',
          causationId: null,
          make: () => ({ type: 'time.reached', payload: { facts: null, recentDeals: null } }),
        });
    const turnsBefore = story.runtime.meters.routedTotal;
    const { certificateId } = story.runtime.halt(FLATTEN, 'trader:tray');
    const turns = story.runtime.meters.routedTotal - turnsBefore;
    expect([turns, certificateId === null, story.cockpit.trading.state]).toEqual([1, false, 'halted']);
    await story.advance(10_000);
    expect([stateOf(story), story.broker.snapshot()?.positions, story.runtime.loop.isIdle]).toEqual(['flat', [], true]);
    expect(story.runtime.loop.lanes.high.refused).toBeGreaterThan(0);
  });

  test('with every breaker of every agent taken out by hand', async () => {
    const story = await withTwo();
    for (const agent of agentId.options)
      for (const effect of AGENT_EFFECTS[agent]) await story.act('breaker.isolate', { agent, effect, reason: 'test' });
    await story.act('trading.halt', FLATTEN);
    await story.advance(10_000);
    expect([stateOf(story), story.broker.snapshot()?.positions]).toEqual(['flat', []]);
  });

  test('through partial fills and requotes: what is left is asked for again, and nothing twice', async () => {
    const story = await withTwo();
    story.faults.push({ kind: 'partial_fill', share: 0.4 }, { kind: 'requote' }, { kind: 'partial_fill', share: 0.5 });
    await story.act('trading.halt', FLATTEN);
    await story.advance(20_000);
    const closes = story.sent.filter(({ op }) => op === 'close');
    expect([
      stateOf(story),
      story.broker.snapshot()?.positions,
      closes.length,
      new Set(closes.map(({ clientOrderId }) => clientOrderId)).size,
    ]).toEqual(['flat', [], 5, 5]);
  });

  test('without idling: what is found to have never arrived is asked again at once, not at the next round of looking', async () => {
    const story = await withTwo();
    story.swallowSends = true;
    void story.desk.command('trading.halt', FLATTEN, 'trader:window');
    await story.advance(1);
    story.crash();
    story.swallowSends = false;
    await story.restart();
    const deadline = Math.max(...story.sent.map((request) => ('deadlineAt' in request ? request.deadlineAt : 0)));
    await story.advance(30_000);
    const [certificate] = [...story.cockpit.certificates.values()];
    const lateMs = (certificate?.endedAt ?? Infinity) - deadline;
    expect([certificate?.state, lateMs < 3_500 || lateMs]).toEqual(['flat', true]);
  });

  test('without idling: a pause after a refusal ends when it is over, not at the next round of looking', async () => {
    const story = await withTwo();
    story.faults.push({ kind: 'refuse', retcode: 10024, text: 'too many requests' });
    await story.act('trading.halt', FLATTEN);
    await story.advance(20_000);
    const [certificate] = [...story.cockpit.certificates.values()];
    const tookMs = (certificate?.endedAt ?? Infinity) - (certificate?.latchedAt ?? 0);
    expect([certificate?.state, tookMs < 2_000 || tookMs]).toEqual(['flat', true]);
  });

  test('without idling: where the second look was of too early a moment, the next comes soon', async () => {
    const story = await withTwo();
    const refresh = story.broker.refresh.bind(story.broker);
    let cleanAt = 0;
    story.broker.refresh = async () => {
      const seen = await refresh();
      if (seen === null || seen.positions.length > 0) return seen;
      cleanAt ||= seen.at;
      return seen.at - cleanAt < 600 ? { ...seen, at: Math.min(seen.at, cleanAt + 249) } : seen;
    };
    await story.act('trading.halt', FLATTEN);
    await story.advance(20_000);
    const [certificate] = [...story.cockpit.certificates.values()];
    const tookMs = (certificate?.endedAt ?? Infinity) - (certificate?.latchedAt ?? 0);
    expect([certificate?.state, tookMs < 1_500 || tookMs]).toEqual(['flat', true]);
  });

  test('after the process died at any moment of it', async () => {
    for (let ms = 0; ms < 40; ms += 2) {
      const story = await withTwo();
      void story.desk.command('trading.halt', FLATTEN, 'trader:window');
      await story.advance(ms);
      story.crash();
      await story.restart();
      await story.advance(30_000);
      const exits = (await story.broker.deals(0)).filter(({ entry }) => entry === 'out');
      expect([ms, stateOf(story), story.cockpit.trading.state, story.broker.snapshot()?.positions.length, exits.length]).toEqual([
        ms,
        'flat',
        'halted',
        0,
        2,
      ]);
    }
  });
});
