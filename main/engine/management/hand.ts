import type { ManagedBy } from '#shared/domain';
import { refused, type Turn, type Verdict } from '#engine/turn.ts';

/** A move that a person asked for, with the reason in words. */
export const byHand = ({ actor }: Turn, text: string): ManagedBy => ({
  rule: 'by_hand',
  step: '',
  text: text.slice(0, 300),
  by: actor,
});

/** What waits for the answer to an earlier request. */
export const unanswered = (ticket: string): Verdict =>
  refused('already_asked', `Position ${ticket} has a request without an answer yet`);
