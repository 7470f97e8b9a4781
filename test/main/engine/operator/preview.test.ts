import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { previewOrder } from '#engine';
import { entrySignalOf } from '#engine/operator/ticket.ts';
import type { Quote } from '#shared/domain';
import { previewAsk, preview as schema, type PreviewAsk } from '#shared/events';
import { ACCOUNT, EngineInHand } from '../engine-in-hand.ts';

const AUTO = { approvals: { mode: 'auto' }, cells: { u1: { minScore: 0 }, u2: { minProbability: 0, minConfidence: 0 } } };
const ask = (hand: EngineInHand, changes: Record<string, unknown> = {}) =>
  previewOrder(
    hand.engine,
    previewAsk.parse({
      symbol: 'EURUSD',
      side: 'BUY',
      strategy: 'm5_bos',
      stopLoss: Number((hand.quote.ask - 0.002).toFixed(5)),
      ...changes,
    }),
    hand.facts,
    hand.at,
  );

describe('a preview', () => {
  it('is the size, the loss and the room that the order itself then has, whatever the account and the stop', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 60, max: 900 }),
        fc.integer({ min: 96_500, max: 140_000 }),
        fc.constantFrom('BUY' as const, 'SELL' as const),
        fc.option(fc.integer({ min: 1, max: 200 }), { nil: null }),
        (points, balance, side, cap) => {
          const hand = new EngineInHand(AUTO);
          hand.account = { ...ACCOUNT, balance, equity: balance, freeMargin: balance };
          const entry = side === 'BUY' ? hand.quote.ask : hand.quote.bid;
          const up = side === 'BUY' ? 1 : -1;
          const level = (distance: number): number => Number((entry + up * distance * 1e-5).toFixed(5));
          const volumeMax = cap === null ? null : cap / 100;
          const [stopLoss, takeProfit] = [level(-points), level(points * 3)];
          const told = ask(hand, { side, stopLoss, takeProfit, volumeMax });
          hand.submit('s1', { side, entry, stopLoss, takeProfit, volumeMax });
          const intent = hand.records.find((record) => record.type === 'order.intended');
          const request = intent?.payload.request;
          expect(told.verdict).toBe(intent === undefined ? 'refused' : 'passed');
          if (intent === undefined || request?.op !== 'open') return;
          expect([told.lots, told.loss?.total, told.entry]).toEqual([request.volume, intent.payload.reserve, entry]);
        },
      ),
    );
  });

  it('decides nothing, and is what the contract says', () => {
    const hand = new EngineInHand(AUTO);
    const records = hand.records.length;
    expect(schema.safeParse(ask(hand)).success).toBe(true);
    expect([hand.records.length, hand.sends]).toEqual([records, []]);
  });

  it('shows the room after, what a jump through the stop would cost, and the exposure by currency', () => {
    const hand = new EngineInHand(AUTO);
    const { lots, loss, before, after, stress, exposure, spreadCost } = ask(hand);
    expect([before?.dayRoom, after?.dayRoom]).toEqual([5_000, 5_000 - (loss?.total ?? 0)]);
    expect(stress).toMatchObject({ gapLoss: (loss?.total ?? 0) + (loss?.stop ?? 0), crosses: 'none' });
    expect(spreadCost).toBeCloseTo(2 * (lots ?? 0), 6);
    const value = (lots ?? 0) * 115_702;
    expect(exposure).toEqual([
      { currency: 'EUR', before: 0, after: expect.closeTo(value, 3) as number },
      { currency: 'USD', before: 0, after: expect.closeTo(-value, 3) as number },
    ]);
  });

  it('names every rule that is not met, and says when a jump would cross the floor', () => {
    const hand = new EngineInHand(AUTO);
    hand.account = { ...ACCOUNT, equity: 97_200 };
    hand.beat();
    const told = ask(hand);
    expect(told.stress?.crosses).toBe('none');
    hand.account = { ...ACCOUNT, equity: 96_800 };
    const tight = ask(hand);
    expect([tight.verdict, tight.failed.filter(({ hard }) => hard).map(({ code }) => code)]).toEqual([
      'refused',
      expect.arrayContaining(['day_limit_used_pct', 'day_soft_stop']) as string[],
    ]);
    const wrong = ask(hand, { stopLoss: 1.2 });
    expect([wrong.verdict, wrong.lots]).toEqual(['refused', null]);
  });
});

