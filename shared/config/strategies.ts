import { z } from 'zod';
import { SESSIONS, STRATEGIES, type ProfileDefaults, type StrategyKind } from '#shared/strategies';

const percent = z.number().min(0).max(100);

/** A strategy's profile. Percentages are of the account balance; rates are 0..1. */
const strategyProfile = (preset: ProfileDefaults) =>
  z
    .strictObject({
      enabled: z.boolean().default(true).describe('its signals are judged; false refuses them'),
      sessions: z
        .array(z.enum(SESSIONS))
        .min(1)
        .default([...preset.sessions])
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

type ProfileSchema = z.ZodPrefault<ReturnType<typeof strategyProfile>>;
export const strategies = z.strictObject(
  Object.fromEntries(STRATEGIES.map(({ id, defaults }) => [id, strategyProfile(defaults).prefault({})])) as Record<
    StrategyKind,
    ProfileSchema
  >,
);
export type StrategyProfile = z.infer<typeof strategies>[StrategyKind];
