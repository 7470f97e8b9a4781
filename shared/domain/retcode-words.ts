import { NOT_SENT, retcodeClass, retcodeName, type RetcodeClass } from './retcodes.ts';

type Words = readonly [means: string, remedy: string];

const MARKET_WATCH = 'See under Specification of the symbol in Market Watch';
const ASK_BROKER = 'ask the broker';

/**
 * Every return code of the trade server (MQL5 reference, "Return Codes of the Trade Server") in a trader's words, and what
 * there is to do about it. 10005 and 10037 do not exist.
 */
const WORDS: ReadonlyMap<number, Words> = new Map<number, Words>([
  [NOT_SENT, ['nothing was sent, or it never arrived', 'Read the reason with it; the next signal may pass.']],
  [10004, ['requote: the price had moved', 'Nothing to do; a wider deviation meets fewer requotes.']],
  [10006, ['the broker rejected the request', `Look in the terminal's Journal tab, or ${ASK_BROKER}.`]],
  [10007, ['the request was cancelled in the terminal or by a dealer', `Nobody else may trade here; else ${ASK_BROKER}.`]],
  [10008, ['the order was taken, its deal follows', 'Nothing to do: the deal is looked for.']],
  [10009, ['done', 'Nothing to do.']],
  [10010, ['only a part was dealt', 'Nothing to do: what was not dealt is cancelled.']],
  [
    10011,
    [
      'the request could not be processed',
      "Nothing to do: the order is looked for. If it stays, see the terminal's Journal tab.",
    ],
  ],
  [
    10012,
    ['the server gave no answer in time', 'Nothing to do: the order is looked for. Check the connection if it happens often.'],
  ],
  [
    10013,
    ['the server takes the request for invalid', `${MARKET_WATCH} what the broker takes, then report it with the journal.`],
  ],
  [10014, ['the volume is not one that the broker takes', `${MARKET_WATCH} the smallest and largest volume and the step.`]],
  [10015, ['the price is not one that the broker takes', 'Nothing to do: the next signal has a fresh price.']],
  [10016, ['stop or target is on the wrong side or too near', `${MARKET_WATCH} the stops level, and set the stop wider.`]],
  [10017, ['trading is disabled', 'Log in with the master password; see whether the symbol may be traded, else ask the broker.']],
  [10018, ['the market is closed', `${MARKET_WATCH} the trading sessions, and wait for the next one.`]],
  [10019, ['the free margin is too small', 'Close something, trade less lots, or ask the broker for the margin of the symbol.']],
  [10020, ['the price changed', 'Nothing to do; a wider deviation meets fewer of them.']],
  [10021, ['there is no price to deal at', 'Wait until prices move again; check the connection to the broker.']],
  [10022, ['the expiry of the order is not allowed', `${MARKET_WATCH} which expiries the broker takes.`]],
  [10023, ['the order changed meanwhile', 'Nothing to do: it is read again.']],
  [10024, ['too many requests', 'Wait a minute, and send fewer signals; firms count requests too.']],
  [10025, ['there was nothing to change', 'Nothing to do.']],
  [10026, ["the broker's server does not let programs trade", 'Ask the broker to allow Expert Advisors on this account.']],
  [10027, ['the terminal does not let programs trade', 'Press "Algo Trading" in the terminal\'s toolbar.']],
  [10028, ['the request is locked while it is processed', 'Wait a moment: it is asked again where that is safe.']],
  [
    10029,
    ['order or position is frozen: too near to the price', `${MARKET_WATCH} the freeze level; wait until the price is away.`],
  ],
  [10030, ['the broker does not fill orders in this way', `${MARKET_WATCH} the filling, and report it with the journal.`]],
  [10031, ['the terminal has no connection to the trade server', 'Check the connection; the order is looked for.']],
  [10032, ['only live accounts may do that', 'Use an account for which the broker allows it.']],
  [10033, ['as many orders wait as the broker allows', 'Cancel orders that wait.']],
  [10034, ['orders and positions of the symbol have as many lots as the broker allows', 'Close a part, or trade less lots.']],
  [10035, ['the kind of order is wrong or not allowed', `${MARKET_WATCH} which orders the broker takes.`]],
  [10036, ['the position is closed already', 'Nothing to do: positions are read again.']],
  [10038, ['more was to be closed than is open', 'Nothing to do: positions are read again.']],
  [10039, ['an order to close this position exists already', 'Wait for it, or cancel it in the terminal.']],
  [10040, ['as many positions are open as the broker allows', 'Close a position.']],
  [10041, ['the order was dealt or rejected before it could be cancelled', 'Nothing to do: orders are read again.']],
  [10042, ['the symbol may only be bought', `Leave its SELL signals out, or ${ASK_BROKER}.`]],
  [10043, ['the symbol may only be sold', `Leave its BUY signals out, or ${ASK_BROKER}.`]],
  [10044, ['positions of the symbol may only be closed', `Leave its signals out, or ${ASK_BROKER}.`]],
  [10045, ['positions may only be closed first in, first out', 'Close the oldest position of the symbol first.']],
  [10046, ['the account may not hold both sides of a symbol', 'Close the position on the other side first.']],
]);

/** A code of the server as a reader sees it. `canRetry`: the same request may pass a moment later, and asking again cannot deal twice. */
export type RetcodeWords = {
  readonly name: string;
  readonly means: string;
  readonly remedy: string;
  readonly canRetry: boolean;
};

const RETRIABLE: ReadonlySet<RetcodeClass> = new Set<RetcodeClass>(['fresh_price', 'back_off', 'closed']);

/** What a code says and what to do about it; one that is not in the server's list says that it is unknown. */
export function retcodeWords(retcode: number): RetcodeWords {
  const [means, remedy] = WORDS.get(retcode) ?? [
    'the server answered with a code that its list does not have',
    "The order is looked for; see the terminal's Journal tab, and ask the broker what the code means.",
  ];
  return { name: retcodeName(retcode), means, remedy, canRetry: RETRIABLE.has(retcodeClass(retcode)) };
}

/** A refusal in a sentence or two: what the code says, the code, the server's own words, and the remedy. */
export function retcodeSentence(retcode: number, text: string): string {
  if (retcode === NOT_SENT) return `${text} (${retcode})`;
  const { means, name, remedy } = retcodeWords(retcode);
  return `${means} (${name} ${retcode}${text === '' ? '' : `: ${text}`}). ${remedy}`;
}
