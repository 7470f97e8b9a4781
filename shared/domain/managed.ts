import { z } from 'zod';

/** What makes a move about an open position: a rule of its plan, the trader, or the sender of a signal. */
export const managedRule = z.enum([
  'break_even',
  'trailing',
  'partial',
  'weakening',
  'time_exit',
  'session_end',
  'friday_flat',
  'news_exit',
  'max_adverse',
  'by_hand',
  'by_signal',
]);
export type ManagedRule = z.infer<typeof managedRule>;

/** Why a position is moved or closed, on the intent that does it. `step` tells several uses of one rule apart. */
export const managedBy = z.object({
  rule: managedRule,
  step: z.string().max(60),
  /** In a sentence, with the number and its limit. */
  text: z.string().max(300),
  by: z.string().max(200),
});
export type ManagedBy = z.infer<typeof managedBy>;
