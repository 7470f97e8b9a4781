import { strategyId, type StrategyId } from '#shared/domain';
import { strategyOfKind } from '#shared/strategies';

/** The cockpit's own range of MT5 magic numbers; one number a strategy. Everything outside it is foreign. */
const MAGIC_BASE = 770_000_000;

/** Orders of a test of the broker: ours, and no strategy's. */
export const TEST_MAGIC = MAGIC_BASE + 90;

export const magicOf = (of: StrategyId): number => MAGIC_BASE + strategyOfKind(of).magic;

/** The strategy behind a magic number; null when it is not ours. */
export const strategyOfMagic = (magic: number): StrategyId | null =>
  strategyId.options.find((id) => magicOf(id) === magic) ?? null;
