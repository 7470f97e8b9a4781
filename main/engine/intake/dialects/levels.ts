import type { ClaimedLevels } from '#shared/domain';
import type { FieldReader } from './field-reader.ts';

/** The structure levels a sender may claim, as they are spelled on the wire. */
export const LEVEL_KEYS = [
  'current_price',
  'previous_high',
  'previous_low',
  'structure_break_level',
  'break_level',
  'retest_level',
] as const;

/** Reads the levels that are there; each is optional, but must be a price. */
export const readLevels = (fields: FieldReader): ClaimedLevels => ({
  currentPrice: fields.price(['current_price']),
  previousHigh: fields.price(['previous_high']),
  previousLow: fields.price(['previous_low']),
  structureBreak: fields.price(['structure_break_level']),
  breakLevel: fields.price(['break_level']),
  retestLevel: fields.price(['retest_level']),
});
