import { strategyOfProfile } from '#shared/config';
import { allSources, isBuiltIn, sourceFault, sourceNamed } from '#shared/domain';
import type { OperatorAction } from '#shared/events';
import { canonicalJson } from '#shared/lib';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { decided, refused, type Turn, type Verdict } from '#engine/turn.ts';

type Act<A extends OperatorAction['act']> = Extract<OperatorAction, { act: A }>;
const SOURCES_MAX = 200;

/** What the trader asks about sources. */
export function changeSources(
  engine: ReadonlyEngine,
  turn: Turn,
  action: Act<'set-source' | 'remove-source' | 'rotate-source'>,
): Verdict {
  switch (action.act) {
    case 'set-source':
      return setSource(engine, turn, action);
    case 'remove-source':
      return removeSource(engine, turn, action);
    case 'rotate-source':
      return rotated(engine, turn, action);
  }
}

/** A source as it is to be from now on. Its kind stays what it is: under another one its records would mean something else. */
function setSource({ cockpit }: ReadonlyEngine, { actor }: Turn, { source, reason }: Act<'set-source'>): Verdict {
  const before = sourceNamed(cockpit.sources, source.id);
  const fault = sourceFault(source);
  if (fault !== null) return refused('bad_source', `${fault.path} ${fault.message}`);
  if (before !== null && before.kind !== source.kind)
    return refused('bad_source', `kind of ${source.id} is ${before.kind}: give a source of another kind an id of its own`);
  const other = [...cockpit.sources.values()].find(
    ({ id, folder }) => id !== source.id && folder !== null && folder === source.folder,
  );
  if (other !== undefined) return refused('bad_source', `folder is that of ${other.id} already: each file is read by one source`);
  if (source.strategy !== null && strategyOfProfile(cockpit.config.strategies, source.strategy) === null)
    return refused('unknown_strategy', `There is no strategy ${source.strategy} in the configuration`);
  if (before === null && allSources(cockpit.sources).length >= SOURCES_MAX)
    return refused('bad_source', `There are ${SOURCES_MAX} sources already: change one that is off`);
  if (before !== null && canonicalJson(before) === canonicalJson(source))
    return refused('not_changed', `${source.id} is so already`);
  return decided({ type: 'source.set', payload: { source, isNew: before === null, by: actor, reason } });
}

/** Takes a source away. The built-in ones stay: they can be switched off. */
function removeSource({ cockpit }: ReadonlyEngine, { actor }: Turn, { id, reason }: Act<'remove-source'>): Verdict {
  if (isBuiltIn(id)) return refused('bad_source', `${id} is always there: switch it off instead`);
  const source = cockpit.sources.get(id);
  if (source === undefined) return refused('unknown_source', `There is no source ${id}`);
  return decided({ type: 'source.removed', payload: { id, name: source.name, by: actor, reason } });
}

/** Puts on record that a source has another secret. */
const rotated = ({ cockpit }: ReadonlyEngine, { actor }: Turn, { id, overlapUntil }: Act<'rotate-source'>): Verdict =>
  sourceNamed(cockpit.sources, id) === null
    ? refused('unknown_source', `There is no source ${id}`)
    : decided({ type: 'source.rotated', payload: { id, overlapUntil, by: actor } });
