import { addressOf, identifierOf, specOf, type Facts, type Position } from '#shared/domain';
import { isTheirs, positionNamed, type LedgerPosition } from '#shared/projection';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { intendEnding, underWay } from '#engine/orders';
import { decided, refused, type Turn, type Verdict } from '#engine/turn.ts';
import { plain } from '#engine/wording.ts';
import { byHand, unanswered } from './hand.ts';

type Asked = { readonly ticket: string; readonly by: string; readonly foreign: boolean };

/**
 * Closes a position by an opposite one of its symbol: no price is taken, so that the spread is not paid again. Both lose the
 * smaller one's lots, and what is left keeps its levels. It needs a hedging account: on a netting one there are no two sides.
 */
export function closeBy(engine: ReadonlyEngine, turn: Turn, { ticket, by, foreign }: Asked, facts: Facts | null): Verdict {
  const [one, other] = [positionNamed(engine.cockpit, ticket), positionNamed(engine.cockpit, by)];
  if (one === undefined) return refused('unknown_position', `There is no position ${ticket}`);
  if (other === undefined) return refused('unknown_position', `There is no position ${by}`);
  for (const held of [one, other])
    if (isTheirs(held) && !foreign)
      return refused(
        'foreign_position',
        `Position ${held.position.ticket} was not opened by the cockpit: confirm that it is to be closed`,
      );
  const problem = pairProblem(one.position, other.position, facts);
  if (problem !== null) return refused('not_opposite', problem);
  const waiting = [one, other].find(({ position }) => underWay(engine.cockpit, identifierOf(position)).length > 0);
  if (waiting !== undefined) return unanswered(waiting.position.ticket);
  return decided(intentOf(turn, one, other));
}

/** Why two positions do not close each other; null when they do. */
function pairProblem(one: Position, other: Position, facts: Facts | null): string | null {
  const pair = `Position ${other.ticket}`;
  if (facts?.account?.marginMode === 'netting') return 'A netting account holds one position a symbol: close it as it is';
  if (identifierOf(one) === identifierOf(other)) return `${pair} cannot close itself`;
  if (one.symbol !== other.symbol) return `${pair} is in ${other.symbol}, not in ${one.symbol}`;
  if (one.direction === other.direction) return `${pair} is a ${other.direction} too: only an opposite one closes it`;
  const kinds = facts === null ? undefined : specOf(facts, one.symbol)?.orderKinds;
  return kinds?.includes('close_by') === false ? `The broker closes no positions of ${one.symbol} by each other` : null;
}

function intentOf(turn: Turn, one: LedgerPosition, other: LedgerPosition) {
  const [{ position }, { position: opposite }] = [one, other];
  const { ticket: by, position: byPosition } = addressOf(opposite);
  const lots = Math.min(position.volume, opposite.volume);
  const text = `By hand: ${plain(lots, 4)} lots of ${position.ticket} and ${opposite.ticket} closed by each other`;
  return intendEnding(
    { op: 'close_by', ...addressOf(position), by, ...(byPosition === undefined ? {} : { byPosition }) },
    position.symbol,
    turn.at,
    {
      ...{ subject: `by|${identifierOf(position)}|${identifierOf(opposite)}|${turn.seq}`, bornAt: position.openedAt, attempt: 0 },
      ...{ signalId: one.signalId, certificateId: null, managed: byHand(turn, text) },
    },
  );
}
