import { z } from 'zod';
import { limitPercent, percent } from './daily-loss.ts';

/** FundedSeat, help 11173616: 1,000 for the best trade and a share of 20 % ask for 5,000 of profit in all. */
export const bestTrade = z
  .strictObject({
    pct: limitPercent.describe('share in percent'),
    of: z.enum(['winning', 'net']).default('net').describe('of the profit of winning trades, or of net profit'),
  })
  .describe('largest share of the profit that one trade may have');

/** Funding Era, help 12793510: closed 40 s after its open is a violation under a rule of 60 s. E8: half of the trades may be shorter. */
export const holding = z
  .strictObject({
    seconds: z.int().min(1).max(86_400).describe('seconds that a trade has to be held'),
    maxSharePct: percent.default(0).describe('share of all trades, in percent, that may be shorter'),
  })
  .describe('how long trades are held at least; no exit waits for it');

/** Funding Traders, help 8109898: 2 % of the initial balance for what is open at once in a symbol and direction, or within two minutes of it. */
export const ideaRisk = z
  .strictObject({
    pct: limitPercent.describe('risk of one idea, in percent of the initial balance'),
    withinMinutes: z.number().min(0).max(10_080).describe('a trade alike so soon after the other closed is the same idea'),
  })
  .describe('what trades of one symbol and direction may lose together');
