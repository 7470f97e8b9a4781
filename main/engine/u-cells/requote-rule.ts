import { directionOf, entryPrice, rule, type Criterion, type Quote, type SymbolSpec } from '#shared/domain';
import { plain } from '#engine/wording.ts';
import type { CellView, Draft } from './cell.ts';

/** A requoted entry is asked for again only within the deviation of its first attempt: all attempts together may slip no further. */
export function requoteRule({ signal, side }: Draft, quote: Quote, spec: SymbolSpec, { state }: CellView): Criterion[] {
  const life = state.signals.get(signal.signalId);
  const first = state.orders.get(life?.orders[0] ?? '')?.request;
  const asked = life?.decisions.find(({ stage, verdict }) => stage === 'u4' && verdict === 'passed')?.findings['entry'];
  if (first?.op !== 'open' || typeof asked !== 'number') return [];
  const worse = (directionOf(side) * (entryPrice(side, quote) - asked)) / spec.point;
  return [
    rule({
      code: 'requote_points',
      ok: worse <= first.deviationPoints + 1e-6,
      observed: Number(worse.toFixed(1)),
      limit: first.deviationPoints,
      hard: true,
      text: `The price is ${plain(Math.max(0, worse), 1)} points worse than at the first attempt, at most ${first.deviationPoints} (its deviation).`,
    }),
  ];
}
