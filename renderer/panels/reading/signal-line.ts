import type { Stage } from '#shared/domain';
import type { OrderLife, SignalLife } from '#shared/projection';
import { lotsText, NOTHING, rText, stageText } from '../../format/index.ts';
import { actorText } from './labels.ts';

/** What U1 gave the structure; null where our candles show none, or where U1 has not looked. */
export const u1ScoreOf = (life: SignalLife): number | null => foundBy(life, 'u1', 'score') ?? life.card?.score ?? null;

/** The probability U2 gave, by its rule or the model: what a refusal calls "Score (U2)". */
export const u2ScoreOf = (life: SignalLife): number | null => foundBy(life, 'u2', 'probability');

/** By the last look of a station; a signal that is judged again is looked at again. */
function foundBy({ decisions }: SignalLife, stage: Stage, name: string): number | null {
  const found = decisions.findLast((decision) => decision.stage === stage)?.findings[name];
  return typeof found === 'number' ? found : null;
}

const EXITS = {
  sl: 'Stop hit',
  tp: 'Target reached',
  so: 'Stopped out by the broker',
  client: 'Closed at the terminal',
  expert: 'Closed by us',
} as const;

/** A refusal begins with the station that spoke it; it is not said twice. */
const NAMES_ITS_STAGE = /^(U[1-5]|Owner): /;

/** Where a signal stands and why, in one line. */
export function reasonLine(life: SignalLife): string {
  const { state, reason, trade, decisions, approval, card } = life;
  if (trade !== null) return `${EXITS[trade.reason]}${trade.r === null ? '' : `, ${rText(trade.r)} R`}`;
  if (state === 'rejected' && approval?.how === 'rejected')
    return `By ${actorText(approval.by)}${approval.reason === null ? '' : `: ${approval.reason}`}`;
  if (reason !== null) {
    const stage = decisions.at(-1)?.stage;
    const isNamed = stage === undefined || NAMES_ITS_STAGE.test(reason.text) || reason.text.startsWith(`${stageText(stage)} `);
    return isNamed ? reason.text : `${stageText(stage)}: ${reason.text}`;
  }
  if (state === 'awaiting_approval')
    return card?.mode === 'veto' ? 'Will be executed unless you reject it' : 'Waits for your approval';
  if (state === 'open' || state === 'ordered')
    return `${card === null ? 'Order' : `${lotsText(card.lots)} lots`}, ${state === 'open' ? 'filled' : 'sent, no answer yet'}`;
  if (state === 'unknown') return 'Outcome not known yet: looking for the order at the terminal';
  const last = decisions.at(-1);
  return last === undefined ? NOTHING : `${stageText(last.stage)}: ${last.verdict}`;
}

const HEADLINES: Readonly<Record<SignalLife['state'], string>> = {
  received: 'Not judged yet.',
  evaluated: 'Being judged.',
  awaiting_approval: 'Waits for you.',
  in_pipeline: 'On its way, no order yet.',
  ordered: 'Order sent, no answer yet.',
  open: 'Traded.',
  closed: 'Traded.',
  rejected: 'Not traded.',
  expired: 'Not traded.',
  cancelled: 'Not traded.',
  failed: 'Not traded.',
  unknown: 'Order sent, outcome unknown.',
};

/** A position is or was there; an order that was refused, or whose outcome is not known, is none. */
const isTraded = ({ state, trade, ticket }: SignalLife): boolean => trade !== null || (ticket !== null && state !== 'unknown');

/** Signals that became a position. */
export const tradedCount = (lives: Iterable<SignalLife>): number => [...lives].filter(isTraded).length;

/** How a signal ended, in two to five words. "Traded" means that a position is or was there. */
export function headlineOf(life: SignalLife, orders: readonly OrderLife[]): string {
  const { state } = life;
  if (isTraded(life)) return 'Traded.';
  return state === 'failed' && orders.at(-1)?.state === 'refused' ? 'Not traded: the order was refused.' : HEADLINES[state];
}
