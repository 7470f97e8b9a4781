import { resetOf, type Rulebook } from '#shared/rulebooks';
import { firmDay } from '#shared/results';
import { createChance, hash32 } from '../../paper-broker/index.ts';
import type { ReplayTrade } from '../replay-trade.ts';
import { challengeOdds, type ChallengeOdds } from './challenge.ts';
import { daysOf, type DaySlot } from './played-days.ts';
import { drawn, inOtherOrders, slippedMore, type PathSpread } from './trade-paths.ts';

/** How many paths, from which seed, how long one may last, and by how many points a fill slips more. */
export type OddsTerms = { readonly paths: number; readonly seed: number; readonly horizon: number; readonly slipPoints: number };
export const ODDS: OddsTerms = { paths: 2_000, seed: 1, horizon: 60, slipPoints: 5 };

/** What else the trades and days of a replay could have become. Account currency. */
export type Odds = {
  readonly terms: OddsTerms;
  readonly trades: number;
  /** Null: fewer than two trades were closed. */
  readonly paths: { readonly order: PathSpread; readonly drawn: PathSpread; readonly slipped: PathSpread } | null;
  readonly challenge: ChallengeOdds | null;
};

export type OddsParts = {
  readonly trades: readonly Pick<ReplayTrade, 'pnl' | 'pointMoney' | 'openedAt'>[];
  readonly slots: readonly Readonly<DaySlot>[];
  readonly book: Rulebook;
  readonly balance: { readonly start: number; readonly initial: number };
};

/** Each question has its own stream of chance, so that one more of them changes none of the others. */
export function oddsOf({ trades, slots, book, balance }: OddsParts, terms: OddsTerms = ODDS): Odds {
  const { paths, seed, horizon, slipPoints } = terms;
  const { start, initial } = balance;
  const chance = (question: number) => createChance(hash32(seed, question));
  const reset = resetOf(book);
  const days = daysOf(slots, start, trades.map(({ openedAt }) => openedAt), (at) => firmDay(at, reset)); // prettier-ignore
  return {
    terms,
    trades: trades.length,
    paths:
      trades.length < 2 || paths === 0
        ? null
        : {
            order: inOtherOrders(trades, start, paths, chance(1)),
            drawn: drawn(trades, start, paths, chance(2)),
            slipped: slippedMore(trades, start, paths, chance(3), slipPoints),
          },
    challenge: challengeOdds(days, { book, initial, horizon, paths, chance: chance(4) }),
  };
}
