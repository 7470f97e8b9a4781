import { rulebookIn } from '#shared/rulebooks';
import type { Config } from '#shared/config';
import { digestOf, present } from '#shared/lib';
import { progressOf } from '#engine';
import type { PaperTerminal } from '../adapters/paper-broker/index.ts';
import type { Runtime } from '../runtime/index.ts';
import { VERSION } from '../host/index.ts';
import { pricesDigest } from './prices-digest.ts';
import { assumptionsOf } from './assumptions.ts';
import type { Approach, EquityPoint, EquityTrack, FloorRule } from './equity-track.ts';
import { statisticsOf, type Shadow, type Statistics } from './figures/index.ts';
import { oddsOf, type Odds } from './odds/index.ts';
import type { ReplayCollector } from './replay-collector.ts';
import type { ReplayRejection, ReplayTrade } from './replay-trade.ts';
import type { ReplayPlayer } from './replay-player.ts';
import { qualityOf, sharedHolesMs, type SymbolFacts } from './data-quality.ts';
import type { DataQuality, ReplayRequest } from './replay-request.ts';

/** Whether the account would have outlived the firm's rules. Account currency, UTC ms. */
export type Verdict = ReturnType<typeof progressOf> & {
  readonly rulebook: string;
  readonly breach: (Approach & { readonly rule: FloorRule }) | null;
  readonly nearest: Partial<Record<FloorRule, Approach>>;
  /** The balance that ends the phase; null: the rulebook has no target. */
  readonly target: number | null;
};

export type ReplayReport = {
  /** Of the program that made it. */
  readonly version: string;
  /** What was replayed, so that two reports can be compared: SHA-256 of the configuration, and of the prices as they were read. */
  readonly digests: { readonly config: string; readonly prices: string };
  readonly config: Config;
  readonly source: string;
  readonly from: number;
  readonly to: number;
  readonly prices: number;
  readonly bars: number;
  readonly signals: number;
  readonly verdict: Verdict;
  readonly assumptions: readonly string[];
  readonly data: DataQuality;
  readonly trades: readonly ReplayTrade[];
  /** Tickets of trades that were stopped in a bar which held their target too. */
  readonly contested: readonly string[];
  /** `shadow`: what it would have made, where it could be followed. */
  readonly rejections: readonly (ReplayRejection & { readonly shadow: Shadow | null })[];
  /** What the trader who is not there did, and how often. */
  readonly acts: Readonly<Record<string, number>>;
  readonly halts: number;
  readonly open: number;
  readonly balance: { readonly start: number; readonly end: number; readonly equity: number; readonly currency: string };
  /** A point a quarter of an hour; the extremes are taken at every price. */
  readonly equity: readonly EquityPoint[];
  /** The firm's floors, from each moment at which they changed. */
  readonly floors: EquityTrack['floors'];
  readonly statistics: Statistics;
  readonly odds: Odds;
  readonly extremes: Pick<EquityTrack, 'low' | 'high' | 'fall'>;
  readonly journal: { readonly records: number; readonly head: string };
};

export type ReplayParts = {
  readonly runtime: Runtime;
  readonly terminal: PaperTerminal;
  readonly request: ReplayRequest;
  readonly times: { readonly from: number; readonly to: number };
  readonly told: ReplayCollector;
  readonly track: EquityTrack;
  readonly player: ReplayPlayer;
  readonly facts: readonly SymbolFacts[];
  /** Symbols that are replayed and give a rate of another one. */
  readonly givers: readonly string[];
};

/** The outcome: what was collected on the way, and the state the engine is in at the end. */
export function reportOf(parts: ReplayParts): Omit<ReplayReport, 'journal'> {
  const { runtime, terminal, request, times, told, track, player } = parts;
  const { cockpit } = runtime;
  const account = terminal.snapshot()?.account;
  const { balance: start, currency } = request.config.paper;
  const data = qualityOf(parts.facts, player.gaps, request);
  return {
    version: VERSION,
    digests: { config: digestOf(cockpit.config), prices: pricesDigest(request.prices) },
    config: cockpit.config,
    source: terminal.source,
    ...times,
    prices: request.prices.kind === 'bars' ? rowsOf(request) * 4 : rowsOf(request),
    bars: request.prices.kind === 'bars' ? rowsOf(request) : 0,
    signals: cockpit.intake.accepted,
    verdict: verdictOf(parts),
    assumptions: assumptionsOf(request, data, parts.givers),
    data,
    trades: told.trades,
    contested: [...player.contested],
    rejections: told.rejections.map((one) => ({ ...one, shadow: told.shadows.ended.get(one.signalId) ?? null })),
    acts: Object.fromEntries(told.acts),
    halts: told.halts,
    open: cockpit.positions.size,
    balance: { start, end: account?.balance ?? start, equity: account?.equity ?? start, currency },
    equity: track.points,
    floors: track.floors,
    statistics: statisticsOf({
      trades: told.trades,
      rejections: told.rejections,
      shadows: told.shadows.ended,
      equity: track.points,
      book: rulebookIn(cockpit.config.rulebook),
      times,
      holesMs: sharedHolesMs(data),
      balance: { start, initial: cockpit.config.rulebook.initialBalance },
    }),
    odds: oddsOf(
      {
        ...{ trades: told.trades, slots: track.slots, book: rulebookIn(cockpit.config.rulebook) },
        balance: { start, initial: cockpit.config.rulebook.initialBalance },
      },
      request.odds,
    ),
    extremes: { low: track.low, high: track.high, fall: track.fall },
  };
}

function verdictOf({ runtime, terminal, track }: ReplayParts): Verdict {
  const { cockpit } = runtime;
  const { account } = present(terminal.snapshot(), 'a replay has begun before it is reported');
  const { title: rulebook } = rulebookIn(cockpit.config.rulebook);
  const progress = progressOf(cockpit, account);
  const { initialBalance } = cockpit.config.rulebook;
  const target = progress.targetPct === null ? null : initialBalance * (1 + progress.targetPct / 100);
  return { rulebook, breach: track.breach, nearest: track.nearest, target, ...progress };
}

const rowsOf = ({ prices }: ReplayRequest): number => prices.series.reduce((sum, { rows }) => sum + rows.length, 0);
