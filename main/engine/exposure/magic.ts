import { strategyId, type StrategyId } from '#shared/domain';

/** The cockpit's own range of MT5 magic numbers; one number a strategy. Everything outside it is foreign. */
const MAGIC_BASE = 770_000_000;
/** A strategy's number never changes: it stands on positions that outlive a version. */
const NUMBERS: Readonly<Record<StrategyId, number>> = { m5_bos: 1, m1_retest: 2 };

/** Orders of a test of the broker: ours, and no strategy's. */
export const TEST_MAGIC = MAGIC_BASE + 90;

export const magicOf = (of: StrategyId): number => MAGIC_BASE + NUMBERS[of];

/** The strategy behind a magic number; null when it is not ours. */
export const strategyOfMagic = (magic: number): StrategyId | null =>
  strategyId.options.find((id) => magicOf(id) === magic) ?? null;
