import type { Side } from '#shared/domain';
import type { Json } from '#shared/lib';
import { isObject, type JsonObject } from '../text/index.ts';
import { isClosePhrase, isEndingLabel, saysClose } from './closing-words.ts';
import { eventSays } from './event-words.ts';
import {
  ACTION_KEYS,
  AFTER_KEYS,
  AFTER_SIZE_KEYS,
  BEFORE_KEYS,
  BEFORE_SIZE_KEYS,
  CLEAR_FLAGS,
  CLOSE_FLAGS,
  DIRECTION_KEYS,
  EFFECT_KEYS,
  END_KEYS,
  END_NUMBERS,
  FILL_KEYS,
  HELD_KEYS,
  ID_KEYS,
  INNER_KEYS,
  isConditionName,
  isNameOfRest,
  LABEL_KEYS,
  LEVEL_FLAGS,
  LIVE_FLAGS,
  NAME_KEYS,
  OVER_FLAGS,
  PLACE_KEYS,
  plainKey,
  SIZE_KEYS,
  SIZE_TYPE_KEYS,
  STATUS_KEYS,
  TEST_FLAGS,
  TRADE_KEYS,
  TURN_FLAGS,
  TYPE_KEYS,
  WAIT_FLAGS,
} from './keys.ts';
import { isPartOnly, numberOf, percentIn, sizeIn, type Size } from './size.ts';
import { verbOf, type Verb } from './verb.ts';

/** What one field says of the intent, with the field's own name and value for those who have to be told. */
export type Statement = { readonly path: string; readonly shown: string } & (
  | { readonly says: 'verb'; readonly verb: Verb; readonly isDirection: boolean }
  | { readonly says: 'after' | 'before'; readonly held: Side | 'flat' }
  | { readonly says: 'held'; readonly side: Side }
  /** The order only takes away; `held` where the field names a side. */
  | { readonly says: 'only-closes'; readonly held: Side | null }
  /** A name of the order that is a command to close. */
  | { readonly says: 'closing-label'; readonly held: Side | null }
  /** A closing word where none belongs. */
  | { readonly says: 'closing-word' }
  | ({ readonly says: 'size' } & Size)
  /** How much is held afterwards, or was before. */
  | { readonly says: 'left' | 'had'; readonly amount: number }
  /** That a part is closed, and not how much. */
  | { readonly says: 'part' }
  /** A number of no unit is a share of what is held. */
  | { readonly says: 'counts-percent' }
  /** Nothing is to be opened by it. */
  | { readonly says: 'not-live'; readonly why: string }
  /** An order that waits for its price. */
  | { readonly says: 'waits'; readonly type: WaitingType }
  | { readonly says: 'made' }
);

/** `pending`: the price says which of them. */
export type WaitingType = 'limit' | 'stop' | 'stop_limit' | 'pending';

type At = Pick<Statement, 'path' | 'shown'>;
/** Where a field stands: the plain key of the object around it, and whether that is a candle or a level. */
type Place = { readonly path: string; readonly parent: string; readonly isInner: boolean; readonly depth: number };

const DEPTH_MAX = 16;
const SHOWN_MAX = 40;
const FALSE = /^(?:false|no|off|0|none|null|nan|n\/a|na|)$/i;
/** Whether a value says that its field is not meant. */
export const saysOff = (text: string): boolean => FALSE.test(text);
const TRUE = /^(?:true|yes|on|1)$/i;
/** A number may be a price, as in "close": 1. */
const TRUE_WORD = /^(?:true|yes)$/i;
const PERCENT_OF_IT = /^(?:percent(?:age)?|pct)(?:of(?:the)?(?:position|size|trade|lots|quantity))?$/;
const FLAT = /^(?:flat|none|no position|neutral|closed?|exit|out|zero)$/i;
const CLOSES = /^c(?:los(?:e|es|ed|ing))?(?:[ _-]?(?:today|yesterday|position|only))?$/i;
const DONE = /^(?:executed|filled|fill|success|successful|done|complete|completed|placed|opened)/;
/** An id that a program made: what its letters spell says nothing. A label with gaps in it does. */
const OPAQUE = /^(?=.*[\d-])\S+$/;
const WAITS =
  /^(?:limit|lmt|stop|stp|stop ?limit|stp ?lmt|pending|stop ?market|limit ?order|stop ?order|stop ?limit ?order|pending ?order)$/;
const AT_MARKET = /^(?:at)?(?:market|mkt|instant)(?:order|execution|price)?$/;

/** Everything a body says of what it wants, in any nesting, in the order of its fields. */
export const statementsOf = (body: JsonObject): readonly Statement[] =>
  objectSays(body, { path: '', parent: '', isInner: false, depth: 0 });

