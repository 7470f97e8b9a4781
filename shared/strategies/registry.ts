import { assert, present } from '#shared/lib';
import type { StrategyDefinition, StrategyStructure } from './define.ts';
import { REGIMES, TIMEFRAMES, type TradedTimeframe } from './market-terms.ts';
import { isProfileId } from './profile-id.ts';
import { DEFAULT_STRATEGY, STRATEGY_TABLE } from './table.ts';

type Row = (typeof STRATEGY_TABLE)[number];
/** The name of a registered strategy. */
export type StrategyKind = Row['id'];
/** What a signal of a registered strategy carries as its pattern. */
export type Pattern = Row['pattern'];
export type Strategy = StrategyDefinition<StrategyKind, Pattern>;

/** Every registered strategy, in the table's order. */
export const STRATEGIES: readonly [Strategy, ...Strategy[]] = STRATEGY_TABLE;
export const STRATEGY_KINDS: readonly StrategyKind[] = STRATEGIES.map(({ id }) => id);
export const PATTERNS = STRATEGIES.map(({ pattern }) => pattern) as [Pattern, ...Pattern[]];

const BY_KIND = new Map<string, Strategy>(STRATEGIES.map((one) => [one.id, one]));
const BY_PATTERN = new Map<string, Strategy>(STRATEGIES.map((one) => [one.pattern, one]));
const BY_SPELLING = new Map<string, Strategy>(STRATEGIES.flatMap((one) => one.spellings.map((word) => [word, one] as const)));

/** True for the name of a registered strategy. */
export const isStrategyKind = (name: string): name is StrategyKind => BY_KIND.has(name);

export const strategyOfKind = (kind: StrategyKind): Strategy => present(BY_KIND.get(kind), `strategy ${kind} is registered`);

/** The strategy whose signals carry the pattern. */
export const strategyOfPattern = (pattern: Pattern): Strategy =>
  present(BY_PATTERN.get(pattern), `pattern ${pattern} is registered`);

/** The strategy that a sender's word for a pattern means, in lower case; null when it means none. */
export const strategyOfSpelling = (word: string): Strategy | null => BY_SPELLING.get(word) ?? null;

/** The strategy that a timeframe alone means. */
export const strategyOfTimeframe = (timeframe: TradedTimeframe): Strategy =>
  present(
    STRATEGIES.find((one) => one.impliedByTimeframe && one.timeframe === timeframe),
    `${timeframe} has a strategy`,
  );

/** The strategy of a signal that names neither pattern nor timeframe. */
export const defaultStrategy = (): Strategy => strategyOfKind(DEFAULT_STRATEGY);

/** The strategy that our own detector proposes setups of a structure for; null when there is none. */
export const detectedStrategy = (structure: StrategyStructure): Strategy | null =>
  STRATEGIES.find((one) => one.isDetected && one.structure === structure) ?? null;

const areUnique = (values: readonly unknown[]): boolean => new Set(values).size === values.length;

/** A table that contradicts itself must not trade: it stops the start. */
function checkTable(): void {
  assert(areUnique(STRATEGY_KINDS) && areUnique(PATTERNS), 'every strategy has an id and a pattern of its own');
  assert(areUnique(STRATEGIES.map(({ magic }) => magic)), 'every strategy has a magic number of its own');
  assert(areUnique(STRATEGIES.flatMap(({ spellings }) => spellings)), 'a spelling means one strategy');
  const detected = STRATEGIES.filter(({ isDetected }) => isDetected);
  assert(areUnique(detected.map(({ structure }) => structure)), 'the detector proposes one strategy of a structure');
  assert(areUnique(detected.map(({ timeframe }) => timeframe)), 'the timeframe in the id of a setup means one strategy');
  for (const { id, magic, targetFactors } of STRATEGIES) {
    assert(isProfileId(id), `${id} is a strategy id`);
    assert(Number.isInteger(magic) && magic >= 1 && magic <= 89, `the magic number of ${id} is 1 to 89`);
    assert(
      REGIMES.every((regime) => targetFactors[regime] > 0),
      `${id} has a target factor above 0 for every regime`,
    );
  }
  for (const timeframe of TIMEFRAMES) {
    const implied = STRATEGIES.filter((one) => one.impliedByTimeframe && one.timeframe === timeframe);
    assert(implied.length === 1, `one strategy is implied by ${timeframe}`);
  }
}

checkTable();
