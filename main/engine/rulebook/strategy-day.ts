import type { Position, StrategyId, SymbolSpec } from '#shared/domain';
import type { OrderLife, ReadonlyCockpit } from '#shared/projection';
import { magicOf } from '#shared/strategies';
import { lossAtStop } from '#engine/exposure';
import { reservedOf } from '#engine/exposure';

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
  const lost = lostSince(trades, anchorAt).get(strategyId) ?? 0;
  const magic = magicOf(strategyId);
  let open = 0;
  for (const held of positions) {
    const spec = specs.find((known) => known.symbol === held.symbol);
    if (held.magic !== magic || spec === undefined || held.stopLoss === null) continue;
    open += lossAtStop(held.direction, held.entry, held.stopLoss, held.volume, spec);
  }
  return { lost, open, reserved: reservedOf(entries, strategyId) };
}

type Lost = ReadonlyMap<StrategyId | null, number>;
const COUNTED = new WeakMap<ReadonlyCockpit['trades'], { readonly anchorAt: number; readonly lost: Lost }>();

/** Counted once for every list of trades and day, not for every order: the list is replaced when one is added. */
function lostSince(trades: ReadonlyCockpit['trades'], anchorAt: number): Lost {
  const known = COUNTED.get(trades);
  if (known?.anchorAt === anchorAt) return known.lost;
  const lost = new Map<StrategyId | null, number>();
  for (const { strategyId, closedAt, pnl } of trades)
    if (closedAt >= anchorAt && pnl < 0) lost.set(strategyId, (lost.get(strategyId) ?? 0) - pnl);
  COUNTED.set(trades, { anchorAt, lost });
  return lost;
}

/** Money of a strategy's daily risk that is used. */
export const strategyDayUsed = (day: StrategyDay): number => day.lost + day.open + day.reserved;
