import { wordsOf } from './closing-words.ts';

/** Parts of words of what is over: invalidated, failed, expired, rejected, completed, "target reached", "TP hit". */
const OVER =
  /^(?:invalid|fail|expir|reject|complet|finish|abort|void|miss(?:ed)?$|reached$|hit$|ended$|stopped$|error|denied|declin|cancell?ed$|resolved$|skipped$)/;
/** Parts of words of a change to what is held. */
const CHANGED = /^(?:updat|modif|moved$|adjust|amend|chang|edit)/;
/** Words of messages that ask for nothing. */
const IDLE = new Set(
  [
    'neutral none nothing noop skip ignore idle hold wait heartbeat keepalive ping info debug log report summary stats init startup',
    'connected disconnected warning watch watchlist',
  ]
    .join(' ')
    .split(' '),
);

/**
 * What an event, a state or an action says besides an order, as the reason why nothing is opened by it; null: it says nothing of the
 * kind. An event that nobody here knows is none: what stands beside it says what is to be done.
 */
export function eventSays(text: string): string | null {
  const words = wordsOf(text);
  if (words.some((word) => OVER.test(word))) return 'tells of something that is over';
  if (words.some((word) => CHANGED.test(word))) return 'tells of a change to what is held, which no signal does';
  if (words.some((word) => IDLE.has(word))) return 'asks for nothing';
  return null;
}
