import { rule, type SignalState } from '#shared/domain';
import type { Decision, Message, Payload } from '#shared/events';
import { present, unreachable } from '#shared/lib';
import type { SignalLife } from '#shared/projection';
import { answeredCall, callAgent, type CallObserver } from '#engine/controller';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { withLedger } from '#engine/exposure';
import { acceptSignal } from '#engine/intake';
import { lateMoney, takeAnswer, takeDeal, takeProbe, takeProgress, takeWithheld } from '#engine/orders';
import { keptLimits } from '#engine/limits';
import { protectionTold } from '#engine/protection';
import { recover } from '#engine/recovery';
import { decided, type Turn, type Verdict } from '#engine/turn.ts';
import { tick } from './clockwork.ts';
import { evaluateSignal } from '#engine/saga';
import { executeSignal, toldFlat } from '#engine/saga';
import { journalFailed, journalFound, journalMended } from './journal-faults.ts';
import { observe } from './observe.ts';
import { acceptReversal, operate } from '#engine/operator';
import { review } from '#engine/saga';
import { stageDecision, timedOnce } from '#engine/stages.ts';
import { halt } from '#engine/stop';
import { clockSeen, machineSeen, paused } from '#engine/time';
import { moveSignal } from '#engine/move-signal.ts';

/**
 * The only door in. Pure: the same state and input give the same decisions, today and in a replay next year; `observer` may look
 * on, but nothing comes back from it.
 */
export function decide(engine: ReadonlyEngine, turn: Turn, observer: CallObserver): Verdict {
  const plainly = answer(engine, turn, observer);
  const answered = { ...plainly, decisions: toldFlat(engine, plainly.decisions) };
  const told = protectionTold(engine, turn, answered.decisions);
  const verdict = told.length === 0 ? answered : { ...answered, decisions: [...answered.decisions, ...told] };
  const recovering = recover(engine, turn, verdict);
  if (recovering.length === 0) return verdict;
  const decisions = [...verdict.decisions, ...recovering];
  return { ...verdict, decisions: [...decisions, ...emergency(engine, turn, decisions)] };
}

/** What a recovery calls for when nothing milder is left: a halt that closes nothing. */
function emergency(engine: ReadonlyEngine, turn: Turn, decisions: readonly Decision[]): readonly Decision[] {
  const isHalted =
    engine.cockpit.trading.state === 'halted' ||
    decisions.some((one) => one.type === 'trading.changed' && one.payload.to === 'halted');
  const called = decisions.find(
    (one) => one.type === 'recovery.escalated' || (one.type === 'recovery.acted' && one.payload.action === 'emergency_stop'),
  );
  if (isHalted || (called?.type !== 'recovery.escalated' && called?.type !== 'recovery.acted')) return [];
  return halt(
    engine,
    { ...turn, actor: 'engine' },
    { reason: `Recovery: ${called.payload.text}`, flatten: false, snapshot: null },
  ).decisions;
}

function answer(engine: ReadonlyEngine, turn: Turn, observer: CallObserver): Verdict {
  const { input } = turn;
  switch (input.type) {
    case 'signal.arrived':
      return takeSignal(engine, turn, input.payload, observer);
    case 'message.delivered':
      return decided(...timedOnce(handle(engine, turn, input.payload, observer).decisions));
    case 'operator.acted':
      return operate(engine, turn, input.payload);
    case 'halt.asked':
      return halt(engine, turn, input.payload);
    case 'terminal.answered':
      return takeAnswer(engine, turn, input.payload);
    case 'terminal.progressed':
      return takeProgress(engine, input.payload);
    case 'order.withheld':
      return takeWithheld(engine, turn, input.payload);
    case 'terminal.probed':
      return takeProbe(engine, turn, input.payload);
    case 'terminal.dealt':
      return takeDeal(engine, turn, input.payload);
    case 'terminal.settled':
      return decided(...lateMoney(engine.cockpit, input.payload.deals, turn.at));
    case 'terminal.observed':
      return observe(engine, turn, input.payload);
    case 'time.reached':
      return tick(engine, turn, input.payload);
    case 'fault.seen':
      return faultSeen(engine, turn, input.payload);
    case 'journal.mended':
      return decided(...journalMended(engine));
    case 'journal.found':
      return decided(...journalFound(engine, input.payload));
    case 'recovery.reported': {
      const { agent, action, isHealthy, detail } = input.payload;
      if (action === 'restart') return decided(); // Whether it helped, the next look says.
      const effect = agent === 'notifier' ? 'write' : 'read';
      return decided(...answeredCall(engine.cockpit, agent, effect, isHealthy ? 'succeeded' : 'failed', turn.at, detail));
    }
    case 'run.started':
      return decided(...clockSeen(engine, input.payload.clock), ...keptLimits(engine.cockpit, input.payload.config));
    case 'clock.observed':
      return decided(...clockSeen(engine, input.payload.clock), ...paused(input.payload, turn));
    case 'machine.observed':
      return decided(...machineSeen(engine, input.payload));
    case 'calendar.read':
    case 'sources.read':
    case 'source.faulted':
    case 'controller.observed':
    case 'drill.began':
    case 'drill.ended':
    case 'run.sealed':
    case 'intake.refused':
    case 'bar.closed':
    case 'bars.closed':
      return decided(); // Facts that are only remembered; what the detector makes of a bar comes in as a signal.
    default:
      return unreachable(input);
  }
}

