import { NO_LEVELS, type Side } from '#shared/domain';
import type { Json } from '#shared/lib';
import { checkSides, type Dialect, type Draft } from './draft.ts';
import type { IntakeFacts } from './facts.ts';
import { fieldReader, positive, type FieldReader, type Issue } from './field-reader.ts';
import { idIn } from './label.ts';
import { metadataOf } from './metadata.ts';
import { verbOf, type Opens, type Waits } from '../intent/index.ts';
import { isSecretKey, type JsonObject } from '../text/index.ts';
import { endOf, PENDING_KEYS } from './pending-fields.ts';
import { isManagedKey, managedIn } from './managed-keys.ts';
import { levelAt, unitOf, type Distance } from './pips-or-prices.ts';
import { setupOf, STRATEGY_KEYS } from './strategy-field.ts';
import { sideOf, symbolOf, SYMBOL_RULE, timeframeFor, withoutExchange } from './vocabulary.ts';

const KNOWN = new Set([
  ...STRATEGY_KEYS,
  ...PENDING_KEYS,
  'entry_price',
  'entry_pips',
  'command',
  'symbol',
  'price',
  'sl',
  'sl_pips',
  'tp',
  'tp_pips',
  'vol_lots',
  'lots',
  'volume',
  'qty',
  'risk',
  'sl_price',
  'tp_price',
  'time',
  'timestamp',
  'timeframe',
  'id',
  'signal_id',
]);
const ID = /^[A-Za-z0-9_-]{4,64}$/;

/** A line as an object: `command`, `symbol` and its parameters, without the licence id and any secret. Null when it is no such line. */
export function pineLine(text: string): JsonObject | null {
  const line = text.trim();
  if (line.length === 0) return null;
  const [id, command, symbol, ...rest] = partsOf(line);
  if (id === undefined || command === undefined || symbol === undefined || !ID.test(id)) return null;
  const word = command.toLowerCase();
  if (verbOf(word) === null) return null;
  return Object.fromEntries([...rest.flatMap(parameterOf), ['command', word], ['symbol', symbol]]);
}

/** A line's parts without its secrets: in the wrong place one would be quoted in the refusal. */
const partsOf = (line: string): readonly string[] =>
  line
    .split(',')
    .map((part) => part.trim())
    .filter((part) => !isSecretKey(part.split('=', 1)[0]?.trim() ?? ''));

function parameterOf(part: string): [string, string][] {
  const at = part.indexOf('=');
  const key = part.slice(0, Math.max(at, 0)).trim().toLowerCase();
  return at < 1 || key === '__proto__' ? [] : [[key, part.slice(at + 1).trim()]];
}

/** Parameters that a line states more than once with different values. */
export function repeatedParameters(line: string): readonly string[] {
  const seen = new Map<string, string>();
  const parameters = partsOf(line.trim()).slice(3).flatMap(parameterOf);
  const repeated = parameters.filter(([key, value]) => {
    const before = seen.get(key);
    seen.set(key, value);
    return before !== undefined && before !== value;
  });
  return [...new Set(repeated.map(([key]) => key))];
}

/** A PineConnector line, once it is an object. */
export const pine: Pick<Dialect, 'name' | 'read'> = {
  name: 'pine-line',
  read,
};

/**
 * Reads a PineConnector line. Stops and targets are distances in pips from the entry, as the format has it; the entry
 * is `price=` or, as on that service, the market's price now. Stop and target are needed on an entry.
 */
function read(line: JsonObject, facts: IntakeFacts, issues: Issue[], meant: Opens): Draft {
  const fields = fieldReader(line, '', issues, true);
  const side = meant.side ?? fields.need(['command'], sideOf, COMMAND_RULE);
  const symbol = fields.need(
    ['symbol'],
    (value) => (typeof value === 'string' ? symbolOf(withoutExchange(value)) : null),
    SYMBOL_RULE,
  );
  const market = symbol === null || side === null ? null : facts.priceOf(symbol, side);
  const pip = symbol === null ? null : facts.pipOf(symbol);
  const entry = meant.waits === null ? entryOf(fields, market) : waitedFor(fields, meant.waits, side, market, pip);
  if (pip === null && symbol !== null) fields.issue('symbol', `must be a symbol whose pip size is known, not ${symbol}`);
  for (const key of Object.keys(line)) if (UNSUPPORTED.test(key)) fields.issue(key, 'is not carried out: leave it out');
  if (meant.waits !== null) refuseOtherTypes(fields, meant.waits);
  const stop = distanceIn(fields, 'sl', -1);
  const target = distanceIn(fields, 'tp', 1);
  if (stop === null) fields.need(['sl', 'sl_pips', 'sl_price'], () => null, DISTANCE_RULE);
  const unit = pip === null || entry === null || side === null ? null : unitOf(given(stop, target), side, entry, pip);
  if (stop !== null && (unit === 'unclear' || unit === 'neither')) fields.issue(stop.key, unitProblem(stop, unit));
  const levelOf = (distance: Distance | null): number | null => {
    const own = distance?.unit ?? unit;
    if (distance === null || own === 'unclear' || own === 'neither' || own === null) return null;
    return pip === null || entry === null || side === null ? null : levelAt(distance, own, side, entry, pip);
  };
  const madeAt = fields.time(['time', 'timestamp']);
  const { pattern } = facts.defaults;
  const silent = { pattern, timeframe: timeframeFor(pattern) };
  const setup = setupOf(fields, 'entry', { keys: ['timeframe'], rule: 'must be M1 or M5', isOfChart: true }, facts, silent);
  const pending =
    meant.waits === null || entry === null
      ? {}
      : { pending: { type: typeOf(meant.waits), price: entry, stopLimit: null, ...endOf(fields, madeAt) } };
  const stopLoss = levelOf(stop);
  const risk = stopLoss === null || entry === null ? null : Math.abs(entry - stopLoss);
  const from = side === null || entry === null || symbol === null ? null : { side, entry, symbol, risk, facts };
  const management = managedIn(line, fields, from, 'pips');
  const draft: Draft = {
    ...(Object.keys(management).length === 0 ? {} : { management }),
    ...pending,
    signalId: idIn(fields, symbol, madeAt),
    kind: 'entry',
    symbol,
    ...setup,
    side,
    entry,
    stopLoss,
    takeProfit: levelOf(target),
    levels: NO_LEVELS,
    riskPercent: fields.read(['risk'], (value) => riskOf(value), 'must be a number above 0 and at most 100'),
    volumeMax: null,
    madeAt,
    metadata: metadataOf(line, new Set([...KNOWN, ...Object.keys(line).filter(isManagedKey)])),
  };
  for (const key of ['stopLoss', 'takeProfit'] as const) {
    if (draft[key] !== null && draft[key] <= 0)
      fields.issue(key === 'stopLoss' ? 'sl' : 'tp', 'must not lead to a price below zero');
  }
  checkSides(draft, { stopLoss: 'sl', takeProfit: 'tp' }, issues);
  return draft;
}

