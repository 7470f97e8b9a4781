import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderRequest } from '#shared/domain';
import { type Fault, type PaperAccount } from '#main/paper-broker/index.ts';
import { broker, buy, close, codeOf, done, quote, SETTINGS, T0 } from './a-broker.ts';

type Step =
  | { kind: 'price'; symbol: string; move: number }
  | { kind: 'open'; symbol: string; up: boolean; volume: number; clientOrderId: number }
  | { kind: 'close'; pick: number; share: number; clientOrderId: number };

const MARKET: Record<string, { bid: number; spread: number; point: number; digits: number }> = {
  EURUSD: { bid: 1.157, spread: 0.0001, point: 0.00001, digits: 5 },
  USDJPY: { bid: 150, spread: 0.01, point: 0.001, digits: 3 },
  XAUUSD: { bid: 3300, spread: 0.2, point: 0.01, digits: 2 },
};
const symbol = fc.constantFrom('EURUSD', 'USDJPY', 'XAUUSD');
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('price' as const), symbol, move: fc.integer({ min: -200, max: 200 }) }),
  fc.record({
    kind: fc.constant('open' as const),
    symbol,
    up: fc.boolean(),
    volume: fc.integer({ min: 1, max: 300 }),
    clientOrderId: fc.integer({ min: 0, max: 15 }),
  }),
  fc.record({
    kind: fc.constant('close' as const),
    pick: fc.nat(5),
    share: fc.integer({ min: 1, max: 100 }),
    clientOrderId: fc.integer({ min: 16, max: 40 }),
  }),
);

/** Plays steps and returns the client ids that were confirmed as entries, in order. */
function play(account: PaperAccount, steps: readonly Step[]): string[] {
  const prices = structuredClone(MARKET);
  const opened: string[] = [];
  steps.forEach((move, at) => {
    if (move.kind === 'price') {
      const { bid, point, digits } = prices[move.symbol]!;
      const next = Number((bid + move.move * point).toFixed(digits));
      prices[move.symbol]!.bid = next;
      account.onQuote(quote(move.symbol, next, Number((next + prices[move.symbol]!.spread).toFixed(digits)), T0 + at));
      return;
    }
    const request = requestOf(account, move, prices);
    if (request === null) return;
    const { answer, deals } = account.execute({ ...request, deadlineAt: T0 + at }, T0 + at);
    if (answer.outcome.kind === 'confirmed' && deals[0]?.entry === 'in') opened.push(request.clientOrderId);
  });
  return opened;
}

function requestOf(account: PaperAccount, move: Exclude<Step, { kind: 'price' }>, prices: typeof MARKET): OrderRequest | null {
  if (move.kind === 'open') {
    const { bid, point, digits } = prices[move.symbol]!;
    const stopLoss = Number((bid + (move.up ? -150 : 150) * point).toFixed(digits));
    return buy({
      clientOrderId: `c${move.clientOrderId}`,
      symbol: move.symbol,
      side: move.up ? 'BUY' : 'SELL',
      volume: move.volume / 100,
      stopLoss,
      takeProfit: null,
    });
  }
  const held = account.snapshot(T0).positions[move.pick];
  if (held === undefined) return null;
  return close(held.ticket, Math.max(0.01, Math.floor(held.volume * move.share) / 100), `c${move.clientOrderId}`);
}

const cents = (value: number): number => Math.round(value * 100);

