import {
  NOT_SENT,
  ORDER_EFFECTS,
  refusalOf,
  retcodeClass,
  retcodeSentence,
  type Outcome,
  type Position,
  type Reason,
  type SignalState,
} from '#shared/domain';
import type { Decision, Payload } from '#shared/events';
import { isOpenOrder, isResting, mayBecome, mayMove, type OrderLife } from '#shared/projection';
import { answeredCall, breakerOf, isProbing } from '#engine/controller';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { decided, type Turn, type Verdict } from '#engine/turn.ts';
import { moveSignal } from '#engine/move-signal.ts';
import { requoted } from './requotes.ts';
import { restingAnswered } from './resting.ts';
import { restingGone, taken } from './resting-ends.ts';
import { restProbed } from './rests.ts';
import { closedUnseen, openedBy } from './unseen.ts';

/** Past its deadline the terminal refuses an order, so one that is nowhere by then, and a little, was never placed. */
export const ABSENT_AFTER_MS = 1_000;

/** A resting entry that is nowhere, history included, this long after it was sent is gone. */
const LOST_AFTER_MS = 60_000;

/** The terminal answered, or stayed silent until the deadline. Silence is `unknown`: it is looked into, never asked again. */
export function takeAnswer(engine: ReadonlyEngine, turn: Turn, answer: Payload<'terminal.answered'>): Verdict {
  const order = engine.cockpit.orders.get(answer.clientOrderId);
  if (order === undefined || !isOpenOrder(order)) return decided(); // Answered twice: the first one counts.
  const outcome = proven(answer.outcome);
  const breaker = answeredCall(
    engine.cockpit,
    'terminal',
    ORDER_EFFECTS[order.effect].breaker,
    endOf(outcome, turn.at - answer.sentAt),
    turn.at,
    outcome.kind === 'unknown' ? outcome.why : outcome.kind,
  );
  if (order.state === 'unknown' && outcome.kind === 'unknown') return decided(...breaker);
  // Taken, and its deal not made yet: it is working at the server until a snapshot shows its result.
  if (answer.position === null && isPlaced(order, outcome))
    return decided(...taken(engine, order, answer.sentAt, ticketOf(order, outcome)), ...breaker);
  const found = { outcome, position: answer.position, sentAt: answer.sentAt, opensAt: answer.opensAt };
  return decided(...resolve(engine, order, found), ...restingAnswered(engine, order, outcome), ...breaker);
}

/** An answer that took this long says that the terminal is in trouble, even when it is a good one. */
const SLOW_MS = 3_000;

const endOf = (outcome: Outcome, ms: number): 'unknown' | 'slow' | 'succeeded' =>
  outcome.kind === 'unknown' ? 'unknown' : ms >= SLOW_MS ? 'slow' : 'succeeded';

/** A refusal whose code does not prove that nothing was done is no refusal, whatever an adapter makes of it. */
const proven = (outcome: Outcome): Outcome =>
  outcome.kind === 'refused' ? refusalOf(outcome.retcode, outcome.text, outcome.at) : outcome;

const isPlaced = ({ request }: OrderLife, outcome: Outcome): boolean =>
  request.op === 'open' &&
  outcome.kind === 'confirmed' &&
  outcome.deal === null &&
  (request.pending !== undefined || retcodeClass(outcome.retcode) === 'placed');

/** The number of a pending order at the broker: that of a market order is its position's. */
const ticketOf = ({ request }: OrderLife, outcome: Outcome): string | null =>
  request.op === 'open' && request.pending !== undefined && outcome.kind === 'confirmed' ? outcome.ticket : null;

/** An order is on its way and takes its time. Only a step forward is on record. */
export function takeProgress(engine: ReadonlyEngine, { clientOrderId, to, sentAt }: Payload<'terminal.progressed'>): Verdict {
  const order = engine.cockpit.orders.get(clientOrderId);
  return order === undefined ? decided() : decided(...progressed(order, to, sentAt));
}

const progressed = (order: OrderLife, to: Payload<'order.progressed'>['to'], sentAt: number): readonly Decision[] =>
  mayBecome(order.state, to) ? [{ type: 'order.progressed', payload: { clientOrderId: order.clientOrderId, to, sentAt } }] : [];

