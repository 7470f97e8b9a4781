import { expect, test } from 'vitest';
import { tradeOf } from '#engine/orders/trade.ts';
import type { LedgerPosition } from '#shared/projection';
import { exitDeal } from '../rulebook/desk.ts';

test('a trade that came out even by a fraction of a cent is worth nothing, not minus nothing', () => {
  const deal = { ...exitDeal({ at: 9, profit: 0 }), commission: 0, swap: 0 };
  const position = { ticket: deal.position, symbol: deal.symbol, direction: 'BUY', volume: deal.volume, entry: 1, openedAt: 1 };
  const held = { position, signalId: null, strategyId: null, riskMoney: null, foreign: true } as LedgerPosition;
  expect(tradeOf(held, [deal, { ...deal, profit: -0.001 }])?.pnl).toBe(0);
});
