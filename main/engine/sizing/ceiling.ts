import type { RiskPercent } from './risk-percent.ts';

/** What can limit the size of an order. */
export type Binding =
  | RiskPercent['binding']
  | 'kelly'
  | 'day_room'
  | 'total_room'
  | 'strategy_day_risk'
  | 'currency_bet'
  | 'group_risk'
  | 'portfolio_risk'
  | 'margin'
  | 'signal_money'
  | 'signal_volume'
  | 'source_risk'
  | 'source_money'
  | 'source_volume'
  | 'idea_risk'
  | 'ticket_limit'
  | 'terminal_lots'
  | 'lots_open'
  | 'symbol_volume'
  | 'volume_limit';

/** A ceiling on the lots of an order, before flooring to the step; `money` is the loss it allows, where it is one of money. */
export type Ceiling = { readonly binding: Binding; readonly lots: number; readonly money: number | null };

/** The lowest ceiling; of equals the first, so list the rule a trader would name first. */
export const lowestOf = (ceilings: readonly Ceiling[]): Ceiling =>
  ceilings.reduce((low, next) => (next.lots < low.lots ? next : low));

/**
 * Lots on the symbol's volume grid, never above what was asked. The 1e-9 of a step forgives float noise of an exact
 * multiple; it cannot reach the next step.
 */
export function floorToStep(lots: number, step: number): number {
  const steps = Math.floor(lots / step + 1e-9);
  return steps <= 0 ? 0 : Number((steps * step).toFixed(8));
}