/** What looking for a lost order found. */
export function takeProbe(engine: ReadonlyEngine, turn: Turn, { clientOrderId, result }: Payload<'terminal.probed'>): Verdict {
  const order = engine.cockpit.orders.get(clientOrderId);
  if (order?.rest !== undefined) return decided(...restProbed(order, result));
  if (order === undefined || !isOpenOrder(order)) return decided();
  const { sentAt } = order;
  switch (result.kind) {
    case 'found':
      return decided(
        ...resolve(engine, order, { outcome: result.outcome, position: result.position, sentAt, by: 'probe' }),
        ...orphanedProbe(engine, turn, order, true),
      );
    case 'found_closed': {
      const opened = resolve(engine, order, { outcome: result.outcome, position: null, sentAt, by: 'history' });
      return decided(...opened, ...closedUnseen(engine, order, result.deals), ...orphanedProbe(engine, turn, order, true));
    }
    case 'absent': {
      // What rested leaves a trace; a history that has none yet is behind, and its risk stays reserved until it has.
      if (isResting(order) && turn.at < order.requestedAt + LOST_AFTER_MS) return decided();
      // A change of levels leaves no order and no deal behind: a look at its position settles it.
      if (order.request.op === 'modify' || turn.at < order.request.deadlineAt + ABSENT_AFTER_MS) return decided();
      const outcome: Outcome = {
        kind: 'refused',
        retcode: NOT_SENT,
        text: 'The terminal never received it: not in orders, positions or history after its deadline',
        at: turn.at,
      };
      return decided(
        ...resolve(engine, order, { outcome, position: null, sentAt, by: 'probe' }),
        ...orphanedProbe(engine, turn, order, false),
      );
    }
    case 'resting': {
      const { ticket } = result.order;
      return decided(...taken(engine, order, sentAt ?? turn.at, ticket), ...orphanedProbe(engine, turn, order, true));
    }
    case 'ended': {
      const { how, text } = result;
      if (how === 'refused') {
        const outcome: Outcome = { kind: 'refused', retcode: 10006, text, at: turn.at };
        return decided(
          ...resolve(engine, order, { outcome, position: null, sentAt, by: 'probe' }),
          ...orphanedProbe(engine, turn, order, true),
        );
      }
      return decided(...restingGone(engine, turn, order, how, text), ...orphanedProbe(engine, turn, order, true));
    }
    case 'unreachable':
      return decided();
  }
}

/** An order that was its breaker's probe when its run ended will never be answered: what was found stands in, or the breaker would wait for ever. */
function orphanedProbe(engine: ReadonlyEngine, turn: Turn, order: OrderLife, succeeded: boolean): readonly Decision[] {
  const { addsRisk, breaker } = ORDER_EFFECTS[order.effect];
  if (order.state === 'unknown' || !addsRisk || !isProbing(breakerOf(engine.cockpit, 'terminal', breaker))) return [];
  return answeredCall(
    engine.cockpit,
    'terminal',
    breaker,
    succeeded ? 'succeeded' : 'failed',
    turn.at,
    'looked for after a restart',
  );
}

type Found = {
  readonly outcome: Outcome;
  readonly position: Position | null;
  readonly sentAt: number | null;
  /** Absent: the terminal's own answer. */
  readonly by?: NonNullable<Payload<'order.resolved'>['by']>;
  /** Why it was refused, where that is not the terminal's word. */
  readonly reason?: Reason;
  readonly opensAt?: number | undefined;
};

/** The records that end an order's open question, and what they mean for its signal. */
export function resolve(
  engine: ReadonlyEngine,
  order: OrderLife,
  { outcome, position, sentAt, by, reason, opensAt }: Found,
): readonly Decision[] {
  const resolved: Decision = {
    type: 'order.resolved',
    payload: {
      clientOrderId: order.clientOrderId,
      outcome,
      sentAt,
      ...(by === undefined ? {} : { by }),
      ...(opensAt === undefined ? {} : { opensAt }),
    },
  };
  const life = order.signalId === null ? undefined : engine.cockpit.signals.get(order.signalId);
  // A journal that was edited may have lost the end of an order and kept its signal's, which stays as it is.
  const isMoved = (to: SignalState): boolean => life !== undefined && mayMove(life.state, to);
  if (order.request.op !== 'open') return [resolved];
  switch (outcome.kind) {
    case 'unknown': {
      const text = `No answer from the terminal: ${outcome.why}. Looking for the order by its client order id`;
      return [
        resolved,
        ...(life !== undefined && isMoved('unknown') ? [moveSignal(life.signalId, 'unknown', 'order_unknown', text)] : []),
      ];
    }
    case 'refused': {
      const again = by === undefined ? requoted(engine, order, outcome) : null;
      if (again !== null) return [resolved, again];
      const { code, text } = reason ?? {
        code: `retcode_${outcome.retcode}`,
        text: `Terminal refused the order: ${retcodeSentence(outcome.retcode, outcome.text)}`.slice(0, 500),
      };
      return [resolved, ...(life !== undefined && isMoved('failed') ? [moveSignal(life.signalId, 'failed', code, text)] : [])];
    }
    case 'confirmed': {
      const held = position ?? openedBy(order, outcome);
      return [
        resolved,
        ...(held === null
          ? []
          : [
              {
                type: 'position.opened',
                payload: {
                  position: held,
                  signalId: order.signalId,
                  strategyId: life?.strategyId ?? null,
                  riskMoney: order.riskMoney,
                },
              } as const,
            ]),
        ...(life !== undefined && held !== null && isMoved('open') ? [moveSignal(life.signalId, 'open')] : []),
      ];
    }
  }
}
