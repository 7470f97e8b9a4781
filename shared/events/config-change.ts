import { z } from 'zod';

/** Longer values are cut, with three dots at their end. */
const VALUE_MAX = 2_000;
const value = z.string().max(VALUE_MAX);

/** A key of the configuration that has another value, as JSON text. */
export const configChange = z.object({ path: z.string().max(200), from: value, to: value });
export type ConfigChange = z.infer<typeof configChange>;

/** What was changed in the configuration, how, and what of it is in force at once. Absent: nothing is. */
export const configChanges = z.object({
  how: z.enum(['applied', 'undone', 'trusted']),
  changes: z.array(configChange).min(1).max(500),
  trustedProxies: z.array(z.string().max(64)).max(20).optional(),
  reason: z.string().max(500).nullable(),
});

/** A value as it is recorded. */
export const configValueText = (of: unknown): string => {
  const text = JSON.stringify(of ?? null);
  return text.length <= VALUE_MAX ? text : `${text.slice(0, VALUE_MAX - 3)}...`;
};
