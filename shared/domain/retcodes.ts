import type { Outcome } from './terminal.ts';

/**
 * What a return code of the trade server means for the request. The codes and their names are MetaQuotes'
 * (MQL5 reference, "Return Codes of the Trade Server"); the classes are ours.
 */
export type RetcodeClass =
  /** Carried out, in whole or in part, or there was nothing to change. */
  | 'done'
  /** Taken; the deal follows. */
  | 'placed'
  /** Surely not carried out: the price had moved, ask with a fresh one. */
  | 'fresh_price'
  /** Surely not carried out: the server is busy or locked, ask later. */
  | 'back_off'
  /** Surely not carried out: the market is closed, ask when it opens. */
  | 'closed'
  /** May have been carried out: look first. */
  | 'unknown'
  /** What it speaks of is not there any more: look at what is. */
  | 'gone'
  /** Surely not carried out, and asking again in the same way changes nothing. */
  | 'final'
  /** Surely not carried out, and nothing will be until trading is switched on. */
  | 'disabled';

/** Our own code: the request never left the cockpit, or is proven never to have arrived. Not a code of the server. */
export const NOT_SENT = 0;

const TABLE: ReadonlyMap<number, readonly [name: string, means: RetcodeClass]> = new Map([
  [NOT_SENT, ['NOT_SENT', 'back_off']],
  [10004, ['REQUOTE', 'fresh_price']],
  [10006, ['REJECT', 'final']],
  [10007, ['CANCEL', 'final']],
  [10008, ['PLACED', 'placed']],
  [10009, ['DONE', 'done']],
  [10010, ['DONE_PARTIAL', 'done']],
  [10011, ['ERROR', 'unknown']],
  [10012, ['TIMEOUT', 'unknown']],
  [10013, ['INVALID', 'final']],
  [10014, ['INVALID_VOLUME', 'final']],
  [10015, ['INVALID_PRICE', 'fresh_price']],
  [10016, ['INVALID_STOPS', 'final']],
  [10017, ['TRADE_DISABLED', 'disabled']],
  [10018, ['MARKET_CLOSED', 'closed']],
  [10019, ['NO_MONEY', 'final']],
  [10020, ['PRICE_CHANGED', 'fresh_price']],
  [10021, ['PRICE_OFF', 'fresh_price']],
  [10022, ['INVALID_EXPIRATION', 'final']],
  [10023, ['ORDER_CHANGED', 'back_off']],
  [10024, ['TOO_MANY_REQUESTS', 'back_off']],
  [10025, ['NO_CHANGES', 'done']],
  [10026, ['SERVER_DISABLES_AT', 'disabled']],
  [10027, ['CLIENT_DISABLES_AT', 'disabled']],
  [10028, ['LOCKED', 'back_off']],
  [10029, ['FROZEN', 'back_off']],
  [10030, ['INVALID_FILL', 'final']],
  [10031, ['CONNECTION', 'unknown']],
  [10032, ['ONLY_REAL', 'disabled']],
  [10033, ['LIMIT_ORDERS', 'final']],
  [10034, ['LIMIT_VOLUME', 'final']],
  [10035, ['INVALID_ORDER', 'gone']],
  [10036, ['POSITION_CLOSED', 'gone']],
  [10038, ['INVALID_CLOSE_VOLUME', 'gone']],
  [10039, ['CLOSE_ORDER_EXIST', 'back_off']],
  [10040, ['LIMIT_POSITIONS', 'final']],
  [10041, ['REJECT_CANCEL', 'gone']],
  [10042, ['LONG_ONLY', 'final']],
  [10043, ['SHORT_ONLY', 'final']],
  [10044, ['CLOSE_ONLY', 'final']],
  [10045, ['FIFO_CLOSE', 'final']],
  [10046, ['HEDGE_PROHIBITED', 'final']],
]);

/** The server's name of a code, without its prefix; `CODE_n` for one that is not in its list. */
export const retcodeName = (retcode: number): string => TABLE.get(retcode)?.[0] ?? `CODE_${retcode}`;

/** An undocumented code proves nothing: it is handled like a missing answer. */
export const retcodeClass = (retcode: number): RetcodeClass => TABLE.get(retcode)?.[1] ?? 'unknown';

type Confirmed = Extract<Outcome, { kind: 'confirmed' }>;
type Refused = Extract<Outcome, { kind: 'refused' }>;

/** A server's no as an outcome. Where the code does not prove that nothing was done, the outcome is unknown. */
export const refusalOf = (retcode: number, text: string, at: number): Outcome =>
  retcodeClass(retcode) === 'unknown'
    ? { kind: 'unknown', why: `${retcodeName(retcode)} (${retcode}): ${text}`.slice(0, 500), at }
    : { kind: 'refused', retcode, text, at };

declare const granted: unique symbol;
/**
 * Leave to ask for the same thing again under a new client id. It comes from `leaveToAskAgain` alone, which takes no
 * unknown outcome: code that repeats a request whose outcome is unknown does not compile.
 */
export type Leave = { readonly [granted]: true; readonly when: 'at_once' | 'later' | 'market_open' };

const leave = (when: Leave['when']): Leave => ({ when }) as Leave;

/** May what takes risk away be asked again after this end? Null: no, it would end the same way. */
export function leaveToAskAgain(outcome: Confirmed | Refused): Leave | null {
  // Confirmed, and what was to go is still there: a part was done, the rest is asked for.
  if (outcome.kind === 'confirmed') return leave('at_once');
  switch (retcodeClass(outcome.retcode)) {
    case 'fresh_price':
    case 'gone':
      return leave('at_once');
    case 'back_off':
    case 'disabled':
    case 'final':
      return leave('later');
    case 'closed':
      return leave('market_open');
    case 'done':
    case 'placed':
    case 'unknown':
      return null;
  }
}
