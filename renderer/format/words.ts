import type { Pattern, SignalSource, SignalState, Stage, StrategyId } from '#shared/domain';

const STAGES: Readonly<Record<Stage, string>> = {
  intake: 'Intake',
  controller: 'Controller',
  owner: 'Owner',
  approval: 'Approval',
  u1: 'U1 validation',
  u2: 'U2 scoring',
  u3: 'U3 risk',
  u4: 'U4 execution',
  u5: 'U5 monitoring',
};
const STATES: Readonly<Record<SignalState, string>> = {
  received: 'received',
  evaluated: 'evaluated',
  awaiting_approval: 'waiting',
  in_pipeline: 'in pipeline',
  ordered: 'ordered',
  open: 'open',
  closed: 'closed',
  rejected: 'refused',
  expired: 'expired',
  cancelled: 'cancelled',
  failed: 'failed',
  unknown: 'unknown',
};
const PATTERNS: Readonly<Record<Pattern, string>> = { M5_BOS: 'M5 BOS', M1_BREAK_RETEST: 'M1 retest' };
const STRATEGIES: Readonly<Record<StrategyId, string>> = { m5_bos: 'M5 BOS', m1_retest: 'M1 retest' };
const SOURCES: Readonly<Record<SignalSource, string>> = {
  webhook: 'webhook',
  tradingview: 'TradingView',
  ea: 'EA',
  detector: 'own detector',
};

const SESSIONS: Readonly<Record<string, string>> = {
  london: 'London',
  new_york: 'New York',
  tokyo: 'Tokyo',
  sydney: 'Sydney',
  any: 'any',
};

export const sessionText = (session: string): string => SESSIONS[session] ?? sentenceOf(session);
export const stageText = (stage: Stage): string => STAGES[stage];
export const stateText = (state: SignalState): string => STATES[state];
export const patternText = (pattern: Pattern): string => PATTERNS[pattern];
export const strategyText = (id: StrategyId | 'all'): string => (id === 'all' ? 'All' : STRATEGIES[id]);
export const sourceText = (source: SignalSource): string => SOURCES[source];

/** A code as words: `risk_per_trade` and `riskPerTrade` read "risk per trade". */
export const labelOf = (code: string): string =>
  code
    .replace(/[_-]+/g, ' ')
    .replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`)
    .trim();

/** The same with a capital, to begin a line with. */
export const sentenceOf = (code: string): string => {
  const words = labelOf(code);
  return words.charAt(0).toUpperCase() + words.slice(1);
};
