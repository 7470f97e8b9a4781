import { NO_LEVELS } from '#shared/domain';
import type { Opens } from '../intent/index.ts';
import { isObject } from '../text/index.ts';
import type { JsonObject } from '../text/index.ts';
import { checkSides, type Dialect, type Draft } from './draft.ts';
import type { IntakeFacts } from './facts.ts';
import { fieldReader, positive, type FieldReader, type Issue } from './field-reader.ts';
import { LEVEL_KEYS, readLevels } from './levels.ts';
import { metadataOf } from './metadata.ts';
import { pendingOf, PENDING_KEYS } from './pending-fields.ts';
import { RISK_MONEY, riskMoneyOf } from './risk-money.ts';
import { setupOf, STRATEGY_KEYS } from './strategy-field.ts';
import { PATTERN_RULE, SIDE_RULE, sideOf, symbolOf, SYMBOL_RULE } from './vocabulary.ts';

const KNOWN = new Set([
  ...['signal_id', 'symbol', 'timeframe', 'pattern_type', 'direction', 'price_levels', 'timestamp'],
  ...STRATEGY_KEYS,
  ...['break_level', 'retest_level', 'risk_percent', RISK_MONEY, 'volume', 'kind'],
  ...PENDING_KEYS,
]);
const KNOWN_LEVELS = new Set(['entry', 'stop_loss', 'take_profit', ...LEVEL_KEYS]);
const PRICE_PATHS = { stopLoss: 'price_levels.stop_loss', takeProfit: 'price_levels.take_profit' };

/** Our own JSON, which is also the original system's. Numbers are numbers here, never text. */
export const canonical: Dialect = {
  name: 'canonical',
  matches: (body) => 'price_levels' in body || 'pattern_type' in body || 'symbol' in body,
  read,
};

function read(body: JsonObject, facts: IntakeFacts, issues: Issue[], meant: Opens): Draft {
  const fields = fieldReader(body, '', issues);
  if (meant.turns === null) fields.read(['kind'], isEntry, 'must be entry, exit or cancel');
  const symbol = fields.need(['symbol'], symbolOf, SYMBOL_RULE);
  const silent = { timeframe: null, pattern: null };
  const setup = setupOf(fields, 'entry', { keys: ['timeframe'], rule: 'must be M1 or M5', isOfChart: false }, facts, silent);
  if (!fields.has('timeframe') && !fields.has('pattern_type') && fields.first(STRATEGY_KEYS) === null) {
    fields.issue('pattern_type', `is missing: ${PATTERN_RULE}`);
  }
  const side = fields.need(['direction'], sideOf, SIDE_RULE);
  const prices = levelsOf(body, fields, issues);
  const entry = prices?.entry ?? null;
  if (fields.has('metadata') && !isObject(body['metadata'])) fields.issue('metadata', 'must be an object');
  const madeAt = fields.time(['timestamp']);
  const pending = entry === null ? null : pendingOf(fields, entry, side, madeAt);
  if (meant.waits !== null && !fields.has('order_type')) fields.issue(meant.waits.path, 'must be order_type in this format');
  const draft: Draft = {
    ...(pending === null ? {} : { pending }),
    signalId: fields.id(['signal_id']),
    kind: 'entry',
    symbol,
    ...setup,
    side,
    entry,
    stopLoss: prices?.stopLoss ?? null,
    takeProfit: prices?.takeProfit ?? null,
    levels: prices?.levels ?? NO_LEVELS,
    riskPercent: fields.read(['risk_percent'], percentOf, 'must be a number above 0 and at most 100'),
    ...riskMoneyOf(fields, false),
    volumeMax: volumeOf(body, fields),
    madeAt,
    metadata: metadataOf(withUnknownLevels(body), KNOWN),
  };
  checkSides(draft, PRICE_PATHS, issues);
  return draft;
}

type Prices = Pick<Draft, 'entry' | 'stopLoss' | 'takeProfit' | 'levels'>;

/** The prices: all three are needed. */
function levelsOf(body: JsonObject, fields: FieldReader, issues: Issue[]): Prices | null {
  const levels = body['price_levels'] ?? null;
  if (levels === null) {
    fields.issue('price_levels', 'is missing: must be an object with entry, stop_loss and take_profit');
    return null;
  }
  if (!isObject(levels)) {
    fields.issue('price_levels', 'must be an object with entry, stop_loss and take_profit');
    return null;
  }
  const inner = fieldReader(levels, 'price_levels', issues);
  const claims = readLevels(inner);
  return {
    entry: inner.needPrice(['entry']),
    stopLoss: inner.needPrice(['stop_loss']),
    takeProfit: inner.needPrice(['take_profit']),
    levels: {
      ...claims,
      breakLevel: claims.breakLevel ?? fields.price(['break_level']),
      retestLevel: claims.retestLevel ?? fields.price(['retest_level']),
    },
  };
}

/** Unknown price levels are kept like unknown keys. A `volume` that is an object is a description of the market, not a lot size. */
function withUnknownLevels(body: JsonObject): JsonObject {
  const levels = isObject(body['price_levels']) ? Object.entries(body['price_levels']) : [];
  const unknown = levels.filter(([key]) => !KNOWN_LEVELS.has(key)).map(([key, value]) => [`price_levels.${key}`, value] as const);
  const volume = body['volume'];
  const market = isObject(volume) ? ([['market_volume', volume]] as const) : [];
  return { ...body, ...Object.fromEntries([...unknown, ...market]) };
}

function volumeOf(body: JsonObject, fields: FieldReader): number | null {
  if (isObject(body['volume'])) return null;
  return fields.read(['volume'], (value) => positive(value, false), 'must be a positive number of lots');
}

const isEntry = (value: unknown): true | null =>
  typeof value === 'string' && value.trim().toLowerCase() === 'entry' ? true : null;
const percentOf = (value: unknown): number | null => (typeof value === 'number' && value > 0 && value <= 100 ? value : null);
