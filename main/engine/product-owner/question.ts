import { profileFor, strategyOfProfile } from '#shared/config';
import { specOf, type Facts, type Signal, type StrategyId } from '#shared/domain';
import { FULL_RISK, isAlwaysOpen, NO_PERFORMANCE, type ReadonlyCockpit } from '#shared/projection';
import { rulebookIn } from '#shared/rulebooks';
import { sessionsAt, type StructureView } from '#engine/market';
import { dayWindow, roomOf, strategyDayOf, strategyDayUsed } from '#engine/rulebook';
import { besideGroup, exposureBy, exposureOf } from '#engine/exposure';
import { ruleNames, tradingStatusOf } from '#engine/limits';
import type { Question } from './evaluation.ts';
import { newsOf } from './news.ts';

/** Puts the question together from the cockpit's state and the facts of this moment. */
export function questionOf(
  signal: Signal,
  strategyId: StrategyId,
  overrides: readonly string[],
  state: ReadonlyCockpit,
  facts: Facts,
  structure: StructureView | null,
  nowMs: number,
): Question {
  const { config } = state;
  const profile = profileFor(config.strategies, strategyId, signal.pattern);
  const book = rulebookIn(config.rulebook);
  const room = roomOf(state, facts, nowMs);
  const day = strategyDayOf(strategyId, state, facts, nowMs);
  return {
    signal,
    strategyId,
    profile,
    kind: strategyOfProfile(config.strategies, strategyId)?.id ?? null,
    control: state.strategies.get(strategyId) ?? FULL_RISK,
    performance: state.performance.get(strategyId) ?? NO_PERFORMANCE,
    sessions: sessionsAt(nowMs),
    isAlwaysOpen: isAlwaysOpen(state),
    regime: structure?.regime ?? 'unknown',
    trend: structure?.trend ?? 'unknown',
    openOfStrategy: exposureBy(strategyId, besideGroup(exposureOf(state, facts), signal.pending?.oco)),
    dayRisk: { used: strategyDayUsed(day), limit: day.limit },
    standing: tradingStatusOf(state, signal.symbol, strategyId),
    news: newsOf(state, config.calendar, book, specOf(facts, signal.symbol), nowMs),
    calendar: config.calendar,
    room,
    shares: config.rulebook,
    names: ruleNames(book, facts.account?.currency ?? '', room?.resetsAt ?? dayWindow(nowMs, book).resetsAt, nowMs),
    overrides,
  };
}
