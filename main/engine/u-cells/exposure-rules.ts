import type { Criterion } from '#shared/domain';
import { countOf, exposureBy, exposureIn, exposureOf } from '#engine/exposure';
import type { CellView, Draft } from './cell.ts';
import { hardRule } from './conclude.ts';

/** How much may be open at once. Foreign positions count, and so does every entry whose outcome is not known yet. */
export function exposureRules({ signal, strategyId, profile }: Draft, { state, facts, config }: CellView): Criterion[] {
  const exposure = exposureOf(state, facts);
  const { maxOpenPositions, onePositionPerSymbol } = config.cells.u3;
  const all = countOf(exposure);
  const inSymbol = exposureIn(signal.symbol, exposure);
  const own = exposureBy(strategyId, exposure);
  const rules = [
    hardRule(
      'max_open_positions',
      all < maxOpenPositions,
      all,
      maxOpenPositions,
      `${all} positions are open or on the way, at most ${maxOpenPositions}.`,
    ),
    hardRule(
      'strategy_concurrent',
      own < profile.maxConcurrent,
      own,
      profile.maxConcurrent,
      `${own} of ${strategyId} open or on the way, at most ${profile.maxConcurrent}.`,
    ),
  ];
  if (!onePositionPerSymbol) return rules;
  return [
    ...rules,
    hardRule(
      'one_position_per_symbol',
      inSymbol === 0,
      inSymbol,
      1,
      `${inSymbol} positions in ${signal.symbol} are open or on the way, at most 1.`,
    ),
  ];
}
