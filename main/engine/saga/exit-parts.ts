import { addressOf, identifierOf, specOf, subjectOf, type ExitPart, type Facts } from '#shared/domain';
import type { Decision } from '#shared/events';
import { isOpenOrder, type LedgerPosition, type OrderLife, type SignalLife } from '#shared/projection';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { intendEnding, LOTS_NOISE, lotsNow, nextAttempt, partOf, underWay } from '#engine/orders';
import { moveSignal } from '#engine/move-signal.ts';
import type { Turn } from '#engine/turn.ts';
import { plain } from '#engine/wording.ts';
import { isEntryOnItsWay } from './meant.ts';

/** How an exit of a part stands with one position. */
type Step =
  | { readonly kind: 'ask'; readonly identifier: string; readonly decision: Decision; readonly text: string }
  | { readonly kind: 'wait' }
  | { readonly kind: 'done'; readonly lots: number; readonly ticket: string }
  | { readonly kind: 'refused'; readonly text: string };

/** So many lots of one position are meant; `tries`: what this exit asked about it so far, oldest first. */
type Share = { readonly held: LedgerPosition; readonly lots: number; readonly tries: readonly OrderLife[] };

/** The beginning of an exit of a part: what it closes at once. `cards`: the approvals that it withdrew. */
export function beginPart(
  engine: ReadonlyEngine,
  turn: Turn,
  life: SignalLife,
  own: readonly LedgerPosition[],
  part: ExitPart,
  facts: Facts | null,
  cards: readonly Decision[],
): readonly Decision[] {
  const asks = partSteps(engine, turn, life, own, part, facts).filter((step) => step.kind === 'ask');
  const text =
    asks.length === 0 ? 'Exit of a part: waiting' : `Exit of a part: closing ${asks.map((ask) => ask.text).join(', ')}`;
  const notes = life.signal.exit?.notes ?? [];
  return [
    ...cards,
    ...asks.map(({ decision }) => decision),
    moveSignal(life.signalId, 'ordered', 'exit_sent', [text, ...notes].join('; ').slice(0, 500)),
  ];
}

type PartDue = {
  readonly own: readonly LedgerPosition[];
  readonly part: ExitPart;
  readonly asked: Set<string>;
  readonly facts: Facts | null;
};

/** An exit of a part that is under way: asks again within bounds, and ends when its parts are closed. */
export function partDue(
  engine: ReadonlyEngine,
  turn: Turn,
  life: SignalLife,
  { own, part, asked, facts }: PartDue,
): readonly Decision[] {
  const steps = partSteps(engine, turn, life, own, part, facts);
  const asks = steps.filter((step) => step.kind === 'ask');
  if (asks.length > 0)
    return asks.flatMap(({ decision, identifier }) => {
      const isFree = !asked.has(identifier);
      asked.add(identifier);
      return isFree ? [decision] : [];
    });
  if (steps.some(({ kind }) => kind === 'wait') || isEntryOnItsWay(engine, life)) return [];
  const { isDone, text } = partsEnd(steps);
  return [
    moveSignal(
      life.signalId,
      isDone ? 'closed' : 'failed',
      isDone ? 'exit_done' : 'exit_refused',
      `Exit of a part: ${text}`.slice(0, 500),
    ),
  ];
}

/**
 * What an exit of a part does next about the positions it means. A share of percent is one of what is held when it is asked for; lots are
 * taken from the oldest position first. Each part is asked for until it is closed, within the bounds of every close.
 */
function partSteps(
  engine: ReadonlyEngine,
  turn: Turn,
  life: SignalLife,
  own: readonly LedgerPosition[],
  part: ExitPart,
  facts: Facts | null,
): readonly Step[] {
  return sharesOf(engine, life, own, part).map((share) => stepOf(engine, turn, life, share, facts));
}

/** What the steps come to when none of them is left to be taken. */
function partsEnd(steps: readonly Step[]): { readonly isDone: boolean; readonly text: string } {
  const done = steps.flatMap((one) => (one.kind === 'done' ? [`${plain(one.lots, 4)} lots of ${one.ticket}`] : []));
  const refused = steps.flatMap((one) => (one.kind === 'refused' ? [one.text] : []));
  const text = [...(done.length === 0 ? [] : [`${done.join(', ')} closed`]), ...refused].join('; ');
  return { isDone: refused.length === 0, text: text === '' ? 'nothing is left' : text };
}

