import { dayFloorOf, totalFloorOf, type Peaks } from '#engine/rulebook';
import type { Rulebook } from '#shared/rulebooks';
import { wilson, type Interval } from '#shared/results';
import type { Chance } from '../../paper-broker/index.ts';
import type { PlayedDay } from './played-days.ts';

type FloorRule = 'daily' | 'total';

/** A share of the paths with the 95 % interval that the number of paths leaves open. */
export type Share = { readonly share: number; readonly interval: Interval };

/** How an account ends that begins under the rulebook, over days drawn from those that were played. */
export type ChallengeOdds = {
  readonly paths: number;
  /** Days of a path at most. */
  readonly horizon: number;
  /** Days that are drawn from. */
  readonly days: number;
  readonly breached: Share;
  readonly byRule: Readonly<Record<FloorRule, number>>;
  /** Null: the rulebook has no target. */
  readonly passed: Share | null;
  /** Days that those which passed needed, the median; null: none did. */
  readonly passedAfter: number | null;
};

export type ChallengeTerms = {
  readonly book: Rulebook;
  readonly initial: number;
  readonly horizon: number;
  readonly paths: number;
  readonly chance: Chance;
};

type End = { readonly kind: 'breached'; readonly rule: FloorRule } | { readonly kind: 'passed'; readonly days: number } | null;

/**
 * A bootstrap by blocks of a day (B. Efron, "Bootstrap methods", Annals of Statistics 7 (1979); blocks: H. Kuensch, Annals of Statistics
 * 17 (1989)): floors are daily, so a day stays whole, with its lowest value on the way, and days are drawn with replacement. Each path
 * ends with a floor that is crossed, with the target and the least days, or at the horizon. Null: no day was played.
 */
export function challengeOdds(days: readonly PlayedDay[], terms: ChallengeTerms): ChallengeOdds | null {
  const { paths, horizon, book } = terms;
  if (days.length === 0 || paths === 0) return null;
  const byRule = { daily: 0, total: 0 };
  const passed: number[] = [];
  for (let path = 0; path < paths; path += 1) {
    const end = pathEnd(days, terms);
    if (end?.kind === 'breached') byRule[end.rule] += 1;
    else if (end?.kind === 'passed') passed.push(end.days);
  }
  passed.sort((a, b) => a - b);
  return {
    ...{ paths, horizon, days: days.length, byRule },
    breached: shareOf(byRule.daily + byRule.total, paths),
    passed: book.targetPct === null ? null : shareOf(passed.length, paths),
    passedAfter: passed[Math.floor((passed.length - 1) / 2)] ?? null,
  };
}

const shareOf = (count: number, of: number): Share => ({ share: count / of, interval: wilson(count, of) ?? { low: 0, high: 1 } });

function pathEnd(days: readonly PlayedDay[], { book, initial, horizon, chance }: ChallengeTerms): End {
  let equity = initial;
  let peaks: Peaks = { resetBalance: initial, equity: initial };
  let counted = 0;
  for (let count = 1; count <= horizon; count += 1) {
    const day = days[Math.floor(chance() * days.length)];
    if (day === undefined) return null;
    const [low, high, end] = [equity * (1 + day.low), equity * (1 + day.high), equity * (1 + day.change)];
    // A floor that follows is taken to have risen before the fall: nobody knows which came first.
    peaks = { ...peaks, equity: Math.max(peaks.equity, high) };
    const rule = crossed(book, initial, { peaks, anchor: equity, low, high, end });
    if (rule !== null) return { kind: 'breached', rule };
    if (isCounted(book, initial, day, end - equity)) counted += 1;
    equity = end;
    peaks = { ...peaks, resetBalance: Math.max(peaks.resetBalance, end) };
    if (book.targetPct !== null && equity >= initial * (1 + book.targetPct / 100) && counted >= (book.minDays?.count ?? 0))
      return { kind: 'passed', days: count };
  }
  return null;
}

type DayInMoney = {
  readonly peaks: Peaks;
  readonly anchor: number;
  readonly low: number;
  readonly high: number;
  readonly end: number;
};

/** The floor that the day crossed; the higher one where it crossed both. */
function crossed(book: Rulebook, initial: number, { peaks, anchor, low, high, end }: DayInMoney): FloorRule | null {
  const { daily, maxLoss } = book;
  const total = totalFloorOf(book, initial, maxLoss.atOnce === true ? { ...peaks, resetBalance: peaks.equity } : peaks);
  // A firm that only ends the day, and not the account, is not breached by it.
  const floor =
    daily === null || daily.action === 'pause' ? null : dayFloorOf(book, initial, daily.followsEquity === true ? high : anchor);
  const value = daily?.includesFloating === false ? end : low;
  const isDaily = floor !== null && value < floor;
  if (low < total) return isDaily && floor > total ? 'daily' : 'total';
  return isDaily ? 'daily' : null;
}

function isCounted({ minDays }: Rulebook, initial: number, { hasOpened }: PlayedDay, gain: number): boolean {
  if (minDays === null) return true;
  return minDays.kind === 'opened' ? hasOpened : gain > 0 && gain >= (initial * minDays.minPct) / 100;
}
