import { z } from 'zod';

/** A code of an older version, read from a journal: it is kept and shown, and nothing is decided by it. */
export type OldCode = string & z.BRAND<'code of an older version'>;

/** The shape of a code on record: what is written now is one of ours, what an older version wrote is still read. */
export const recorded = <Code extends string>(): z.ZodType<Code | OldCode, string> =>
  z.string() as unknown as z.ZodType<Code | OldCode, string>;

/** A code's row in a table of ours; undefined for one of an older version. */
export const rowOf = <Row>(table: Readonly<Record<string, Row>>, code: string): Row | undefined =>
  Object.hasOwn(table, code) ? table[code] : undefined;
