import type { PendingTerms, Side } from '#shared/domain';
import type { Json } from '#shared/lib';
import { checkSides, type Dialect, type Draft } from './draft.ts';
import type { IntakeFacts } from './facts.ts';
import { MORE_SYMBOLS, SYMBOL } from './ending.ts';
import { flatLevels, isLevelKey } from './flat-levels.ts';
import { isManagedKey, managedIn } from './managed-keys.ts';
import { fieldReader, positive, type FieldReader, type Issue } from './field-reader.ts';
import { ID_KEYS, idIn } from './label.ts';
import { LEVEL_KEYS, readLevels } from './levels.ts';
import { TIME_KEYS, timeKeysIn } from './moment.ts';
import { metadataOf } from './metadata.ts';
import { isSizeKey, plainKey, verbOf, type Opens } from '../intent/index.ts';
import type { JsonObject } from '../text/index.ts';
import { PENDING_KEYS } from './pending-fields.ts';
import { RISK_MONEY, riskMoneyOf } from './risk-money.ts';
import { setupOf, STRATEGY_KEYS } from './strategy-field.ts';
import { shaped, spellings } from './shape.ts';
import { refuseWaitingKeys, waitingIn, WAITING_KEYS } from './waiting.ts';
import { symbolOf, SYMBOL_RULE, withoutExchange } from './vocabulary.ts';

/** The same in other platforms' words. */
const OTHER_ACTION = ['tradeSide', 'orderSide', 'actionType'];
const ACTION = [
  ...['action', 'side', 'order_action', 'direction', 'order_type', 'tradeside', 'orderside', 'data'],
  ...OTHER_ACTION,
];
/** Keys that say what is to be done, or something else. */
const MAYBE_ACTION = ['type', 'signal', 'command', 'cmd', 'event', 'operation', 'order', 'signal_type', 'data'];
const TURNS = ['reverse', 'flip'];
const AFTER = ['sentiment', 'market_position', 'marketPosition'];
const BEFORE = ['prev_market_position', 'prevMarketPosition'];
const PRICE = ['price', 'signalPrice', 'entry_price', 'entry', 'trigger_price', 'px', 'close'];
const FRAME = ['timeframe', 'interval'];
const RISK = ['risk_percent', 'risk'];
const KNOWN = new Set<string>([
  'pattern_type',
  RISK_MONEY,
  ...STRATEGY_KEYS,
  ...LEVEL_KEYS,
  ...WAITING_KEYS,
  ...PENDING_KEYS,
  ...[ID_KEYS, SYMBOL, ACTION, AFTER, BEFORE, PRICE, TIME_KEYS, FRAME, RISK].flat(),
]);
/** What is read by its name alone; what is to be done is understood in any spelling. */
const NAMED = [SYMBOL, PRICE, TIME_KEYS, FRAME, RISK, ID_KEYS, STRATEGY_KEYS].flat();
const SPELLINGS = spellings([...NAMED, RISK_MONEY]);
const ALL_SPELLINGS = spellings([
  ...NAMED,
  RISK_MONEY,
  ...OTHER_ACTION,
  ...ACTION,
  ...MAYBE_ACTION,
  ...AFTER,
  ...BEFORE,
  ...TURNS,
]);
const plainly = (keys: readonly string[]): ReadonlySet<string> => new Set(keys.map(plainKey));
const IS = { symbol: plainly(MORE_SYMBOLS), action: plainly([...ACTION, ...MAYBE_ACTION, ...AFTER]) };
/** A body of another shape than the flat one. */
const isOtherShape = (body: JsonObject): boolean =>
  Object.keys(body).some((key) => /^(?:price_levels|pattern_type|ea_name|(?:m5|h1)_bos_level)$|^phase_[1-4]_/.test(key));

/** A flat body in our spelling, without what it is wrapped in. */
export function inFlatSpelling(body: JsonObject): JsonObject {
  if (isOtherShape(body)) return body;
  return shaped(body, flat.matches(body) ? SPELLINGS : ALL_SPELLINGS, IS);
}

const ACTION_RULE = 'must be buy, sell, exit, reverse or cancel';
/** Says that something is done, and leaves to another field what. */
const PLACES =
  /^\s*(?:place|new|open|send|create|enter|entry|make)?[\s_-]*(?:order|trade|position|signal|entry|market|deal)?\s*$/i;

/** Flat JSON as TradingView alerts, TradersPost and many robots write it. Numbers and times may be text here. */
export const flat: Dialect = {
  name: 'flat',
  matches: (body) => !('price_levels' in body) && SYMBOL.some((key) => key in body) && isAction(body),
  read,
};

