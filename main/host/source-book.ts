import { openSources, SourcesFault } from '../adapters/sources/index.ts';
import { sourceKeys } from '../adapters/secrets/index.ts';
import type { Clock, Log, SourceBook, SourceKeys } from '#ports';
import type { ReadonlyCockpit } from '#shared/projection';
import { sourceKindOf } from '#shared/domain';
import { StartFault, type CockpitOptions } from './options.ts';

/** The sources of a data folder. Throws StartFault where its `sources.json` cannot be used. */
export function sourceBook(dataDir: string): SourceBook {
  try {
    return openSources(dataDir);
  } catch (error) {
    if (error instanceof SourcesFault) throw new StartFault(error.lines);
    throw error;
  }
}

/** The secrets of the sources; one is drawn for each that needs one and has none, as after it was written into the file by hand. */
export function keysOf({ secrets, secretPlace }: CockpitOptions, clock: Clock, book: SourceBook): SourceKeys {
  const keys = sourceKeys({ base: secrets, placeOf: secretPlace ?? (() => null), nowMs: () => clock.nowMs() });
  for (const { id, kind } of [...book.sources, ...(book.begun ?? [])])
    if (keys.of(id) === null && sourceKindOf(kind).doors.some((door) => door !== 'folder')) keys.draw(id, 0);
  return keys;
}

/** The secrets that are good for a source now. */
export function goodNow(keys: SourceKeys, id: string): readonly string[] {
  const key = keys.of(id);
  if (key === null) return [];
  return key.previous === null ? [key.secret] : [key.secret, key.previous.secret];
}

/** A change that was cut short is in the file now as it is on record. */
export function settleSources({ begun, keep }: SourceBook, { sources }: Pick<ReadonlyCockpit, 'sources'>, log: Log): void {
  const problem = begun === null ? null : keep([...sources.values()]);
  if (problem !== null) log.write('warn', 'the sources are not in their file', { problem });
}
