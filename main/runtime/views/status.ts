import { allSources } from '#shared/domain';
import { profileOf, strategyOfProfile } from '#shared/config';
import type { LiveFrame } from '#shared/ipc';
import {
  approvalFor,
  FULL_RISK,
  isAlwaysOpen,
  knownStrategies,
  NO_PERFORMANCE,
  openMarketNote,
  sourceGap,
  type ReadonlyCockpit,
} from '#shared/projection';
import { rulebookIn } from '#shared/rulebooks';
import { magicOf } from '#shared/strategies';
import { performanceView } from '#engine';
import { controllerView, pipelinesView } from './controller.ts';
import { positionsNow } from './held.ts';

type Json = Readonly<Record<string, unknown>>;

/** `GET /system/status`: the projection's head and the measured figures together. What is not known is null. */
export function statusView(cockpit: ReadonlyCockpit, live: LiveFrame): Json {
  const { trading } = cockpit;
  return {
    run: cockpit.run,
    version: cockpit.version,
    mode: cockpit.mode,
    trading: trading.state,
    ...(trading.state === 'active' ? {} : { haltReason: { code: haltCode(trading), text: trading.reason } }),
    ...(trading.certificateId === null ? {} : { certificateId: trading.certificateId }),
    uptimeMs: live.uptimeMs,
    now: live.at,
    clock: clockView(cockpit, live),
    fault: live.fault,
    startup: live.startup,
    journal: live.journal,
    terminal: terminalView(cockpit, live),
    controller: controllerView(cockpit, live),
    pipelines: pipelinesView(cockpit, live),
    recovery: {
      active: [...cockpit.recoveries.values()],
      last: cockpit.recovered.slice(-10),
      escalation: cockpit.escalation,
    },
    stops: [...cockpit.stops.values()],
    productOwner: ownerView(cockpit),
    risk: riskView(cockpit, live),
    sources: allSources(cockpit.sources).map(({ id, kind, enabled }) => ({
      ...{ id, kind, enabled, approval: approvalFor(cockpit, id), gap: gapOf(cockpit, id, live.at) },
      ...(cockpit.intake.bySource?.[id] ?? {}),
    })),
    approvals: { mode: cockpit.approvalMode, pending: [...cockpit.pending.values()] },
    alarms: alarmCounts(cockpit),
    metrics: metricsView(cockpit, live),
  };
}

const gapOf = (cockpit: ReadonlyCockpit, id: string, nowMs: number): string | null => {
  const source = cockpit.sources.get(id);
  return source === undefined ? null : sourceGap(cockpit, source, nowMs);
};

/** Why trading does not run, as a word: the cause's own where it has one. */
const haltCode = ({ state, code, certificateId }: ReadonlyCockpit['trading']): string =>
  code ?? (state === 'reducing' ? 'drift' : certificateId === null ? 'halted' : 'stopped');

/** `offsetMs`: the PC's clock less `now`; `stepMs`: what it was moved by, or differs by, while it is in doubt. */
function clockView({ clock }: ReadonlyCockpit, { clock: now }: LiveFrame): Json {
  return { ...now, ...(now.trusted ? {} : { since: clock.since, digest: clock.digest }) };
}

function terminalView(cockpit: ReadonlyCockpit, live: LiveFrame): Json {
  const { account } = live;
  return {
    kind: live.terminal.kind,
    source: live.terminal.source,
    alwaysOpen: isAlwaysOpen(cockpit),
    marketNote: openMarketNote(cockpit),
    link: live.terminal.link,
    ageMs: live.terminal.ageMs,
    login: account?.login ?? null,
    server: account?.server ?? null,
    company: account?.company ?? null,
    currency: account?.currency ?? null,
    leverage: account?.leverage ?? null,
    marginMode: account?.marginMode ?? null,
    algoTrading: account?.algoTrading ?? null,
    clockOffsetMs: live.terminal.clockOffsetMs,
    obstacle: live.terminal.obstacle,
    bridge: live.terminal.bridge,
    accounts: live.terminal.accounts ?? null,
    balance: account?.balance ?? null,
    equity: account?.equity ?? null,
    margin: account?.margin ?? null,
    freeMargin: account?.freeMargin ?? null,
    marginLevel: account?.marginLevel ?? null,
    /** False: the terminal has not said what it holds; `positions` are the journal's then, and no order is not none. */
    known: account !== null,
    positions: positionsNow(cockpit, live),
    orders: live.orders,
    drift: cockpit.drift,
  };
}

