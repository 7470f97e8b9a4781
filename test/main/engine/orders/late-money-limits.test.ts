import { describe, expect, it } from 'vitest';
import { lateMoney, unsettledTrades } from '#engine/orders';
import type { Deal } from '#shared/domain';
import { EngineInHand } from '../engine-in-hand.ts';

const WEEK = 7 * 86_400_000;
const closed = () => {
  const hand = new EngineInHand({ approvals: { mode: 'auto' } });
  const position = hand.opened('s1', '11');
  hand.after(1_000);
  const deals = hand.dealsOf(position, [{ volume: position.volume, profit: 100 }]);
  hand.positions = [];
  hand.observe(deals);
  return { hand, position, deals, closedAt: hand.at };
};
const charge = (changes: Partial<Deal> = {}): Deal =>
  ({
    ticket: 'late',
    position: '11',
    entry: 'out',
    volume: 0,
    price: 0,
    profit: 0,
    commission: -5,
    swap: 0,
    at: 0,
    reason: 'expert',
    ...changes,
  }) as Deal;
const corrections = ({ hand }: { hand: EngineInHand }, deals: readonly Deal[], at = hand.at) =>
  lateMoney(hand.cockpit, deals, at).map(({ payload }) => payload);

describe('money that is posted after a close', () => {
  it('is looked for a week long, to the millisecond', () => {
    const { hand, closedAt } = closed();
    expect(unsettledTrades(hand.cockpit, closedAt + WEEK).map(({ ticket }) => ticket)).toEqual(['11']);
    expect(unsettledTrades(hand.cockpit, closedAt + WEEK + 1)).toEqual([]);
  });

  it('is the difference of the whole sum, and R is of what was first risked', () => {
    const story = closed();
    const risk = story.hand.cockpit.orders.get(story.hand.sends[0]!.clientOrderId)!.riskMoney;
    expect(corrections(story, [...story.deals, charge({ swap: -1, profit: 0.5 })])).toEqual([
      { ticket: '11', pnl: 94.5, r: 94.5 / risk, by: -5.5 },
    ]);
  });

  it('counts a deal once by its ticket, and nothing when the sum is the same', () => {
    const story = closed();
    expect(corrections(story, [...story.deals, ...story.deals])).toEqual([]);
    expect(corrections(story, [...story.deals, charge(), charge()])).toMatchObject([{ by: -5 }]);
    expect(corrections(story, [...story.deals, charge({ position: '12' })])).toEqual([]);
  });

  it('needs the whole trade: all that went in and all that went out, and what was posted before a reversal is of what that ended', () => {
    const story = closed();
    const [into, out] = story.deals;
    expect(corrections(story, [out!, charge()])).toEqual([]);
    expect(corrections(story, [into!, charge()])).toEqual([]);
    expect(corrections(story, [into!, { ...out!, volume: out!.volume - 0.01 }, charge()])).toEqual([]);
    expect(corrections(story, [into!, { ...out!, entry: 'inout', volume: out!.volume + 0.4 }, charge()])).toMatchObject([
      { by: -5 },
    ]);
    const later = { at: out!.at + 1 };
    expect(corrections(story, [into!, { ...out!, entry: 'inout', volume: out!.volume + 0.4 }, charge(later)])).toEqual([]);
  });

  it('that is no number is left alone', () => {
    const story = closed();
    expect(corrections(story, [...story.deals, charge({ commission: Number.NaN })])).toEqual([]);
  });

  it('leaves R unknown where it was, and takes it from the trade where the order is no longer known', () => {
    const story = closed();
    const [trade] = story.hand.cockpit.trades;
    Object.assign(trade!, { signalId: null, pnl: 100, r: 2 });
    expect(corrections(story, [...story.deals, charge()])).toEqual([{ ticket: '11', pnl: 95, r: 1.9, by: -5 }]);
    Object.assign(trade!, { r: 1 });
    expect(corrections(story, [...story.deals, charge()])).toMatchObject([{ r: 0.95 }]);
    Object.assign(trade!, { r: 200 });
    expect(corrections(story, [...story.deals, charge()])).toMatchObject([{ r: 190 }]);
    Object.assign(trade!, { r: 0 });
    expect(corrections(story, [...story.deals, charge()])).toMatchObject([{ r: 0 }]);
    Object.assign(trade!, { r: null });
    expect(corrections(story, [...story.deals, charge()])).toMatchObject([{ r: null, pnl: 95 }]);
  });
});
