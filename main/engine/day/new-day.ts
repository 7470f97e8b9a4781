import { DAY_LOCK, type Account, type Facts } from '#shared/domain';
import type { Decision, Payload } from '#shared/events';
import type { ReadonlyCockpit } from '#shared/projection';
import { resetOf, rulebookIn, type Rulebook } from '#shared/rulebooks';
import type { ReadonlyEngine } from '#engine/engine.ts';
import {
  anchorValue,
  balanceAt,
  dayWindow,
  isDayHeld,
  liftOf,
  newOperations,
  peaksOf,
  transfersOf,
  type Peaks,
  type Transfers,
} from '#engine/rulebook';
import type { Turn } from '#engine/turn.ts';
import { undone } from './undone-day.ts';

/** An account that is seen this soon after a reset is the account of the reset. */
const RESET_SEEN_MS = 60_000;

/** Deposits, withdrawals and charges that were not on record yet. Before the first anchor they are the past of the account. */
export const operationsDue = ({ cockpit }: ReadonlyEngine, facts: Facts | null): readonly Decision[] =>
  facts === null || facts.account === null
    ? []
    : newOperations(cockpit, facts.account).map((operation) => ({
        type: 'balance.operated',
        payload: { operation, isOld: cockpit.day === null },
      }));

export type Deals = Payload<'time.reached'>['recentDeals'];

/**
 * The firm's midnight: the balance at that moment is the anchor of the new day's floor. A midnight that was missed is rebuilt
 * from the deals since; where they are not known, the first day starts at least from the initial capital.
 */
export function dayDue(engine: ReadonlyEngine, turn: Turn, facts: Facts | null, deals: Deals): readonly Decision[] {
  const { day, config, blocks } = engine.cockpit;
  // Nobody knows which day it is: the one that was known stays. A lost link shows an old account, and no server to ask the time.
  if (facts === null || facts.account === null || facts.link === 'down' || isDayHeld(engine.cockpit)) return [];
  if (day !== null && turn.at < day.anchorAt) return undone(engine, turn, facts.account, deals);
  if (day !== null && turn.at < day.resetsAt)
    return [...rebuilt(engine, facts.account, deals), ...peakRebuilt(engine, facts.account, deals)];
  const rulebook = rulebookIn(config.rulebook);
  const { initialBalance } = config.rulebook;
  const window = dayWindow(turn.at, rulebook);
  const { balance, equity, operations } = facts.account;
  const transfers = transfersOf(engine.cockpit, facts.account);
  const peaks = peaksAt(engine, turn, facts.account, transfers, deals);
  const anchored = (anchor: number, guess?: string): Decision => ({
    type: 'day.anchored',
    payload: { ...window, balance: anchor, peaks, ...(guess === undefined ? {} : { guess }) },
  });
  const unlocked: Decision[] = blocks.has(DAY_LOCK)
    ? [{ type: 'block.lifted', payload: { block: DAY_LOCK, by: 'clock', reason: 'A new day of the firm has begun' } }]
    : [];
  const isBalance = (rulebook.daily?.anchor ?? 'balance') === 'balance';
  if (deals !== null && isBalance) return [anchored(balanceAt(window.anchorAt, balance, deals, operations)), ...unlocked];
  const now = anchorValue(rulebook, balance, equity);
  // The equity at a reset that was missed is not known: no less than the balance then, and than what the day before began with.
  const isMissed = !isBalance && turn.at - window.anchorAt > RESET_SEEN_MS;
  const before = day === null ? initialBalance : day.balance + transfers.day;
  const then = deals === null ? balance : balanceAt(window.anchorAt, balance, deals, operations);
  if (isMissed) return [anchored(Math.max(now, before, then), `Nobody saw ${resetOf(rulebook).name}`), ...unlocked];
  return [anchored(day === null ? Math.max(now, before) : now), ...unlocked];
}

/** Account currency; less is the noise of sums. */
const CENT = 0.01;

/**
 * An anchor that was taken before the deals since its midnight could be read: a PC that slept over it, a link that was down. Once
 * they are known it is put right where the balance of that midnight was higher; a stricter one stays.
 */
function rebuilt({ cockpit }: ReadonlyEngine, account: Account, deals: Deals): readonly Decision[] {
  const { day, config } = cockpit;
  if (day === null || deals === null || (rulebookIn(config.rulebook).daily?.anchor ?? 'balance') !== 'balance') return [];
  const { anchorAt, resetsAt } = day;
  const balance = balanceAt(anchorAt, account.balance, deals, account.operations);
  if (balance < day.balance + transfersOf(cockpit, account).day + CENT) return [];
  return [{ type: 'day.anchored', payload: { anchorAt, resetsAt, balance } }];
}

