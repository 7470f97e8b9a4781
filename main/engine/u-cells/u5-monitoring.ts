import {
  rule,
  directionOf,
  TOLERANCES,
  type ClosedTrade,
  type Criterion,
  type CriterionCode,
  type Reason,
  type StageDecision,
} from '#shared/domain';
import { NO_PERFORMANCE, type ReadonlyCockpit, type SignalLife } from '#shared/projection';
import { plain, rounded } from '#engine/wording.ts';
import { capabilityOf, type Capability } from './capability.ts';

/** Losses in a row that block new entries until the trader re-arms. */
const LOSING_STREAK_MAX = 3;
const LOSING_STREAK = 'losing_streak';
/** A process below this capability is reported. */
const CPK_MIN = 1.67;

/** What U5 says of a closed trade. `block` is to be raised when it is not null; the verdict is then a refusal of further entries. */
export type Review = {
  readonly verdict: 'passed' | 'refused';
  readonly criteria: readonly Criterion[];
  readonly findings: StageDecision['findings'];
  readonly block: Reason | null;
};

/** U5, monitoring: reviews a closed trade. `state` already holds it: its performance counts this trade. */
export function reviewTrade({
  trade,
  life,
  state,
}: {
  readonly trade: ClosedTrade;
  readonly life: SignalLife;
  readonly state: ReadonlyCockpit;
}): Review {
  const block = blockOf(trade, (state.performance.get('all') ?? NO_PERFORMANCE).losingStreak);
  const { losingStreak } = state.performance.get('all') ?? NO_PERFORMANCE;
  const quality = qualityOf(state);
  const streak = rule({
    code: LOSING_STREAK,
    ok: losingStreak < LOSING_STREAK_MAX,
    observed: losingStreak,
    limit: LOSING_STREAK_MAX,
    hard: true,
    text: `${losingStreak} losses in a row, new entries are blocked at ${LOSING_STREAK_MAX}.`,
  });
  return {
    verdict: block === null ? 'passed' : 'refused',
    criteria: [streak, ...capabilityRules(quality)],
    findings: {
      r: trade.r === null ? null : rounded(trade.r, 4),
      pnl: rounded(trade.pnl, 2),
      durationMs: trade.closedAt - trade.openedAt,
      slippagePips: slippagePips({ ...life, trade }),
      latencyMs: latencyMs(life, state),
      losingStreak,
      cpkLatency: shown(quality.latency),
      cpkSlippage: shown(quality.slippage),
      cpkWonR: shown(quality.wonR),
    },
    block,
  };
}

/** At every third loss in a row: once re-armed, the trader has three more before the next block. */
function blockOf(trade: ClosedTrade, losingStreak: number): Review['block'] {
  if (trade.strategyId === null || trade.pnl >= 0 || losingStreak === 0 || losingStreak % LOSING_STREAK_MAX !== 0) return null;
  const text = `${losingStreak} losses in a row, limit ${LOSING_STREAK_MAX}: new entries wait until you re-arm.`;
  return { code: LOSING_STREAK, text };
}

/** How much worse than the quote U4 saw the entry was filled, in pips; negative when better. Null when it was not recorded. */
export function slippagePips({ decisions, trade }: SignalLife): number | null {
  const findings = decisions.findLast(({ stage }) => stage === 'u4')?.findings;
  const asked = findings?.['entry'];
  const pip = findings?.['pip'];
  if (trade === null || typeof asked !== 'number' || typeof pip !== 'number') return null;
  return rounded((directionOf(trade.side) * (trade.entry - asked)) / pip, 3);
}

/** From handing the order to the terminal to knowing its outcome. */
function latencyMs({ orders }: SignalLife, state: ReadonlyCockpit): number | null {
  const order = state.orders.get(orders.at(-1) ?? '');
  return order === undefined || order.sentAt === null || order.resolvedAt === null
    ? null
    : Math.max(0, order.resolvedAt - order.sentAt);
}

type Quality = Readonly<Record<'latency' | 'slippage' | 'wonR', Capability | null>>;

function qualityOf(state: ReadonlyCockpit): Quality {
  const latencies: number[] = [];
  const slippages: number[] = [];
  for (const life of state.signals.values()) {
    if (life.trade === null) continue;
    const latency = latencyMs(life, state);
    const slippage = slippagePips(life);
    if (latency !== null) latencies.push(latency);
    if (slippage !== null) slippages.push(slippage);
  }
  const won = state.trades.flatMap(({ r, strategyId }) => (strategyId !== null && r !== null && r > 0 ? [r] : []));
  return {
    latency: capabilityOf(latencies, TOLERANCES.latencyMs),
    slippage: capabilityOf(slippages, TOLERANCES.slippagePips),
    wonR: capabilityOf(won, TOLERANCES.wonR),
  };
}

/** One rule for each process with enough samples; they report, they do not block. */
function capabilityRules({ latency, slippage, wonR }: Quality): Criterion[] {
  const reported = (code: CriterionCode, what: string, found: Capability | null): Criterion[] =>
    found === null
      ? []
      : [
          rule({
            code,
            ok: found.cpk >= CPK_MIN,
            observed: rounded(found.cpk, 3),
            limit: CPK_MIN,
            hard: false,
            text: `Cpk of ${what} is ${plain(found.cpk, 2)} over ${found.samples} trades, minimum ${CPK_MIN}.`,
          }),
        ];
  return [
    ...reported('cpk_latency', 'order latency', latency),
    ...reported('cpk_slippage', 'entry slippage', slippage),
    ...reported('cpk_won_r', 'reward of winners', wonR),
  ];
}

const shown = (found: Capability | null): number | null => (found === null ? null : rounded(found.cpk, 3));
