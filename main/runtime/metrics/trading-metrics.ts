import { performanceView, slippagePips } from '#engine';
import { allSources, tradingState } from '#shared/domain';
import { NO_PERFORMANCE, knownStrategies, type Performance, type ReadonlyCockpit } from '#shared/projection';
import { counter, gauge, percentilesOf, secondsOf, statesOf, type Metric, type Sample } from './metric.ts';

const ALL = 'all';

/** A figure of every strategy's closed trades, and of all of them together. */
const byStrategy = (cockpit: ReadonlyCockpit, read: (past: Performance) => number | null): readonly Sample[] =>
  [ALL, ...knownStrategies(cockpit)].map((strategy) => [{ strategy }, read(cockpit.performance.get(strategy) ?? NO_PERFORMANCE)]);

const counted = (counts: Readonly<Record<string, number>>, label: string): readonly Sample[] =>
  Object.entries(counts).map(([value, count]) => [{ [label]: value }, count]);

/** Signals, decisions, orders and what the trades came to. */
export const TRADING_METRICS: readonly Metric[] = [
  gauge('trading_state', '1 for the state of trading that holds: active, reducing or halted', ({ cockpit }) =>
    statesOf('state', tradingState.options, cockpit.trading.state),
  ),
  counter('signals_received_total', 'Deliveries that were read at the doors', ({ cockpit }) => cockpit.intake.received),
  counter('signals_accepted_total', 'Deliveries that became a signal', ({ cockpit }) => cockpit.intake.accepted),
  counter('signals_duplicate_total', 'Deliveries that repeated one known already', ({ cockpit }) => cockpit.intake.duplicate),
  counter('signals_turned_away_total', 'Deliveries that became no signal, by the reason', ({ cockpit }) =>
    counted(cockpit.intake.rejected, 'code'),
  ),
  counter('signals_source_total', 'Deliveries by where they came from', ({ cockpit }) =>
    counted(cockpit.intake.perSource, 'source'),
  ),
  counter('source_deliveries_total', 'Deliveries of each source by what was made of them', ({ cockpit: { intake } }) =>
    Object.entries(intake.bySource ?? {}).flatMap(([source, { accepted, duplicate, refused }]): readonly Sample[] => [
      [{ source, fate: 'accepted' }, accepted],
      [{ source, fate: 'duplicate' }, duplicate],
      [{ source, fate: 'refused' }, refused],
    ]),
  ),
  gauge('source_last_seen_seconds', 'When each source was heard last, as Unix time', ({ cockpit: { intake } }) =>
    Object.entries(intake.bySource ?? {}).map(([source, { lastAt }]) => [{ source }, secondsOf(lastAt)]),
  ),
  gauge('source_waiting', 'Entries of each source that wait to be decided', ({ live }) =>
    (live.intake ?? []).map(({ source, waiting }) => [{ source }, waiting]),
  ),
  counter('source_shed_total', 'Entries of each source turned away because too much came in at once', ({ live }) =>
    (live.intake ?? []).map(({ source, turnedAway }) => [{ source }, turnedAway]),
  ),
  gauge('source_enabled', '1 for each source that may enter, 0 where it is off', ({ cockpit }) =>
    allSources(cockpit.sources).map(({ id, enabled }) => [{ source: id }, enabled ? 1 : 0]),
  ),
  counter(
    'door_auth_failures_total',
    'Requests with a wrong secret, token or signature',
    ({ cockpit }) => cockpit.intake.authFailures,
  ),
  counter('door_rate_limited_total', 'Deliveries beyond a rate limit', ({ cockpit }) => cockpit.intake.rateLimited),
  counter('decisions_total', 'What each stage decided', ({ cockpit }) =>
    [...cockpit.stages].flatMap(([stage, { passed, refused, failed }]): readonly Sample[] => [
      [{ stage, outcome: 'passed' }, passed],
      [{ stage, outcome: 'refused' }, refused],
      [{ stage, outcome: 'failed' }, failed],
    ]),
  ),
  gauge('stage_latency_seconds', 'Time a stage took, by percentile', ({ live }) =>
    Object.entries(live.stages).flatMap(([stage, latency]) => percentilesOf(latency, { stage })),
  ),
  gauge('pipelines_active', 'Signals on their way', ({ live }) => live.pipelines.active),
  counter('pipelines_total', 'Signals that ended, by how', ({ live: { pipelines } }) => [
    [{ outcome: 'completed' }, pipelines.completed],
    [{ outcome: 'rejected' }, pipelines.rejected],
    [{ outcome: 'failed' }, pipelines.failed],
  ]),
  gauge('pipeline_latency_seconds', 'Time from a signal to its end, by percentile', ({ live }) =>
    percentilesOf(live.pipelines.latency),
  ),
  gauge('approvals_pending', 'Approval cards that wait for the trader', ({ cockpit }) => cockpit.pending.size),
  gauge('orders', 'Orders that are kept, by state', ({ cockpit }) => {
    const counts: Record<string, number> = {};
    for (const { state } of cockpit.orders.values()) counts[state] = (counts[state] ?? 0) + 1;
    return counted(counts, 'state');
  }),
  counter('trades_total', 'Closed trades by how they ended; no profit and no loss is even', ({ cockpit }) =>
    [...cockpit.performance].flatMap(([strategy, { trades, wins, losses }]): readonly Sample[] =>
      strategy === ALL
        ? []
        : [
            [{ strategy, outcome: 'won' }, wins],
            [{ strategy, outcome: 'lost' }, losses],
            [{ strategy, outcome: 'even' }, trades - wins - losses],
          ],
    ),
  ),
  gauge('performance_pnl', 'Profit of closed trades, account currency', ({ cockpit }) => byStrategy(cockpit, ({ pnl }) => pnl)),
  gauge('performance_win_ratio', 'Trades that were won, of all', ({ cockpit }) =>
    byStrategy(cockpit, (past) => performanceView(past).winRate),
  ),
  gauge('performance_profit_factor', 'Gross profit by gross loss', ({ cockpit }) =>
    byStrategy(cockpit, (past) => performanceView(past).profitFactor),
  ),
  gauge('performance_expectancy_r', 'Mean result of a trade in R', ({ cockpit }) =>
    byStrategy(cockpit, (past) => performanceView(past).expectancy),
  ),
  gauge('performance_max_drawdown', 'Deepest fall of the profit of closed trades, account currency', ({ cockpit }) =>
    byStrategy(cockpit, ({ maxDrawdown }) => maxDrawdown),
  ),
  gauge('performance_losing_streak', 'Losses in a row, up to now', ({ cockpit }) =>
    byStrategy(cockpit, ({ losingStreak }) => losingStreak),
  ),
  gauge('entry_slippage_pips', 'How much worse than the price that was asked entries of kept trades were filled', ({ cockpit }) =>
    slippageOf(cockpit),
  ),
];

/** By percentile, the nearest rank; nothing while no trade is kept. */
function slippageOf({ signals }: ReadonlyCockpit): readonly Sample[] {
  const pips = [...signals.values()].flatMap((life) => slippagePips(life) ?? []).sort((a, b) => a - b);
  return [50, 95].map((percentile) => [
    { percentile: String(percentile) },
    pips[Math.max(0, Math.ceil((percentile / 100) * pips.length) - 1)] ?? null,
  ]);
}
