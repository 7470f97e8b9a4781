import type { Account, Facts } from '#shared/domain';
import type { Decision, Payload } from '#shared/events';
import type { ReadonlyCockpit } from '#shared/projection';
import { rulebookIn, type Rulebook } from '#shared/rulebooks';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { balanceAt, dayWindow, liftOf, peaksOf, transfersOf, type Peaks, type Transfers } from '#engine/rulebook';
import type { Turn } from '#engine/turn.ts';

/** Deals that were read, null: none could be; and since when all of them are there, absent: as far as anybody asks. */
export type Read = Pick<Payload<'time.reached'>, 'recentDeals' | 'dealsSince'>;

/** Account currency; less is the noise of sums. */
export const CENT = 0.01;

/** What trailing floors hang from, raised by this reset and by those that nobody saw: their balances follow from the deals since. */
export function peaksAt(
  { cockpit }: ReadonlyEngine,
  turn: Turn,
  account: Account,
  { total, net }: Transfers,
  { recentDeals: deals, dealsSince = -Infinity }: Read,
): NonNullable<ReadonlyCockpit['peaks']> {
  const { day, peaks, config } = cockpit;
  const rulebook = rulebookIn(config.rulebook);
  const { initialBalance } = config.rulebook;
  const balances = { account, deals, rulebook, net };
  const known = Math.max(
    peaks?.resetBalance ?? initialBalance,
    balanceAtReset(dayWindow(turn.at, rulebook).anchorAt, balances),
    highest(unseenResets(day?.resetsAt ?? turn.at, turn.at, rulebook, dealsSince), balances),
  );
  return {
    resetBalance: Math.max(known, highest(bookedAt(balances), balances)),
    equity: Math.max(peaks?.equity ?? initialBalance, account.equity - total),
  };
}

/**
 * The peak of a day that began without the deals since: it was taken from the balance after them, and what they lost would leave the
 * floor too low for the rest of the account's life. All resets since the day before are looked at, as far back as the deals go.
 */
export function peakRebuilt({ cockpit }: ReadonlyEngine, account: Account, read: Read): readonly Decision[] {
  const { day, pastDays, peaks, config } = cockpit;
  const { recentDeals: deals, dealsSince } = read;
  if (day === null || deals === null || peaks === null) return [];
  const rulebook = rulebookIn(config.rulebook);
  const balances = { account, deals, rulebook, net: transfersOf(cockpit, account).net };
  const first = pastDays.at(-1)?.resetsAt ?? day.anchorAt;
  const unseen = unseenResets(first, day.anchorAt, rulebook, dealsSince ?? day.anchorAt);
  const booked = bookedAt(balances).filter((at) => at > first);
  const resetBalance = highest([day.anchorAt, ...unseen, ...booked], balances);
  return resetBalance < peaks.resetBalance + CENT
    ? []
    : [{ type: 'peaks.raised', payload: { peaks: { ...peaks, resetBalance } } }];
}

/** The longest absence whose midnights are looked at one by one. */
const MISSED_MAX = 31;

/** The resets from the first that nobody saw until a moment, without those before the deals that are known. */
function unseenResets(first: number, until: number, rulebook: Rulebook, dealsSince: number): readonly number[] {
  const resets: number[] = [];
  for (let at = first; at <= until && resets.length < MISSED_MAX; at = dayWindow(at, rulebook).resetsAt) resets.push(at);
  return resets.filter((at) => at >= dealsSince);
}

type Balances = {
  readonly account: Account;
  readonly deals: Read['recentDeals'];
  readonly rulebook: Rulebook;
  readonly net: number;
};

/** A floor that follows at once follows the balance after every deal, also of those that nobody saw. */
const bookedAt = ({ rulebook, deals }: Balances): readonly number[] =>
  rulebook.maxLoss.atOnce === true ? (deals ?? []).map(({ at }) => at + 1) : [];

/** The highest balance of these moments; none where no deals are known to tell it. */
const highest = (moments: readonly number[], balances: Balances): number =>
  balances.deals === null ? -Infinity : Math.max(...moments.map((at) => balanceAtReset(at, balances)));

/** The balance at a reset as a trailing floor follows it: without what was deposited, and whatever was transferred since. */
function balanceAtReset(at: number, { account, deals, rulebook, net }: Balances): number {
  const { balance, operations = [] } = account;
  const moved = operations.reduce((sum, move) => (move.at >= at && move.kind === 'transfer' ? sum + move.amount : sum), 0);
  return balanceAt(at, balance, deals ?? [], operations) - moved - liftOf(rulebook, net - moved);
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
