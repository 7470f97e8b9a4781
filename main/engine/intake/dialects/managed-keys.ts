import type { SignalManagement } from '#shared/domain';
import { plainKey } from '../intent/index.ts';
import type { JsonObject } from '../text/index.ts';
import { distanceOf, statedIn, unitOf, type From, type Stated } from './distance.ts';
import type { FieldReader } from './field-reader.ts';

const UNIT = '(pips?|points?|pts|ticks?|percent(?:age)?|pct|atr|r)?';
type What = 'breakEvenAt' | 'breakEvenOffset' | 'trailStart' | 'trailDistance' | 'trailStep';
const KEYS: readonly (readonly [What, RegExp])[] = [
  ['breakEvenAt', new RegExp(`^(?:be|breakeven)(?:trigger|at|start|activation)?${UNIT}$`)],
  ['breakEvenOffset', new RegExp(`^(?:be|breakeven)(?:offset|lock|plus)${UNIT}$`)],
  ['trailStart', new RegExp(`^trail(?:ing)?(?:stop)?(?:trig|trigger|start|activation|activate|activationprofit)${UNIT}$`)],
  ['trailDistance', new RegExp(`^(?:trail(?:ing)?(?:stop)?(?:loss)?(?:dist|distance|offset|by|amount)?|tsl)${UNIT}$`)],
  ['trailStep', new RegExp(`^trail(?:ing)?(?:stop)?step${UNIT}$`)],
];
/** Whatever else speaks of moving a stop is refused by name. */
const OTHERS = /^trail|^be(?:trigger|offset|at|_)|breakeven|^tsl|movesl|movestop|^partial(?!close)|^scaleout/;
const OFF = /^(?:0|false|no|off|none|)$/i;
const RULE = 'must be a distance with its unit, as in trailing_pips 15 or "15 pips"';
const STEP_MIN = 0.02;

/** What a key says of moving the stop; null: nothing. */
const whatOf = (key: string): readonly [What, string] | null => {
  const plain = plainKey(key);
  for (const [what, spelled] of KEYS) {
    const found = spelled.exec(plain);
    if (found !== null) return [what, found[1] ?? ''];
  }
  return null;
};

export const isManagedKey = (key: string): boolean => whatOf(key) !== null;

/**
 * Break-even and trailing that a body asks for, in R of its own stop. `unit`: what a number without a unit counts in this format; where
 * a format has none, such a number is refused. What is spoken of and cannot be done is refused by name.
 */
export function managedIn(body: JsonObject, fields: FieldReader, from: From | null, unit: 'pips' | null): SignalManagement {
  const read = new Map<What, number>();
  for (const [key, value] of Object.entries(body)) {
    if (value === null || (typeof value !== 'object' && OFF.test(String(value)))) continue;
    const what = whatOf(key);
    if (what === null) {
      if (OTHERS.test(plainKey(key))) fields.issue(key, 'is not carried out: leave it out, or send be_pips, trailing_pips');
      continue;
    }
    const stated = fields.parse(key, value, (one) => withUnit(statedIn(one), what[1], unit), RULE);
    if (stated === null || from === null) continue;
    const distance = distanceOf(stated, from);
    if (typeof distance === 'string') fields.issue(key, distance);
    else if (from.risk === null || from.risk === 0) fields.issue(key, 'is counted by the stop, and there is none: send sl');
    else read.set(what[0], Number((distance / from.risk).toFixed(4)));
  }
  return rulesOf(read, body, fields);
}

function withUnit(stated: Stated | null, word: string, otherwise: 'pips' | null): Stated | null {
  if (stated === null) return null;
  const unit = stated.unit === 'bare' ? (unitOf(word) ?? otherwise) : stated.unit;
  return unit === null ? null : { value: stated.value, unit };
}

function rulesOf(read: ReadonlyMap<What, number>, body: JsonObject, fields: FieldReader): SignalManagement {
  const [be, offset, start, distance, step] = KEYS.map(([what]) => read.get(what));
  const keyOf = (what: What): string => Object.keys(body).find((key) => whatOf(key)?.[0] === what) ?? '';
  if (be === undefined && offset !== undefined)
    fields.issue(keyOf('breakEvenOffset'), 'needs the gain at which the stop goes to the entry: send be_pips');
  if (distance === undefined && (start !== undefined || step !== undefined))
    fields.issue(
      keyOf(start === undefined ? 'trailStep' : 'trailStart'),
      'needs the distance at which the stop follows: send trailing_pips',
    );
  return {
    ...(be === undefined ? {} : { breakEvenAtR: be, ...(offset === undefined ? {} : { breakEvenOffsetR: offset }) }),
    ...(distance === undefined
      ? {}
      : {
          trailing: 'r' as const,
          trailingDistance: distance,
          trailingStartR: start ?? distance,
          ...(step === undefined ? {} : { trailingStepR: Math.max(STEP_MIN, step) }),
        }),
  };
}
