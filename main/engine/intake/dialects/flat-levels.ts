import type { Side, SignalManagement } from '#shared/domain';
import type { Json } from '#shared/lib';
import { plainKey } from '../intent/index.ts';
import { isObject, type JsonObject } from '../text/index.ts';
import { priceAt, statedIn, unitOf, type From, type Stated } from './distance.ts';
import type { IntakeFacts } from './facts.ts';
import type { FieldReader } from './field-reader.ts';

type At = { readonly key: string; readonly value: Json; readonly unit: string; readonly index: number };
export type FlatLevels = {
  readonly stopLoss: number | null;
  readonly takeProfit: number | null;
  readonly partials: NonNullable<SignalManagement['partials']>;
};

const UNIT = '(pips?|points?|pts|ticks?|percent(?:age)?|pct|price|atr|distance|offset)?';
/** `stopPrice` alone is where an order waits. */
const STOP = new RegExp(`^(?!stopprice$)(?:sl|stoploss|stop)${UNIT}$`);
const TARGET = new RegExp(
  `^(?:tp|takeprofit|target|targetprice|profittarget|targetprofit|firsttarget|finaltarget)(\\d?)${UNIT}$`,
);
const IN_R = /^(?:tp|takeprofit|target)(\d?)(?:r|rr|rmultiple)$/;
const RATIO = /^(?:rr|riskreward|rewardrisk|targetrr|rrratio|riskrewardratio)$/;
const TARGETS = /^(?:tps|targets|takeprofits|tplevels|profittargets)$/;
const TARGETS_MAX = 5;
/** What a key of one target says besides its price. */
const SHARE =
  /^(?:tp|takeprofit|target)\d(?:close|closepct|closepercent|size|qty|quantity|volume|lots|share|percent(?:age)?|pct)$/;
/** Shares of several targets, so that the sum of the parts is not more than all. */
const shareOf = (count: number): number => Math.floor(10_000 / count) / 100;

/** True for a key that states a stop or a target. */
export const isLevelKey = (key: string): boolean => [STOP, TARGET, IN_R, RATIO, TARGETS].some((one) => one.test(plainKey(key)));

/**
 * The stop and the targets of a flat body, in whatever they are stated. Several targets are parts: equal shares are closed at each, and
 * the last one stays with the broker.
 */
export function flatLevels(
  body: JsonObject,
  fields: FieldReader,
  { side, entry, symbol }: { readonly side: Side | null; readonly entry: number | null; readonly symbol: string | null },
  facts: IntakeFacts,
): FlatLevels {
  const stops = keysOf(body, (key) => STOP.exec(key), 1);
  if (stops.length === 0) fields.issue('sl', `is missing: ${RULE}`);
  if (stops.length > 1) fields.issue(stops[1]?.key ?? 'sl', `is a second stop beside ${stops[0]?.key ?? ''}: send one`);
  const nothing: FlatLevels = { stopLoss: null, takeProfit: null, partials: [] };
  const targets = targetsIn(body, fields);
  if (side === null || entry === null || symbol === null) return nothing;
  const from: From = { side, entry, symbol, risk: null, facts };
  const [stop] = stops;
  const stopLoss = stop === undefined ? null : read(fields, stop, -1, from);
  const risk = stopLoss === null ? null : Math.abs(entry - stopLoss);
  const prices = targets.flatMap((target) => {
    const price = read(fields, target, 1, { ...from, risk });
    return price === null ? [] : [{ price, key: target.key }];
  });
  const away = prices.toSorted((one, other) => Math.abs(one.price - entry) - Math.abs(other.price - entry));
  const last = away.at(-1) ?? null;
  if (last === null || away.length === 1 || risk === null || risk === 0)
    return { stopLoss, takeProfit: last?.price ?? null, partials: [] };
  const gain = (price: number): number => (side === 'BUY' ? price - entry : entry - price);
  for (const { price, key } of away)
    if (gain(price) <= 0) fields.issue(key, `must be on the side of gain of a ${side} at ${entry}, not ${price}`);
  const partials = away.slice(0, -1).map(({ price }) => ({
    atR: Number((gain(price) / risk).toFixed(4)),
    percent: shareOf(away.length),
  }));
  return { stopLoss, takeProfit: last.price, partials: partials.filter(({ atR }) => atR > 0) };
}

const RULE = 'must be a price, a distance with its unit (20 pips, 200 points, 0.5%, 1.5 ATR), or an object with one';

const isThere = (value: Json | undefined): value is Json => value !== undefined && value !== null && value !== '';

function keysOf(body: JsonObject, find: (key: string) => RegExpExecArray | null, unitAt: number): readonly At[] {
  return Object.entries(body).flatMap(([key, value]) => {
    const found = find(plainKey(key));
    if (found === null || !isThere(value)) return [];
    return [{ key, value, unit: found[unitAt] ?? '', index: Number(unitAt === 1 ? 0 : (found[1] ?? '')) }];
  });
}

function targetsIn(body: JsonObject, fields: FieldReader): readonly At[] {
  const single = [
    ...keysOf(body, (key) => TARGET.exec(key), 2),
    ...keysOf(body, (key) => IN_R.exec(key), 2).map((one) => ({ ...one, unit: 'r' })),
    ...keysOf(body, (key) => RATIO.exec(key), 2).map((one) => ({ ...one, unit: 'r' })),
  ];
  const listed = Object.entries(body).flatMap(([key, value]): readonly At[] => {
    if (!TARGETS.test(plainKey(key)) && !(TARGET.test(plainKey(key)) && Array.isArray(value))) return [];
    return (Array.isArray(value) ? value : [value]).map((item: Json, index) => ({
      key: `${key}[${index}]`,
      value: item,
      unit: '',
      index,
    }));
  });
  for (const { key, value } of listed) if (hasOtherShare(value, listed.length)) fields.issue(key, PARTS_RULE);
  for (const key of Object.keys(body)) if (SHARE.test(plainKey(key)) && isThere(body[key])) fields.issue(key, PARTS_RULE);
  const all = [...single.filter(({ value }) => !Array.isArray(value)), ...listed];
  if (all.length > TARGETS_MAX)
    fields.issue(all[TARGETS_MAX]?.key ?? 'tp', `is one target more than the ${TARGETS_MAX} that are taken`);
  return all.slice(0, TARGETS_MAX);
}

const PARTS_RULE = 'is not carried out: equal parts are closed at the targets; leave it out, and send a distance as "0.5%"';
const PART =
  /^(?:close|share|size|qty|quantity|volume|lots|amount|percent(?:age)?|pct|closepercent|closepct|positionpercentage)$/;

/** A target of a list that says how much is closed at it, and not the equal part. */
function hasOtherShare(target: Json, count: number): boolean {
  if (!isObject(target)) return false;
  return Object.entries(target).some(
    ([key, value]) => PART.test(plainKey(key)) && isThere(value) && !(Math.abs(Number(value) - 100 / count) < 1),
  );
}

function read(fields: FieldReader, { key, value, unit }: At, sign: 1 | -1, from: From): number | null {
  const stated = fields.parse(key, value, (one) => statedOf(one, unit), RULE);
  const price = stated === null ? null : priceAt(stated, sign, from);
  if (typeof price === 'string') fields.issue(key, price);
  return typeof price === 'number' ? price : null;
}

/** The unit stands in the key, beside the number, or in neither. */
function statedOf(value: Json, unit: string): Stated | null {
  const stated = statedIn(value);
  if (stated === null || unit === '' || isObject(value)) return stated;
  return { value: stated.value, unit: stated.unit === 'bare' ? (unitOf(unit) ?? 'bare') : stated.unit };
}
