import { describe, expect, it } from 'vitest';
import { ideaUsed } from '#engine/rulebook';
import type { ClosedTrade, Facts } from '#shared/domain';
import type { OrderLife } from '#shared/projection';
import { cockpit, entry, EURUSD, facts, GBPUSD, NOW, openRequest, pending, position } from './desk.ts';

const MINUTE = 60_000;
const RULE = { pct: 3, withinMinutes: 10 } as never;
const trade = (part: Partial<ClosedTrade>): ClosedTrade =>
  ({ symbol: 'EURUSD', side: 'BUY', openedAt: NOW - 20 * MINUTE, closedAt: NOW - 5 * MINUTE, pnl: -100, ...part }) as ClosedTrade;
const used = ({
  trades = [],
  orders = [],
  seen = {},
}: {
  trades?: ClosedTrade[];
  orders?: OrderLife[];
  seen?: Partial<Facts>;
}): number =>
  ideaUsed(
    cockpit((state) => {
      state.trades = trades;
      for (const order of orders) state.orders.set(order.clientOrderId, order);
    }),
    facts({ specs: [EURUSD, GBPUSD], ...seen }),
    'EURUSD',
    'BUY',
    NOW,
    RULE,
  );

describe('one idea of a symbol and a direction', () => {
  it('counts what its open positions lose at their stops, or have lost already, with their costs', () => {
    // One lot, ten pips from entry to stop.
    expect(used({ seen: { positions: [position()] } })).toBeCloseTo(100, 8);
    expect(used({ seen: { positions: [position({ profit: -150, swap: -3, commission: -7 })] } })).toBeCloseTo(160, 8);
    expect(used({ seen: { positions: [position({ profit: -90, swap: 5, commission: -3 })] } })).toBeCloseTo(100, 8);
    expect(used({ seen: { positions: [position({ stopLoss: null, profit: -20 })] } })).toBeCloseTo(20, 8);
  });

  it('leaves the other side and other symbols out, held, working or on their way', () => {
    expect(
      used({ seen: { positions: [position({ direction: 'SELL', profit: -50 }), position({ symbol: 'GBPUSD', profit: -50 })] } }),
    ).toBe(0);
    const work = (part: object) =>
      used({ seen: { orders: [pending({ direction: 'BUY', price: 1.1, stopLoss: 1.098, ...part })] } });
    expect([work({}), work({ direction: 'SELL' }), work({ symbol: 'GBPUSD' })].map(Math.round)).toEqual([200, 0, 0]);
    const sent = (part: object) => used({ orders: [entry({ request: openRequest(part), reserve: 70 })] });
    expect([sent({}), sent({ side: 'SELL' }), sent({ symbol: 'GBPUSD' })]).toEqual([70, 0, 0]);
  });

  it('goes on from trade to trade that began within ten minutes of a close, and counts losses alone', () => {
    expect(used({ trades: [trade({}), trade({ side: 'SELL' }), trade({ symbol: 'GBPUSD' })] })).toBe(100);
    expect(used({ trades: [trade({ closedAt: NOW - 10 * MINUTE }), trade({ pnl: 80 })] })).toBe(100);
    expect(used({ trades: [trade({ closedAt: NOW - 10 * MINUTE - 1 })] })).toBe(0);
    const chain = [
      trade({ closedAt: NOW - 26 * MINUTE, openedAt: NOW - 40 * MINUTE, pnl: -40 }),
      trade({ closedAt: NOW - 5 * MINUTE, openedAt: NOW - 16 * MINUTE, pnl: -60 }),
    ];
    expect(used({ trades: chain })).toBe(100);
    expect(used({ trades: [{ ...chain[0]!, closedAt: NOW - 27 * MINUTE }, chain[1]!] })).toBe(60);
    // A position that is open since then is of the same idea.
    const since = { positions: [position({ openedAt: NOW - 30 * MINUTE })] };
    expect(used({ trades: [trade({ closedAt: NOW - 40 * MINUTE, openedAt: NOW - 50 * MINUTE })], seen: since })).toBeCloseTo(
      200,
      8,
    );
  });
});
