import { byHand } from './by-hand.ts';
import { m1Retest } from './m1-retest.ts';
import { m5Bos } from './m5-bos.ts';

/** Every strategy there is, in the order screens show them. A new one is a file beside this one and a row here. */
export const STRATEGY_TABLE = [m5Bos, m1Retest, byHand] as const;

/** The strategy of a signal, or a what-if, that names none. */
export const DEFAULT_STRATEGY = m5Bos.id;
/** The strategy of an order by hand that names none. */
export const BY_HAND = byHand.id;