describe('an account, whatever happens', () => {
  const settings = fc.record({
    currency: fc.constantFrom('USD', 'EUR', 'GBP'),
    slippagePoints: fc.nat(5),
    leverage: fc.constantFrom(30, 100),
  });

  it('balance = deposit + deals, equity = balance + floating, margins add up, every position has a stop', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), settings, (steps, changes) => {
        const account = broker(changes);
        play(account, steps);
        const { account: state, positions } = account.snapshot(T0);
        const booked = account.deals(0).reduce((sum, deal) => sum + deal.profit + deal.commission + deal.swap, 0);
        expect(cents(state.balance)).toBe(cents(SETTINGS.balance + booked));
        expect(cents(state.equity)).toBe(cents(state.balance + positions.reduce((sum, one) => sum + one.profit + one.swap, 0)));
        expect(cents(state.freeMargin)).toBe(cents(state.equity - state.margin));
        expect(positions.every((one) => one.stopLoss !== null)).toBe(true);
        for (const deal of account.deals(0))
          expect(cents(deal.profit + deal.commission) / 100).toBeCloseTo(deal.profit + deal.commission, 9);
      }),
      { numRuns: 200 },
    );
  });

  it('one client id never opens twice', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const account = broker();
        const opened = play(account, steps);
        expect(new Set(opened).size).toBe(opened.length);
        const entries = account
          .deals(0)
          .filter((deal) => deal.entry === 'in')
          .map((deal) => deal.clientOrderId);
        expect(new Set(entries).size).toBe(entries.length);
      }),
      { numRuns: 200 },
    );
  });

  it('goes on after being saved and restored exactly as if it had not been', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.array(step, { maxLength: 40 }), (before, after) => {
        const account = broker({ slippagePoints: 3 });
        play(account, before);
        const restored = broker({ slippagePoints: 3 }, undefined, JSON.parse(JSON.stringify(account.save())));
        expect(restored.save()).toEqual(account.save());
        play(account, after);
        play(restored, after);
        expect(restored.save()).toEqual(account.save());
        expect(restored.snapshot(T0)).toEqual(account.snapshot(T0));
      }),
      { numRuns: 100 },
    );
  });
});

describe('client ids', () => {
  it('the same id again gets the stored answer, a refusal included', () => {
    const account = broker();
    const first = account.execute(buy(), T0);
    const again = account.execute(buy(), T0 + 500);
    expect(again).toEqual({ answer: first.answer, deals: [], told: first.answer.outcome, repeated: true });
    expect(account.snapshot(T0).positions).toHaveLength(1);
    expect(codeOf(account, buy({ clientOrderId: 'bad', volume: 0.001 }))).toBe(10014);
    expect(codeOf(account, buy({ clientOrderId: 'bad', volume: 1 }))).toBe(10014);
  });

  it('is known from the position itself when the answer has left', () => {
    const account = broker();
    const { ticket } = done(account, buy());
    const saved = account.save();
    const restored = broker({}, undefined, { ...saved, answers: [], deals: [] });
    expect(restored.execute(buy(), T0)).toMatchObject({ repeated: true, answer: { outcome: { ticket } } });
    expect(restored.snapshot(T0).positions).toHaveLength(1);
  });
});

describe('faults', () => {
  const striking = (fault: Fault): PaperAccount =>
    broker({}, { strike: (request) => (request.clientOrderId === 'A' ? fault : null) });

  it('an answer lost after the fill: done, kept, and found by its id', () => {
    const account = striking({ kind: 'answer_lost' });
    const { told, answer } = account.execute(buy(), T0);
    expect(told).toBeNull();
    expect(account.probe('A')).toMatchObject({
      kind: 'found',
      outcome: answer.outcome,
      position: { clientOrderId: 'A', volume: 1 },
    });
    expect(account.execute(buy(), T0)).toMatchObject({ told: answer.outcome, repeated: true });
  });

  it('requote and refusal do nothing; a partial fill deals whole steps', () => {
    expect(codeOf(striking({ kind: 'requote' }), buy())).toBe(10004);
    const refused = striking({ kind: 'refuse', retcode: 10006, text: 'Rejected' });
    expect(codeOf(refused, buy())).toBe(10006);
    expect(refused.snapshot(T0).positions).toEqual([]);
    expect(refused.probe('A')).toEqual({ kind: 'absent' });
    expect(done(striking({ kind: 'partial_fill', share: 0.555 }), buy({ volume: 0.2 }))).toMatchObject({
      retcode: 10010,
      volume: 0.11,
    });
  });
});
