import { rule, directionOf, exitPrice, type Criterion, type Quote, type SymbolSpec } from '#shared/domain';
import { plain, priceText } from '#engine/wording.ts';
import type { Draft } from './cell.ts';

/** Float noise in prices, as a share of a point. */
const SLACK = 1e-3;

/**
 * Stop and target on their sides of the planned entry and of the price the position would be closed at now, and no nearer
 * to that price than the broker accepts.
 */
export function sideRules(
  draft: Draft,
  stopLoss: number,
  takeProfit: number | null,
  quote: Quote,
  spec: SymbolSpec,
): Criterion[] {
  const { signal, side } = draft;
  const direction = directionOf(side);
  const now = exitPrice(side, quote);
  const text = (price: number): string => priceText(price, spec.digits);
  const below = direction === 1 ? 'below' : 'above';
  const above = direction === 1 ? 'above' : 'below';
  const stopOk = direction * (signal.entry - stopLoss) > 0 && direction * (now - stopLoss) > 0;
  const rules = [
    rule({
      code: 'stop_side',
      ok: stopOk,
      observed: stopLoss,
      limit: now,
      hard: true,
      text: `Stop ${text(stopLoss)} of a ${side} must be ${below} the entry ${text(signal.entry)} and the price ${text(now)}.`,
    }),
  ];
  if (takeProfit !== null) {
    const targetOk = direction * (takeProfit - signal.entry) > 0 && direction * (takeProfit - draft.entry) > 0;
    rules.push(
      rule({
        code: 'target_side',
        ok: targetOk,
        observed: takeProfit,
        limit: draft.entry,
        hard: true,
        text: `Target ${text(takeProfit)} of a ${side} must be ${above} the entry ${text(signal.entry)} and the price ${text(draft.entry)}.`,
      }),
    );
  }
  const nearest = Math.min(direction * (now - stopLoss), takeProfit === null ? Infinity : direction * (takeProfit - now));
  const points = nearest / spec.point;
  rules.push(
    rule({
      code: 'stops_level_points',
      ok: points >= spec.stopsLevel - SLACK,
      observed: Number(points.toFixed(1)),
      limit: spec.stopsLevel,
      hard: true,
      text: `Stop or target is ${plain(points, 1)} points from the price, the broker asks for ${spec.stopsLevel}.`,
    }),
  );
  return rules;
}

/** Stop and target of a pending order: measured from the price it will be filled at, as the broker does. */
export function restingSideRules(
  { side, entry }: Pick<Draft, 'side' | 'entry'>,
  stopLoss: number,
  takeProfit: number | null,
  spec: SymbolSpec,
): Criterion[] {
  const direction = directionOf(side);
  const text = (price: number): string => priceText(price, spec.digits);
  const [below, above] = direction === 1 ? ['below', 'above'] : ['above', 'below'];
  const nearest = Math.min(direction * (entry - stopLoss), takeProfit === null ? Infinity : direction * (takeProfit - entry));
  const points = nearest / spec.point;
  return [
    rule({
      code: 'stop_side',
      ok: direction * (entry - stopLoss) > 0,
      observed: stopLoss,
      limit: entry,
      hard: true,
      text: `Stop ${text(stopLoss)} of a ${side} must be ${below} its entry ${text(entry)}.`,
    }),
    ...(takeProfit === null
      ? []
      : [
          rule({
            code: 'target_side',
            ok: direction * (takeProfit - entry) > 0,
            observed: takeProfit,
            limit: entry,
            hard: true,
            text: `Target ${text(takeProfit)} of a ${side} must be ${above} its entry ${text(entry)}.`,
          }),
        ]),
    rule({
      code: 'stops_level_points',
      ok: points >= spec.stopsLevel - SLACK,
      observed: Number(points.toFixed(1)),
      limit: spec.stopsLevel,
      hard: true,
      text: `Stop or target is ${plain(points, 1)} points from the entry, the broker asks for ${spec.stopsLevel}.`,
    }),
  ];
}
