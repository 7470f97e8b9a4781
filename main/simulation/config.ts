import { parseConfig, type Config } from '#shared/config';
import { DEFAULT_STRATEGY, STRATEGY_KINDS } from '#shared/strategies';
import type { ApprovalMode } from '#shared/domain';
import { PRESETS, type Preset } from '#shared/rulebooks';
import { SYMBOLS } from './walking-market.ts';

const WIDE = { sessions: ['any'], maxConcurrent: 8, riskPercent: 0.2, maxDailyRiskPercent: 50 };
/** Every tenth account is small beside what it risks, so that floors are met within a few trades. */
const RASH = { ...WIDE, riskPercent: 1, maxRiskPercent: 1 };
const SMALL = { initialBalance: 20_000 };

/** Every seventh account halts as soon as an order is in doubt for two seconds. */
const IMPATIENT = {
  recovery: {
    policies: {
      trade_execution: [{ action: 'probe', attempts: 1, baseMs: 2_000, maxMs: 2_000, jitter: 0 }, { action: 'emergency_stop' }],
    },
  },
};

/** A Monday in the overlap of London and New York. */
const MONDAY = Date.parse('2025-08-04T13:00:00Z');
/** The Friday before Europe's clocks go back: every tenth story crosses that night when its PC sleeps. */
const FRIDAY = Date.parse('2025-10-24T19:00:00Z');
/** The firm's day turns at Prague midnight, which is 22:00 UTC in summer: shortly before it, and an hour before that. */
const BEFORE_MIDNIGHT = Date.parse('2025-08-04T21:50:00Z');
const HOUR = 3_600_000;

/** When the story of a seed begins, true time. */
export function beginOf(seed: number): number {
  if (seed % 10 === 6) return FRIDAY;
  if (seed % 10 === 8) return BEFORE_MIDNIGHT;
  return seed % 10 === 2 ? BEFORE_MIDNIGHT - HOUR : MONDAY;
}

/** Every third story manages its positions, by rules near enough that each of them has its turn. */
const isManaged = (seed: number): boolean => seed % 6 === 0 || seed % 6 === 4;
const MANAGED = {
  breakEvenAtR: 0.3,
  trailing: 'r',
  trailingStartR: 0.4,
  trailingDistance: 0.3,
  trailingStepR: 0.05,
  partials: [
    { atR: 0.2, percent: 30 },
    { atR: 0.5, percent: 40 },
  ],
  maxMinutes: 20,
  maxAdverseR: 0.9,
};

/** Every hundredth story begins with more signals than the cockpit keeps, so that what is bounded meets its bound. */
export const isLongLived = (seed: number): boolean => seed % 100 === 5;

/** Every fiftieth story trades the default strategy under a second name too. */
const hasSecondProfile = (seed: number): boolean => seed % 50 === 21;
const SECOND = 'second_profile';

/** How the cockpit of a seed is set up, under one firm's rules: wide enough that stories reach the terminal. */
export function configOf(seed: number, mode: ApprovalMode, preset: Preset = PRESETS[0]): Config {
  const isRash = seed % 10 === 4;
  const profile = { ...(isRash ? RASH : WIDE), ...(isManaged(seed) ? { management: MANAGED } : {}) };
  const parsed = parseConfig({
    approvals: { mode },
    rulebook: { preset, ...(isRash ? SMALL : {}) },
    ...(seed % 7 === 3 ? IMPATIENT : {}),
    ...(isLongLived(seed) ? { intake: { rateLimitPerMinute: 10_000 } } : {}),
    strategies: {
      ...Object.fromEntries(STRATEGY_KINDS.map((kind) => [kind, profile])),
      ...(hasSecondProfile(seed) ? { [SECOND]: { ...profile, kind: DEFAULT_STRATEGY } } : {}),
    },
    cells: { u3: { maxOpenPositions: 8, onePositionPerSymbol: false, opposite: 'allow' } },
    paper: {
      symbols: SYMBOLS,
      alwaysOpen: true,
      ...(isRash ? { balance: SMALL.initialBalance } : {}),
      seed: (seed % 1_000_000) + 1,
    },
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}
