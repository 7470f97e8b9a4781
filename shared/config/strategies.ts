import { z } from 'zod';
import {
  isProfileId,
  isStrategyKind,
  magicOf,
  SESSIONS,
  STRATEGIES,
  STRATEGY_KINDS,
  strategyOfKind,
  strategyOfPattern,
  type Pattern,
  type Strategy,
  type StrategyKind,
} from '#shared/strategies';
import { managementRules } from './management.ts';

const percent = z.number().min(0).max(100);
const PROFILES_MAX = 30;

/** The fields of a profile. Percentages are of the account balance; rates are 0..1. */
const fieldsOf = ({ defaults: preset }: Strategy) => ({
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
  management: managementRules.prefault({}),
});

type Risk = { readonly riskPercent: number; readonly maxRiskPercent: number };
const isWithinCap = ({ riskPercent, maxRiskPercent }: Risk): boolean => riskPercent <= maxRiskPercent;
const OVER_CAP = { path: ['riskPercent'], message: 'must not be above maxRiskPercent' };
const KIND = 'the strategy it trades: its own name, which need not be said';

/** The profile that is named like its strategy. It need not say its kind, and has no other. */
const ownProfile = (strategy: Strategy) =>
  z
    .strictObject({ ...fieldsOf(strategy), kind: z.literal(strategy.id).optional().describe(KIND) })
    .refine(isWithinCap, OVER_CAP)
    .describe('A strategy, by its id.');

/** A further profile of a strategy, under a name of its own. */
const namedProfile = (strategy: Strategy) =>
  z.strictObject({ ...fieldsOf(strategy), kind: z.literal(strategy.id) }).refine(isWithinCap, OVER_CAP);

const [first, ...others] = STRATEGIES;
const named = z
  .discriminatedUnion('kind', [namedProfile(first), ...others.map(namedProfile)], {
    error: `a profile's "kind" must be a registered strategy: ${STRATEGY_KINDS.join(' or ')}`,
  })
  .describe('A further profile of a strategy.');

type OwnProfile = z.ZodPrefault<ReturnType<typeof ownProfile>>;
const own = Object.fromEntries(STRATEGIES.map((one) => [one.id, ownProfile(one).prefault({})])) as Record<
  StrategyKind,
  OwnProfile
>;

/** Profiles by id: one named like each registered strategy, and any number of further ones that name their `kind`. */
export const strategies = z.object(own).catchall(named).superRefine(checkIds);

/** What a strategy may do. Two profiles of one kind are two strategies everywhere: limits, results, stops, magic numbers. */
export type StrategyProfile = z.infer<OwnProfile>;
export type StrategyProfiles = Readonly<Record<string, StrategyProfile>>;

function checkIds(profiles: StrategyProfiles, context: z.RefinementCtx): void {
  const owners = new Map<number, string>();
  const ids = Object.keys(profiles);
  const refuse = (id: string, message: string): void => context.addIssue({ code: 'custom', path: [id], message });
  if (ids.length > PROFILES_MAX) context.addIssue({ code: 'custom', path: [], message: `at most ${PROFILES_MAX} profiles` });
  for (const id of ids) {
    const magic = magicOf(id);
    const other = owners.get(magic);
    if (!isProfileId(id))
      refuse(id, 'a profile is named with 1 to 32 lower-case letters, digits and _, a letter first, and not all or constructor');
    else if (other !== undefined) refuse(id, `has the magic number ${magic} of ${other}: choose another name`);
    owners.set(magic, id);
  }
}

/** Every configured profile: those named like a strategy in the table's order, then the others by name. */
export const profileIds = (profiles: StrategyProfiles): readonly string[] => [
  ...STRATEGY_KINDS,
  ...Object.keys(profiles)
    .filter((id) => !isStrategyKind(id))
    .sort(),
];

/** The profile of an id; null when the configuration has none. */
export const profileOf = (profiles: StrategyProfiles, id: string): StrategyProfile | null =>
  Object.hasOwn(profiles, id) ? (profiles[id] ?? null) : null;

/** The registered strategy that a profile trades; null when the configuration has no such profile. */
export function strategyOfProfile(profiles: StrategyProfiles, id: string): Strategy | null {
  const kind = profileOf(profiles, id)?.kind ?? id;
  return profileOf(profiles, id) !== null && isStrategyKind(kind) ? strategyOfKind(kind) : null;
}

/** The configured profile that a magic number belongs to; null when it is not ours. */
export const profileOfMagic = (profiles: StrategyProfiles, magic: number): string | null =>
  profileIds(profiles).find((id) => magicOf(id) === magic) ?? null;

/**
 * The profile a signal is judged by. An id that is no longer configured may do nothing new: its limits are those that the
 * pattern's strategy begins with, and it is switched off.
 */
export function profileFor(profiles: StrategyProfiles, id: string, pattern: Pattern): StrategyProfile {
  return profileOf(profiles, id) ?? { ...own[strategyOfPattern(pattern).id].parse({}), enabled: false };
}