function entryOf(fields: FieldReader, market: number | null): number | null {
  if (fields.has('price')) return fields.price(['price']);
  if (market === null) fields.issue('price', 'is missing, and there is no quote to use instead');
  return market;
}

function refuseOtherTypes(fields: FieldReader, { type, path }: Waits): void {
  if (type !== 'limit' && type !== 'stop')
    fields.issue(path, 'must be buylimit, buystop, selllimit or sellstop: a line has no other order that waits');
}

const typeOf = ({ type }: Waits): 'limit' | 'stop' => (type === 'limit' ? 'limit' : 'stop');

/** The price of a pending order: a price, or pips from the market, on the side on which such an order waits. */
function waitedFor(
  fields: FieldReader,
  waits: Waits,
  side: Side | null,
  market: number | null,
  pip: number | null,
): number | null {
  const keys = [['pips', 'entry_pips'] as const, ['price', 'entry_price'] as const, [null, 'price'] as const];
  const [unit, key] = keys.find(([, name]) => fields.has(name)) ?? [null, 'price'];
  const value = fields.need([key], (text) => positive(text, true), DISTANCE_RULE);
  if (value === null || side === null) return null;
  if (unit === 'price') return value;
  if (market === null || pip === null) {
    fields.issue(key, 'cannot be counted from the market: there is no quote; send entry_price');
    return null;
  }
  const distance: Distance = { key, value, unit, sign: typeOf(waits) === 'limit' ? -1 : 1 };
  const found = unit ?? unitOf([distance], side, market, pip);
  if (found === 'pips' || found === 'price') return levelAt(distance, found, side, market, pip);
  const mend = 'send entry_pips or entry_price';
  fields.issue(
    key,
    found === 'unclear'
      ? `can be ${value} pips or the price ${value}: ${mend}`
      : `is neither a price near the market nor a distance within 5% of it, on the side of a ${typeOf(waits)} order, ${value}: ${mend}`,
  );
  return null;
}

const COMMAND_RULE = 'must be buy, sell, buylimit, sellstop, closelong, closeshort, cancellong or their like';
const DISTANCE_RULE = 'must be a positive number of pips, or a price';
/** Parameters of the format that ask for something that would not be done. */
const UNSUPPORTED = /^(?:atr\w*|spread|accfilter|partial\w*|close\w*|(?:sl|tp)\w+(?<!_pips|_price)|tp\d\w*)$/;

/** A stop or a target, under the key that says its unit or the one that leaves it open. */
function distanceIn(fields: FieldReader, name: 'sl' | 'tp', sign: 1 | -1): Distance | null {
  const units = [['pips', `${name}_pips`] as const, ['price', `${name}_price`] as const, [null, name] as const];
  for (const [unit, key] of units) {
    if (!fields.has(key)) continue;
    const value = fields.read([key], (text) => positive(text, true), DISTANCE_RULE);
    return value === null ? null : { key, value, unit, sign };
  }
  return null;
}

const given = (...distances: readonly (Distance | null)[]): readonly Distance[] => distances.filter((one) => one !== null);
const riskOf = (value: Json): number | null => {
  const percent = positive(value, true);
  return percent !== null && percent <= 100 ? percent : null;
};
const unitProblem = ({ key, value }: Distance, unit: 'unclear' | 'neither'): string =>
  unit === 'unclear'
    ? `can be ${value} pips or the price ${value}: send ${key}_pips or ${key}_price`
    : `is neither a price near the market nor a distance within 5% of it, ${value}: send ${key}_pips or ${key}_price`;