/** `direction` alone is a flat body only together with a flat spelling of a price; otherwise it is an incomplete canonical one. */
const isAction = (body: JsonObject): boolean =>
  ['action', 'side', 'order_action', 'order_type', ...OTHER_ACTION, ...AFTER].some((key) => key in body) ||
  MAYBE_ACTION.some((key) => /^(?:open|turn)$/.test(wordOf(body[key]))) ||
  TURNS.some((key) => key in body) ||
  ('direction' in body && ['price', 'entry_price', 'sl', 'tp'].some((key) => key in body));

function read(body: JsonObject, facts: IntakeFacts, issues: Issue[], meant: Opens): Draft {
  const fields = fieldReader(body, '', issues, true);
  const symbol = fields.need(
    SYMBOL,
    (value) => (typeof value === 'string' ? symbolOf(withoutExchange(value)) : null),
    SYMBOL_RULE,
  );
  const side = sideIn(fields, meant);
  const madeAt = fields.time(timeKeysIn(body));
  const { entry, given, ...waiting } = placeOf(body, fields, { side, symbol, madeAt }, facts, meant);
  const setup = setupOf(
    fields,
    'entry',
    { keys: FRAME, rule: 'must be M1 or M5 (1 or 5)', isOfChart: true },
    facts,
    facts.defaults,
  );
  const claims = readLevels(fields);
  const { stopLoss, takeProfit, partials } = flatLevels(body, fields, { side, entry, symbol }, facts);
  const risk = stopLoss === null || entry === null ? null : Math.abs(entry - stopLoss);
  const from = side === null || entry === null || symbol === null ? null : { side, entry, symbol, risk, facts };
  const moving = { ...managedIn(body, fields, from, null), ...(partials.length === 0 ? {} : { partials }) };
  const managed = Object.keys(moving).length === 0 ? {} : { management: moving };
  const draft: Draft = {
    ...waiting,
    signalId: idIn(fields, symbol, madeAt),
    kind: 'entry',
    symbol,
    ...setup,
    side,
    entry,
    stopLoss,
    takeProfit,
    ...managed,
    levels: { ...claims, currentPrice: claims.currentPrice ?? given },
    riskPercent: fields.read(RISK, percentOf, 'must be a number above 0 and at most 100'),
    ...riskMoneyOf(fields, true),
    volumeMax: null,
    madeAt,
    metadata: metadataOf(body, knownIn(body)),
  };
  checkSides(draft, { stopLoss: levelKey(body, /^s/), takeProfit: levelKey(body, /^[tr]/) }, issues);
  return draft;
}

/** The side, from the action or from what is held afterwards. That the two agree was seen before. */
function sideIn(fields: FieldReader, { side, turns }: Opens): Side | null {
  const found = fields.first(ACTION.slice(0, 3));
  const isUnknown = typeof found?.value === 'string' && verbOf(found.value) === null && !PLACES.test(found.value);
  if (isUnknown && turns === null) return fields.need([found.key], () => null, ACTION_RULE);
  return side ?? fields.need(ACTION, () => null, ACTION_RULE);
}

type Asked = { readonly side: Side | null; readonly symbol: string | null; readonly madeAt: number | null };
type Place = { readonly entry: number | null; readonly given: number | null; readonly pending?: PendingTerms };

/** Where it is entered: at the price that it waits for, else at the stated one or the market's. */
function placeOf(body: JsonObject, fields: FieldReader, asked: Asked, facts: IntakeFacts, { waits }: Opens): Place {
  const { side, symbol, madeAt } = asked;
  const market = symbol === null || side === null ? null : facts.priceOf(symbol, side);
  if (waits !== null) {
    const read = waitingIn(fields, waits, side, market, madeAt);
    return read === null ? { entry: null, given: null } : { ...read, given: market };
  }
  refuseWaitingKeys(body, fields);
  const given = fields.price(PRICE);
  const entry = given ?? (fields.first(PRICE) !== null ? null : market);
  if (entry === null && fields.first(PRICE) === null && side !== null)
    fields.issue('price', 'is missing, and there is no quote to use instead');
  return { entry, given };
}

/** What a text asks for, where it is a verb: "buy", "enter long", "reverse". */
const wordOf = (value: Json | undefined): string => (typeof value === 'string' ? (verbOf(value)?.does ?? '') : '');

const percentOf = (value: Json): number | null => {
  const number = positive(typeof value === 'string' ? value.replace(/\s*%$/, '') : value, true);
  return number !== null && number <= 100 ? number : null;
};
const levelKey = (body: JsonObject, begins: RegExp): string =>
  Object.keys(body).find((key) => isLevelKey(key) && begins.test(plainKey(key))) ?? '';
const knownIn = (body: JsonObject): ReadonlySet<string> =>
  new Set([...KNOWN, ...Object.keys(body).filter((key) => isLevelKey(key) || isManagedKey(key) || isSizeKey(plainKey(key)))]);
