import { parseConfig, type Config } from '../../../shared/config/index.ts';
import { SYMBOLS } from './walking-market.ts';

const WIDE = { sessions: ['any'], maxConcurrent: 8, riskPercent: 0.2, maxDailyRiskPercent: 50 };
/** Every tenth account risks as much as it may, so that floors are met. */
const RASH = { ...WIDE, riskPercent: 1 };

/** How the cockpit of a seed is set up: wide enough that stories reach the terminal. */
export function configOf(seed: number, mode: 'confirm' | 'veto' | 'auto'): Config {
  const profile = seed % 10 === 4 ? RASH : WIDE;
  const parsed = parseConfig({
    approvals: { mode },
    strategies: {
      m5_bos: profile,
      m1_retest: { ...profile, riskPercent: Math.min(profile.riskPercent, 0.5), maxRiskPercent: 0.5 },
    },
    cells: { u3: { maxOpenPositions: 8, onePositionPerSymbol: false } },
    paper: { symbols: SYMBOLS, alwaysOpen: true, seed: (seed % 1_000_000) + 1 },
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}
