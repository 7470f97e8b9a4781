import { strategyOfProfile } from '#shared/config';
import { sourceNamed, type ProblemCode, type Signal, type Source } from '#shared/domain';
import type { ReadonlyEngine } from '#engine/engine.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 3_600_000;

/** A rule of its source that an entry breaks: the setting, and what to change. */
export type SourceRefusal = { readonly code: ProblemCode; readonly path: string; readonly message: string };

/** Of the sources that come in by no address, the cockpit's own. */
const nameOf = ({ id, name }: Source): string => (name === id ? id : `${name} (${id})`);

/** What the settings of its source have against an entry; null: nothing. What takes risk away is taken from any source. */
export function sourceRefusal(engine: ReadonlyEngine, signal: Signal, nowMs: number): SourceRefusal | null {
  const { kind, source: id, symbol } = signal;
  if (kind !== 'entry') return null;
  const source = sourceNamed(engine.cockpit.sources, id);
  if (source === null) {
    const message = `there is no source ${id} any more: set it up in Settings, Sources`;
    return { code: 'source_unknown', path: 'source', message };
  }
  if (!source.enabled)
    return { code: 'source_off', path: 'source.enabled', message: `${nameOf(source)} is off: switch it on in Settings, Sources` };
  if (source.symbols.length > 0 && !source.symbols.includes(symbol)) {
    const allowed = source.symbols.slice(0, 10).join(', ');
    const message = `${symbol} is not among the symbols of ${nameOf(source)} (${allowed}): add it to its symbols`;
    return { code: 'source_symbol', path: 'source.symbols', message };
  }
  return strategyRefusal(engine, source, signal) ?? limitRefusal(engine, source, nowMs);
}

function strategyRefusal({ cockpit }: ReadonlyEngine, source: Source, { strategyId, pattern }: Signal): SourceRefusal | null {
  if (source.strategy === null) return null;
  const path = 'source.strategy';
  const change = `send no strategy, or change the strategy of ${nameOf(source)}`;
  if (strategyId !== undefined && strategyId !== source.strategy)
    return { code: 'source_strategy', path, message: `is ${source.strategy}, and the sender names ${strategyId}: ${change}` };
  const strategy = strategyOfProfile(cockpit.config.strategies, source.strategy);
  if (strategy === null) {
    const message = `${source.strategy} is not a configured strategy: choose another for ${nameOf(source)}`;
    return { code: 'source_strategy', path, message };
  }
  if (strategy.pattern === pattern) return null;
  const message = `is ${source.strategy}, which trades ${strategy.pattern}, and the sender names ${pattern}: ${change}`;
  return { code: 'source_strategy', path, message };
}

function limitRefusal({ intake }: ReadonlyEngine, source: Source, nowMs: number): SourceRefusal | null {
  const { perMinute, perDay } = source.limits;
  const times = intake.entries.get(source.id) ?? [];
  const within = (ms: number): number => times.filter((at) => at > nowMs - ms).length;
  const refused = (setting: string, limit: number, span: string): SourceRefusal => ({
    code: 'source_limit',
    path: `source.limits.${setting}`,
    message: `${nameOf(source)} sent ${limit} entries within ${span}, its limit: raise it, or let it send fewer`,
  });
  if (perMinute !== null && within(MINUTE_MS) >= perMinute) return refused('perMinute', perMinute, 'a minute');
  return perDay !== null && within(DAY_MS) >= perDay ? refused('perDay', perDay, '24 hours') : null;
}

/** An entry as its source's settings make it: for the strategy that is fixed, within the sizes that are allowed. */
export function underSource({ cockpit }: Pick<ReadonlyEngine, 'cockpit'>, signal: Signal): Signal {
  const source = signal.kind === 'entry' ? sourceNamed(cockpit.sources, signal.source) : null;
  if (source === null) return signal;
  const { maxLots, maxRiskPercent, maxRiskMoney } = source.size;
  const bounds = {
    ...(maxLots === null ? {} : { lots: maxLots }),
    ...(maxRiskPercent === null ? {} : { riskPercent: maxRiskPercent }),
    ...(maxRiskMoney === null ? {} : { riskMoney: maxRiskMoney }),
  };
  return {
    ...signal,
    ...(source.strategy === null ? {} : { strategyId: source.strategy }),
    ...(Object.keys(bounds).length === 0 ? {} : { bounds }),
  };
}
