import { describe, expect, it } from 'vitest';
import { closedText } from '#engine/orders/signal-end.ts';
import { money, tradeOf } from '#engine/orders/trade.ts';
import type { Deal } from '#shared/domain';
import type { LedgerPosition } from '#shared/projection';

const held = (changes: Partial<LedgerPosition> = {}, volume = 1): LedgerPosition =>
  ({
    position: { ticket: '11', symbol: 'EURUSD', direction: 'BUY', volume, entry: 1.1, openedAt: 1_000 },
    signalId: 's1',
    strategyId: 'm5_bos',
    riskMoney: 50,
    foreign: false,
    ...changes,
  }) as LedgerPosition;
const deal = (changes: Partial<Deal>): Deal =>
  ({
    ticket: 'd',
    position: '11',
    entry: 'out',
    volume: 1,
    price: 1.2,
    profit: 0,
    commission: 0,
    swap: 0,
    at: 2_000,
    reason: 'tp',
    ...changes,
  }) as Deal;
const entry = deal({ entry: 'in', price: 1.1, commission: -3, at: 1_000, reason: 'expert' });

describe('a finished trade', () => {
  it('is what all deals of its position came to: profit, commission and swap, and R of what was risked', () => {
    const trade = tradeOf(held(), [
      entry,
      deal({ profit: 110, commission: -3, swap: -1.504 }),
      deal({ position: '12', profit: 999 }),
    ]);
    expect(trade).toEqual({
      ticket: '11',
      signalId: 's1',
      strategyId: 'm5_bos',
      symbol: 'EURUSD',
      side: 'BUY',
      volume: 1,
      entry: 1.1,
      exit: 1.2,
      openedAt: 1_000,
      closedAt: 2_000,
      pnl: 102.5,
      r: 2.05,
      reason: 'tp',
    });
  });

  it('exits at the price its parts had on average, by volume, and ends with the last one', () => {
    const parts = [
      deal({ volume: 0.25, price: 1.2, at: 1_500, reason: 'client' }),
      deal({ volume: 0.75, price: 1.4, at: 3_000, reason: 'sl' }),
    ];
    const trade = tradeOf(held(), [entry, ...parts]);
    expect([trade?.exit, trade?.closedAt, trade?.reason]).toEqual([expect.closeTo(1.35, 10), 3_000, 'sl']);
  });

  it('keeps the exact price of a single exit', () => {
    const trade = tradeOf(held({}, 0.1), [deal({ entry: 'in', volume: 0.1 }), deal({ volume: 0.1, price: 1.23457 })]);
    expect(trade?.exit).toBe(1.23457);
  });

  it('is as large as what came out of it, also before the deal that began it is told', () => {
    const deals = [deal({ volume: 0.6 }), deal({ entry: 'in', volume: 0.4 }), deal({ volume: 0.4, at: 3_000 })];
    expect(tradeOf(held({}, 0.4), deals)?.volume).toBe(1);
  });

  it('is none while volume is open: of the entry, or of what the ledger holds', () => {
    expect(tradeOf(held(), [entry])).toBeNull();
    expect(tradeOf(held(), [])).toBeNull();
    expect(tradeOf(held(), [entry, deal({ volume: 0.99 })])).toBeNull();
    expect(tradeOf(held({}, 0.5), [entry, deal({ volume: 0.5 })])).toBeNull();
    // The history does not go back to the entry: what the ledger holds counts.
    expect(tradeOf(held(), [deal({ volume: 0.5 })])).toBeNull();
    expect(tradeOf(held(), [deal({})])?.volume).toBe(1);
    // Parts were closed before: all that was ever in it.
    expect(tradeOf(held({}, 0.5), [entry, deal({ volume: 0.5 }), deal({ volume: 0.5 })])?.volume).toBe(1);
    // Float noise of 0.1 + 0.2 is no open volume.
    expect(tradeOf(held({}, 0.3), [deal({ entry: 'in', volume: 0.1 + 0.2 }), deal({ volume: 0.3 })])?.volume).toBe(0.3);
  });

  it.each([
    [null, null],
    [0, null],
    [-1, null],
    [0.5, 20],
  ])('has no R where nothing is known to have been risked: %j', (riskMoney, r) =>
    expect(tradeOf(held({ riskMoney }), [entry, deal({ profit: 13 })])?.r).toBe(r),
  );
});

it.each([
  [1.005, 1],
  [1.006, 1.01],
  [-1.006, -1.01],
  [-0.001, 0],
])('%d is %d in money', (amount, rounded) => expect(Object.is(money(amount), rounded)).toBe(true));

it.each([
  ['sl', -50, -1, 'Stop hit at 1.2, -1.00 R, fed back'],
  ['tp', 100, 2, 'Target reached at 1.2, +2.00 R, fed back'],
  ['client', 0, 0, 'Closed by hand at 1.2, +0.00 R, fed back'],
  ['expert', 5, null, 'Closed by the cockpit at 1.2, fed back'],
  ['so', -5, -0.1, 'Stop-out by the broker at 1.2, -0.10 R, fed back'],
] as const)('a trade that ended by %s reads as such', (reason, pnl, r, text) =>
  expect(closedText({ reason, exit: 1.2, pnl, r })).toBe(text),
);

it('an account in bitcoin keeps its decimals, one in dollars its cents', () => {
  const coins = [{ ...entry, commission: 0 }, deal({ profit: 0.00012345, commission: -0.00000045 })];
  expect(tradeOf(held(), coins)?.pnl).toBe(0.000123);
  expect(tradeOf(held(), [{ ...entry, commission: 0 }, deal({ profit: 0.1, commission: 0.2 })])?.pnl).toBe(0.3);
});