function objectSays(body: JsonObject, place: Place): readonly Statement[] {
  if (place.depth > DEPTH_MAX) return [];
  return Object.entries(body).flatMap(([key, value]) =>
    fieldSays(key, value, { ...place, path: place.path === '' ? named(key) : `${place.path}.${named(key)}` }),
  );
}

/** A name that can be seen: a field may have an empty one. */
const named = (key: string): string => (key.trim() === '' ? JSON.stringify(key) : key);

function fieldSays(key: string, value: Json, place: Place): readonly Statement[] {
  const { path, isInner, depth } = place;
  const plain = plainKey(key);
  if (isObject(value)) {
    const inside = objectSays(value, { path, parent: plain, isInner: isInner || INNER_KEYS.has(plain), depth: depth + 1 });
    // An exit's plan is numbers; an exit itself says more.
    const isFlag = CLOSE_FLAGS.has(plain) && Object.values(value).some((inner) => typeof inner !== 'number');
    return isFlag ? [{ path, shown: path, says: 'only-closes', held: null }, ...inside] : inside;
  }
  if (typeof value !== 'object') return scalarSays(key, value, place);
  const items: readonly Json[] = value ?? [];
  return items.flatMap((item, index) => fieldSays(key, item, { ...place, path: `${path}[${index}]`, depth: depth + 1 }));
}

function scalarSays(key: string, value: string | number | boolean, place: Place): readonly Statement[] {
  const plain = plainKey(key);
  const text = String(value).trim();
  const at = { path: place.path, shown: `${place.path} "${text.slice(0, SHOWN_MAX)}"` };
  if (TURN_FLAGS.has(plain) && !FALSE.test(text) && verbOf(text) === null)
    return [{ ...at, says: 'verb', verb: { does: 'turn', closes: null, opens: null }, isDirection: false }];
  if (CLEAR_FLAGS.has(plain) && !FALSE.test(text))
    return [{ ...at, says: 'verb', verb: { does: 'turn', closes: 'any', opens: null }, isDirection: false }];
  const idle = idleSays(plain, text, at);
  if (idle !== null) return [idle];
  if (SIZE_TYPE_KEYS.has(plain)) return PERCENT_OF_IT.test(plainKey(text)) ? [{ ...at, says: 'counts-percent' }] : [];
  if (WAIT_FLAGS.has(plain) && !FALSE.test(text) && verbOf(text) === null) return [{ ...at, says: 'waits', type: 'pending' }];
  const size = place.isInner || AFTER_KEYS.has(place.parent) ? null : sizeIn(plain, text);
  if (size !== null) return [{ ...at, says: 'size', ...size }];
  if (CLOSE_FLAGS.has(plain)) {
    const flag = flagSays(plain, text, at);
    return flag.length === 0 ? flag : [...flag, ...partSays(`${plain} ${text}`, at, true)];
  }
  if (TRUE_WORD.test(text)) return saysClose(key) ? [{ ...at, says: 'closing-word' }] : [];
  if (typeof value === 'boolean') return [];
  const number = numberOf(text);
  if (number !== null) return numberSays(plain, number, at, place);
  return PLACE_KEYS.has(plain) ? [] : textSays(plain, text, at, place.isInner);
}

/** "dry_run": true, "enabled": false. A number under `open` is a candle's price. */
function idleSays(plain: string, text: string, at: At): Statement | null {
  if (OVER_FLAGS.has(plain) && TRUE.test(text)) return { ...at, says: 'not-live', why: `is ${text}` };
  if (isConditionName(plain) && !FALSE.test(text))
    return { ...at, says: 'not-live', why: 'is a condition that is not looked at here' };
  if (TEST_FLAGS.has(plain) && TRUE.test(text)) return { ...at, says: 'not-live', why: 'says that it is a test' };
  if (LEVEL_FLAGS.has(plain) && TRUE.test(text))
    return { ...at, says: 'not-live', why: 'changes levels of what is held, which no signal does' };
  if (LIVE_FLAGS.has(plain) && (/^(?:false|no|off)$/i.test(text) || (plain !== 'open' && text === '0')))
    return { ...at, says: 'not-live', why: `is ${text}` };
  return null;
}

function flagSays(plain: string, text: string, at: At): readonly Statement[] {
  if (FALSE.test(text) || text.includes('{{')) return [];
  const number = numberOf(text);
  // A candle's close and an exit's price are numbers; so is a flag.
  const isPrice = plain === 'close' || ((plain === 'exit' || plain === 'flat') && number !== 1);
  if (number !== null && (isPrice || number === 0)) return [];
  const verb = verbOf(text) ?? verbOf(plain);
  const held = verb?.does === 'open' ? verb.side : verb?.does === 'close' ? verb.held : null;
  return [{ ...at, says: 'only-closes', held }];
}

