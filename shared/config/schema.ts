import { z } from 'zod';
import { approvals } from './approvals.ts';
import { calendar } from './calendar.ts';
import { cells, model } from './cells.ts';
import { detector, intake } from './intake.ts';
import { limits } from './limits.ts';
import { mt5 } from './mt5.ts';
import { paper } from './paper.ts';
import { recovery } from './recovery.ts';
import { rulebookChoice } from './rulebook-choice.ts';

const percent = z.number().min(0).max(100);
const session = z.enum(['london', 'new_york', 'tokyo', 'sydney', 'any']);

/** A strategy's profile. Percentages are of the account balance; rates are 0..1. */
const strategyProfile = (preset: StrategyPreset) =>
  z
    .strictObject({
      enabled: z.boolean().default(true).describe('its signals are judged; false refuses them'),
      sessions: z
        .array(session)
        .min(1)
        .default(preset.sessions)
        .describe('when entries are taken; an overlap belongs to both sessions'),
      maxRiskPercent: percent
        .positive()
        .default(preset.maxRiskPercent)
        .describe('cap of a trade: no sender, adjustment or override risks more'),
      riskPercent: percent.positive().default(preset.riskPercent).describe('risk of a trade, in percent of the balance'),
      maxDailyRiskPercent: percent
        .positive()
        .default(preset.maxDailyRiskPercent)
        .describe("lost and at risk in a firm's day, in percent of its first balance"),
      maxConcurrent: z.int().min(1).max(50).default(preset.maxConcurrent).describe('open positions and orders on their way'),
      minWinRate: z
        .number()
        .min(0)
        .max(1)
        .default(preset.minWinRate)
        .describe('win rate, 0 to 1, below which the risk is halved, after ten trades'),
      targetRr: z
        .number()
        .positive()
        .max(20)
        .default(preset.targetRr)
        .describe('target in multiples of the risk (R) where a signal names none'),
    })
    .refine((profile) => profile.riskPercent <= profile.maxRiskPercent, {
      path: ['riskPercent'],
      message: 'must not be above maxRiskPercent',
    })
    .describe('A strategy, by its id.');

type StrategyPreset = {
  sessions: z.infer<typeof session>[];
  maxRiskPercent: number;
  riskPercent: number;
  maxDailyRiskPercent: number;
  maxConcurrent: number;
  minWinRate: number;
  targetRr: number;
};
const M5_BOS: StrategyPreset = {
  sessions: ['london', 'new_york'],
  maxRiskPercent: 1,
  riskPercent: 0.55,
  maxDailyRiskPercent: 5,
  maxConcurrent: 2,
  minWinRate: 0.7,
  targetRr: 2.5,
};
const M1_RETEST: StrategyPreset = {
  sessions: ['london'],
  maxRiskPercent: 0.5,
  riskPercent: 0.5,
  maxDailyRiskPercent: 3,
  maxConcurrent: 1,
  minWinRate: 0.75,
  targetRr: 2,
};
const m5Bos = strategyProfile(M5_BOS);
const m1Retest = strategyProfile(M1_RETEST);

/** The whole configuration. Unknown keys are errors; every key has a default. */
export const config = z.strictObject({
  approvals: approvals.prefault({}),
  intake: intake.prefault({}),
  strategies: z
    .strictObject({ m5_bos: m5Bos.prefault({}), m1_retest: m1Retest.prefault({}) })
    .describe('Profiles of the strategies.')
    .prefault({}),
  cells: cells.prefault({}),
  rulebook: rulebookChoice.prefault({}),
  paper: paper.prefault({}),
  mt5: mt5.prefault({}),
  detector: detector.prefault({}),
  limits: limits.prefault({}),
  recovery: recovery.prefault({}),
  model: model.prefault({}),
  calendar: calendar.prefault({}),
});
export type Config = z.infer<typeof config>;
export type StrategyProfile = Config['strategies']['m5_bos'];
export type SessionName = z.infer<typeof session>;
