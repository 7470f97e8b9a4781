import { z } from 'zod';
import { EVENT_TYPES, isEventType } from '#shared/events';

/** An id in a query. */
export const queryId = z.string().min(1).max(128);

/** A whole number in a query, of at most fifteen digits. */
export const queryWhole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(min).max(max))
    .describe(`A whole number, ${min} to ${max === Number.MAX_SAFE_INTEGER ? '999999999999999' : max}`);

/** A moment in a query. */
export const queryMoment = z
  .string()
  .transform((text, context) => {
    const at = momentOf(text);
    if (at !== null) return at;
    context.addIssue({ code: 'custom', message: 'must be a time with a zone (2025-08-04T13:00:00Z) or epoch milliseconds' });
    return z.NEVER;
  })
  .describe('ISO 8601 with a zone, or epoch milliseconds');

/** Epoch milliseconds, or ISO 8601 with a zone: a time without one means another moment to everybody. */
function momentOf(text: string): number | null {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  const at = /(Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(at) ? null : at;
}

/** Types of journal records in a query. */
export const recordTypes = z
  .string()
  .transform((text) => text.split(','))
  .refine((names) => names.every(isEventType), `must be one or more of ${EVENT_TYPES.join(', ')}, separated by commas`)
  .describe('Record types, separated by commas');
