import type { Account, SymbolSpec } from '#shared/domain';

/** Share of the equity that stays free of margin after an entry, so that a losing day does not end in a margin call. */
const FREE_SHARE_MIN = 0.3;

/**
 * Margin of one lot in account currency: the position's value over the leverage. The tick value already converts the
 * profit currency, so the value is price / tickSize x tickValue for every quoting convention.
 */
export const marginPerLot = (price: number, spec: SymbolSpec, account: Account): number =>
  ((price / spec.tickSize) * spec.tickValueLoss) / account.leverage;

/** Margin that an entry may take: what is free now, less the part that stays free. */
export const marginRoom = (account: Account): number => Math.max(0, account.freeMargin - FREE_SHARE_MIN * account.equity);
