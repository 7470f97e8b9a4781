import { isTradingTime, type PaperSymbol } from '../paper-broker/index.ts';

const MINUTE = 60_000;
const STEP_MS = 15 * MINUTE;
const DAY_MS = 24 * 60 * MINUTE;
/** So much missing trading time is a hole: nobody knows what the market did, and positions are not carried over it. */
const HOLE_MS = 4 * 60 * MINUTE;
/** Missing trading time is counted step by step up to here, and is taken as all of the time beyond. */
const COUNTED_MS = 60 * DAY_MS;

/** Ticks further apart are a gap: quiet markets have minutes without one. */
export const TICK_SLACK_MS = 10 * MINUTE;

/** Time without prices: from the end of the last bar or tick to the next one, UTC ms, with how much of it the market was open. */
export type Gap = { readonly from: number; readonly to: number; readonly tradingMs: number };

/**
 * Whether a gap is one of the market's own or a hole in the data. Christmas and New Year are the market's own where all that is
 * missing lies in them.
 */
export const isHole = (gap: Gap): boolean => gap.tradingMs >= HOLE_MS;

/** What is missing between two moments; null where they follow each other. `slackMs`: a distance that is none yet. */
export function gapBetween(from: number, to: number, hours: PaperSymbol['hours'], slackMs: number): Gap | null {
  if (to - from <= slackMs) return null;
  if (to - from > COUNTED_MS) return { from, to, tradingMs: to - from };
  let tradingMs = 0;
  for (let at = from; at < to; at += STEP_MS)
    if (isTradingTime(hours, at) && !isFestive(at)) tradingMs += Math.min(STEP_MS, to - at);
  return { from, to, tradingMs };
}

/** Days on which markets are closed or all but closed everywhere: 24 to 26 December, 31 December and 1 January. */
function isFestive(at: number): boolean {
  const date = new Date(at);
  const [month, day] = [date.getUTCMonth(), date.getUTCDate()];
  return (month === 11 && ((day >= 24 && day <= 26) || day === 31)) || (month === 0 && day === 1);
}
