import { leaveToAskAgain, retcodeClass, retcodeSentence, subjectsOf, type Leave } from '#shared/domain';
import { isOpenOrder, type OrderLife, type ReadonlyCockpit } from '#shared/projection';

/** A close or a cancel is asked for this often; what is still there then is reported, never taken for done. */
export const ATTEMPTS_MAX = 5;
/** Pauses before the second, third, ... attempt where the server was busy or said no; the last one repeats. */
const LATER_MS = [1_000, 2_000, 4_000, 8_000] as const;
/** So often an answer that a fresh price may change is asked again at once; then it is paused as for the others. */
const AT_ONCE_MAX = 1;
/** A closed market whose opening is unknown is tried again this often. */
const SHUT_MS = 60_000;
/** What was done shows within this time: until then the ledger may still be that of before. */
const SHOWS_MS = 2_000;
/** TRADE_RETCODE_DONE_PARTIAL: the terminal itself says that something is left. */
const DONE_PARTIAL = 10010;

/** What may be done next about something that is to go away. */
export type Next =
  /** `leave` is null for the first attempt alone: nothing was asked before that could have been done. */
  | { readonly kind: 'ask'; readonly attempt: number; readonly leave: Leave | null }
  /** An answer is on its way, or its outcome is being looked for; or a pause is not over before `dueAt`. */
  | { readonly kind: 'wait'; readonly dueAt?: number }
  /** The market is closed: nothing is asked before `until`, and the wait counts as no attempt. */
  | { readonly kind: 'scheduled'; readonly until: number }
  | { readonly kind: 'give_up'; readonly text: string };

/** What goes away: a position by its identifier, or a pending order by its ticket. What is left of a partly filled one bears both. */
export type Gone = 'close' | 'cancel';

/**
 * Everything that was asked to make one position (by its identifier) or pending order (by its ticket) go away, by whomever, oldest
 * first: two askers never ask at once. A part that was to be closed counts only while it may still be: once it is over, it says
 * nothing about closing the rest.
 */
export const triesFor = (cockpit: ReadonlyCockpit, subject: string, op: Gone = 'close'): readonly OrderLife[] =>
  closesOf(cockpit, subject, op).filter((order) => !isPart(order) || isOpenOrder(order));

/** Every close of one position or pending order that was ever asked for, whole or in part, oldest first. */
export const closesOf = ({ orders }: ReadonlyCockpit, subject: string, op: Gone = 'close'): readonly OrderLife[] =>
  [...orders.values()].filter(
    ({ request, effect }) =>
      effect === 'close' && (request.op === 'cancel') === (op === 'cancel') && subjectsOf(request).includes(subject),
  );

/** Two positions that are closed by each other lose the smaller one's lots. */
const isPart = ({ request }: OrderLife): boolean =>
  request.op === 'close_by' || (request.op === 'close' && request.volume !== null);

/**
 * The next step about a ticket that is still there, from what its attempts came to. `seenAt`: when a look at the terminal showed it;
 * without one it is the ledger that has it, which follows what was done by a moment.
 */
export function nextAttempt(tries: readonly OrderLife[], nowMs: number, seenAt?: number): Next {
  const last = tries.at(-1);
  if (last === undefined) return { kind: 'ask', attempt: 0, leave: null };
  const { outcome } = last;
  if (tries.some(isOpenOrder) || outcome === null || outcome.kind === 'unknown') return { kind: 'wait' };
  const leave = leaveToAskAgain(outcome);
  const said = outcome.kind === 'refused' ? retcodeSentence(outcome.retcode, outcome.text) : 'still there';
  if (leave === null) return { kind: 'give_up', text: said };
  const endedAt = last.resolvedAt ?? nowMs;
  if (leave.when === 'market_open') {
    const until = last.opensAt ?? endedAt + SHUT_MS;
    return nowMs < until ? { kind: 'scheduled', until } : { kind: 'ask', attempt: tries.length, leave };
  }
  // What closed a part has come further: the rest is asked for at once, and is no attempt that failed.
  const counted = tries.filter((one) => !wasShut(one) && !isInParts(one)).length;
  if (counted >= ATTEMPTS_MAX) return { kind: 'give_up', text: said };
  if (outcome.kind === 'confirmed' && seenAt !== undefined && seenAt <= endedAt) return { kind: 'wait' };
  const isSpaced = leave.when === 'later' || counted > AT_ONCE_MAX;
  const pauseMs = isSpaced && !isInParts(last) ? (LATER_MS[counted - 1] ?? LATER_MS[3]) : 0;
  const showsMs = outcome.kind === 'confirmed' && !isInParts(last) && seenAt === undefined ? SHOWS_MS : 0;
  const dueAt = endedAt + Math.max(pauseMs, showsMs);
  return nowMs < dueAt ? { kind: 'wait', dueAt } : { kind: 'ask', attempt: tries.length, leave };
}

const isInParts = ({ outcome }: OrderLife): boolean => outcome?.kind === 'confirmed' && outcome.retcode === DONE_PARTIAL;
const wasShut = ({ outcome }: OrderLife): boolean => outcome?.kind === 'refused' && retcodeClass(outcome.retcode) === 'closed';
