import { defaultConfig, profileFor } from '#shared/config';
import type { Facts, Signal } from '#shared/domain';
import type { CockpitState, SignalLife } from '#shared/projection';
import type { Retest, StructureBreak, StructureView } from '#engine/market';
import { strategyOf } from '#engine/product-owner';
import { draftOf, type CellView, type Draft } from '#engine/u-cells';
import { cockpit, facts, NOW, signal } from '../rulebook/desk.ts';

const MINUTE = 60_000;

/** A clear upward break of 1.0995, closed two minutes ago, half an ATR beyond its level. */
export const madeBreak = (part: Partial<StructureBreak> = {}): StructureBreak => ({
  kind: 'bos',
  side: 'BUY',
  level: 1.0995,
  levelTime: NOW - 60 * MINUTE,
  at: NOW - 2 * MINUTE,
  close: 1.1,
  tolerance: 0.0001,
  atr: 0.001,
  volumeRatio: 1.5,
  previousHigh: 1.0995,
  previousLow: 1.097,
  ...part,
});

/** A retest of the same level: it came back to within 0.2 pip on half the volume, five minutes after the break. */
export const madeRetest = (part: Partial<Retest> = {}): Retest => ({
  side: 'BUY',
  kind: 'bos',
  level: 1.0995,
  armedAt: NOW - 12 * MINUTE,
  phase: 'ended',
  breakAt: NOW - 8 * MINUTE,
  triggerBase: 1.0999,
  breakVolume: 100,
  retestAt: NOW - 3 * MINUTE,
  retestExtreme: 1.09952,
  tolerance: 0.0001,
  retestVolume: 50,
  end: 'triggered',
  endedAt: NOW - MINUTE,
  ...part,
});

export const structure = (part: Partial<StructureView> = {}): StructureView => ({
  symbol: 'EURUSD',
  at: NOW,
  lastClose: 1.1,
  spreadPoints: 10,
  spreadMedian: 10,
  bars: { M1: 600, M5: 120 },
  missingMinutes: 0,
  lastGap: null,
  atrM1: 0.0004,
  atrM5: 0.001,
  atrPercentile: 50,
  regime: 'medium',
  volumeRatio: { M1: 1, M5: 1 },
  trend: 'up',
  swingHigh: null,
  swingLow: null,
  lastBreak: { BUY: madeBreak(), SELL: null },
  retest: null,
  retests: [],
  ...part,
});

export const draft = (of: Signal = signal(), overrides: readonly string[] = [], riskFactor = 1): Draft => {
  const strategyId = strategyOf(of);
  const profile = profileFor(defaultConfig().strategies, strategyId, of.pattern);
  return draftOf(of, strategyId, profile, { riskFactor, targetRr: profile.targetRr }, overrides);
};

export type ViewParts = {
  readonly facts?: Partial<Facts>;
  readonly structure?: StructureView | null;
  readonly config?: (config: CockpitState['config']) => void;
  readonly state?: (state: CockpitState) => void;
  readonly nowMs?: number;
  readonly correlation?: (one: string, other: string) => number | null;
};

export function view(part: ViewParts = {}): CellView {
  const state = cockpit((of) => {
    part.config?.(of.config);
    part.state?.(of);
  });
  return {
    nowMs: part.nowMs ?? NOW,
    state,
    facts: facts(part.facts),
    structure: part.structure === undefined ? structure() : part.structure,
    config: state.config,
    correlation: part.correlation ?? (() => null),
  };
}

/** The life of a signal that waits in the pipeline. */
export const life = (part: Partial<SignalLife> = {}): SignalLife => ({
  signalId: 's1',
  traceId: 't1',
  receivedAt: NOW - 500,
  signal: signal(),
  strategyId: 'm5_bos',
  state: 'in_pipeline',
  reason: null,
  decisions: [],
  card: null,
  approval: null,
  overrides: [],
  orders: [],
  ticket: null,
  trade: null,
  ...part,
});

/** Failed rules as `code!` when hard, `code` when soft. */
export const failed = (criteria: readonly { code: string; ok: boolean; hard: boolean }[]): string[] =>
  criteria.filter((rule) => !rule.ok).map((rule) => `${rule.code}${rule.hard ? '!' : ''}`);
