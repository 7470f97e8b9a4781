import { rule, type Criterion } from '#shared/domain';
import { besideGroup, countOf, exposureBy, exposureIn, exposureOf } from '#engine/exposure';
import type { CellView, Draft } from './cell.ts';

/** How much may be open at once. Foreign positions count, and so does every entry whose outcome is not known yet. */
export function exposureRules({ signal, strategyId, profile }: Draft, { state, facts, config }: CellView): Criterion[] {
  const exposure = besideGroup(exposureOf(state, facts), signal.pending?.oco);
  const { maxOpenPositions, onePositionPerSymbol } = config.cells.u3;
  const all = countOf(exposure);
  const inSymbol = exposureIn(signal.symbol, exposure);
  const own = exposureBy(strategyId, exposure);
  const rules = [
    rule({
      code: 'max_open_positions',
      ok: all < maxOpenPositions,
      observed: all,
      limit: maxOpenPositions,
      hard: true,
      text: `${all} positions are open or on the way, at most ${maxOpenPositions}.`,
    }),
    rule({
      code: 'strategy_concurrent',
      ok: own < profile.maxConcurrent,
      observed: own,
      limit: profile.maxConcurrent,
      hard: true,
      text: `${own} of ${strategyId} open or on the way, at most ${profile.maxConcurrent}.`,
    }),
  ];
  if (!onePositionPerSymbol) return rules;
  return [
    ...rules,
    rule({
      code: 'one_position_per_symbol',
      ok: inSymbol === 0,
      observed: inSymbol,
      limit: 1,
      hard: true,
      text: `${inSymbol} positions in ${signal.symbol} are open or on the way, at most 1.`,
    }),
  ];
}
