import { configSchema, descriptionOf, kindsOf, type Schema } from './json-schema.ts';
import { keyMeaning } from './key-meaning.ts';

type Bounds = {
  readonly min: number | null;
  /** The least value itself is not allowed. */
  readonly isAbove: boolean;
  readonly max: number | null;
  readonly isWhole: boolean;
};
type Single =
  | { readonly kind: 'switch' }
  | ({ readonly kind: 'number' } & Bounds)
  | { readonly kind: 'choice'; readonly options: readonly (string | number)[] }
  | { readonly kind: 'text'; readonly pattern: string | null };
/** One field of a list's entries. */
export type Column = Single & { readonly key: string; readonly meaning: string; readonly preset: unknown };
type Shape =
  | Single
  /** Any of a few. */
  | { readonly kind: 'choices'; readonly options: readonly string[]; readonly least: number }
  | { readonly kind: 'texts' }
  /** Names and what stands for each. */
  | { readonly kind: 'pairs'; readonly of: 'text' | 'number' }
  | { readonly kind: 'rows'; readonly columns: readonly Column[]; readonly most: number | null }
  /** An object with a form of its own. */
  | { readonly kind: 'own' };

/** How a key of the configuration is asked for: everything a form needs, read from the schema. */
export type KeyShape = Shape & {
  readonly path: string;
  readonly meaning: string;
  /** What holds where the file does not say it; undefined: nothing does. */
  readonly preset: unknown;
  /** Nothing, null, is a value of it. */
  readonly isNullable: boolean;
};

/** Every key that can be set, in the schema's order. `kinds` names the strategy of each profile that is not named like one. */
export function keyShapes(kinds: Readonly<Record<string, string>> = {}): readonly KeyShape[] {
  const { properties = {} } = configSchema();
  return Object.entries(properties).flatMap(([section, schema]) => [
    ...shapesIn(schema, section),
    ...(section === 'strategies' ? Object.entries(kinds).flatMap(([id, kind]) => ownProfile(schema, id, kind)) : []),
  ]);
}

function ownProfile({ additionalProperties }: Schema, id: string, kind: string): readonly KeyShape[] {
  if (typeof additionalProperties !== 'object') return [];
  const own = kindsOf(additionalProperties).find(({ properties }) => properties?.['kind']?.const === kind);
  return own === undefined ? [] : shapesIn(own, `strategies.${id}`);
}

function shapesIn(schema: Schema, path: string): readonly KeyShape[] {
  if (schema.properties === undefined) return shapeOf(schema, path);
  return Object.entries(schema.properties).flatMap(([key, inner]) => shapesIn(inner, `${path}.${key}`));
}

function shapeOf(schema: Schema, path: string): readonly KeyShape[] {
  // A profile's kind is its name's, or given when it is made: there is nothing to choose.
  if (schema.const !== undefined) return [];
  const [isNullable, plain] = withoutNull(schema);
  const shape = singleOf(plain) ?? manyOf(plain) ?? { kind: 'own' as const };
  return [{ ...shape, path, meaning: keyMeaning(path), preset: schema.default, isNullable }];
}

function withoutNull(schema: Schema): readonly [isNullable: boolean, plain: Schema] {
  const kinds = kindsOf(schema);
  const others = kinds.filter(({ type }) => type !== 'null');
  if (others.length === kinds.length) return [false, schema];
  return [true, others.length === 1 ? (others[0] ?? schema) : { ...schema, anyOf: others }];
}

function singleOf(schema: Schema): Single | null {
  const fixed = kindsOf(schema).map((kind) => kind.const);
  const options = schema.enum ?? (fixed.length > 0 && !fixed.includes(undefined) ? fixed : null);
  if (options !== null) return { kind: 'choice', options: options as readonly (string | number)[] };
  switch (schema.type) {
    case 'boolean':
      return { kind: 'switch' };
    case 'number':
    case 'integer':
      return {
        kind: 'number',
        min: schema.exclusiveMinimum ?? schema.minimum ?? null,
        isAbove: schema.exclusiveMinimum !== undefined,
        max: schema.maximum ?? null,
        isWhole: schema.type === 'integer',
      };
    case 'string':
      return { kind: 'text', pattern: schema.pattern ?? null };
    default:
      return null;
  }
}

function manyOf(schema: Schema): Shape | null {
  const { items, additionalProperties } = schema;
  if (typeof additionalProperties === 'object' && schema.properties === undefined)
    return { kind: 'pairs', of: additionalProperties.type === 'string' ? 'text' : 'number' };
  if (items?.properties !== undefined)
    return { kind: 'rows', columns: Object.entries(items.properties).flatMap(columnOf), most: schema.maxItems ?? null };
  if (items?.enum !== undefined)
    return { kind: 'choices', options: items.enum as readonly string[], least: schema.minItems ?? 0 };
  return items?.type === 'string' ? { kind: 'texts' } : null;
}

function columnOf([key, schema]: readonly [string, Schema]): readonly Column[] {
  const single = singleOf(schema);
  return single === null ? [] : [{ ...single, key, meaning: descriptionOf(schema) ?? '', preset: schema.default }];
}
