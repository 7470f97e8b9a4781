import type { Account, Side, SymbolSpec } from '#shared/domain';

/** Share of the equity that stays free of margin after an entry, so that a losing day does not end in a margin call. */
const FREE_SHARE_MIN = 0.3;
/**
 * Leverage counted at most where the terminal tells no margin: brokers' own is often less than the account shows. It is what
 * retail accounts in Europe may have for major pairs (ESMA product intervention, 2018).
 */
const LEVERAGE_MAX = 30;

/** Margin of one lot in account currency, and whose word it is. `unknown`: the terminal was asked and could not tell. */
export type MarginPerLot =
  | { readonly by: 'terminal' | 'leverage'; readonly perLot: number; readonly leverage: number | null }
  | { readonly by: 'unknown' };

/**
 * The terminal's own calculation for the side where it tells one: a leverage of the account says nothing about a symbol of its
 * own. Where it never tells any, the position's value over the account's leverage, or over 1:30 where that is less. The tick
 * value already converts the profit currency, so the value is price / tickSize x tickValue for every quoting convention.
 */
export function marginPerLot(price: number, side: Side, spec: SymbolSpec, account: Account): MarginPerLot {
  if (spec.margin === null) return { by: 'unknown' };
  if (spec.margin !== undefined)
    return { by: 'terminal', perLot: side === 'BUY' ? spec.margin.buy : spec.margin.sell, leverage: null };
  const leverage = Math.min(account.leverage, LEVERAGE_MAX);
  return { by: 'leverage', perLot: ((price / spec.tickSize) * spec.tickValueLoss) / leverage, leverage };
}

/** Margin that an entry may take: what is free now, less the part that stays free. */
export const marginRoom = (account: Account): number => Math.max(0, account.freeMargin - FREE_SHARE_MIN * account.equity);

/** Lots that the usable margin carries; none while a lot's margin is unknown: unknown is not zero. */
export const marginLots = (margin: MarginPerLot, account: Account): number =>
  margin.by === 'unknown' ? 0 : marginRoom(account) / margin.perLot;
