import { z } from 'zod';
import { config } from './schema.ts';

/** What is read of a JSON Schema here. */
export type Schema = {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
};

let root: Schema | undefined;

/** The configuration's schema as JSON Schema, as it is written in the file: defaults may be left out. */
export const configSchema = (): Schema => (root ??= z.toJSONSchema(config, { io: 'input', unrepresentable: 'any' }) as Schema);

/** A schema's alternatives. */
export const kindsOf = ({ anyOf = [], oneOf = [], allOf = [] }: Schema): readonly Schema[] => [...anyOf, ...oneOf, ...allOf];

export const descriptionOf = (schema: Schema): string | undefined =>
  schema.description ?? kindsOf(schema).flatMap(({ description }) => description ?? [])[0];
