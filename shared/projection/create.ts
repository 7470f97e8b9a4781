import { defaultConfig } from '#shared/config';
import { CLOCK_SOUND, TERMINAL_KINDS } from '#shared/domain';
import { MACHINE_SOUND } from './machine-state.ts';
import type { IntakeCounts } from './intake-state.ts';
import type { Asked, CockpitState, Performance, ReadonlyCockpit, StageCount, StrategyControl } from './state.ts';

export const NO_PERFORMANCE: Performance = {
  trades: 0,
  wins: 0,
  losses: 0,
  pnl: 0,
  grossWin: 0,
  grossLoss: 0,
  rSum: 0,
  rCount: 0,
  peak: 0,
  maxDrawdown: 0,
  losingStreak: 0,
};
export const FULL_RISK: StrategyControl = { riskFactor: 1, riskOn: true, proposal: null, text: '' };
export const NO_STAGE: StageCount = { asked: 0, passed: 0, refused: 0, failed: 0 };
const NO_INTAKE: IntakeCounts = {
  received: 0,
  accepted: 0,
  duplicate: 0,
  authFailures: 0,
  rateLimited: 0,
  lastReceivedAt: null,
  rejected: {},
  perSource: {},
};

export const NOTHING_ASKED: Asked = { requests: 0, lots: {}, entries: [] };

const noSources = (): Pick<CockpitState, 'sources' | 'sourceSince' | 'sourceFaults'> => ({
  sources: new Map(),
  sourceSince: new Map(),
  sourceFaults: new Map(),
});

const soundMachine = (): Pick<CockpitState, 'clock' | 'machine'> => ({
  clock: { ...CLOCK_SOUND, since: 0, digest: '', zone: null },
  machine: MACHINE_SOUND,
});

/** The state before the first record: nothing known, trading halted until a run has started. */
export const emptyCockpit = (): CockpitState => ({
  lastSeq: 0,
  lastAt: 0,
  trustedAt: 0,
  ...soundMachine(),
  run: '',
  version: '',
  mode: 'paper',
  terminal: TERMINAL_KINDS[0],
  market: '',
  config: defaultConfig(),
  sealed: false,
  trading: { state: 'active', reason: '', actor: 'engine', since: 0, certificateId: null },
  approvalMode: 'confirm',
  account: null,
  books: new Map(),
  day: null,
  firstDayAt: null,
  pastDays: [],
  peaks: null,
  limitsKept: null,
  operations: new Map(),
  transfers: { day: 0, deposited: 0, withdrawn: 0 },
  accountCosts: 0,
  asked: NOTHING_ASKED,
  drift: null,
  journalFault: null,
  journalDoubt: null,
  journalAdopted: [],
  ...{ recoveries: new Map(), recovered: [] },
  recoveryActs: new Map(),
  restarts: new Map(),
  highFaults: [],
  escalation: null,
  calendar: null,
  calendarFault: null,
  notedNews: new Map(),
  intake: NO_INTAKE,
  ...noSources(),
  signals: new Map(),
  pending: new Map(),
  orders: new Map(),
  exits: new Set(),
  openOrders: new Set(),
  positions: new Map(),
  trades: [],
  performance: new Map(),
  strategies: new Map(),
  breakers: new Map(),
  tokens: new Map(),
  alarms: new Map(),
  blocks: new Map(),
  certificates: new Map(),
  stops: new Map(),
  health: new Map(),
  fullLanes: new Map(),
  drills: [],
  stages: new Map(),
  tail: new Map(),
});

/** A copy that may be written to: taken once per frame, never once per record. Values are shared, because no fold mutates one. */
export const fork = (state: ReadonlyCockpit): CockpitState => ({
  ...state,
  books: new Map(state.books),
  operations: new Map(state.operations),
  notedNews: new Map(state.notedNews),
  sources: new Map(state.sources),
  sourceSince: new Map(state.sourceSince),
  sourceFaults: new Map(state.sourceFaults),
  signals: new Map(state.signals),
  pending: new Map(state.pending),
  orders: new Map(state.orders),
  exits: new Set(state.exits),
  openOrders: new Set(state.openOrders),
  positions: new Map(state.positions),
  performance: new Map(state.performance),
  strategies: new Map(state.strategies),
  breakers: new Map(state.breakers),
  tokens: new Map(state.tokens),
  alarms: new Map(state.alarms),
  blocks: new Map(state.blocks),
  certificates: new Map(state.certificates),
  stops: new Map(state.stops),
  health: new Map(state.health),
  fullLanes: new Map(state.fullLanes),
  recoveries: new Map(state.recoveries),
  recoveryActs: new Map(state.recoveryActs),
  restarts: new Map(state.restarts),
  stages: new Map(state.stages),
  tail: new Map(state.tail),
});

/** The state as plain JSON, for a window that has just opened. Maps become lists of pairs, sets lists of items. */
export function packCockpit(state: ReadonlyCockpit): unknown {
  return Object.fromEntries(
    Object.entries(state).map(([key, value]) => [
      key,
      value instanceof Map
        ? { pairs: [...(value as Map<unknown, unknown>)] }
        : value instanceof Set
          ? { items: [...(value as Set<unknown>)] }
          : value,
    ]),
  );
}

/** The inverse of `packCockpit`. Trusts its own side of the wire: it is only fed by the cockpit's own server. */
export function unpackCockpit(packed: unknown): CockpitState {
  const entries = Object.entries(packed as Record<string, unknown>).map(([key, value]) => [
    key,
    isPairs(value) ? new Map(value.pairs) : isItems(value) ? new Set(value.items) : value,
  ]);
  return { ...emptyCockpit(), ...(Object.fromEntries(entries) as Partial<CockpitState>) };
}

const isPairs = (value: unknown): value is { pairs: [unknown, unknown][] } => isListOf(value, 'pairs');
const isItems = (value: unknown): value is { items: unknown[] } => isListOf(value, 'items');
const isListOf = (value: unknown, key: string): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).length === 1 &&
  Array.isArray((value as Readonly<Record<string, unknown>>)[key]);
