import { strategyOfProfile } from '#shared/config';
import { allSources, sourceFault, sourceNamed } from '#shared/domain';
import type { OperatorAction } from '#shared/events';
import { canonicalJson } from '#shared/lib';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { decided, refused, type Turn, type Verdict } from '#engine/turn.ts';

type Act<A extends OperatorAction['act']> = Extract<OperatorAction, { act: A }>;
const SOURCES_MAX = 200;

/** A source as it is to be from now on. Its kind stays what it is: under another one its records would mean something else. */
export function setSource({ cockpit }: ReadonlyEngine, { actor }: Turn, { source, reason }: Act<'set-source'>): Verdict {
  const before = sourceNamed(cockpit.sources, source.id);
  const fault = sourceFault(source);
  if (fault !== null) return refused('bad_source', `${fault.path} ${fault.message}`);
  if (before !== null && before.kind !== source.kind)
    return refused('bad_source', `kind of ${source.id} is ${before.kind}: give a source of another kind an id of its own`);
  if (source.strategy !== null && strategyOfProfile(cockpit.config.strategies, source.strategy) === null)
    return refused('unknown_strategy', `There is no strategy ${source.strategy} in the configuration`);
  if (before === null && allSources(cockpit.sources).length >= SOURCES_MAX)
    return refused('bad_source', `There are ${SOURCES_MAX} sources already: change one that is off`);
  if (before !== null && canonicalJson(before) === canonicalJson(source))
    return refused('not_changed', `${source.id} is so already`);
  return decided({ type: 'source.set', payload: { source, isNew: before === null, by: actor, reason } });
}

/** Puts on record that a source has another secret. */
export const rotated = ({ cockpit }: ReadonlyEngine, { actor }: Turn, { id, overlapUntil }: Act<'rotate-source'>): Verdict =>
  sourceNamed(cockpit.sources, id) === null
    ? refused('unknown_source', `There is no source ${id}`)
    : decided({ type: 'source.rotated', payload: { id, overlapUntil, by: actor } });
