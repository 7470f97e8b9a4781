import { describe, expect, test } from 'vitest';
import { ManagementWitness } from '#main/simulation/witness/index.ts';
import type { ClosedTrade, Deal, OrderRequest, Position } from '#shared/domain';
import { held as heldAt, said } from './said.ts';

const modify = (id: string, stopLoss: number | null): OrderRequest => ({
  ...{ op: 'modify', clientOrderId: id, ticket: '1', stopLoss, takeProfit: null, deadlineAt: 0 },
});
const part = (id: string, volume: number | null): OrderRequest => ({
  ...{ op: 'close', clientOrderId: id, ticket: '1', volume, deadlineAt: 0 },
});
const deal = (entry: Deal['entry'], volume: number, profit = 0, at = 0): Deal => ({
  ...{ ticket: `${entry}${volume}`, order: 'o', position: '1', symbol: 'EURUSD', direction: 'BUY', entry, volume, price: 1.1 },
  ...{ profit, commission: 0, swap: 0, at, reason: 'expert', clientOrderId: null, magic: 1 },
});
const trade = (volume: number, pnl: number): ClosedTrade => ({ ticket: '1', volume, pnl }) as unknown as ClosedTrade;
const begun = () => {
  const heard = said();
  return { heard, witness: new ManagementWitness(heard.report) };
};
const at = (position: Partial<Position>, deals: readonly Deal[] = []) => ({
  held: heldAt('1', { stopLoss: 1.1, takeProfit: 1.2, ...position }),
  deals,
});

describe('what is asked about open positions', () => {
  test.each([
    [1.099, true],
    [null, true],
    [1.1, false],
    [1.101, false],
  ])('a stop at %s of a BUY with 1.1 is told: %s', (stop, isTold) => {
    const { heard, witness } = begun();
    witness.sending(modify('a', stop), at({}), 0, 5_000);
    expect(heard.texts).toHaveLength(isTold ? 1 : 0);
  });

  test('a stop that the trader moved in the terminal meanwhile has crossed ours', () => {
    const { heard, witness } = begun();
    witness.changedByHand('1', 0);
    witness.sending(modify('a', 1.099), at({}), 7_999, 13_000);
    expect(heard.texts).toEqual([]);
    witness.sending(modify('b', 1.098), at({ stopLoss: 1.099 }), 60_000, 65_000);
    expect(heard.texts).toHaveLength(1);
  });

  test('a second change or part is told while the first has no last word, a close of the whole is not', () => {
    const { heard, witness } = begun();
    witness.sending(part('a', 0.1), at({}), 0, 10_000);
    witness.sending(modify('b', 1.11), at({}), 1_000, 6_000);
    expect(heard.texts).toEqual(['The modify b left while a had no last word']);
    witness.sending(part('c', null), at({}), 2_000, 12_000);
    expect(heard.texts).toHaveLength(1);
    witness.settled('c');
    witness.sending(part('d', 0.1), at({}), 3_000, 13_000);
    witness.sending(part('e', 0.1), at({}, [deal('out', 0.1, 0, 3_500)]), 4_000, 14_000);
    expect(heard.texts).toHaveLength(1);
  });

  test('parts add up to the trade, in lots and in money', () => {
    const { heard, witness } = begun();
    const deals = [deal('in', 1), deal('out', 0.3, 30), deal('out', 0.7, -10)];
    witness.trades([trade(1, 20)], deals);
    expect(heard.texts).toEqual([]);
    witness.trades([trade(1, 20)], deals.slice(0, 2));
    witness.trades([trade(0.7, 20)], deals);
    witness.trades([trade(1, -10)], deals);
    expect(heard.texts).toEqual([
      "Trade 1 is 1 lots for 20; the broker's deals are ",
      "Trade 1 is 0.7 lots for 20; the broker's deals are 1 lots for 20",
      "Trade 1 is 1 lots for -10; the broker's deals are 1 lots for 20",
    ]);
  });

  test('what an order filled on after its close made belongs to the trade it ended in, or to nobody once it was let go of', () => {
    const again = [deal('in', 1), deal('out', 1, 30), deal('in', 0.4), deal('out', 0.4, -10)];
    const judge = (trades: readonly ReturnType<typeof trade>[], isDropped = false): number => {
      const { heard, witness } = begun();
      if (isDropped) witness.dropped('1');
      witness.trades(trades, again);
      return heard.texts.length;
    };
    expect([judge([trade(1.4, 20)]), judge([trade(1, 30), trade(0.4, -10)]), judge([trade(1, 30)], true)]).toEqual([0, 0, 0]);
    expect([judge([trade(1, 30)]), judge([trade(1, 20)], true), judge([trade(0.4, 20)])]).toEqual([1, 1, 1]);
    const { heard, witness } = begun();
    witness.trades([trade(1, 30)], again.slice(0, 3)); // Still open again.
    expect(heard.texts).toEqual([]);
  });
});
