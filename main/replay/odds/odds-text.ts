import type { Share } from './challenge.ts';
import type { Odds } from './odds.ts';
import type { Spread } from './trade-paths.ts';

/** Fewer trades, or days, than these say little, however many paths are drawn from them. */
const FEW = 30;

const money = (value: number): string => value.toFixed(0);
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const shareText = ({ share, interval }: Share): string =>
  `${percent(share)} (${percent(interval.low)} to ${percent(interval.high)})`;
const range = ({ p5, median, p95 }: Spread): string => `${money(median)} (${money(p5)} to ${money(p95)})`;

/** The odds in words, each line a fact: median with the range in which 90 % of the paths lie, and what the numbers do not say. */
export function oddsLines({ terms, trades, paths, challenge }: Odds): readonly string[] {
  if (paths === null && challenge === null) return [];
  return [
    ...(challenge === null ? [] : challengeLines(challenge, terms.horizon)),
    ...(paths === null
      ? []
      : [
          `the trades in other orders: largest fall ${range(paths.order.fall)}`,
          `as many drawn with replacement: end ${range(paths.drawn.end)}, largest fall ${range(paths.drawn.fall)}`,
          `each fill up to ${terms.slipPoints} points worse: end ${range(paths.slipped.end)}, largest fall ${range(paths.slipped.fall)}`,
        ]),
    ...(trades < FEW ? [`${trades} trades say little: other paths of the same few are no new evidence`] : []),
    `${terms.paths} paths, seed ${terms.seed}; falls between closes; days and trades are taken to come independently of each other, which markets do not promise`,
  ];
}

function challengeLines(
  { breached, byRule, passed, passedAfter, days }: NonNullable<Odds['challenge']>,
  horizon: number,
): readonly string[] {
  const rules = `daily floor ${byRule.daily}, total ${byRule.total} of the paths`;
  return [
    `a floor is crossed within ${horizon} days with ${shareText(breached)}: ${rules}`,
    passed === null
      ? 'the rulebook has no target'
      : `the target is reached first with ${shareText(passed)}${passedAfter === null ? '' : `, after ${passedAfter} days at the median`}`,
    `drawn from ${days} days of the firm, whole${days < FEW ? ': too few to rest a decision on' : ''}; best-day and consistency rules are not in it`,
  ];
}
