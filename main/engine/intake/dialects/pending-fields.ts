import { directionOf, PENDING_TYPES, type PendingTerms, type Side } from '#shared/domain';
import { positive, type FieldReader } from './field-reader.ts';

/** How a pending entry is spelled in our own JSON, beside `price`, which senders write into market entries too. */
export const PENDING_KEYS = ['order_type', 'stop_limit', 'expires_at', 'valid_for', 'oco'] as const;

type OrderType = PendingTerms['type'] | 'market';
const TYPES: readonly OrderType[] = ['market', ...PENDING_TYPES];
const GROUP = /^[A-Za-z0-9_.:-]{1,64}$/;
const SECONDS_MAX = 2_592_000;

/**
 * The terms of a pending entry; null for one at the market, or where something is wrong and an issue says so. `price` is what the
 * market has to reach: the entry itself for a limit and a stop, the trigger of a stop-limit, whose limit is the entry.
 */
export function pendingOf(fields: FieldReader, entry: number, side: Side | null, madeAt: number | null): PendingTerms | null {
  const type = fields.read(['order_type'], typeOf, 'must be market, limit, stop or stop_limit') ?? 'market';
  if (type === 'market') {
    for (const key of ['stop_limit', 'expires_at', 'valid_for', 'oco'])
      if (fields.has(key)) fields.issue(key, 'is for a pending order: order_type must be limit, stop or stop_limit');
    return null;
  }
  const price = fields.price(['price']);
  const limit = fields.price(['stop_limit']);
  const end = endOf(fields, madeAt);
  const terms =
    type === 'stop_limit' ? stopLimitOf(fields, entry, price, limit, side) : plainOf(fields, type, entry, price, limit);
  if (terms === null) return null;
  return { ...terms, ...end };
}

/** When an order ends unfilled. */
export const UNTIL = ['expires_at', 'expiry', 'expiration', 'expiry_time', 'valid_until', 'gtd'];
const SECONDS = ['valid_for', 'expiry_seconds', 'expire_seconds'];

/** When a pending entry ends unfilled, and the group of which one is filled. */
export function endOf(fields: FieldReader, madeAt: number | null): Pick<PendingTerms, 'expiresAt' | 'oco'> {
  const until = fields.time(UNTIL);
  const validFor = fields.read(SECONDS, secondsOf, `must be whole seconds from 1 to ${SECONDS_MAX}`);
  const oco = fields.read(['oco'], groupOf, 'must be a name of 1 to 64 letters, digits or _ . : -');
  fields.read(
    ['time_in_force', 'timeInForce', 'tif'],
    isOpenEnded,
    'must be gtc: send expires_at or valid_for for an order that ends',
  );
  const key = fields.first(SECONDS)?.key ?? 'valid_for';
  if (validFor !== null && madeAt === null) fields.issue(key, 'counts from the timestamp, which is missing');
  if (until !== null && validFor !== null) fields.issue(key, 'must not come with expires_at: one end is enough');
  const expiresAt = until ?? (validFor === null || madeAt === null ? null : madeAt + validFor * 1_000);
  return { expiresAt, ...(oco === null ? {} : { oco }) };
}
const isOpenEnded = (value: unknown): true | null => (typeof value === 'string' && /^gtc$/i.test(value.trim()) ? true : null);

type Prices = Pick<PendingTerms, 'type' | 'price' | 'stopLimit'>;

function plainOf(
  fields: FieldReader,
  type: 'limit' | 'stop',
  entry: number,
  price: number | null,
  limit: number | null,
): Prices | null {
  if (limit !== null) fields.issue('stop_limit', `is for a stop_limit order, not for a ${type}`);
  if (price !== null && price !== entry) fields.issue('price', `of a ${type} order is its entry ${entry}, not ${price}`);
  return limit === null && (price === null || price === entry) ? { type, price: entry, stopLimit: null } : null;
}

function stopLimitOf(
  fields: FieldReader,
  entry: number,
  price: number | null,
  limit: number | null,
  side: Side | null,
): Prices | null {
  if (price === null) fields.issue('price', 'is missing: the price at which a stop_limit order becomes a limit');
  if (limit !== null && limit !== entry)
    fields.issue('stop_limit', `must be the entry ${entry}, where it is filled, not ${limit}`);
  if (price === null || side === null || (limit !== null && limit !== entry)) return null;
  const isBehind = directionOf(side) * (price - entry) >= 0;
  if (!isBehind) fields.issue('price', `of a ${side} stop_limit must not lie behind its limit ${entry}, not ${price}`);
  return isBehind ? { type: 'stop_limit', price, stopLimit: entry } : null;
}

const typeOf = (value: unknown): OrderType | null => {
  const word =
    typeof value === 'string'
      ? value
          .trim()
          .toLowerCase()
          .replace(/[\s-]+/g, '_')
      : '';
  return TYPES.find((type) => type === word) ?? null;
};
const secondsOf = (value: unknown): number | null => {
  const seconds = typeof value === 'number' || typeof value === 'string' ? positive(value, true) : null;
  return seconds !== null && Number.isInteger(seconds) && seconds <= SECONDS_MAX ? seconds : null;
};
const groupOf = (value: unknown): string | null => (typeof value === 'string' && GROUP.test(value.trim()) ? value.trim() : null);
