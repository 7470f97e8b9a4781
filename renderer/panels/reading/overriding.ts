import type { ApprovalCard } from '../../../shared/events/index.ts';
import type { SignalLife } from '../../../shared/projection/index.ts';

export type OverrideOffer = { readonly card: ApprovalCard; readonly refused: null } | { readonly card: null; readonly refused: string };

/** True when rules failed and every one of them is soft. */
export function onlySoftFailed({ decisions }: SignalLife): boolean {
  const failed = decisions.flatMap(({ criteria }) => criteria.filter(({ ok }) => !ok));
  return failed.length > 0 && failed.every(({ hard }) => !hard);
}

/** The card an override is bound to, or why there is none. */
export function overrideOf(life: SignalLife, now: number): OverrideOffer {
  const { card } = life;
  const no = (refused: string): OverrideOffer => ({ card: null, refused });
  if (!onlySoftFailed(life)) return no('A hard limit failed: nobody can override it.');
  if (card === null || card.overrides.length === 0) return no('No dry run was made for this signal, so there is nothing to bind an override to.');
  return card.expiresAt <= now ? no('The dry run has expired: the market it saw is gone.') : { card, refused: null };
}
