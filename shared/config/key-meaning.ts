import { z } from 'zod';
import { config } from './schema.ts';

type Schema = {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
};

let root: Schema | undefined;

/** What a key of the configuration means, with its unit, as its schema says it; that of its section where it has none of its own. */
export function keyMeaning(path: string): string {
  root ??= z.toJSONSchema(config, { io: 'input', unrepresentable: 'any' }) as Schema;
  let [at, meaning]: [Schema, string] = [root, ''];
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

const kindsOf = ({ anyOf = [], oneOf = [], allOf = [] }: Schema): readonly Schema[] => [...anyOf, ...oneOf, ...allOf];
const descriptionOf = (schema: Schema): string | undefined =>
  schema.description ?? kindsOf(schema).flatMap(({ description }) => description ?? [])[0];
