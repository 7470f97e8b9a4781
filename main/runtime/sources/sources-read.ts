import type { Input } from '#shared/events';
import { canonicalJson } from '#shared/lib';
import type { ReadonlyCockpit } from '#shared/projection';
import type { RuntimeOptions } from '../options.ts';

/**
 * The configured sources as an input, where they are not those on record: what the engine goes by is always in the journal. Where a
 * change came on record, and the last run ended before it was in the file, the record holds.
 */
export function sourcesRead(
  cockpit: ReadonlyCockpit,
  { sources, sourcesBegun = null }: Pick<RuntimeOptions, 'sources' | 'sourcesBegun'>,
): readonly Extract<Input, { type: 'sources.read' }>[] {
  const onRecord = canonicalJson([...cockpit.sources.values()]);
  if (sources === undefined || onRecord === canonicalJson([...sources])) return [];
  if (sourcesBegun !== null && onRecord === canonicalJson([...sourcesBegun])) return [];
  return [{ type: 'sources.read', payload: { sources: [...sources] } }];
}
