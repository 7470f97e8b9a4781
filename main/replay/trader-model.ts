import type { Payload } from '#shared/events';
import type { Clock } from '#ports';
import { StartFault } from '../host/index.ts';
import type { Runtime } from '../runtime/index.ts';

/**
 * What the trader who is not there does with a card: every one is approved, those from a U1 score on, or none. `delayMs`: after so long
 * of looking at it, in which the price goes on.
 */
export type Approvals = { readonly minScore: number | null; readonly none?: true; readonly delayMs: number };

/** Throws StartFault where the trader would look longer than a card lives. */
export function checkAnswerTime(delayMs: number, ttlMs: number): void {
  if (delayMs >= ttlMs)
    throw new StartFault([`--approve-after: a card lives ${ttlMs / 1_000} s (approvals.ttlMs), so no answer would come in time`]);
}

/** Every card, at once: nobody is asked. */
export const ALL_AT_ONCE: Approvals = { minScore: null, delayMs: 0 };

/** Whether anybody has to be asked at all. */
export const asksNobody = ({ minScore, none, delayMs }: Approvals): boolean =>
  minScore === null && none === undefined && delayMs === 0;

/** Answers the cards of a replay, as acts of a trader on record. */
export function answerCards(runtime: Runtime, clock: Clock, approvals: Approvals): void {
  if (asksNobody(approvals)) return;
  runtime.onFeed((batch) => {
    for (const { type, payload } of batch)
      if (type === 'approval.requested') {
        const { card } = payload;
        clock.after(approvals.delayMs, () => answer(runtime, card, approvals));
      }
  });
}

function answer(
  runtime: Runtime,
  { signalId, digest, score }: Payload<'approval.requested'>['card'],
  { minScore, none }: Approvals,
): void {
  const isWanted = none === undefined && (minScore === null || (score !== null && score >= minScore));
  runtime.act(
    isWanted
      ? { act: 'approve', signalId, digest }
      : {
          act: 'reject',
          signalId,
          digest,
          reason: none === undefined ? `its U1 score is under ${minScore ?? 0}` : 'none is approved',
        },
    'trader:replay',
  );
}
