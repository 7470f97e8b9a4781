import type { Signal, SignalSource, SignalState, Stage, StrategyId } from '#shared/domain';
import { isStrategyKind, strategyOfKind, strategyOfPattern, type Pattern } from '#shared/strategies';

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
const SOURCES: Readonly<Record<string, string>> = {
  webhook: 'webhook',
  tradingview: 'TradingView',
  ea: 'EA',
  detector: 'own detector',
  operator: 'by hand',
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
export const patternText = (pattern: Pattern): string => strategyOfPattern(pattern).titles.short;
export const strategyText = (id: StrategyId): string =>
  id === 'all' ? 'All' : isStrategyKind(id) ? strategyOfKind(id).titles.short : id;
/** The side of a signal; an exit that named none, or two, means what its source opened on either. */
export const sideText = ({ side, exit }: Pick<Signal, 'side' | 'exit'>): string => (exit?.anySide === true ? 'ANY' : side);
/** The words for a built-in source; one that was configured goes by its id. */
export const sourceText = (source: SignalSource): string => SOURCES[source] ?? source;

/** Codes that words of their own say better. */
const LABELS: Readonly<Record<string, string>> = {
  terminal_lots: 'MetaTrader’s lots an order',
  signal_money: 'the money asked for',
};

/** A code as words: `risk_per_trade` and `riskPerTrade` read "risk per trade". */
export const labelOf = (code: string): string =>
  LABELS[code] ??
  code
    .replace(/[_-]+/g, ' ')
    .replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`)
    .replace(/\brr\b/g, 'RR')
    .replace(/\bpct\b/g, '%')
    .trim();

/** The same with a capital, to begin a line with. */
export const sentenceOf = (code: string): string => {
  const words = labelOf(code);
  return words.charAt(0).toUpperCase() + words.slice(1);
};
