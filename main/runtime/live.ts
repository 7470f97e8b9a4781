import { AGENT_ROLES, CLOCK_SOUND, type Stage } from '#shared/domain';
import type { LiveFrame } from '#shared/ipc';
import type { Terminal } from '#ports';
import { factsFrom } from './facts.ts';
import { healthOf } from './health.ts';
import type { Runtime } from './runtime.ts';
import { pipelineCounts, quoteAt, tradingPart } from './frame-parts.ts';

export type LoopLagView = { readonly p50: number | null; readonly p99: number | null; readonly max: number | null };

/** Everything that is measured, at this moment. Cheap enough for four times a second. */
export function liveFrame(runtime: Runtime, beat: number, lag: LoopLagView): LiveFrame {
  const { clock, terminal } = runtime.options;
  const now = Math.floor(clock.nowMs());
  const facts = factsFrom(terminal, null);
  const link = terminal.link();
  return {
    at: now,
    beat,
    uptimeMs: Math.round(clock.monoMs() - runtime.startedAt),
    fault: runtime.loop.fault,
    clock: clock.keeper?.standing() ?? { ...CLOCK_SOUND, source: 'chosen' },
    terminal: {
      kind: terminal.kind,
      source: terminal.source,
      link: link.state,
      ageMs: Number.isFinite(link.ageMs) ? Math.max(0, Math.round(link.ageMs)) : null,
      clockOffsetMs: terminal.bridge?.clockOffsetMs ?? null,
      obstacle: terminal.obstacle?.text ?? null,
      bridge: terminal.bridge?.address ?? null,
      names: namesNow(terminal),
      ...accountsNow(terminal),
    },
    ...tradingPart(runtime.cockpit, facts, now),
    quotes: quotesNow(runtime, now),
    lanes: runtime.loop.lanes,
    intake: [...runtime.meters.intake.sources].map(([source, pressure]) => ({ source, ...pressure })),
    routedTotal: runtime.meters.routedTotal,
    failedTotal: runtime.meters.failedTotal,
    routing: runtime.meters.routing.view(),
    agents: agentsNow(runtime, now),
    stages: Object.fromEntries([...runtime.meters.stages].map(([stage, meter]) => [stage, meter.view()])) as Record<
      Stage,
      LiveFrame['routing']
    >,
    pipelines: { ...pipelineCounts(runtime.cockpit), latency: runtime.meters.pipeline.view() },
    journal: journalNow(runtime),
    loop: lag,
    startup: runtime.startup.view(),
  };
}

/** Which account is traded, and which were turned away. */
const accountsNow = ({ accounts }: Terminal): Pick<LiveFrame['terminal'], 'accounts'> =>
  accounts === undefined ? {} : { accounts: { pinned: accounts.pinned, aside: [...accounts.aside] } };

/** What each of our symbols is at the broker: its name there, and what it is. */
const namesNow = (terminal: Terminal): LiveFrame['terminal']['names'] =>
  (terminal.naming?.names ?? []).map((one) => {
    const spec = terminal.spec(one.symbol);
    const { assetClass = 'other', tradeMode = 'full' } = spec ?? {};
    const traits =
      spec === null ? null : { assetClass, tradeMode, digits: spec.digits, pip: spec.pip, opensAt: terminal.opensAt(one.symbol) };
    return { ...one, candidates: [...one.candidates], traits };
  });

function journalNow(runtime: Runtime): LiveFrame['journal'] {
  const { lastSeq, records, bytes, chainHead, lastCheckpointSeq } = runtime.options.journal.stats();
  const lagMs = runtime.meters.commit.view().p99 ?? 0;
  return { lastSeq, records, bytes, chainHead, lastCheckpointSeq, lagMs, ...atRest(runtime) };
}

/** How far the journal was read back, and how far it came by its anchor. All null where it is on no disk. */
function atRest({ options: { journalWatch } }: Runtime): Pick<LiveFrame['journal'], 'verifiedTo' | 'verifiedAt' | 'anchor'> {
  return journalWatch?.view() ?? { verifiedTo: null, verifiedAt: null, anchor: null };
}

function quotesNow(runtime: Runtime, now: number): LiveFrame['quotes'] {
  const { terminal } = runtime.options;
  return terminal.symbols().flatMap((symbol) => {
    const quote = terminal.quote(symbol);
    const spec = terminal.spec(symbol);
    return quote === null || spec === null ? [] : [quoteAt(quote, spec, now)];
  });
}

function agentsNow(runtime: Runtime, now: number): LiveFrame['agents'] {
  return [...runtime.meters.agents].map(([id, meter]) => {
    const lastSeenMs = meter.lastSeenAt === null ? null : Math.max(0, Math.round(now - meter.lastSeenAt));
    const errorRate = meter.errorRate();
    return {
      id,
      role: AGENT_ROLES[id],
      health: healthOf(id, meter, now),
      lastSeenMs,
      errorRate,
      latency: meter.latency.view(),
      up: meter.upTime.view(),
    };
  });
}
