import { directionOf, type Side } from '#shared/domain';
import type { Json } from '#shared/lib';
import { isObject } from '../text/index.ts';
import type { IntakeFacts } from './facts.ts';
import { positive } from './field-reader.ts';

/** What a level or a distance is stated in. `bare`: the number stands alone. */
export type DistanceUnit = 'price' | 'amount' | 'pips' | 'points' | 'percent' | 'atr' | 'r' | 'bare';
export type Stated = { readonly value: number; readonly unit: DistanceUnit };
/** What distances are counted from: the entry, one R where the stop is known, and the symbol. */
export type From = {
  readonly side: Side;
  readonly entry: number;
  readonly symbol: string;
  readonly risk: number | null;
  readonly facts: IntakeFacts;
};

const WORDS: readonly (readonly [DistanceUnit, RegExp])[] = [
  ['pips', /^pips?$/i],
  ['points', /^(?:points?|pts|ticks?)$/i],
  ['percent', /^(?:%|percent(?:age)?|pct)$/i],
  ['atr', /^x?atr$/i],
  ['r', /^(?:r|rr|rratio|risk)$/i],
  ['price', /^(?:price|level|stopprice|limitprice)$/i],
  ['amount', /^(?:amount|distance|offset)$/i],
];
const TEXT = /^([\d.,]+)\s*[*x]?\s*(pips?|points?|pts|ticks?|%|percent|pct|atr|r)$/i;

export const unitOf = (word: string): DistanceUnit | null => WORDS.find(([, spelled]) => spelled.test(word))?.[0] ?? null;

/** A level as a body states it: a number, a number with its unit, or an object with one. Null: it is none of them. */
export function statedIn(value: Json): Stated | null {
  if (isObject(value)) {
    const read = Object.entries(value).flatMap(([key, inner]): Stated[] => {
      const unit = unitOf(key.replace(/[^a-z]/gi, ''));
      const number = positive(inner, true);
      return unit === null || number === null ? [] : [{ value: number, unit }];
    });
    // Of two numbers one would be passed over, and a stop that follows is no level.
    return read.length === 1 && !/trail/i.test(JSON.stringify(value)) ? (read[0] ?? null) : null;
  }
  const number = positive(value, true);
  if (number !== null) return { value: number, unit: 'bare' };
  const [, digits = '', word = ''] = typeof value === 'string' ? (TEXT.exec(value.trim()) ?? []) : [];
  const stated = positive(digits, true);
  return stated === null ? null : { value: stated, unit: unitOf(word) ?? 'bare' };
}

/** A distance as one of price, or why it cannot be counted. */
export function distanceOf({ value, unit }: Stated, { entry, symbol, risk, facts }: From): number | string {
  const spec = facts.specOf(symbol);
  const pip = facts.pipOf(symbol);
  switch (unit) {
    case 'amount':
    case 'price':
    case 'bare':
      return value;
    case 'percent':
      return (entry * value) / 100;
    case 'pips':
      return pip === null ? `is in pips, and the pip of ${symbol} is not known: send a price` : value * pip;
    case 'points':
      return spec === null ? `is in points, and the point of ${symbol} is not known: send a price` : value * spec.point;
    case 'atr': {
      const range = facts.atrOf(symbol);
      return range === null ? `is in ranges (ATR), and none of ${symbol} is known yet: send a price or pips` : value * range;
    }
    case 'r':
      return risk === null ? 'is in R, and there is no stop to count it by: send a stop' : value * risk;
  }
}

/** Further away than this from the entry, a number without a unit is no price of it. */
const FAR = 0.5;

/** Where a level lies, `sign` +1 on the side of gain and -1 on that of loss; or why that cannot be told. */
export function priceAt(stated: Stated, sign: 1 | -1, from: From): number | string {
  const { side, entry } = from;
  if (stated.unit === 'price') return stated.value;
  if (stated.unit === 'bare')
    return Math.abs(stated.value / entry - 1) <= FAR
      ? stated.value
      : `${stated.value} is no price near the entry ${entry}: for a distance send pips, as in "20 pips"`;
  const distance = distanceOf(stated, from);
  if (typeof distance === 'string') return distance;
  const price = entry + directionOf(side) * sign * distance;
  return price > 0 ? price : 'must not lead to a price below zero';
}
