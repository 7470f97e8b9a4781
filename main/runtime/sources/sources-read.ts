import type { Input } from '#shared/events';
import { canonicalJson } from '#shared/lib';
import type { ReadonlyCockpit } from '#shared/projection';
import type { RuntimeOptions } from '../options.ts';

/** The configured sources as an input, where they are not those on record: what the engine goes by is always in the journal. */
export function sourcesRead(
  cockpit: ReadonlyCockpit,
  { sources }: Pick<RuntimeOptions, 'sources'>,
): readonly Extract<Input, { type: 'sources.read' }>[] {
  if (sources === undefined || canonicalJson([...cockpit.sources.values()]) === canonicalJson([...sources])) return [];
  return [{ type: 'sources.read', payload: { sources: [...sources] } }];
}
