import { describe, expect, it } from 'vitest';
import { previewOrder } from '#engine';
import type { Facts } from '#shared/domain';
import { previewAsk } from '#shared/events';
import { NO_PERFORMANCE } from '#shared/projection';
import { EngineInHand } from '../engine-in-hand.ts';

const OPEN = { approvals: { mode: 'auto' }, cells: { u1: { minScore: 0 }, u2: { minProbability: 0, minConfidence: 0 } } };
const ask = (hand: EngineInHand, changes: Record<string, unknown> = {}, facts: Facts = hand.facts) =>
  previewOrder(
    hand.engine,
    previewAsk.parse({ symbol: 'EURUSD', side: 'BUY', strategy: 'm5_bos', stopLoss: 1.15502, ...changes }),
    facts,
    hand.at,
  );
const nothing = { lots: null, binding: null, rr: null, loss: null, spreadCost: null, before: null, after: null, stress: null };

describe('a preview of an order', () => {
  it('needs a price of its own symbol and a stop on the losing side: otherwise there is no size', () => {
    const hand = new EngineInHand(OPEN);
    const refused = { verdict: 'refused', ...nothing };
    expect(ask(hand, {}, { ...hand.facts, quote: null })).toMatchObject({ ...refused, entry: null });
    expect(ask(hand, {}, { ...hand.facts, quote: { ...hand.quote, symbol: 'GBPUSD' } })).toMatchObject({
      ...refused,
      entry: null,
    });
    expect(ask(hand, {}, { ...hand.facts, specs: [] })).toMatchObject(refused);
    // At the entry, and on the other side of it; a seller's stop is above.
    expect(ask(hand, { stopLoss: 1.15702 })).toMatchObject({ ...refused, entry: 1.15702 });
    expect(ask(hand, { stopLoss: 1.15902 })).toMatchObject(refused);
    expect(ask(hand, { side: 'SELL', stopLoss: 1.157 })).toMatchObject({ ...refused, entry: 1.157 });
    expect(ask(hand, { side: 'SELL', stopLoss: 1.155 })).toMatchObject(refused);
    expect(ask(hand, { side: 'SELL', stopLoss: 1.159 })).toMatchObject({ verdict: 'passed', entry: 1.157 });
  });

  it('tells three times the spread, and the loss of a gap of one more stop distance, as its stress', () => {
    const hand = new EngineInHand(OPEN);
    const { lots, loss, spreadCost, stress, before } = ask(hand);
    expect(stress).toEqual({
      gapLoss: loss!.total + loss!.stop,
      dayRoom: expect.closeTo(before!.dayRoom - loss!.total - loss!.stop, 6) as number,
      totalRoom: expect.closeTo(before!.totalRoom - loss!.total - loss!.stop, 6) as number,
      crosses: 'none',
      spreadCost: 3 * spreadCost!,
    });
    expect(spreadCost).toBeCloseTo(2 * lots!, 8);
  });

  it('without a price has no spread to tell, and a pending order all else', () => {
    const hand = new EngineInHand(OPEN);
    const limit = { type: 'limit', price: 1.156, stopLoss: 1.154 };
    const priced = ask(hand, limit);
    const bare = ask(hand, limit, { ...hand.facts, quote: null });
    expect([priced.entry, priced.stress?.spreadCost]).toEqual([1.156, 3 * priced.spreadCost!]);
    expect([bare.spreadCost, bare.stress?.spreadCost ?? 0]).toEqual([null, 0]);
  });

  it('tells no spread of another symbol', () => {
    const hand = new EngineInHand(OPEN);
    const limit = { type: 'limit', price: 1.156, stopLoss: 1.154 };
    const quote = { ...hand.quote, symbol: 'GBPUSD' };
    expect(ask(hand, limit, { ...hand.facts, quote }).spreadCost).toBeNull();
  });

  it('is not refused for a low win rate, which lowers the risk alone', () => {
    const hand = new EngineInHand(OPEN);
    const before = ask(hand);
    hand.cockpit.performance.set('m5_bos', { ...NO_PERFORMANCE, trades: 40, wins: 4, losses: 36 });
    const after = ask(hand);
    expect([before.verdict, after.verdict, after.failed]).toEqual(['passed', 'passed', []]);
    expect(after.lots).toBeLessThan(before.lots!);
  });

  it('tells every rule of the size that is met, from the first on', () => {
    const { passed } = ask(new EngineInHand(OPEN));
    const hand = new EngineInHand(OPEN);
    hand.submit('s1', { takeProfit: null, stopLoss: 1.15502 });
    const met = hand
      .life('s1')
      .decisions.find(({ stage }) => stage === 'u3')
      ?.criteria.filter(({ ok }) => ok);
    expect(passed.map(({ stage }) => stage)).toEqual(met?.map(() => 'u3'));
    expect(passed.map(({ code }) => code)).toEqual(met?.map(({ code }) => code));
  });

  it('counts everything else that is open or on its way as lost at its stop', () => {
    const hand = new EngineInHand({ ...OPEN, cells: { ...OPEN.cells, u3: { onePositionPerSymbol: false } } });
    hand.ordered('s1');
    const { before, loss, stress } = ask(hand);
    expect(before?.reserved).toBeGreaterThan(500);
    expect(stress?.dayRoom).toBeCloseTo(5_000 - before!.reserved - loss!.total - loss!.stop, 6);
    expect(stress?.totalRoom).toBeCloseTo(10_000 - before!.reserved - loss!.total - loss!.stop, 6);
    const request = hand.sends[0];
    if (request?.op !== 'open') throw new Error('no order');
    hand.filled(request, '11');
    const held = ask(hand);
    expect(held.before?.openRisk).toBeGreaterThan(500);
    expect(held.stress?.dayRoom).toBeCloseTo(
      held.before!.dayRoom - held.before!.openRisk - held.loss!.total - held.loss!.stop,
      6,
    );
  });

  it.each([
    [3_000, 'none'],
    [1_010, 'day'],
  ])('says which floor a gap would cross: %d left of the day, %s', (left, crosses) => {
    const hand = new EngineInHand({ ...OPEN, rulebook: { softStopPct: 99, hardStopPct: 100 } });
    hand.account = { ...hand.account, equity: 95_000 + left };
    const { stress, lots } = ask(hand);
    expect([lots !== null, stress?.crosses]).toEqual([true, crosses]);
  });

  it('asks of nobody what a preview cannot know, the record of the strategy, and tells a halt where it is met first', () => {
    const hand = new EngineInHand(OPEN);
    const told = ask(hand);
    expect([told.verdict, told.failed, told.at]).toEqual(['passed', [], hand.at]);
    hand.halt(false);
    const halted = ask(hand);
    expect([halted.verdict, halted.lots !== null]).toEqual(['refused', true]);
    expect(halted.failed).toContainEqual({
      stage: 'controller',
      code: 'trading_active',
      hard: true,
      text: 'Trading is halted: test',
    });
  });
});