function sharesOf(
  engine: ReadonlyEngine,
  { signalId }: SignalLife,
  own: readonly LedgerPosition[],
  part: ExitPart,
): readonly Share[] {
  const asked = [...engine.cockpit.orders.values()].filter(
    ({ askedBy, request }) => askedBy === signalId && request.op === 'close',
  );
  const triesOf = (identifier: string): readonly OrderLife[] => asked.filter(({ request }) => subjectOf(request) === identifier);
  if ('percent' in part) {
    return own.map((held) => {
      const tries = triesOf(identifierOf(held.position));
      const now = lotsNow(engine.cockpit, held.position);
      return { held, tries, lots: wantedBy(tries) ?? (part.percent / 100) * now };
    });
  }
  const mine = new Set(own.map(({ position }) => identifierOf(position)));
  const gone = asked.filter(({ request }) => !mine.has(subjectOf(request) ?? ''));
  let left = part.lots - gone.reduce((sum, order) => sum + closedBy(order), 0);
  return own.toSorted(isOlder).flatMap((held): readonly Share[] => {
    const tries = triesOf(identifierOf(held.position));
    const scale = scaleOf(engine, held);
    const lots = wantedBy(tries) ?? Math.min(left * scale, lotsNow(engine.cockpit, held.position));
    left -= lots / scale;
    return lots < LOTS_NOISE ? [] : [{ held, tries, lots }];
  });
}

const isOlder = (one: LedgerPosition, other: LedgerPosition): number => one.position.openedAt - other.position.openedAt;

/** Our lots for one of the sender's: what the opening signal asked for is an upper bound, and its sender counts by that. */
function scaleOf({ cockpit }: ReadonlyEngine, { signalId, lots = 0, position }: LedgerPosition): number {
  const asked = signalId === null ? null : (cockpit.signals.get(signalId)?.signal.volumeMax ?? null);
  const first = Math.max(lots, position.volume);
  return asked === null || asked <= first ? 1 : first / asked;
}

/** Lots that were wanted of a position when it was asked for first. */
function wantedBy([first]: readonly OrderLife[]): number | null {
  if (first?.request.op !== 'close') return null;
  return first.request.volume ?? first.closesOf ?? null;
}

function closedBy({ request, outcome, closesOf = 0 }: OrderLife): number {
  if (request.op !== 'close' || outcome?.kind !== 'confirmed') return 0;
  return outcome.volume ?? request.volume ?? closesOf;
}

function stepOf(engine: ReadonlyEngine, turn: Turn, life: SignalLife, share: Share, facts: Facts | null): Step {
  const { held, tries } = share;
  const { position } = held;
  const closed = tries.reduce((sum, order) => sum + closedBy(order), 0);
  const done: Step = { kind: 'done', lots: closed, ticket: position.ticket };
  const spec = facts === null ? null : specOf(facts, position.symbol);
  if (tries.some(isOpenOrder) || underWay(engine.cockpit, identifierOf(position)).length > 0) return { kind: 'wait' };
  const missing = share.lots - closed;
  if (tries.length > 0 && missing < (spec?.volumeStep ?? 0) / 2 + LOTS_NOISE) return done;
  // What no journal holds could be asked for again after a restart: a part closed twice.
  if (spec === null || engine.cockpit.journalFault !== null) return { kind: 'wait' };
  const now = lotsNow(engine.cockpit, position);
  const lots = partOf(missing, now, spec);
  if (lots === 0) return closed > 0 ? done : { kind: 'refused', text: tooSmall(missing, now, spec.volumeMin, position.ticket) };
  const next = nextAttempt(tries, turn.at);
  if (next.kind === 'give_up') {
    const text = `${plain(closed, 4)} of ${plain(share.lots, 4)} lots of ${position.ticket} closed: ${next.text}`;
    return { kind: 'refused', text };
  }
  if (next.kind !== 'ask') return { kind: 'wait' };
  const text = `${plain(lots ?? now, 4)} of ${plain(now, 4)} lots of ${position.ticket}`;
  return {
    kind: 'ask',
    identifier: identifierOf(position),
    text,
    decision: closeOf(turn, life, held, { lots, attempt: next.attempt, text }),
  };
}

const tooSmall = (wanted: number, held: number, least: number, ticket: string): string =>
  `${plain(wanted, 4)} of ${plain(held, 4)} lots of ${ticket} cannot be closed alone, the smallest volume is ${plain(least, 4)}: send action exit to close all`;

function closeOf(
  turn: Turn,
  { signalId, receivedAt }: SignalLife,
  held: LedgerPosition,
  { lots, attempt, text }: { readonly lots: number | null; readonly attempt: number; readonly text: string },
): Decision {
  const { position } = held;
  return intendEnding({ op: 'close', ...addressOf(position), volume: lots }, position.symbol, turn.at, {
    subject: `${signalId}|${identifierOf(position)}|part`,
    ...{ bornAt: receivedAt, attempt, signalId: held.signalId, certificateId: null, askedBy: signalId },
    managed: { rule: 'by_signal', step: '', text: `Exit ${signalId}: closes ${text}`.slice(0, 300), by: 'engine' },
  });
}
