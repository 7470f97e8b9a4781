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

  it('counts lots that the close was not told of, with the mean price of all, where as many went in as out', () => {
    const story = closed();
    const [into, out] = story.deals;
    const part = (ticket: string, volume: number, price: number) => ({ ...out!, ticket, volume, price, profit: 0 });
    const more = [{ ...into!, volume: into!.volume + 0.3 }, { ...out!, price: 1.2 }, part('b', 0.1, 1.1), part('c', 0.2, 1.3)];
    const lots = into!.volume + 0.3;
    const exit = (into!.volume * 1.2 + 0.1 * 1.1 + 0.2 * 1.3) / lots;
    expect(corrections(story, more)).toEqual([
      expect.objectContaining({ volume: Number(lots.toFixed(8)), exit: expect.closeTo(exit, 5) as number, by: 0 }),
    ]);
    // Money without lots has no price; less went out than in, or no more than was told of: nothing is corrected.
    expect(corrections(story, [...more, charge({ price: 9, commission: 0 })])).toMatchObject([
      { exit: expect.closeTo(exit, 5) as number },
    ]);
    expect(corrections(story, more.slice(0, 3))).toEqual([]);
    expect(corrections(story, [into!, { ...out!, volume: out!.volume + 5e-7 }])).toEqual([]);
  });

  it('keeps the exact price of the one deal that all lots left by, whatever was charged beside it', () => {
    const story = closed();
    const [into, out] = story.deals;
    Object.assign(story.hand.cockpit.trades[0]!, { volume: 0.1 });
    const one = { ...out!, volume: 0.23, price: 1.1 };
    expect((one.price * one.volume) / one.volume).not.toBe(1.1);
    expect(corrections(story, [{ ...into!, volume: 0.23 }, one, charge()])).toMatchObject([{ volume: 0.23, exit: 1.1 }]);
  });

  it('counts no lots where a deal reversed: what it closed and what it opened are told in one', () => {
    const story = closed();
    const [into, out] = story.deals;
    Object.assign(story.hand.cockpit.trades[0]!, { volume: into!.volume - 1 });
    expect(corrections(story, [into!, { ...out!, entry: 'inout' }])).toEqual([]);
    expect(corrections(story, [into!, out!])).toMatchObject([{ volume: into!.volume }]);
  });

  it('counts a charge that names the trade, and none that names another or nothing', () => {
    const story = closed();
    const at = story.closedAt;
    const told = (position: string | undefined, kind: 'charge' | 'transfer' = 'charge') => {
      story.hand.cockpit.operations.clear();
      story.hand.cockpit.operations.set('c', {
        ticket: 'c',
        at,
        amount: -3,
        kind,
        ...(position === undefined ? {} : { position }),
      });
      return corrections(story, story.deals).map((one) => ('by' in one ? one.by : null));
    };
    expect([told('11'), told('12'), told(undefined), told('11', 'transfer')]).toEqual([[-3], [], [], []]);
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
