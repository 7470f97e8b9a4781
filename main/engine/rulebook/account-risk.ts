import { profileOf } from '#shared/config';
import { ACCOUNT_SIZE, type Account, type Facts, type StrategyId } from '#shared/domain';
import type { RoomView } from '#shared/events';
import type { ReadonlyCockpit } from '#shared/projection';
import { rulebookIn } from '#shared/rulebooks';
import { dayWindow } from './day-window.ts';
import { firmMoment } from './firm-moment.ts';
import type { Peaks } from './floors.ts';
import { costsOf } from '#engine/sizing';
import { openEntries, otherOrders, reservedOf } from '#engine/exposure';
import { roomAt } from './room.ts';
import { gapBuffer } from './stop-level.ts';
import { strategyDay, type StrategyDay } from './strategy-day.ts';
import { transfersOf, type Transfers } from './transfers.ts';

/** The room of this moment; null while the account is not known. */
export function roomOf(state: ReadonlyCockpit, facts: Facts, nowMs: number): RoomView | null {
  const { account, positions, orders, specs } = facts;
  if (account === null) return null;
  const { initialBalance } = state.config.rulebook;
  const entries = openEntries(state);
  const reserved = reservedOf(entries);
  const transfers = transfersOf(state, account);
  return roomAt({
    rulebook: rulebookIn(state.config.rulebook),
    initialBalance,
    day: state.day,
    account,
    positions,
    orders: otherOrders(entries, orders),
    specs,
    reserved,
    nowMs: firmMoment(state, nowMs),
    peaks: peaksOf(state, account, transfers),
    transfers,
    exitCostPerLot: costsOf(state.config, state.terminal).commissionPerLot / 2,
  });
}

/**
 * The equity at which everything is closed, and when the firm's day ends that it is for: what a second guard at the terminal
 * is told. Null while the day has no anchor, the account is not known or does not fit the rulebook, or floating results do not
 * count towards the day's limit.
 */
export function hardFloorOf(
  state: ReadonlyCockpit,
  facts: Facts,
  nowMs: number,
): { readonly equity: number; readonly untilMs: number } | null {
  const { rulebook } = state.config;
  const isFloating = rulebookIn(rulebook).daily?.includesFloating !== false;
  if (state.day === null || state.blocks.has(ACCOUNT_SIZE) || !isFloating) return null;
  const room = roomOf(state, facts, nowMs);
  if (room === null) return null;
  return { equity: Math.max(room.dayFloor, room.totalFloor) + gapBuffer(room, rulebook), untilMs: room.resetsAt };
}

/** What trailing floors hang from: the peaks on record, and this moment where the rulebook follows it at once and it is higher. */
export function peaksOf({ peaks, config }: ReadonlyCockpit, { balance, equity }: Account, { total, day }: Transfers): Peaks {
  const { initialBalance } = config.rulebook;
  const resetBalance = peaks?.resetBalance ?? initialBalance;
  const { maxLoss, daily } = rulebookIn(config.rulebook);
  const isAtOnce = maxLoss.atOnce === true;
  return {
    resetBalance: isAtOnce ? Math.max(resetBalance, balance - total) : resetBalance,
    equity: Math.max(peaks?.equity ?? initialBalance, equity - total),
    ...(daily?.followsEquity === true ? { dayEquity: Math.max(peaks?.dayEquity ?? -Infinity, equity - day) } : {}),
  };
}

/**
 * A strategy's day with the money it may lose in it: a share of the balance the day began with. Without an anchor of this
 * day the balance now stands in for it; without an account, or
 * a profile in the configuration, nothing may be lost.
 */
export function strategyDayOf(
  strategyId: StrategyId,
  state: ReadonlyCockpit,
  facts: Facts,
  nowMs: number,
): StrategyDay & { readonly limit: number } {
  const at = firmMoment(state, nowMs);
  const { anchorAt } = dayWindow(at, rulebookIn(state.config.rulebook));
  const base = state.day !== null && at < state.day.resetsAt ? state.day.balance : (facts.account?.balance ?? 0);
  return {
    ...strategyDay(strategyId, state.trades, facts.positions, facts.specs, openEntries(state), anchorAt),
    limit: ((profileOf(state.config.strategies, strategyId)?.maxDailyRiskPercent ?? 0) / 100) * base,
  };
}
