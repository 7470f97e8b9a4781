import type { Bar, ClosedTrade, Quote } from '#shared/domain';
import type { Config } from '#shared/config';
import type { PaperTerminal } from '../adapters/paper-broker/index.ts';
import type { PaperSymbol } from '../paper-broker/index.ts';
import type { Journal, Log } from '#ports';
import type { Runtime } from '../runtime/index.ts';
import type { Rearm } from './replay-player.ts';

export type ReplayRequest = {
  readonly file: string;
  readonly symbol: string;
  readonly prices:
    { readonly kind: 'bars'; readonly bars: readonly Bar[] } | { readonly kind: 'ticks'; readonly ticks: readonly Quote[] };
  /** Bars from before the first price: they warm the detector up. */
  readonly history: readonly Bar[];
  readonly specs: readonly PaperSymbol[];
  readonly config: Config;
  /** Where the run is recorded. The same input gives the same records, whatever it is. */
  readonly journal: Journal;
  readonly log: Log;
  readonly rearm: Rearm;
  readonly onProgress?: (share: number) => void;
};

/** A signal that did not become a trade, and why. */
export type ReplayRejection = {
  readonly signalId: string;
  readonly at: number;
  readonly symbol: string;
  readonly side: string;
  readonly pattern: string;
  readonly state: string;
  readonly code: string;
  readonly text: string;
};
export type ReplayTrade = ClosedTrade & {
  readonly pattern: string | null;
  readonly score: number | null;
  readonly probability: number | null;
};
export type ReplayReport = {
  readonly source: string;
  readonly from: number;
  readonly to: number;
  readonly prices: number;
  readonly bars: number;
  readonly signals: number;
  readonly trades: readonly ReplayTrade[];
  readonly rejections: readonly ReplayRejection[];
  readonly open: number;
  readonly balance: { readonly start: number; readonly end: number; readonly equity: number; readonly currency: string };
  readonly equity: readonly { readonly at: number; readonly equity: number }[];
  readonly journal: { readonly records: number; readonly head: string };
};

/** The outcome, read from the projection the engine built. */
export function reportOf(
  runtime: Runtime,
  terminal: PaperTerminal,
  request: ReplayRequest,
  times: { from: number; to: number },
  equity: ReplayReport['equity'],
): Omit<ReplayReport, 'journal'> {
  const { cockpit } = runtime;
  const account = terminal.snapshot()?.account;
  const lives = [...cockpit.signals.values()];
  const found = (signalId: string | null, stage: string, name: string): number | null => {
    const value = lives.find((life) => life.signalId === signalId)?.decisions.find((decision) => decision.stage === stage)
      ?.findings[name];
    return typeof value === 'number' ? value : null;
  };
  return {
    source: terminal.source,
    from: times.from,
    to: times.to,
    prices: request.prices.kind === 'bars' ? request.prices.bars.length * 4 : request.prices.ticks.length,
    bars: request.prices.kind === 'bars' ? request.prices.bars.length : 0,
    signals: cockpit.intake.accepted,
    trades: cockpit.trades.map((trade) => ({
      ...trade,
      pattern: lives.find((life) => life.signalId === trade.signalId)?.signal.pattern ?? null,
      score: found(trade.signalId, 'u1', 'score'),
      probability: found(trade.signalId, 'u2', 'probability'),
    })),
    rejections: lives
      .filter((life) => ['rejected', 'expired', 'cancelled', 'failed'].includes(life.state))
      .map((life) => ({
        signalId: life.signalId,
        at: life.receivedAt,
        symbol: life.signal.symbol,
        side: life.signal.side,
        pattern: life.signal.pattern,
        state: life.state,
        code: life.reason?.code ?? '',
        text: life.reason?.text ?? '',
      })),
    open: cockpit.positions.size,
    balance: {
      start: request.config.paper.balance,
      end: account?.balance ?? request.config.paper.balance,
      equity: account?.equity ?? request.config.paper.balance,
      currency: request.config.paper.currency,
    },
    equity,
  };
}
