import { directionOf, type PendingTerms, type Side } from '#shared/domain';
import type { JsonObject } from '../text/index.ts';
import type { Waits } from '../intent/index.ts';
import type { FieldReader } from './field-reader.ts';
import { endOf } from './pending-fields.ts';

/** Keys of the price at which an order waits, by what they say of its type. */
const LIMIT = ['limit', 'entry_limit', 'entryLimit', 'limitPrice', 'limit_price', 'limitprice', 'LimitPrice'];
const TRIGGER = [
  'entry_stop',
  'entryStop',
  'stopPrice',
  'stop_price',
  'stopprice',
  'triggerPrice',
  'activationPrice',
  'activation_price',
  'StopPrice',
];
const PLAIN = [
  'entry_price',
  'entryPrice',
  'entry',
  'open_price',
  'openPrice',
  'order_price',
  'orderPrice',
  'price',
  'px',
  'trigger_price',
];
export const WAITING_KEYS: readonly string[] = [...LIMIT, ...TRIGGER, ...PLAIN.slice(0, -3)];

type Read = { readonly entry: number; readonly pending: PendingTerms } | null;

/** The entry of a flat body that waits for its price; null where something is wrong and an issue says so. */
export function waitingIn(
  fields: FieldReader,
  { type, path }: Waits,
  side: Side | null,
  market: number | null,
  madeAt: number | null,
): Read {
  const [limit, trigger, plain] = [fields.price(LIMIT), fields.price(TRIGGER), fields.price(PLAIN)];
  const end = endOf(fields, madeAt);
  const kind = type === 'pending' ? kindOf({ limit, trigger, plain }, side, market) : type;
  if (kind === null || side === null) {
    if (kind === null) fields.issue(path, 'is a pending order of no type: send order_type limit or stop, and price');
    return null;
  }
  if (kind === 'stop_limit') return stopLimit(fields, { trigger, limit: limit ?? plain }, side, end);
  const [own, other, otherKeys] = kind === 'limit' ? [limit, trigger, TRIGGER] : [trigger, limit, LIMIT];
  if (other !== null)
    fields.issue(fields.first(otherKeys)?.key ?? '', `is not of a ${kind} order: send price, or order_type stop_limit`);
  const price = own ?? plain;
  if (price === null && fields.first([...LIMIT, ...TRIGGER, ...PLAIN]) === null)
    fields.issue('price', `is missing: the price at which the ${kind} order waits`);
  return price === null || other !== null ? null : { entry: price, pending: { type: kind, price, stopLimit: null, ...end } };
}

type Levels = { readonly limit: number | null; readonly trigger: number | null; readonly plain: number | null };

function kindOf({ limit, trigger, plain }: Levels, side: Side | null, market: number | null): PendingTerms['type'] | null {
  if (limit !== null && trigger !== null) return 'stop_limit';
  if (limit !== null) return 'limit';
  if (trigger !== null) return 'stop';
  if (plain === null || side === null || market === null || plain === market) return null;
  return directionOf(side) * (plain - market) < 0 ? 'limit' : 'stop';
}

function stopLimit(
  fields: FieldReader,
  { trigger, limit }: Pick<Levels, 'trigger' | 'limit'>,
  side: Side,
  end: Pick<PendingTerms, 'expiresAt' | 'oco'>,
): Read {
  if (trigger === null) fields.issue('stopPrice', 'is missing: the price at which a stop_limit order becomes a limit');
  if (limit === null) fields.issue('limitPrice', 'is missing: the price at which a stop_limit order is filled');
  if (trigger === null || limit === null) return null;
  const isBehind = directionOf(side) * (trigger - limit) >= 0;
  if (!isBehind) fields.issue('stopPrice', `of a ${side} stop_limit must not lie behind its limit ${limit}, not ${trigger}`);
  return isBehind ? { entry: limit, pending: { type: 'stop_limit', price: trigger, stopLimit: limit, ...end } } : null;
}

/** Keys of an order that waits, in a body whose order does not. */
export function refuseWaitingKeys(body: JsonObject, fields: FieldReader): void {
  for (const key of [...LIMIT, ...TRIGGER])
    if (key in body && fields.has(key))
      fields.issue(key, 'is for an order that waits for its price: send order_type limit or stop with it; a stop loss is sl');
}
