import { describe, expect, test } from 'vitest';
import type { Deal, Position } from '#shared/domain';
import { EngineInHand } from '../engine-in-hand.ts';

const AUTO = { approvals: { mode: 'auto' } };
const DAY_MS = 86_400_000;

/** A trade that was closed with a profit, and its deals. */
function closedTrade(hand: EngineInHand, signalId: string, ticket: string, profit: number): readonly Deal[] {
  const position: Position = hand.opened(signalId, ticket);
  const deals = hand.after(60_000).dealsOf(position, [{ volume: position.volume, profit }]);
  hand.positions = [];
  hand.observe(deals);
  return deals;
}
const settle = (hand: EngineInHand, deals: readonly Deal[]) =>
  hand.tell({ type: 'terminal.settled', payload: { deals: [...deals] } }, 'terminal');
const posted = (deals: readonly Deal[], ticket: string, money: Partial<Pick<Deal, 'commission' | 'swap' | 'profit'>>): Deal => {
  const last = deals.at(-1);
  if (last === undefined) throw new Error('there is no deal');
  return { ...last, ticket, profit: 0, commission: 0, swap: 0, ...money };
};

describe('money posted after a close', () => {
  test('reaches the trade, its R, its signal and the performance, once', () => {
    const hand = new EngineInHand(AUTO);
    const deals = closedTrade(hand, 's1', '11', 100);
    const [before] = hand.cockpit.trades;
    const late = [...deals, posted(deals, 'late', { commission: -6.4, swap: -1.1 })];
    const first = settle(hand, late).decisions;
    const again = settle(hand, [...late, ...late]).decisions;
    const risk = hand.cockpit.orders.get(hand.life('s1').orders[0] ?? '')?.riskMoney ?? NaN;
    expect(before?.pnl).toBe(100);
    expect(first).toEqual([{ type: 'trade.corrected', payload: { ticket: '11', pnl: 92.5, r: 92.5 / risk, by: -7.5 } }]);
    expect(again).toEqual([]);
    expect([hand.cockpit.trades[0]?.pnl, hand.life('s1').trade?.pnl, hand.life('s1').trade?.r]).toEqual([
      92.5,
      92.5,
      92.5 / risk,
    ]);
    for (const key of ['m5_bos', 'all'] as const)
      expect(hand.cockpit.performance.get(key)).toMatchObject({
        trades: 1,
        wins: 1,
        pnl: 92.5,
        grossWin: 92.5,
        rSum: 92.5 / risk,
        peak: 92.5,
      });
  });

  test('that turns a win into a loss counts as one, in the streak too', () => {
    const hand = new EngineInHand(AUTO);
    closedTrade(hand, 's1', '11', -30);
    const deals = closedTrade(hand, 's2', '12', 4);
    const before = hand.cockpit.performance.get('all');
    settle(hand, [...deals, posted(deals, 'late', { commission: -9 })]);
    expect([before?.wins, before?.losingStreak, hand.cockpit.performance.get('all')]).toMatchObject([
      1,
      0,
      { trades: 2, wins: 0, losses: 2, pnl: -35, grossWin: 0, grossLoss: 35, losingStreak: 2, maxDrawdown: 35 },
    ]);
  });

  test('is told with a deal too, when that comes by itself', () => {
    const hand = new EngineInHand(AUTO);
    const deals = closedTrade(hand, 's1', '11', 100);
    const late = posted(deals, 'late', { profit: 3.25 });
    hand.tell({ type: 'terminal.dealt', payload: { deal: late, history: [...deals, late] } }, 'terminal');
    expect(hand.cockpit.trades[0]?.pnl).toBe(103.25);
  });

  test('a history that does not hold the whole trade, another trade’s deals, and one of long ago say nothing', () => {
    const hand = new EngineInHand(AUTO);
    const deals = closedTrade(hand, 's1', '11', 100);
    const late = posted(deals, 'late', { commission: -5 });
    const partly = settle(hand, [...deals.slice(0, 1), { ...late, volume: 0.01 }]).decisions;
    const unopened = settle(hand, [...deals.slice(1), late]).decisions;
    const other = settle(hand, [...deals, { ...late, position: '99' }]).decisions;
    const reversed = settle(hand, [...deals, { ...late, entry: 'inout' }]).decisions;
    hand.after(7 * DAY_MS + 1);
    expect([partly, unopened, other, reversed, settle(hand, [...deals, late]).decisions]).toEqual([[], [], [], [], []]);
    expect(hand.cockpit.trades[0]?.pnl).toBe(100);
  });

  test('an order that is filled on after the close opens another life, which is the trade’s once it is over unseen', () => {
    const hand = new EngineInHand(AUTO);
    const deals = closedTrade(hand, 's1', '11', 100);
    const end = Math.max(...deals.map(({ at }) => at));
    const again: Deal[] = [
      { ...posted(deals, 'i2', { commission: -3 }), entry: 'in', direction: 'BUY', at: end + 1_000 },
      { ...posted(deals, 'o2', { profit: -40 }), at: end + 2_000 },
    ];
    expect(settle(hand, [...deals, again[0] as Deal]).decisions).toEqual([]);
    const late = posted(deals, 'late', { commission: -5, volume: 0 } as never);
    expect(settle(hand, [...deals, late, again[0] as Deal]).decisions).toMatchObject([{ payload: { pnl: 95, by: -5 } }]);
    // It is over, and no look has shown it: the trade is all that the order made.
    const { volume } = hand.cockpit.trades[0] ?? { volume: NaN };
    expect(settle(hand, [...deals, late, ...again]).decisions).toMatchObject([{ payload: { pnl: 52, volume: 2 * volume } }]);
    // A foreign one may have been let go of: then it is not counted.
    Object.assign(hand.cockpit.trades[0] as object, { signalId: null, pnl: 95, volume });
    expect(settle(hand, [...deals, late, ...again]).decisions).toEqual([]);
  });

  test('lots that the close was not told of are put into the trade, with the price that all of them left at', () => {
    const hand = new EngineInHand(AUTO);
    const deals = closedTrade(hand, 's1', '11', 100);
    const [first, last] = [deals[0], deals.at(-1)] as [Deal, Deal];
    const { volume, exit } = hand.cockpit.trades[0] ?? { volume: NaN, exit: NaN };
    const earlier: Deal[] = [
      { ...first, ticket: 'i0', at: first.at - 2_000, volume: 0.5 },
      { ...last, ticket: 'o0', at: first.at - 1_000, volume: 0.5, profit: -20, price: exit + 0.001 },
    ];
    const [one] = settle(hand, [...earlier, ...deals]).decisions;
    const mean = (0.5 * (exit + 0.001) + volume * exit) / (volume + 0.5);
    expect(one).toMatchObject({ type: 'trade.corrected', payload: { pnl: 80, by: -20, volume: volume + 0.5 } });
    expect(hand.cockpit.trades[0]).toMatchObject({ pnl: 80, volume: volume + 0.5 });
    expect(hand.cockpit.trades[0]?.exit).toBeCloseTo(mean, 8);
    expect(settle(hand, [...earlier, ...deals]).decisions).toEqual([]);
  });

  test('a life that begins after the trade’s is a trade of its own, with its own lots and money only', () => {
    const hand = new EngineInHand(AUTO);
    const deals = closedTrade(hand, 's1', '11', 100);
    const { volume } = hand.cockpit.trades[0] ?? { volume: NaN };
    const [first, last] = [deals[0], deals.at(-1)] as [Deal, Deal];
    const again: Deal[] = [
      { ...first, ticket: 'i2', volume: 0.3, at: last.at + 1_000 },
      { ...last, ticket: 'o2', volume: 0.3, profit: -40, at: last.at + 2_000 },
    ];
    hand.after(1_500);
    hand.positions = [{ ...hand.positionOf(hand.sends[0] as never, '11'), volume: 0.3, openedAt: last.at + 1_000 }];
    hand.observe([...deals, again[0] as Deal]);
    hand.after(1_000).positions = [];
    hand.observe([...deals, ...again]);
    expect(hand.cockpit.trades.map((trade) => [trade.volume, trade.pnl])).toEqual([
      [volume, 100],
      [0.3, -40],
    ]);
  });
});