describe('the terms of a ticket', () => {
  const PENDING = { type: 'limit', price: 1.15, stopLoss: 1.14 };
  const issues = (terms: Record<string, unknown>, quote: Quote | null = null): readonly string[] => {
    const asked = { symbol: 'EURUSD', side: 'BUY', strategy: 'm5_bos', stopLoss: 1.1, takeProfit: null, ...terms };
    const told = entrySignalOf(new EngineInHand(AUTO).cockpit, asked as PreviewAsk, 't1', quote, 0);
    return told.ok ? [] : told.issues.map(({ path, message }) => `${path} ${message}`);
  };

  it.each(['a', 'X'.repeat(64), 'EUR_1.2:break-out'])('a group may be named %s', (oco) =>
    expect(issues({ ...PENDING, oco })).toEqual([]),
  );
  it.each(['', ' ', 'two words', 'X'.repeat(65), 'naïve', 'a\n'])('a group may not be named "%s"', (oco) =>
    expect(issues({ ...PENDING, oco })).toEqual(['oco must be a name of 1 to 64 letters, digits or _ . : -']),
  );

  it('each type has the prices that belong to it, and no others', () => {
    const message = 'is for a pending order: type must be limit, stop or stop_limit';
    expect(issues({ price: 1.15, stopLimit: 1.15, expiresAt: 1, oco: 'a' }).slice(0, 4)).toEqual(
      ['price', 'stopLimit', 'expiresAt', 'oco'].map((path) => `${path} ${message}`),
    );
    expect(issues({})).toEqual(['price is missing, and there is no quote of EURUSD to stand in for it']);
    expect(issues({ type: 'stop' })).toEqual(['price is missing: the price that a stop order waits for']);
    expect(issues({ ...PENDING, stopLimit: 1.15 })).toEqual(['stopLimit is for a stop_limit order, not for a limit']);
    expect(issues({ ...PENDING, stopLimit: 1.16 })).toEqual(['stopLimit is for a stop_limit order, not for a limit']);
    expect(issues({ type: 'stop_limit', price: 1.15 })).toEqual([
      'stopLimit is missing: the limit that a stop_limit order becomes',
    ]);
    expect(issues({ type: 'stop_limit', price: 1.15, stopLimit: 1.15 })).toEqual([]);
    const short = { type: 'stop_limit', side: 'SELL', price: 1.05 };
    expect([issues({ ...short, stopLimit: 1.05 }), issues({ ...short, stopLimit: 1.06 })]).toEqual([[], []]);
    expect(issues({ ...short, stopLimit: 1.04 })).toHaveLength(1);
    expect(issues({ type: 'stop_limit', price: 1.15, stopLimit: 1.16 })).toEqual([
      'stopLimit of a BUY may not lie beyond its price 1.15, not 1.16',
    ]);
  });

  it('stop and target lie on their sides of the entry, and not at it', () => {
    expect(issues({ ...PENDING, stopLoss: 1.15 })).toEqual(['stopLoss must be below the entry of a BUY (1.15), not 1.15']);
    expect(issues({ ...PENDING, takeProfit: 1.15 })).toEqual(['takeProfit must be above the entry of a BUY (1.15), not 1.15']);
    expect(issues({ ...PENDING, side: 'SELL', stopLoss: 1.15, takeProfit: 1.15 })).toEqual([
      'stopLoss must be above the entry of a SELL (1.15), not 1.15',
      'takeProfit must be below the entry of a SELL (1.15), not 1.15',
    ]);
    expect(issues({ ...PENDING, takeProfit: 1.16 })).toEqual([]);
  });

  it('a pending order carries its prices, its end and its group, and a market order none of them', () => {
    const told = (terms: Record<string, unknown>) => {
      const asked = { symbol: 'EURUSD', side: 'BUY', strategy: 'm5_bos', stopLoss: 1.1, takeProfit: null, ...terms };
      const quote = { symbol: 'EURUSD', bid: 1.2, ask: 1.2001, at: 0 };
      const read = entrySignalOf(new EngineInHand(AUTO).cockpit, asked as PreviewAsk, 't1', quote, 0);
      return read.ok ? [read.signal.entry, read.signal.pending, 'riskMoney' in read.signal] : read.issues;
    };
    const none = { stopLimit: null, expiresAt: null };
    expect(told({ type: 'limit', price: 1.15 })).toEqual([1.15, { type: 'limit', price: 1.15, ...none }, false]);
    expect(told({ type: 'stop', price: 1.25, expiresAt: 9, oco: 'a' })).toEqual([
      ...[1.25, { type: 'stop', price: 1.25, stopLimit: null, expiresAt: 9, oco: 'a' }, false],
    ]);
    expect(told({ type: 'stop_limit', price: 1.25, stopLimit: 1.24, riskMoney: 5 })).toEqual([
      ...[1.24, { type: 'stop_limit', price: 1.25, stopLimit: 1.24, expiresAt: null }, true],
    ]);
    expect(told({})).toEqual([1.2001, undefined, false]);
    expect(Object.keys(told({ type: 'limit', price: 1.15 })[1] as object)).not.toContain('oco');
  });

  it('of another strategy carries its pattern and timeframe, of an unknown one those of the first', () => {
    const told = (strategy: string) => {
      const asked = { symbol: 'EURUSD', side: 'BUY', strategy, stopLoss: 1.1, takeProfit: null };
      const quote = { symbol: 'EURUSD', bid: 1.2, ask: 1.2001, at: 0 };
      const read = entrySignalOf(new EngineInHand(AUTO).cockpit, asked as PreviewAsk, 't1', quote, 0);
      return read.ok ? [read.signal.strategyId, read.signal.timeframe, read.signal.pattern] : read.issues;
    };
    expect(told('m1_retest')).toEqual(['m1_retest', 'M1', 'M1_BREAK_RETEST']);
    expect(told('gone')).toEqual(['gone', 'M5', 'M5_BOS']);
  });

  it('a quote of another symbol stands in for nothing', () => {
    const quote = { symbol: 'GBPUSD', bid: 1.2, ask: 1.2001, at: 0 };
    expect(issues({}, quote)).toHaveLength(1);
    expect(issues({}, { ...quote, symbol: 'EURUSD' })).toEqual([]);
  });
});