/**
 * The same for the peak that a trailing floor hangs from: taken without the deals since the reset, it was the balance after them,
 * and what they lost would have left the floor too low for the rest of the account's life.
 */
function peakRebuilt({ cockpit }: ReadonlyEngine, account: Account, deals: Deals): readonly Decision[] {
  const { day, peaks, config } = cockpit;
  if (day === null || deals === null || peaks === null) return [];
  const resetBalance = balanceAtReset(
    day.anchorAt,
    account,
    deals,
    rulebookIn(config.rulebook),
    transfersOf(cockpit, account).net,
  );
  return resetBalance < peaks.resetBalance + CENT
    ? []
    : [{ type: 'peaks.raised', payload: { peaks: { ...peaks, resetBalance } } }];
}

/** The balance at a reset as a trailing floor follows it: without what was deposited, and whatever was transferred since. */
function balanceAtReset(
  at: number,
  { balance, operations = [] }: Account,
  deals: Deals,
  rulebook: Rulebook,
  net: number,
): number {
  const moved = operations.reduce((sum, move) => (move.at >= at && move.kind === 'transfer' ? sum + move.amount : sum), 0);
  return balanceAt(at, balance, deals ?? [], operations) - moved - liftOf(rulebook, net - moved);
}

/** The longest absence whose midnights are looked at one by one. */
const MISSED_MAX = 31;

/** What trailing floors hang from, raised by this reset and by those that nobody saw: their balances follow from the deals since. */
function peaksAt(
  { cockpit }: ReadonlyEngine,
  turn: Turn,
  account: Account,
  { total, net }: Transfers,
  deals: Deals,
): NonNullable<ReadonlyCockpit['peaks']> {
  const { day, peaks, config } = cockpit;
  const rulebook = rulebookIn(config.rulebook);
  const { initialBalance } = config.rulebook;
  const atReset = (at: number): number => balanceAtReset(at, account, deals, rulebook, net);
  let resetBalance = Math.max(peaks?.resetBalance ?? initialBalance, atReset(dayWindow(turn.at, rulebook).anchorAt));
  let at = day?.resetsAt ?? turn.at;
  for (let missed = 0; deals !== null && at <= turn.at && missed < MISSED_MAX; missed += 1) {
    resetBalance = Math.max(resetBalance, atReset(at));
    at = dayWindow(at, rulebook).resetsAt;
  }
  // A floor that follows at once follows every deal, also those nobody saw.
  const booked = rulebook.maxLoss.atOnce === true ? (deals ?? []) : [];
  for (const deal of booked) resetBalance = Math.max(resetBalance, atReset(deal.at + 1));
  return { resetBalance, equity: Math.max(peaks?.equity ?? initialBalance, account.equity - total) };
}

/** A new high of the equity is put on record in steps of this share of the initial capital; the floor itself follows every look. */
const PEAK_STEP = 1e-4;

/** A floor that follows the account within the day needs its peak on record: the equity in steps, the balance at once. */
export function peaksDue(engine: ReadonlyEngine, facts: Facts | null): readonly Decision[] {
  const { config, peaks } = engine.cockpit;
  if (facts === null || facts.account === null) return [];
  const { initialBalance } = config.rulebook;
  const known: Peaks = peaks ?? { resetBalance: initialBalance, equity: initialBalance };
  const seen = peaksOf(engine.cockpit, facts.account, transfersOf(engine.cockpit, facts.account));
  const step = PEAK_STEP * initialBalance;
  const { maxLoss } = rulebookIn(config.rulebook);
  const isHigher = maxLoss.mode === 'trailing_intraday' && seen.equity >= known.equity + step;
  const isDayHigher = seen.dayEquity !== undefined && seen.dayEquity >= (known.dayEquity ?? -Infinity) + step;
  if (!isHigher && !isDayHigher && seen.resetBalance <= known.resetBalance) return [];
  const dayEquity = isDayHigher ? seen.dayEquity : known.dayEquity;
  return [
    {
      type: 'peaks.raised',
      payload: {
        peaks: {
          resetBalance: seen.resetBalance,
          equity: isHigher ? seen.equity : known.equity,
          ...(dayEquity === undefined ? {} : { dayEquity }),
        },
      },
    },
  ];
}
