import type { Position, StrategyId, SymbolSpec } from '../../../shared/domain/index.ts';
import type { OrderLife, ReadonlyCockpit } from '../../../shared/projection/index.ts';
import { strategyOfMagic } from './magic.ts';
import { lossAtStop } from './open-risk.ts';
import { reservedOf } from './reserved.ts';

/** What a strategy has lost today, may still lose at its stops, and has reserved. Account currency, none of them negative. */
export type StrategyDay = { readonly lost: number; readonly open: number; readonly reserved: number };

/**
 * Today's use of a strategy's daily risk. Only losing trades count, in full: a profit neither uses risk nor gives any
 * back. Open positions count from their entry to their stop, so a stop in profit counts nothing.
 */
export function strategyDay(
  strategyId: StrategyId,
  trades: ReadonlyCockpit['trades'],
  positions: readonly Position[],
  specs: readonly SymbolSpec[],
  entries: readonly OrderLife[],
  anchorAt: number,
): StrategyDay {
  let lost = 0;
  for (const trade of trades) if (trade.strategyId === strategyId && trade.closedAt >= anchorAt) lost += Math.max(0, -trade.pnl);
  let open = 0;
  for (const held of positions) {
    const spec = specs.find((known) => known.symbol === held.symbol);
    if (strategyOfMagic(held.magic) !== strategyId || spec === undefined || held.stopLoss === null) continue;
    open += lossAtStop(held.direction, held.entry, held.stopLoss, held.volume, spec);
  }
  return { lost, open, reserved: reservedOf(entries, strategyId) };
}

/** Money of a strategy's daily risk that is used. */
export const strategyDayUsed = (day: StrategyDay): number => day.lost + day.open + day.reserved;
