import type { Config } from '#shared/config';
import { rulebookIn } from '#shared/rulebooks';

/** The last tenth of the firm's number is left for closing. */
const FOR_ENTRIES = 0.9;

/** Requests of a firm's day at which entries end: the trader's number, or nine tenths of the firm's where that is less. */
export const requestsLimit = ({ limits, rulebook }: Config): number =>
  Math.min(limits.maxRequestsPerDay, Math.floor((rulebookIn(rulebook).limits.requestsPerDay ?? Infinity) * FOR_ENTRIES));
