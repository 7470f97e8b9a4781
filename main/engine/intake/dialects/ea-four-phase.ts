import type { Json } from '#shared/lib';
import { strategyOfKind } from '#shared/strategies';
import type { Dialect, Draft } from './draft.ts';
import { fieldReader, type FieldReader, type Issue } from './field-reader.ts';
import type { IntakeFacts } from './facts.ts';
import { metadataOf } from './metadata.ts';
import { serverMoment } from './moment.ts';
import { isObject, type JsonObject } from '../text/index.ts';
import { profileCarrying, STRATEGY_KEYS } from './strategy-field.ts';
import { sideOf, SIDE_RULE, symbolOf, SYMBOL_RULE } from './vocabulary.ts';

/** The one strategy that this format speaks of. */
const CARRIES = strategyOfKind('m1_retest');
/** Two spellings of each phase exist in the field. */
const PHASES = [
  { number: 1, keys: ['phase_1_m5_bos', 'phase_1_bos'] },
  { number: 2, keys: ['phase_2_m1_break', 'phase_2_break'] },
  { number: 3, keys: ['phase_3_m1_retest', 'phase_3_retest'] },
  { number: 4, keys: ['phase_4_ylipip'] },
] as const;
const YLIPIP = 0.6;
/** The phases stay in the metadata: their times are the EA's own account of the setup. */
const KNOWN = new Set([...STRATEGY_KEYS, 'timestamp', 'symbol', 'trade_direction', 'current_price', 'signal_id']);

/**
 * The EA's four phases: M5 break of structure, M1 break, M1 retest, 0.6 pip trigger. It names no stop and no target:
 * the strategy derives them. Times without a zone are the trade server's, at UTC+0 while no server is heard.
 */
export const eaFourPhase: Dialect = {
  name: 'ea-four-phase',
  matches: (body) => Object.keys(body).some((key) => /^phase_[1-4]_/.test(key)),
  read,
};

function read(body: JsonObject, facts: IntakeFacts, issues: Issue[]): Draft {
  const fields = fieldReader(body, '', issues);
  const side = fields.need(['trade_direction'], sideOf, SIDE_RULE);
  const [bos, m1Break, retest, trigger] = PHASES.map((phase) => phaseOf(fields, phase.keys, phase.number, issues));
  const said = bos?.read(['direction'], sideOf, SIDE_RULE) ?? null;
  if (side !== null && said !== null && said !== side)
    bos?.issue('direction', `must agree with trade_direction (${side}), not ${said}`);
  if (trigger !== undefined && trigger !== null) trigger.need(['triggered'], isTrue, 'must be true: the setup has not triggered');
  fields.read(['ylipip_trigger'], isYlipip, `must be ${YLIPIP}`);
  const current = fields.price(['current_price']) ?? trigger?.price(['current']) ?? null;
  if (current === null) fields.issue('current_price', 'is missing: must be a positive number');
  return {
    signalId: fields.id(['signal_id']),
    kind: 'entry',
    symbol: fields.need(['symbol'], symbolOf, SYMBOL_RULE),
    timeframe: CARRIES.timeframe,
    pattern: CARRIES.pattern,
    strategyId: profileCarrying(fields, CARRIES.pattern, facts),
    side,
    entry: current,
    stopLoss: null,
    takeProfit: null,
    levels: {
      currentPrice: current,
      previousHigh: null,
      previousLow: null,
      structureBreak: bos?.needPrice(['price']) ?? null,
      breakLevel: m1Break?.needPrice(['price']) ?? null,
      retestLevel: retest?.needPrice(['price']) ?? null,
    },
    riskPercent: null,
    volumeMax: null,
    madeAt: fields.need(
      ['timestamp'],
      (value) => serverMoment(value, facts.serverOffsetMs() ?? 0),
      'must be a date and time, like 2025.09.01 10:15',
    ),
    metadata: metadataOf(body, KNOWN),
  };
}

/** One phase's fields; a missing phase is an issue that names it. */
function phaseOf(fields: FieldReader, keys: readonly string[], number: number, issues: Issue[]): FieldReader | null {
  const found = fields.first(keys);
  if (found === null) {
    fields.issue(keys[0] ?? '', `is missing: phase ${number} of 4 has not happened`);
    return null;
  }
  if (!isObject(found.value)) {
    fields.issue(found.key, 'must be an object');
    return null;
  }
  return fieldReader(found.value, found.key, issues);
}

const isTrue = (value: Json): true | null => (value === true ? true : null);
/** Written with two decimals by some versions, as a double by others. */
const isYlipip = (value: Json): number | null => (typeof value === 'number' && Math.abs(value - YLIPIP) < 1e-9 ? value : null);