function ownerView(cockpit: ReadonlyCockpit): Json {
  const { strategies } = cockpit.config;
  const all = cockpit.performance.get('all') ?? NO_PERFORMANCE;
  const seen = performanceView(all);
  return {
    strategies: knownStrategies(cockpit).map((id) => {
      const profile = profileOf(strategies, id);
      const performance = cockpit.performance.get(id) ?? NO_PERFORMANCE;
      const control = cockpit.strategies.get(id) ?? FULL_RISK;
      return {
        id,
        kind: strategyOfProfile(strategies, id)?.id ?? null,
        magic: magicOf(id),
        enabled: profile?.enabled ?? false,
        version: 1,
        winRate: performanceView(performance).winRate,
        trades: performance.trades,
        riskPercent: (profile?.riskPercent ?? 0) * control.riskFactor,
        riskOn: control.riskOn,
        proposal: control.proposal,
      };
    }),
    performance: {
      trades: all.trades,
      wins: all.wins,
      losses: all.losses,
      winRate: seen.winRate,
      pnl: all.pnl,
      avgRr: seen.avgRr,
      profitFactor: seen.profitFactor,
      maxDrawdown: all.maxDrawdown,
      accountCosts: cockpit.accountCosts,
      expectancy: seen.expectancy,
    },
  };
}

function riskView(cockpit: ReadonlyCockpit, live: LiveFrame): Json {
  const { rulebook } = cockpit.config;
  const { room } = live;
  const book = rulebookIn(rulebook);
  return {
    rulebook: book.id,
    title: book.title,
    source: book.source,
    verifiedOn: book.verifiedOn,
    doubts: book.doubts ?? null,
    day: {
      anchor: cockpit.day?.balance ?? null,
      isGuess: cockpit.day?.guess !== undefined,
      transfers: cockpit.transfers.day,
      limit: book.daily === null ? 'no daily limit' : (room?.dayLimit ?? null),
      floor: book.daily === null ? null : (room?.dayFloor ?? null),
      room: book.daily === null ? null : (room?.dayRoom ?? null),
      resetsAt: room?.resetsAt ?? null,
    },
    total: { floor: room?.totalFloor ?? null, room: room?.totalRoom ?? null, mode: book.maxLoss.mode },
    openRisk: room?.openRisk ?? null,
    reserved: room?.reserved ?? null,
    softStopPct: rulebook.softStopPct,
    hardStopPct: rulebook.hardStopPct,
    rules: live.progress?.rules ?? [],
    limitsKept: cockpit.limitsKept?.widened ?? [],
    blocks: [...cockpit.blocks].map(([block, reason]) => ({ block, ...reason })),
  };
}

function alarmCounts(cockpit: ReadonlyCockpit): Json {
  const active = [...cockpit.alarms.values()].filter((life) => life.state === 'active');
  const count = (level: string): number => active.filter((life) => life.alarm.level === level).length;
  return {
    critical: count('critical'),
    high: count('high'),
    advisory: count('advisory'),
    unacknowledged: [...cockpit.alarms.values()].filter((life) => life.acknowledged === null).length,
  };
}

/** The document's metric names, from what really happened. */
export function metricsView(cockpit: ReadonlyCockpit, live: LiveFrame): Readonly<Record<string, number | null>> {
  const all = cockpit.performance.get('all') ?? NO_PERFORMANCE;
  const owner = cockpit.stages.get('owner');
  const orders = [...cockpit.orders.values()].filter((order) => order.request.op === 'open');
  return {
    'signals.received': cockpit.intake.received,
    'signals.approved': owner?.passed ?? 0,
    'signals.rejected': owner?.refused ?? 0,
    'trades.executed': orders.filter((order) => order.state === 'confirmed').length,
    'trades.successful': all.wins,
    'trades.failed': orders.filter((order) => order.state === 'refused').length,
    'performance.win_rate': performanceView(all).winRate,
    'performance.pnl': all.pnl,
    'performance.drawdown': all.maxDrawdown,
    'pipeline.latency_ms': live.pipelines.latency.p95,
    'mcp.message_count': live.routedTotal,
    'agent.health_status':
      live.agents.length === 0 ? null : live.agents.filter((agent) => agent.health === 'healthy').length / live.agents.length,
    'loop.lag_p99_ms': live.loop.p99,
  };
}
