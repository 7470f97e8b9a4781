import type { Payload } from '#shared/events';
import { change } from './fold-signals.ts';
import { withCorrection } from './performance.ts';
import type { CockpitState } from './state.ts';

/** Money that was posted after a close reaches the trade, its signal, and what is computed from trades. */
export function correctTrade(state: CockpitState, { ticket, closedAt, pnl, r, volume, exit }: Payload<'trade.corrected'>): void {
  const index = state.trades.findLastIndex(
    (trade) => trade.ticket === ticket && (closedAt === undefined || trade.closedAt === closedAt),
  );
  const before = state.trades[index];
  if (before === undefined) return; // Gone from the bounded list: its sums are too far back to matter.
  const trade = { ...before, pnl, r, ...(volume === undefined ? {} : { volume }), ...(exit === undefined ? {} : { exit }) };
  state.trades = state.trades.with(index, trade);
  const { signalId, strategyId } = trade;
  if (
    signalId !== null &&
    state.signals.get(signalId)?.trade?.ticket === ticket &&
    state.signals.get(signalId)?.trade?.closedAt === before.closedAt
  )
    change(state, signalId, (life) => ({ ...life, trade }));
  if (strategyId === null) return;
  for (const key of [strategyId, 'all'] as const) {
    const past = state.performance.get(key);
    const kept = state.trades.filter((one) => one.strategyId !== null && (key === 'all' || one.strategyId === key));
    if (past !== undefined) state.performance.set(key, withCorrection(past, before, trade, kept));
  }
}
