import { z } from 'zod';

/** What of a JSON Schema the pages show. */
type Schema = {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly format?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
};

export type KeyRow = { readonly key: string; readonly type: string; readonly preset: string; readonly meaning: string };
export type KeyTable = { readonly path: string; readonly title: string; readonly rows: readonly KeyRow[] };

/** One table for each object of a schema, those within it after it. */
export function tablesOf(schema: z.ZodType): readonly KeyTable[] {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;
  return Object.entries(json.properties ?? {}).flatMap(([key, section]) => tablesAt(key, section));
}

function tablesAt(path: string, schema: Schema): readonly KeyTable[] {
  const object = objectOf(schema);
  const inner: KeyTable[] = [];
  const rows: KeyRow[] = [];
  for (const [key, value] of Object.entries(object.properties ?? {})) {
    const at = `${path}.${key}`;
    const below = objectOf(value);
    const items = value.items === undefined ? {} : objectOf(value.items);
    const isRow = below.properties === undefined || ('default' in value && value.default === null);
    if (isRow)
      rows.push({
        key,
        type: typeText(value),
        preset: presetText(value, object.required?.includes(key) === true),
        meaning: value.description ?? below.description ?? '',
      });
    if (below.properties !== undefined) inner.push(...tablesAt(at, value));
    if (items.properties !== undefined) inner.push(...tablesAt(`${at}[]`, { ...items, description: `One entry of \`${key}\`.` }));
  }
  const own =
    rows.length === 0 && inner.length === 0 ? [] : [{ path, title: schema.description ?? object.description ?? '', rows }];
  return [...own, ...inner];
}

/** The object behind "an object or null", and the keys of all kinds of an object that comes in several. */
function objectOf(schema: Schema): Schema {
  if (schema.properties !== undefined) return schema;
  const kinds = (schema.oneOf ?? schema.anyOf ?? []).filter((kind) => kind.type !== 'null').map(objectOf);
  const objects = kinds.filter(({ properties }) => properties !== undefined);
  if (objects.length === 0 || objects.length !== kinds.length) return schema;
  const properties: Record<string, Schema> = {};
  for (const kind of objects)
    for (const [key, value] of Object.entries(kind.properties ?? {})) {
      const known = properties[key];
      properties[key] = known === undefined ? value : merged(known, value);
    }
  const required = Object.keys(properties).filter((key) => objects.every((kind) => kind.required?.includes(key)));
  return { description: schema.description ?? objects[0]?.description ?? '', properties, required };
}

const choicesOf = ({ enum: choices, const: only }: Schema): readonly unknown[] => choices ?? (only === undefined ? [] : [only]);
const merged = (a: Schema, b: Schema): Schema =>
  choicesOf(a).length === 0 ? a : { ...a, enum: [...choicesOf(a), ...choicesOf(b)] };

function presetText(schema: Schema, isRequired: boolean): string {
  if (!('default' in schema)) return isRequired ? 'required' : 'none';
  const { default: value } = schema;
  return Array.isArray(value) && value.some((one) => typeof one === 'object')
    ? value.map(stepText).join(', ')
    : `\`${JSON.stringify(value)}\``;
}

/** A step of a policy, such as `probe x5`. */
function stepText(step: unknown): string {
  const { action, attempts } = step as { readonly action: string; readonly attempts: number };
  return attempts === 1 ? action : `${action} x${attempts}`;
}

function typeText(schema: Schema): string {
  const choices = choicesOf(schema);
  if (choices.length > 0) return listed(choices.map((one) => `\`${String(one)}\``));
  const kinds = schema.anyOf ?? schema.oneOf;
  if (kinds !== undefined) return listed(kinds.map((kind) => (kind.type === 'null' ? '`null`' : typeText(kind))));
  switch (schema.type) {
    case 'boolean':
      return '`true` or `false`';
    case 'integer':
    case 'number':
      return rangeText(schema);
    case 'array':
      return schema.items?.properties === undefined ? `list of ${typeText(schema.items ?? {})}` : 'list of objects';
    case 'object':
      return 'object';
    default:
      return schema.format === 'date' ? 'date' : 'text';
  }
}

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;

function rangeText({ type, minimum, maximum, exclusiveMinimum }: Schema): string {
  const whole = type === 'integer' ? 'whole number' : 'number';
  const most = maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? null : maximum;
  if (exclusiveMinimum !== undefined) return `${whole} above ${exclusiveMinimum}${most === null ? '' : ` to ${most}`}`;
  if (minimum !== undefined && minimum > -Number.MAX_SAFE_INTEGER)
    return most === null ? `${whole} from ${minimum}` : `${whole} ${minimum} to ${most}`;
  return whole;
}
