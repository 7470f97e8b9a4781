import type { Signal } from '#shared/domain';
import type { Setup } from '#engine/market';

/** A setup of our own detector as a signal: it goes through the same intake as everybody's. */
export const signalOfSetup = (setup: Setup, nowMs: number): Signal => ({
  signalId: setup.id,
  source: 'detector',
  dialect: 'detector',
  kind: 'entry',
  symbol: setup.symbol,
  timeframe: setup.timeframe,
  pattern: setup.pattern,
  side: setup.side,
  entry: setup.entry,
  stopLoss: setup.stopLoss,
  takeProfit: setup.takeProfit,
  levels: setup.levels,
  riskPercent: null,
  volumeMax: null,
  // The moment it was seen: market time of a played-back file must not make it look years old.
  madeAt: nowMs,
  metadata: { kind: setup.kind, marketTime: setup.madeAt, trigger: setup.trigger?.price ?? null },
});
