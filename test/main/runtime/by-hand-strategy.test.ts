import { describe, expect, it } from 'vitest';
import { magicOf } from '#shared/strategies';
import { CockpitInMemory } from './cockpit-in-memory.ts';
import { firstDisagreement, foldedFrom, fromDisk, stateText } from './replayed.ts';

const BY_HAND = 'by_hand';
const CONFIG = {
  approvals: { mode: 'auto' },
  cells: { u3: { maxOpenPositions: 9, onePositionPerSymbol: false }, u2: { minProbability: 0.5, minConfidence: 0.5 } },
};
const ORDER = { strategy_id: BY_HAND, pattern_type: undefined, timeframe: undefined };

const open = (strategies: Record<string, unknown> = {}) =>
  CockpitInMemory.open({ config: { ...CONFIG, strategies: { m5_bos: { sessions: ['any'] }, ...strategies } } });

/** An order by hand as the door hands it over, filled. */
async function ordered(story: CockpitInMemory, id: string, symbol = 'EURUSD'): Promise<void> {
  await story.submitRaw(JSON.stringify(story.signalBody(id, { ...ORDER, symbol })), 'operator');
  await story.advance(50);
}
const ofStatus = (story: CockpitInMemory) => {
  const status = story.desk.status() as { readonly productOwner: { readonly strategies: readonly Record<string, unknown>[] } };
  return status.productOwner.strategies.find(({ id }) => id === BY_HAND);
};

describe('orders by hand are a strategy of their own', () => {
  it('with a magic number, a risk, positions, results and a row of the status of its own', async () => {
    const story = await open();
    await ordered(story, 'h1');
    await story.opened('s1');
    const [own, signal] = story.entriesSent;
    expect([own?.magic, signal?.magic]).toEqual([magicOf(BY_HAND), magicOf('m5_bos')]);
    expect((own?.volume ?? 0) / (signal?.volume ?? 1)).toBeCloseTo(0.5 / 0.55, 1);
    expect([...story.cockpit.positions.values()].map(({ strategyId, foreign }) => [strategyId, foreign])).toEqual([
      [BY_HAND, false],
      ['m5_bos', false],
    ]);
    expect(story.signal('h1').signal).toMatchObject({ pattern: 'BY_HAND', strategyId: BY_HAND, source: 'operator' });
    await story.price('EURUSD', 1.165);
    await story.advance(1_000);
    const trades = [BY_HAND, 'm5_bos', 'all'].map((id) => story.cockpit.performance.get(id)?.trades);
    expect(trades).toEqual([1, 1, 2]);
    expect(ofStatus(story)).toMatchObject({ kind: BY_HAND, magic: magicOf(BY_HAND), trades: 1, winRate: 1 });
    const records = fromDisk(story.records);
    expect(firstDisagreement(records)).toBeNull();
    expect(stateText(foldedFrom(records).cockpit)).toBe(stateText(story.cockpit));
  });

  it('has limits of its own: the strategy of signals keeps its room, and takes none of theirs', async () => {
    const story = await open({ by_hand: { maxConcurrent: 1 }, m5_bos: { sessions: ['any'], maxConcurrent: 1 } });
    await ordered(story, 'h1');
    await ordered(story, 'h2', 'GBPUSD');
    await story.opened('s1', { symbol: 'USDJPY' });
    expect([story.standing('h1')[0], story.standing('h2'), story.standing('s1')[0]]).toEqual([
      'open',
      ['rejected', 'strategy_concurrent'],
      'open',
    ]);
  });

  it('is stopped and switched off alone', async () => {
    const story = await open();
    await ordered(story, 'h1');
    const signal = await story.opened('s1', { symbol: 'GBPUSD' });
    const scope = { kind: 'strategy', strategyId: BY_HAND } as const;
    expect((await story.act('trading.halt', { reason: 'a test', flatten: true, scope })).ok).toBe(true);
    await story.advance(3_000);
    expect([...story.cockpit.positions.keys()]).toEqual([signal]);
    await ordered(story, 'h2');
    expect(story.standing('h2')).toEqual(['rejected', 'not_stopped']);
    const off = await open({ by_hand: { enabled: false } });
    await ordered(off, 'h1');
    expect(off.standing('h1')).toEqual(['rejected', 'strategy_enabled']);
  });

  it('has its rules of management, and not those of another strategy', async () => {
    const story = await open({ by_hand: { management: { maxMinutes: 5 } } });
    await ordered(story, 'h1');
    const signal = await story.opened('s1', { symbol: 'GBPUSD' });
    for (let minute = 0; minute < 7; minute += 1) {
      for (const symbol of ['EURUSD', 'GBPUSD']) await story.price(symbol, story.broker.quote(symbol)?.bid ?? 1);
      await story.advance(60_000);
    }
    expect([...story.cockpit.positions.keys()]).toEqual([signal]);
  });

  it('stays its own after a restart', async () => {
    const story = await open();
    await ordered(story, 'h1');
    story.crash();
    await story.restart();
    expect([...story.cockpit.positions.values()].map(({ strategyId }) => strategyId)).toEqual([BY_HAND]);
  });

  it.each(['webhook', 'tradingview', 'ea'] as const)('no signal of a sender is of it: %s', async (source) => {
    const story = await open();
    const named = await story.submitRaw(JSON.stringify(story.signalBody('x1', ORDER)), source);
    expect(named).toMatchObject({
      kind: 'invalid',
      issues: [{ path: 'strategy_id', message: 'by_hand is for orders by hand, not for signals of a sender' }],
    });
    const spelt = await story.submitRaw(JSON.stringify(story.signalBody('x2', { pattern_type: 'BY_HAND' })), source);
    expect(spelt).toMatchObject({ kind: 'invalid', issues: [{ path: 'pattern_type' }] });
    expect(story.cockpit.signals.size).toBe(0);
  });

  it('what it may risk raises no limit of the others', async () => {
    const own = { sessions: ['any'], riskPercent: 0.3, maxRiskPercent: 0.3, maxConcurrent: 9 };
    const lots = async (strategies: Record<string, unknown>): Promise<number> => {
      const story = await open({ m5_bos: own, m1_retest: { riskPercent: 0.3, maxRiskPercent: 0.3 }, ...strategies });
      for (const [index, stopPips] of [20, 21, 22, 23].entries()) {
        await story.submit(`s${index}`, { stopPips });
        await story.advance(50);
      }
      return story.entriesSent.reduce((sum, { volume }) => sum + volume, 0);
    };
    expect(await lots({ by_hand: { riskPercent: 5, maxRiskPercent: 5 } })).toBe(
      await lots({ by_hand: { riskPercent: 0.1, maxRiskPercent: 0.1 } }),
    );
  });
});
