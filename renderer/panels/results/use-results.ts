import { useMemo } from 'react';
import type { ClosedTrade } from '#shared/domain';
import type { ReadonlyCockpit } from '#shared/projection';
import type { Result } from '#shared/results';
import { useCockpit, useEngine, useNow } from '../../store/index.ts';
import { u1ScoreOf, u2ScoreOf } from '../reading/index.ts';

export const PERIODS = [
  [7, '7 d'],
  [30, '30 d'],
  [0, 'All'],
] as const;
/** `days` 0, and an empty `strategy` or `symbol`: all of them. */
export type ResultFilter = { readonly days: number; readonly strategy: string; readonly symbol: string };
export const ALL: ResultFilter = { days: 0, strategy: '', symbol: '' };

const DAY_MS = 86_400_000;
const STEP_MS = 60_000;

/** Trades of ours with the scores of both stations, oldest first; foreign ones are no results of ours. */
export function resultsIn({ trades, signals }: Pick<ReadonlyCockpit, 'trades' | 'signals'>): readonly Result[] {
  return trades
    .filter(({ strategyId }) => strategyId !== null)
    .map((trade) => {
      const life = trade.signalId === null ? undefined : signals.get(trade.signalId);
      return life === undefined
        ? { trade, score: null, probability: null }
        : { trade, score: u1ScoreOf(life), probability: u2ScoreOf(life) };
    });
}

/** Whether the filter lets a trade through; `since` is a moment of its close. */
export const lets = ({ strategy, symbol }: ResultFilter, since: number, trade: ClosedTrade): boolean =>
  trade.closedAt >= since && (strategy === '' || trade.strategyId === strategy) && (symbol === '' || trade.symbol === symbol);

/** All results, and those of the filter. They change when a trade is closed, or a minute leaves the period: never with a price. */
export function useResults(filter: ResultFilter): { readonly all: readonly Result[]; readonly chosen: readonly Result[] } {
  const { engine } = useCockpit();
  const trades = useEngine(({ cockpit }) => cockpit.trades);
  const since = useSince(filter);
  // A trade that is closed has its score for good, so signals are looked at only when the trades change.
  const all = useMemo(() => resultsIn({ trades, signals: engine.getState().cockpit.signals }), [trades, engine]);
  const chosen = useMemo(() => all.filter(({ trade }) => lets(filter, since, trade)), [all, filter, since]);
  return { all, chosen };
}

/** From when on trades count: the begin of the period, in whole minutes; 0 without one. */
export function useSince({ days }: ResultFilter): number {
  const now = useNow(STEP_MS);
  return days === 0 ? 0 : Math.floor(now / STEP_MS) * STEP_MS - days * DAY_MS;
}
