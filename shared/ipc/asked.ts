import { z } from 'zod';
import { stopScope } from '#shared/domain';
import { seen } from '#shared/lib';

/** Control characters other than tab and line breaks, which people type. */
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

/**
 * A text that a person gives: trimmed, `min` characters that can be seen and at most `max` in all, and nothing that a store
 * would write in another way. The same at every door.
 */
export const askedText = (min: number, max: number): z.ZodType<string, string> =>
  z
    .string()
    .trim()
    .max(max)
    .refine((text) => seen(text).length >= min, `must be at least ${min} characters that can be seen`)
    .refine((text) => text.isWellFormed() && !CONTROL.test(text), 'must be well-formed text without control characters');

/** A symbol that a person names: 1 to 32 characters that can be seen. Names that every object has are no symbols. */
export const askedSymbol = z
  .string()
  .min(1)
  .max(32)
  .refine(
    (name) => name.isWellFormed() && !CONTROL.test(name) && seen(name) === name && !/\s\s|[\t\r\n]/.test(name) && !(name in {}),
    'must be the name of a symbol',
  );

/** An account that a person names. */
export const askedAccount = z.object({ login: askedText(1, 64), server: askedText(1, 128) });

/** What a person asks to stop. */
export const askedScope = z.discriminatedUnion('kind', [
  stopScope.options[0],
  stopScope.options[1].extend({ symbol: askedSymbol }),
  stopScope.options[2],
]);
