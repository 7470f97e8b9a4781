import type { Signal } from '#shared/domain';
import type { Json } from '#shared/lib';
import type { Pattern, Strategy } from '#shared/strategies';
import type { Draft } from './draft.ts';
import type { IntakeFacts } from './facts.ts';
import type { FieldReader } from './field-reader.ts';
import { patternFor, patternOf, PATTERN_RULE, timeframeFor, timeframeOf } from './vocabulary.ts';

/** How senders name the profile that a signal is for. */
export const STRATEGY_KEYS = ['strategy_id', 'strategyId'] as const;
const PATTERN = 'pattern_type';

type Named = { readonly id: string; readonly strategy: Strategy };
type Setup = Pick<Draft, 'strategyId' | 'timeframe' | 'pattern'>;

/**
 * The profile that a body names; null when it names none. An entry for a profile that does not exist is refused; an exit or a
 * cancel is read without it, because nothing may keep a position open.
 */
export function namedProfile(fields: FieldReader, kind: Signal['kind'], { profiles }: IntakeFacts): Named | null {
  const parse = (value: Json): Named | null => {
    const id = typeof value === 'string' ? value.trim() : '';
    const strategy = profiles.get(id);
    return strategy === undefined ? null : { id, strategy };
  };
  if (kind !== 'entry') {
    const found = fields.first(STRATEGY_KEYS);
    return found === null ? null : parse(found.value);
  }
  return fields.read(STRATEGY_KEYS, parse, `must be a configured strategy: ${namesOf(profiles)}`);
}

/** The profiles that a sender may name. */
const namesOf = (profiles: IntakeFacts['profiles']): string =>
  [...profiles].flatMap(([id, { isByHand }]) => (isByHand ? [] : [id])).join(', ');

/** The profile for a format that carries one pattern only. */
export function profileCarrying(fields: FieldReader, pattern: Pattern, facts: IntakeFacts): string | null {
  const named = namedProfile(fields, 'entry', facts);
  if (named !== null && named.strategy.pattern !== pattern) disagree(fields, named, pattern);
  return named?.id ?? null;
}

/**
 * Which setup a body is about. What it does not say follows from what it does: the profile's strategy, else the pattern or the
 * timeframe it names, else `silent`.
 */
export function setupOf(
  fields: FieldReader,
  kind: Signal['kind'],
  frame: { readonly keys: readonly string[]; readonly rule: string; readonly isOfChart: boolean },
  facts: IntakeFacts,
  silent: Pick<Draft, 'timeframe' | 'pattern'>,
): Setup {
  const named = namedProfile(fields, kind, facts);
  const stated = fields.read([PATTERN], patternOf, PATTERN_RULE);
  // A strategy that is named may be looked for on any chart.
  const isNamed = frame.isOfChart && (named !== null || stated !== null);
  const chart = fields.read(
    frame.keys,
    (value) => timeframeOf(value) ?? (isNamed && isChart(value) ? 'other' : null),
    frame.isOfChart ? `${frame.rule}; of another chart name the strategy: strategy_id ${namesOf(facts.profiles)}` : frame.rule,
  );
  const timeframe = chart === 'other' ? null : chart;
  if (named !== null) {
    if (stated !== null && stated !== named.strategy.pattern && kind === 'entry') disagree(fields, named, stated);
    return { strategyId: named.id, timeframe: timeframe ?? named.strategy.timeframe, pattern: named.strategy.pattern };
  }
  return {
    strategyId: null,
    timeframe: timeframe ?? (stated === null ? silent.timeframe : timeframeFor(stated)),
    pattern: stated ?? (timeframe === null ? silent.pattern : patternFor(timeframe)),
  };
}

/** TradingView's or MetaTrader's name of a chart's timeframe. */
const isChart = (value: unknown): boolean =>
  /^(?:\d{1,5}[smhdw]?|[mhdw]\d{0,3}|mn\d?)$/i.test(
    typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '',
  );

const disagree = (fields: FieldReader, { id, strategy }: Named, pattern: Pattern): void =>
  fields.issue(
    fields.first(STRATEGY_KEYS)?.key ?? STRATEGY_KEYS[0],
    `must agree with the pattern ${pattern}: ${id} trades ${strategy.pattern}`,
  );
