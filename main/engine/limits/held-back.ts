import { isJsonObject, leavesOf, type Config, type Json, type RulebookChoice } from '#shared/config';
import type { Widened } from '#shared/events';
import { canonicalJson } from '#shared/lib';
import { rulebookIn } from '#shared/rulebooks';
import { allowsNoMore } from '#engine/rulebook';
import { GUARDED_KEYS } from './guarded-keys.ts';

/** What a strategy that was not there was: off. */
const NEW_STRATEGY = { enabled: false };

function withValue(object: Json, [key = '', ...rest]: readonly string[], value: unknown): Json {
  const inner = object[key];
  return { ...object, [key]: rest.length === 0 ? value : withValue(isJsonObject(inner) ? inner : {}, rest, value) };
}

/**
 * A configuration with everything in it that allows more than the one in force put back to what is in force, and what that is.
 * What allows less, or bounds nothing, is as asked.
 */
export function heldBack(was: Config, asked: Config): { readonly config: Config; readonly widened: readonly Widened[] } {
  const before = new Map(leavesOf(was));
  let config: Json = asked;
  const widened: Widened[] = [];
  for (const [path, value] of leavesOf(asked)) {
    const [section = '', id = '', key = ''] = path.split('.');
    const allowsMore = GUARDED_KEYS[section === 'strategies' ? `strategies.*.${key}` : path];
    const isNew = section === 'strategies' && !Object.hasOwn(was.strategies, id);
    const kept = isNew ? (NEW_STRATEGY as Json)[key] : before.get(path);
    if (allowsMore === undefined || kept === undefined || !allowsMore(kept, value)) continue;
    widened.push({ path, kept: textOf(kept), asked: textOf(value) });
    config = withValue(config, path.split('.'), kept);
  }
  if (!allowsNoMore(was.rulebook, asked.rulebook)) {
    const rulebook = withNearerStops(was.rulebook, asked.rulebook);
    widened.push(...changesOf(rulebook, asked.rulebook));
    config = { ...config, rulebook };
  }
  return { config: config as Config, widened };
}

/** Rules wait as a whole, for they mean something only together; of the trader's own two stops the nearer ones hold at once. */
const withNearerStops = (was: RulebookChoice, asked: RulebookChoice): RulebookChoice => ({
  ...was,
  softStopPct: Math.min(was.softStopPct, asked.softStopPct),
  hardStopPct: Math.min(was.hardStopPct, asked.hardStopPct),
});

const textOf = (value: unknown): string => (typeof value === 'string' ? value : canonicalJson(value ?? null)).slice(0, 100);

/** Where two choices of rules differ, in what they mean: a preset's numbers, not only its name. */
function changesOf(was: RulebookChoice, asked: RulebookChoice): readonly Widened[] {
  const meaning = ({ custom: _custom, ...choice }: RulebookChoice): ReadonlyMap<string, unknown> => {
    const { source: _source, verifiedOn: _on, doubts: _doubts, ...book } = rulebookIn({ ...choice, custom: _custom });
    return new Map([...leavesOf(choice), ...leavesOf(book)]);
  };
  const [before, after] = [meaning(was), meaning(asked)];
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => canonicalJson(before.get(path) ?? null) !== canonicalJson(after.get(path) ?? null))
    .map((path) => ({ path: `rulebook.${path}`, kept: textOf(before.get(path)), asked: textOf(after.get(path)) }));
}
