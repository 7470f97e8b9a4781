import { DAY_LOCK, type Account, type Facts } from '#shared/domain';
import type { Decision } from '#shared/events';
import { resetOf, rulebookIn } from '#shared/rulebooks';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { anchorValue, balanceAt, dayWindow, isDayHeld, newOperations, transfersOf } from '#engine/rulebook';
import type { Turn } from '#engine/turn.ts';
import { CENT, peakRebuilt, peaksAt, type Read } from './peaks.ts';
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

/**
 * The firm's midnight: the balance at that moment is the anchor of the new day's floor. A midnight that was missed is rebuilt
 * from the deals since; where they are not known, the first day starts at least from the initial capital.
 */
export function dayDue(engine: ReadonlyEngine, turn: Turn, facts: Facts | null, read: Read): readonly Decision[] {
  const { recentDeals: deals } = read;
  const { day, config, blocks } = engine.cockpit;
  // Nobody knows which day it is: the one that was known stays. A lost link shows an old account, and no server to ask the time.
  if (facts === null || facts.account === null || facts.link === 'down' || isDayHeld(engine.cockpit)) return [];
  if (day !== null && turn.at < day.anchorAt) return undone(engine, turn, facts.account, deals);
  if (day !== null && turn.at < day.resetsAt)
    return [...rebuilt(engine, facts.account, deals), ...peakRebuilt(engine, facts.account, read)];
  const rulebook = rulebookIn(config.rulebook);
  const { initialBalance } = config.rulebook;
  const window = dayWindow(turn.at, rulebook);
  const { balance, equity, operations } = facts.account;
  const transfers = transfersOf(engine.cockpit, facts.account);
  const peaks = peaksAt(engine, turn, facts.account, transfers, read);
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

/**
 * An anchor that was taken before the deals since its midnight could be read: a PC that slept over it, a link that was down. Once
 * they are known it is put right where the balance of that midnight was higher; a stricter one stays.
 */
function rebuilt({ cockpit }: ReadonlyEngine, account: Account, deals: Read['recentDeals']): readonly Decision[] {
  const { day, config } = cockpit;
  if (day === null || deals === null || (rulebookIn(config.rulebook).daily?.anchor ?? 'balance') !== 'balance') return [];
  const { anchorAt, resetsAt } = day;
  const balance = balanceAt(anchorAt, account.balance, deals, account.operations);
  if (balance < day.balance + transfersOf(cockpit, account).day + CENT) return [];
  return [{ type: 'day.anchored', payload: { anchorAt, resetsAt, balance } }];
}
