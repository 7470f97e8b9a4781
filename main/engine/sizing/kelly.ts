import type { Performance } from '#shared/projection';

/** One-sided 95 % quantile of the normal distribution. */
const Z = 1.645;
/** Fewer closed trades than this prove nothing; the fixed risk rules alone. */
const TRADES_MIN = 30;

/** Kelly's share f* = p - (1 - p) / R for a win rate p and a pay-off R; never negative. */
export const kellyShare = (winRate: number, payoff: number): number => Math.max(0, winRate - (1 - winRate) / payoff);

/** Lower bound of a win rate after Wilson (1927). */
export function wilsonLower(winRate: number, trades: number): number {
  const z2 = Z * Z;
  const centre = winRate + z2 / (2 * trades);
  const spread = Z * Math.sqrt((winRate * (1 - winRate)) / trades + z2 / (4 * trades * trades));
  return (centre - spread) / (1 + z2 / trades);
}

/**
 * A ceiling on the risk of a trade, in percent of the balance, from closed trades: a share of Kelly (half of it gives most of
 * the growth for a quarter of the variance) of the win rate's lower bound and the realised average win over average loss.
 * Null while too little is known; zero when the trades prove no edge.
 */
export function kellyPercent(past: Performance, share: number): number | null {
  if (past.trades < TRADES_MIN || past.wins === 0 || past.losses === 0 || past.grossLoss <= 0) return null;
  const payoff = past.grossWin / past.wins / (past.grossLoss / past.losses);
  return share * kellyShare(wilsonLower(past.wins / past.trades, past.trades), payoff) * 100;
}
