import { base32Id } from '#shared/lib';

const CID_LENGTH = 16;

/**
 * The client id of one attempt at one order: 16 characters of Crockford base 32, derived, so that a replay or a restart finds the same.
 * It travels in the order's comment ("C:" + clientOrderId) and is how an order is found again when its answer was lost.
 */
export const makeClientOrderId = (subject: string, bornAt: number, op: string, attempt: number): string =>
  base32Id(`${subject}|${bornAt}|${op}|${attempt}`, CID_LENGTH);