function numberSays(plain: string, number: number, at: At, { parent }: Place): readonly Statement[] {
  if (TRADE_KEYS.has(plain) && number > 0) return [{ ...at, says: 'made' }];
  if (END_NUMBERS.has(plain) && number !== 0) return [{ ...at, says: 'closing-word' }];
  if (plain === 'signal' && number === 0) return [{ ...at, says: 'not-live', why: 'asks for nothing' }];
  const isAfter = AFTER_SIZE_KEYS.has(plain) || AFTER_KEYS.has(plain) || (AFTER_KEYS.has(parent) && SIZE_KEYS.has(plain));
  if ((isAfter || isNameOfRest(plain)) && number === 0) return [{ ...at, says: 'after', held: 'flat' }];
  const size = { ...at, says: BEFORE_SIZE_KEYS.has(plain) ? 'had' : 'left', amount: Math.abs(number) } as const;
  if (isAfter) return number > 0 ? [size] : [{ ...at, says: 'after', held: 'SELL' }, size];
  return BEFORE_SIZE_KEYS.has(plain) && number !== 0 ? [size] : [];
}

/** How much a text that closes says is closed, where it is a part. `isCommand`: every share in it is one of the position. */
function partSays(text: string, at: At, isCommand: boolean): readonly Statement[] {
  const percent = percentIn(text, isCommand);
  if (percent !== null) return [{ ...at, says: 'size', counted: 'percent', amount: percent, isZero: percent === 0 }];
  return isPartOnly(text) ? [{ ...at, says: 'part' }] : [];
}

function textSays(plain: string, text: string, at: At, isInner: boolean): readonly Statement[] {
  if (text === '' || text.includes('{{')) return [];
  if (ID_KEYS.has(plain) && OPAQUE.test(text)) return [];
  if (TRADE_KEYS.has(plain) || (STATUS_KEYS.has(plain) && DONE.test(text.toLowerCase()))) return [{ ...at, says: 'made' }];
  const verb = verbOf(text);
  const held = verb?.does === 'open' ? verb.side : null;
  if (AFTER_KEYS.has(plain) && (held !== null || FLAT.test(text))) return [{ ...at, says: 'after', held: held ?? 'flat' }];
  if (isNameOfRest(plain) && FLAT.test(text)) return [{ ...at, says: 'after', held: 'flat' }];
  if (EFFECT_KEYS.has(plain) && CLOSES.test(text)) return [{ ...at, says: 'only-closes', held: null }];
  if (END_KEYS.has(plain) && !FALSE.test(text)) return [{ ...at, says: 'closing-word' }];
  if (BEFORE_KEYS.has(plain) && (held !== null || FLAT.test(text))) return [{ ...at, says: 'before', held: held ?? 'flat' }];
  if (HELD_KEYS.has(plain) && held !== null) return [{ ...at, says: 'held', side: held }];
  if (FILL_KEYS.has(plain) && !isInner && WAITS.test(text.toLowerCase().replace(/[\s_-]+/g, ' '))) return [waitsSays(text, at)];
  if (ACTION_KEYS.has(plain) && !isInner && verb !== null) return verbSays(verb, plain, text, at);
  const event = (ACTION_KEYS.has(plain) || STATUS_KEYS.has(plain)) && !isInner && !saysClose(text) ? eventSays(text) : null;
  if (event !== null) return [{ ...at, says: 'not-live', why: event }];
  // An order of a type that nobody here knows is not made at the market instead.
  if (TYPE_KEYS.has(plain) && !isInner && !AT_MARKET.test(text.toLowerCase().replace(/[\s_-]+/g, '')))
    return [{ ...at, says: 'verb', verb: { does: 'other' }, isDirection: false }];
  // Legs and parts that are named say close without the word: "TP1", "scale out".
  const isLeg = verb?.does === 'close' && !saysClose(text);
  if (LABEL_KEYS.has(plain) && (isClosePhrase(text) || isLeg || isEndingLabel(text)))
    return [{ ...at, says: 'closing-label', held: verb?.does === 'close' ? verb.held : null }, ...partSays(text, at, false)];
  return (NAME_KEYS.has(plain) ? isClosePhrase(text) && saysClose(text) : saysClose(text) || (isLeg && !isInner))
    ? [{ ...at, says: 'closing-word' }]
    : [];
}

const verbSays = (verb: Verb, plain: string, text: string, at: At): readonly Statement[] => [
  { ...at, says: 'verb', verb, isDirection: DIRECTION_KEYS.has(plain) },
  ...(verb.does === 'close' ? partSays(text, at, true) : []),
  ...(verb.does === 'open' && verb.waits ? [waitsSays(text, at)] : []),
];

function waitsSays(text: string, at: At): Statement {
  const [isLimit, isStop] = [/limit|lmt/i.test(text), /stop|stp/i.test(text)];
  return { ...at, says: 'waits', type: isLimit ? (isStop ? 'stop_limit' : 'limit') : isStop ? 'stop' : 'pending' };
}
