import { z } from 'zod';

/** What a source is called in records, addresses and settings. */
export const sourceId = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,31}$/, 'must be a small letter and up to 31 small letters, digits, _ or -')
  .refine((id) => !(id in {}), 'is a name that every object has: choose another');
