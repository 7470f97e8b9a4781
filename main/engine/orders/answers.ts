import type { Outcome, Position } from '../../../shared/domain/index.ts';
import type { Decision, Payload } from '../../../shared/events/index.ts';
import type { OrderLife } from '../../../shared/projection/index.ts';
import { answeredCall, breakerOf } from '../controller/index.ts';
import type { ReadonlyEngine } from '../engine.ts';
import { decided, type Turn, type Verdict } from '../turn.ts';
import { tradeOf } from './trade.ts';

/** Past its deadline the terminal refuses an order, so one that is nowhere by then, and a little, was never placed. */
const ABSENT_AFTER_MS = 1_000;

/** The terminal answered, or stayed silent until the deadline. Silence is `unknown`: it is looked into, never asked again. */
export function takeAnswer(engine: ReadonlyEngine, turn: Turn, answer: Payload<'terminal.answered'>): Verdict {
  const order = engine.cockpit.orders.get(answer.cid);
  if (order === undefined || (order.state !== 'intended' && order.state !== 'unknown')) return decided(); // Answered twice: the first one counts.
  const { outcome } = answer;
  const effect = order.request.op === 'open' || order.request.op === 'modify' ? 'write' : 'close';
  const breaker = answeredCall(
    engine.cockpit,
    'terminal',
    effect,
    outcome.kind !== 'unknown',
    turn.at,
    outcome.kind === 'unknown' ? outcome.why : outcome.kind,
  );
  if (order.state === 'unknown' && outcome.kind === 'unknown') return decided(...breaker);
  return decided(...resolve(engine, order, outcome, answer.position, answer.sentAt), ...breaker);
}

/** What looking for a lost order found. */
export function takeProbe(engine: ReadonlyEngine, turn: Turn, { cid, result }: Payload<'terminal.probed'>): Verdict {
  const order = engine.cockpit.orders.get(cid);
  if (order === undefined || (order.state !== 'unknown' && order.state !== 'intended')) return decided();
  switch (result.kind) {
    case 'found':
      return decided(
        ...resolve(engine, order, result.outcome, result.position, order.sentAt),
        ...orphanedProbe(engine, turn, order, true),
      );
    case 'found_closed': {
      const opened = resolve(engine, order, result.outcome, null, order.sentAt);
      return decided(...opened, ...closedUnseen(engine, order, result.deals), ...orphanedProbe(engine, turn, order, true));
    }
    case 'absent': {
      if (turn.at < order.request.deadlineAt + ABSENT_AFTER_MS) return decided();
      const outcome: Outcome = {
        kind: 'refused',
        retcode: 0,
        text: 'The terminal never received it: not in orders, positions or history after its deadline',
        at: turn.at,
      };
      return decided(...resolve(engine, order, outcome, null, order.sentAt), ...orphanedProbe(engine, turn, order, false));
    }
    case 'unreachable':
      return decided();
  }
}

/** An order that was the write breaker's probe when its run ended will never be answered: what was found stands in, or the breaker would wait for ever. */
function orphanedProbe(engine: ReadonlyEngine, turn: Turn, order: OrderLife, succeeded: boolean): readonly Decision[] {
  if (order.state !== 'intended' || order.request.op !== 'open' || !breakerOf(engine.cockpit, 'terminal', 'write').probing)
    return [];
  return answeredCall(engine.cockpit, 'terminal', 'write', succeeded, turn.at, 'looked for after a restart');
}

