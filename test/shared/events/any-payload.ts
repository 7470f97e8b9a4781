import fc from 'fast-check';
import { z } from 'zod';
import { defaultConfig } from '#shared/config';
import { payloadSchema, type EventType, type JournalRecord, type Payload } from '#shared/events';

type Schema = {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly items?: Schema | false;
  /** The items of a tuple, each by its place. */
  readonly prefixItems?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
};

/** Any JSON of a record: intake leaves out keys with the name `__proto__`, so that no reader has to be asked what it makes of one. */
export const anyJson = fc.jsonValue({ maxDepth: 2 }).filter((value) => !JSON.stringify(value).includes('"__proto__":'));

/** Values that a JSON schema describes: as much of JSON Schema as the contracts use. */
function valuesOf(schema: Schema): fc.Arbitrary<unknown> {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map(valuesOf));
  if (typeof schema.type === 'object') return fc.oneof(...schema.type.map((type) => valuesOf({ ...schema, type })));
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const low = schema.exclusiveMinimum ?? schema.minimum ?? -1e9;
  const high = Math.min(schema.maximum ?? 1e9, 1e9);
  switch (schema.type) {
    case 'string':
      if (schema.pattern !== undefined) return fc.stringMatching(new RegExp(schema.pattern));
      return fc.string({ unit: 'binary', minLength: schema.minLength ?? 0, maxLength: Math.min(schema.maxLength ?? 20, 20) });
    case 'integer':
      return fc.integer({ min: Math.ceil(low) + (schema.exclusiveMinimum === undefined ? 0 : 1), max: high });
    case 'number':
      return fc
        .double({ min: low, max: high, noNaN: true, minExcluded: schema.exclusiveMinimum !== undefined })
        .map((value) => value + 0); // JSON has no -0.
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      if (schema.prefixItems !== undefined) return fc.tuple(...schema.prefixItems.map(valuesOf));
      return fc.array(valuesOf(schema.items === false ? {} : (schema.items ?? {})), {
        minLength: schema.minItems ?? 0,
        maxLength: 3,
      });
    case 'object':
      return objectsOf(schema);
    default:
      return anyJson;
  }
}

function objectsOf({ properties, required = [], additionalProperties }: Schema): fc.Arbitrary<unknown> {
  if (properties === undefined) {
    return fc.dictionary(
      fc.string({ maxLength: 8 }).filter((key) => key !== '__proto__'),
      valuesOf(typeof additionalProperties === 'object' ? additionalProperties : {}),
      { maxKeys: 3, noNullPrototype: true },
    );
  }
  const fields = Object.fromEntries(Object.entries(properties).map(([key, field]) => [key, valuesOf(field)]));
  return fc.record(fields, { requiredKeys: [...required] });
}

/** Any payload of a type. Configurations are the default one, because its rules between fields are not in its JSON schema. */
export function anyPayload<T extends EventType>(type: T): fc.Arbitrary<Payload<T>> {
  const schema = z.toJSONSchema(payloadSchema(type), { reused: 'inline', unrepresentable: 'any' }) as Schema;
  const values = valuesOf(schema) as fc.Arbitrary<Payload<T>>;
  return values.map((payload) => {
    if (type === 'run.started' || type === 'limits.kept' || type === 'limits.taken')
      return { ...payload, config: defaultConfig() };
    // A choice of rules has a condition between its parts that no generator knows.
    if ('rulebook' in payload) return { ...payload, rulebook: defaultConfig().rulebook };
    if ('action' in payload && typeof payload.action === 'object' && payload.action.act === 'choose-rulebook')
      return { ...payload, action: { ...payload.action, rulebook: defaultConfig().rulebook } };
    if (type === 'position.planned') return { ...payload, rules: defaultConfig().strategies.m5_bos.management };
    if ('action' in payload && typeof payload.action === 'object' && payload.action.act === 'manage-position')
      return { ...payload, action: { ...payload.action, rules: defaultConfig().strategies.m5_bos.management } };
    return payload;
  });
}

/** One payload of a type, always the same. */
export const somePayload = <T extends EventType>(type: T, seed = 1): Payload<T> => {
  const [payload] = fc.sample(anyPayload(type), { numRuns: 1, seed });
  if (payload === undefined) throw new Error('no sample');
  return payload;
};

/** A record of a type with the payload changed as wanted. */
export const someRecord = <T extends EventType>(seq: number, type: T, change: Partial<Payload<T>> = {}): JournalRecord =>
  ({
    seq,
    at: 1_754_296_080_000 + seq,
    run: 'run-1',
    version: 2,
    correlationId: 'c',
    causationId: null,
    actor: 'test',
    type,
    payload: { ...somePayload(type, seq), ...change },
  }) as unknown as JournalRecord;