function faultSeen(engine: ReadonlyEngine, turn: Turn, { agent, effect, kind, detail }: Payload<'fault.seen'>): Verdict {
  if (agent === 'journal') return decided(...journalFailed(engine, detail));
  return decided(...answeredCall(engine.cockpit, agent, effect, 'failed', turn.at, `${kind}: ${detail}`));
}

/** What a signal is while its message waits; one that has moved on does not need it any more. */
const WAITING_FOR = { evaluate: 'received', execute: 'in_pipeline' } as const satisfies Partial<
  Record<Message['kind'], SignalState>
>;

function handle(
  engine: ReadonlyEngine,
  turn: Turn,
  { message, facts }: Payload<'message.delivered'>,
  observer: CallObserver,
): Verdict {
  const life = engine.cockpit.signals.get(message.signalId);
  if (life === undefined) return decided(); // Its life has left the bounded memory: long ended.
  if (message.kind === 'review') return review(engine, turn, life, observer);
  const seen = withLedger(engine.cockpit, present(facts, 'a judgement is made on facts'));
  if (turn.at > message.deadlineAt && life.state === WAITING_FOR[message.kind]) return tooLate(turn, life, message);
  if (message.kind === 'evaluate') return evaluateSignal(engine, turn, life, seen, observer);
  const ran = callAgent(engine.cockpit, 'orchestrator', 'read', turn.at, observer, () =>
    executeSignal(engine, turn, life, seen, observer),
  );
  if (ran.kind === 'answered') return decided(...ran.value.decisions, ...ran.moves);
  const code = ran.kind === 'blocked' ? 'breaker_open' : 'agent_failed';
  return decided(
    ...ran.moves,
    stageDecision(
      turn,
      life,
      'controller',
      'failed',
      [rule({ code, ok: false, observed: ran.kind, limit: null, hard: true, text: ran.reason })],
      {},
    ),
    moveSignal(life.signalId, ran.kind === 'blocked' ? 'rejected' : 'failed', code, ran.reason),
  );
}

/** Intake has a breaker like every agent; what asks to reduce risk passes it whatever it says. */
function takeSignal(engine: ReadonlyEngine, turn: Turn, arrived: Payload<'signal.arrived'>, observer: CallObserver): Verdict {
  const { arrival } = arrived;
  if (arrival.kind === 'signal' && arrival.signal.kind !== 'entry') return acceptSignal(engine, turn, arrived);
  const asked = callAgent(engine.cockpit, 'intake', 'read', turn.at, observer, () => acceptSignal(engine, turn, arrived));
  if (asked.kind === 'answered') {
    const isReversal = arrival.kind === 'signal' && arrival.signal.turns?.position !== undefined;
    const { decisions, answer: told } = isReversal ? acceptReversal(engine, turn, arrived, asked.value) : asked.value;
    return { decisions: [...decisions, ...asked.moves], answer: told };
  }
  return { decisions: asked.moves, answer: { kind: 'refused', code: 'breaker_open', detail: asked.reason } };
}

/** A message that waited past its deadline is not acted upon: the market it speaks of is gone. */
function tooLate(turn: Turn, life: SignalLife, message: Message): Verdict {
  const waitedMs = turn.at - message.deadlineAt;
  const text = `The ${message.kind} message was ${waitedMs} ms past its deadline`;
  return decided(
    stageDecision(
      turn,
      life,
      'controller',
      'refused',
      [rule({ code: 'message_deadline', ok: false, observed: waitedMs, limit: 0, hard: true, text })],
      {},
    ),
    moveSignal(life.signalId, 'rejected', 'message_deadline', text),
  );
}