/** The records that end an order's open question, and what they mean for its signal. */
function resolve(
  engine: ReadonlyEngine,
  order: OrderLife,
  outcome: Outcome,
  position: Position | null,
  sentAt: number | null,
): readonly Decision[] {
  const resolved: Decision = { type: 'order.resolved', payload: { cid: order.cid, outcome, sentAt } };
  const life = order.signalId === null ? undefined : engine.cockpit.signals.get(order.signalId);
  if (order.request.op !== 'open') return [resolved];
  switch (outcome.kind) {
    case 'unknown':
      return [
        resolved,
        ...(life === undefined
          ? []
          : [
              moved(
                life.signalId,
                'unknown',
                'order_unknown',
                `No answer from the terminal: ${outcome.why}. Looking for the order by its client id`,
              ),
            ]),
      ];
    case 'refused': {
      const text = `Terminal refused the order: ${outcome.text} (${outcome.retcode})`;
      return [resolved, ...(life === undefined ? [] : [moved(life.signalId, 'failed', `retcode_${outcome.retcode}`, text)])];
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
        ...(life === undefined || held === null
          ? []
          : [{ type: 'signal.moved', payload: { signalId: life.signalId, state: 'open', reason: null } } as const]),
      ];
    }
  }
}

/** The position an answer speaks of, when the terminal's own view of it is not at hand: the next snapshot corrects it. */
function openedBy(order: OrderLife, outcome: Extract<Outcome, { kind: 'confirmed' }>): Position | null {
  const { request } = order;
  if (request.op !== 'open' || outcome.price === null) return null;
  return {
    ticket: outcome.ticket,
    symbol: request.symbol,
    direction: request.side,
    volume: outcome.volume ?? request.volume,
    entry: outcome.price,
    stopLoss: request.stopLoss,
    takeProfit: request.takeProfit,
    current: outcome.price,
    profit: 0,
    swap: 0,
    commission: 0,
    openedAt: outcome.at,
    cid: order.cid,
    magic: request.magic,
  };
}

/** A lost order that was filled and closed before anybody looked. */
function closedUnseen(
  engine: ReadonlyEngine,
  order: OrderLife,
  deals: Extract<Payload<'terminal.probed'>['result'], { kind: 'found_closed' }>['deals'],
): readonly Decision[] {
  const first = deals.find((deal) => deal.entry === 'in');
  const { request } = order;
  if (first === undefined || request.op !== 'open') return [];
  const life = order.signalId === null ? undefined : engine.cockpit.signals.get(order.signalId);
  const position: Position = {
    ticket: first.position,
    symbol: first.symbol,
    direction: request.side,
    volume: first.volume,
    entry: first.price,
    stopLoss: request.stopLoss,
    takeProfit: request.takeProfit,
    current: first.price,
    profit: 0,
    swap: 0,
    commission: 0,
    openedAt: first.at,
    cid: order.cid,
    magic: request.magic,
  };
  const held = {
    position,
    signalId: order.signalId,
    strategyId: life?.strategyId ?? null,
    riskMoney: order.riskMoney,
    foreign: false,
  };
  const trade = tradeOf(held, deals);
  if (trade === null) return [];
  return [
    { type: 'position.closed', payload: { trade } },
    ...(life === undefined ? [] : [moved(life.signalId, 'closed', `closed_${trade.reason}`, closedText(trade))]),
  ];
}

export const moved = (
  signalId: string,
  state: 'unknown' | 'failed' | 'closed' | 'rejected' | 'cancelled' | 'expired',
  code: string,
  text: string,
): Decision => ({ type: 'signal.moved', payload: { signalId, state, reason: { code, text } } });

const CLOSE_WORDS = {
  sl: 'Stop hit',
  tp: 'Target reached',
  so: 'Stop-out by the broker',
  client: 'Closed by hand',
  expert: 'Closed by the cockpit',
} as const;

/** How a trade ended, as the signals list says it. */
export function closedText(trade: {
  readonly reason: keyof typeof CLOSE_WORDS;
  readonly exit: number;
  readonly pnl: number;
  readonly r: number | null;
}): string {
  const r = trade.r === null ? '' : `, ${trade.r >= 0 ? '+' : ''}${trade.r.toFixed(2)} R`;
  return `${CLOSE_WORDS[trade.reason]} at ${trade.exit}${r}, fed back`;
}
