import { configSchema, descriptionOf, kindsOf, type Schema } from './json-schema.ts';

/** What a key of the configuration means, with its unit, as its schema says it; that of its section where it has none of its own. */
export function keyMeaning(path: string): string {
  let [at, meaning]: [Schema, string] = [configSchema(), ''];
  for (const key of path.split('.')) {
    const next = within(at, key);
    if (next === null) return meaning;
    meaning = descriptionOf(next) ?? meaning;
    at = next;
  }
  return meaning;
}

/** A key of an object, also of one that comes in several kinds. */
function within(schema: Schema, key: string): Schema | null {
  const own = schema.properties?.[key];
  if (own !== undefined) return own;
  if (typeof schema.additionalProperties === 'object') return schema.additionalProperties;
  for (const kind of kindsOf(schema)) {
    const found = within(kind, key);
    if (found !== null) return found;
  }
  return null;
}
