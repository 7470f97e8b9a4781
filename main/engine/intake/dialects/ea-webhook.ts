import { strategyOfKind } from '#shared/strategies';
import { checkSides, type Dialect, type Draft } from './draft.ts';
import { fieldReader, type FieldReader, type Issue } from './field-reader.ts';
import type { IntakeFacts } from './facts.ts';
import { metadataOf } from './metadata.ts';
import type { JsonObject } from '../text/index.ts';
import { profileCarrying, STRATEGY_KEYS } from './strategy-field.ts';
import { sideOf, SIDE_RULE, symbolOf, SYMBOL_RULE } from './vocabulary.ts';

/** The one strategy that this format speaks of. */
const CARRIES = strategyOfKind('m1_retest');
const KNOWN = new Set([
  ...STRATEGY_KEYS,
  'signal_id',
  'symbol',
  'direction',
  'trigger_price',
  'm5_bos_level',
  'timestamp',
  'stop_loss',
  'take_profit',
]);

/** The M5/M1 EA's webhook. It names no stop and no target unless a later version adds them: the strategy derives them. */
export const eaWebhook: Dialect = {
  name: 'ea-webhook',
  matches: (body) => !('price_levels' in body) && ('ea_name' in body || 'm5_bos_level' in body || 'h1_bos_level' in body),
  read,
};

function read(body: JsonObject, facts: IntakeFacts, issues: Issue[]): Draft {
  const fields = fieldReader(body, '', issues);
  refuseOtherFrames(fields);
  const side = fields.need(['direction'], sideOf, SIDE_RULE);
  const said = fields.read(['m5_bos_direction'], sideOf, SIDE_RULE);
  if (side !== null && said !== null && said !== side)
    fields.issue('m5_bos_direction', `must agree with direction (${side}), not ${said}`);
  fields.read(
    ['pip_trigger'],
    (value) => (typeof value === 'number' && value > 0 && value <= 10 ? value : null),
    'must be above 0 and at most 10',
  );
  const high = fields.needPrice(['m1_break_high']);
  const low = fields.needPrice(['m1_break_low']);
  if (high !== null && low !== null && high < low)
    fields.issue('m1_break_high', `must not be below m1_break_low (${low}), not ${high}`);
  const entry = fields.needPrice(['trigger_price']);
  const draft: Draft = {
    signalId: fields.id(['signal_id']),
    kind: 'entry',
    symbol: fields.need(['symbol'], symbolOf, SYMBOL_RULE),
    timeframe: CARRIES.timeframe,
    pattern: CARRIES.pattern,
    strategyId: profileCarrying(fields, CARRIES.pattern, facts),
    side,
    entry,
    stopLoss: fields.price(['stop_loss']),
    takeProfit: fields.price(['take_profit']),
    levels: {
      currentPrice: entry,
      previousHigh: null,
      previousLow: null,
      structureBreak: fields.needPrice(['m5_bos_level']),
      breakLevel: side === 'SELL' ? low : high,
      retestLevel: null,
    },
    riskPercent: null,
    volumeMax: null,
    madeAt: fields.time(['timestamp']),
    metadata: metadataOf(body, KNOWN),
  };
  checkSides(draft, { stopLoss: 'stop_loss', takeProfit: 'take_profit' }, issues);
  return draft;
}

/** The older H1/M15 version looks alike and means another strategy. */
function refuseOtherFrames(fields: FieldReader): void {
  for (const key of ['h1_bos_level', 'm15_break_high', 'm15_break_low']) {
    if (fields.has(key)) fields.issue(key, 'must be absent: only M5 structure with M1 confirmation is traded, not H1/M15');
  }
}
