import { rule, directionOf, exitPrice, type Criterion, type Quote, type Side, type SymbolSpec } from '#shared/domain';
import { plain, priceText } from '#engine/wording.ts';
import type { Draft } from './cell.ts';

/** Float noise in prices, as a share of a point. */
const SLACK = 1e-3;

/** What a level is held against: it lies beyond each of the prices; one of them is the limit on record; how all are called. */
type Against = { readonly prices: readonly number[]; readonly limit: number; readonly words: string };
/** `from`: what the broker measures the distance from, and its name. */
type Measures = {
  readonly stop: Against;
  readonly target: Against;
  readonly from: { readonly price: number; readonly name: 'price' | 'entry' };
};

/**
 * Stop and target on their sides of the planned entry and of the price the position would be closed at now, and no nearer
 * to that price than the broker accepts.
 */
export function sideRules(
  { signal, side, entry }: Draft,
  stopLoss: number,
  takeProfit: number | null,
  quote: Quote,
  spec: SymbolSpec,
): Criterion[] {
  const now = exitPrice(side, quote);
  const against = (price: number): Against => ({
    prices: [signal.entry, price],
    limit: price,
    words: `the entry ${priceText(signal.entry, spec.digits)} and the price ${priceText(price, spec.digits)}`,
  });
  const measures: Measures = { stop: against(now), target: against(entry), from: { price: now, name: 'price' } };
  return levelRules(side, stopLoss, takeProfit, spec, measures);
}

/** Stop and target of a pending order: measured from the price it will be filled at, as the broker does. */
export function restingSideRules(
  { side, entry }: Pick<Draft, 'side' | 'entry'>,
  stopLoss: number,
  takeProfit: number | null,
  spec: SymbolSpec,
): Criterion[] {
  const against: Against = { prices: [entry], limit: entry, words: `its entry ${priceText(entry, spec.digits)}` };
  const measures: Measures = { stop: against, target: against, from: { price: entry, name: 'entry' } };
  return levelRules(side, stopLoss, takeProfit, spec, measures);
}

function levelRules(
  side: Side,
  stopLoss: number,
  takeProfit: number | null,
  spec: SymbolSpec,
  { stop, target, from }: Measures,
): Criterion[] {
  const direction = directionOf(side);
  const text = (price: number): string => priceText(price, spec.digits);
  const [below, above] = direction === 1 ? ['below', 'above'] : ['above', 'below'];
  const nearest = Math.min(
    direction * (from.price - stopLoss),
    takeProfit === null ? Infinity : direction * (takeProfit - from.price),
  );
  const points = nearest / spec.point;
  return [
    rule({
      code: 'stop_side',
      ok: stop.prices.every((price) => direction * (price - stopLoss) > 0),
      observed: stopLoss,
      limit: stop.limit,
      hard: true,
      text: `Stop ${text(stopLoss)} of a ${side} must be ${below} ${stop.words}.`,
    }),
    ...(takeProfit === null
      ? []
      : [
          rule({
            code: 'target_side',
            ok: target.prices.every((price) => direction * (takeProfit - price) > 0),
            observed: takeProfit,
            limit: target.limit,
            hard: true,
            text: `Target ${text(takeProfit)} of a ${side} must be ${above} ${target.words}.`,
          }),
        ]),
    rule({
      code: 'stops_level_points',
      ok: points >= spec.stopsLevel - SLACK,
      observed: Number(points.toFixed(1)),
      limit: spec.stopsLevel,
      hard: true,
      text: `Stop or target is ${plain(points, 1)} points from the ${from.name}, the broker asks for ${spec.stopsLevel}.`,
    }),
  ];
}
