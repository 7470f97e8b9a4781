import type { StrategyProfile } from '#shared/config';
import type { Performance, StrategyControl } from '#shared/projection';
import { percentText, plain, rounded, shareText } from '#engine/wording.ts';
import { performanceView } from './performance-view.ts';

/** Closed trades between two looks at a strategy. */
const REVIEW_EVERY = 10;
const CUT = 0.8;
const FACTOR_MIN = 0.25;
const RAISE = 1.1;
const RAISE_WIN_RATE = 0.8;
const RAISE_AVG_RR = 2;
/** From this many closed trades on, fewer wins than losses switch the strategy's risk off. */
const SWITCH_OFF_TRADES = 20;
const SWITCH_OFF_WIN_RATE = 0.5;

/**
 * What feedback does to a strategy after one more closed trade, or null when nothing changes. Risk shrinks and is switched
 * off by itself; it never grows by itself: a larger factor is a proposal for the trader, and never above 1.
 */
export function afterTrade(past: Performance, control: StrategyControl, profile: StrategyProfile): StrategyControl | null {
  const { winRate, avgRr } = performanceView(past);
  if (winRate === null) return null;
  if (control.riskOn && isSwitchOff(past, winRate)) {
    return {
      ...control,
      riskOn: false,
      proposal: null,
      text: `Risk is off: ${shareText(winRate)} of ${past.trades} trades won, at least 50 % asked. Re-arm to go on.`,
    };
  }
  if (past.trades % REVIEW_EVERY !== 0) return null;
  if (winRate < profile.minWinRate) {
    const riskFactor = Math.max(FACTOR_MIN, rounded(control.riskFactor * CUT, 6));
    if (riskFactor >= control.riskFactor) return null;
    const text = `Risk cut to ${percentText(riskFactor * 100)}: ${shareText(winRate)} of ${past.trades} trades won, minimum ${shareText(profile.minWinRate)}.`;
    return { ...control, riskFactor, proposal: null, text };
  }
  const proposal = Math.min(1, rounded(control.riskFactor * RAISE, 6));
  const deserves = winRate > RAISE_WIN_RATE && avgRr !== null && avgRr > RAISE_AVG_RR;
  if (!deserves || proposal <= control.riskFactor || proposal === control.proposal) return null;
  const text = `Proposal to raise risk to ${percentText(proposal * 100)}: ${shareText(winRate)} of ${past.trades} trades won at ${plain(avgRr, 2)} R on average.`;
  return { ...control, proposal, text };
}

/**
 * Looked at on every tenth trade, and at once when this trade took the rate below one half. Not on every trade: a
 * strategy that was re-armed has ten trades to show something before it is switched off again.
 */
function isSwitchOff(past: Performance, winRate: number): boolean {
  if (past.trades < SWITCH_OFF_TRADES || winRate >= SWITCH_OFF_WIN_RATE) return false;
  const isCrossing = past.losingStreak > 0 && past.wins / (past.trades - 1) >= SWITCH_OFF_WIN_RATE;
  return isCrossing || past.trades % REVIEW_EVERY === 0;
}
