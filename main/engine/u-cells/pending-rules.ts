import {
  directionOf,
  distanceTo,
  entryPrice,
  pendingName,
  rule,
  type Criterion,
  type PendingTerms,
  type Quote,
  type Side,
  type SymbolSpec,
} from '#shared/domain';
import { plain, priceText, secondsText } from '#engine/wording.ts';
import type { CellView, Draft } from './cell.ts';

/** Float noise in prices, as a share of a point. */
const SLACK = 1e-3;
/** A pending order that ends sooner than this is an order for now. */
const LIFE_MIN_MS = 10_000;

/** What a pending order is asked beside the rules of every entry: on its side of the price, with an end, its group still free. */
export function pendingRules(
  { signal, side }: Pick<Draft, 'signal' | 'side'>,
  quote: Quote,
  spec: SymbolSpec,
  { state, nowMs, config }: Pick<CellView, 'state' | 'nowMs' | 'config'>,
): Criterion[] {
  const { pending } = signal;
  if (pending === undefined) return [];
  const points = distanceTo(pending, side, quote) / spec.point;
  const least = Math.max(spec.stopsLevel, 1);
  const at = (price: number): string => priceText(price, spec.digits);
  const now = entryPrice(side, quote);
  const life = pending.expiresAt === null ? null : pending.expiresAt - nowMs;
  const most = config.limits.pendingMinutes * 60_000;
  const rules = [
    rule({
      code: 'pending_distance_points',
      ok: points >= least - SLACK && isLimitBehind(pending, side),
      observed: Number(points.toFixed(1)),
      limit: least,
      hard: true,
      text: !isLimitBehind(pending, side)
        ? `The limit ${at(pending.stopLimit ?? 0)} of a ${pendingName(pending, side)} may not lie beyond its price ${at(pending.price)}.`
        : `${pendingName(pending, side)} at ${at(pending.price)} is ${plain(points, 1)} points ahead of the price ${at(now)}, at least ${least}.`,
    }),
    rule({
      code: 'pending_expires_ms',
      ok: life === null || (life >= LIFE_MIN_MS && life <= most),
      observed: life,
      limit: most,
      hard: true,
      text:
        life === null
          ? `It has no end of its own: it ends after ${secondsText(most)}.`
          : `It ends in ${secondsText(life)}, allowed ${secondsText(LIFE_MIN_MS)} to ${secondsText(most)}.`,
    }),
  ];
  const { oco } = pending;
  if (oco === undefined) return rules;
  const filled = groupFilled(state, oco, signal.signalId);
  return [
    ...rules,
    rule({
      code: 'oco_free',
      ok: filled === 0,
      observed: filled,
      limit: 0,
      hard: true,
      text: `${filled} orders of the group ${oco} were filled, allowed 0 before this one.`,
    }),
  ];
}

/** Orders of a group that were filled, beside this signal's own. */
const groupFilled = ({ orders }: CellView['state'], oco: string, signalId: string): number =>
  [...orders.values()].filter(
    ({ request, state, signalId: of }) =>
      request.op === 'open' && request.pending?.oco === oco && of !== signalId && state === 'confirmed',
  ).length;

/** A stop-limit buys at its trigger or below, and sells there or above. */
const isLimitBehind = ({ stopLimit, price }: PendingTerms, side: Side): boolean =>
  stopLimit === null || directionOf(side) * (price - stopLimit) >= 0;
