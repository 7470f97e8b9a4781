import { alarm, link } from '#shared/domain';
import { gauge, secondsOf, statesOf, type Metric, type Sample } from './metric.ts';

/** The account, what it may still lose, and the terminal that tells of it. */
export const RISK_METRICS: readonly Metric[] = [
  gauge('equity', 'Equity, account currency', ({ live }) => live.account?.equity ?? null),
  gauge('balance', 'Balance, account currency', ({ live }) => live.account?.balance ?? null),
  gauge('margin_used', 'Margin in use, account currency', ({ live }) => live.account?.margin ?? null),
  gauge('margin_free', 'Free margin, account currency', ({ live }) => live.account?.freeMargin ?? null),
  gauge('day_room', 'What may be lost today before the daily limit; absent without one', ({ live: { room } }) =>
    room === null || room.hasNoDayLimit ? null : room.dayRoom,
  ),
  gauge('day_limit', 'The daily limit as an amount; absent without one', ({ live: { room } }) =>
    room === null || room.hasNoDayLimit ? null : room.dayLimit,
  ),
  gauge('day_floor', 'Equity at which the daily limit is reached; absent without one', ({ live: { room } }) =>
    room === null || room.hasNoDayLimit ? null : room.dayFloor,
  ),
  gauge('total_room', 'What may be lost in all before the account is', ({ live }) => live.room?.totalRoom ?? null),
  gauge('total_floor', 'Equity at which the maximum loss is reached', ({ live }) => live.room?.totalFloor ?? null),
  gauge('open_risk', 'Loss if every open stop is hit from here', ({ live }) => live.room?.openRisk ?? null),
  gauge('reserved_risk', 'Loss that accepted orders reserve', ({ live }) => live.room?.reserved ?? null),
  gauge('day_reset_timestamp_seconds', 'When the firm’s day ends, Unix time', ({ live }) =>
    secondsOf(live.room?.resetsAt ?? null),
  ),
  gauge('phase_profit_ratio', 'Profit of the firm’s phase, of the initial capital', ({ live }) =>
    live.progress === null ? null : live.progress.profitPct / 100,
  ),
  gauge('blocks', 'What keeps new entries away, 1 each', ({ cockpit }) =>
    [...cockpit.blocks.keys()].map((block): Sample => [{ block }, 1]),
  ),
  gauge('alarms_active', 'Alarms whose cause stands, by level', ({ cockpit }) => {
    const lives = [...cockpit.alarms.values()].filter(({ state }) => state === 'active');
    return alarm.shape.level.options.map((level): Sample => [
      { level },
      lives.filter(({ alarm }) => alarm.level === level).length,
    ]);
  }),
  gauge(
    'alarms_unacknowledged',
    'Alarms that nobody has acknowledged',
    ({ cockpit }) => [...cockpit.alarms.values()].filter(({ acknowledged }) => acknowledged === null).length,
  ),
  gauge('positions', 'Open positions by symbol; absent while the terminal has not told', ({ live }) =>
    live.account === null ? null : bySymbol(live.positions, () => 1),
  ),
  gauge('positions_lots', 'Lots of open positions by symbol', ({ live }) =>
    live.account === null ? null : bySymbol(live.positions, ({ volume }) => volume),
  ),
  gauge('terminal_link', '1 for the state of the terminal’s link that holds: up, stale or down', ({ live }) =>
    statesOf('state', link.options, live.terminal.link),
  ),
  gauge('terminal_age_seconds', 'Since the terminal was last heard', ({ live }) => secondsOf(live.terminal.ageMs)),
  gauge('terminal_obstacle', '1 while something keeps the terminal from taking orders', ({ live }) =>
    live.terminal.obstacle === null ? 0 : 1,
  ),
  gauge('terminal_clock_offset_seconds', 'The trade server’s clock against UTC', ({ live }) =>
    secondsOf(live.terminal.clockOffsetMs),
  ),
  gauge('quote_age_seconds', 'Age of a symbol’s newest price', ({ live }) =>
    live.quotes.map(({ symbol, ageMs }): Sample => [{ symbol }, secondsOf(ageMs)]),
  ),
  gauge('quote_spread_points', 'A symbol’s spread in points', ({ live }) =>
    live.quotes.map(({ symbol, spreadPoints }): Sample => [{ symbol }, spreadPoints]),
  ),
];

/** A flat book is told as 0 of no symbol, so that it differs from one that is not known. */
function bySymbol<T extends { readonly symbol: string }>(held: readonly T[], of: (one: T) => number): readonly Sample[] {
  const sums = new Map<string, number>();
  for (const one of held) sums.set(one.symbol, (sums.get(one.symbol) ?? 0) + of(one));
  return sums.size === 0 ? [[{ symbol: '' }, 0]] : [...sums].map(([symbol, sum]) => [{ symbol }, sum]);
}
