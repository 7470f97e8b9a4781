import { identifierOf, specOf, type Facts, type Position } from '#shared/domain';
import type { Decision, OperatorAction, Payload } from '#shared/events';
import { failedRules, signalDigest, type LedgerPosition } from '#shared/projection';
import { breakerOf, CLOSED_BREAKER, isolated, moved as breakerMoved } from '#engine/controller';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { handlePosition } from '#engine/management';
import { decided, refused, type Turn, type Verdict } from '#engine/turn.ts';
import { bandProblem } from '#engine/saga';
import { cancelOrder, replaceOrder } from '#engine/resting';
import { chooseAccount } from './choose-account.ts';
import { chooseRulebook } from './choose-rulebook.ts';
import { testBroker } from './broker-test.ts';
import { liftStop, resumeProblems } from '#engine/stop';
import { adoptJournal } from './adopt-journal.ts';
import { administer } from './tokens.ts';
import { dropNews, noteNews } from './news.ts';
import { declineProposal, rearm } from './rearm.ts';
import { changeSources } from './set-source.ts';
import { approvalEnded } from '#engine/stages.ts';
import { moveSignal } from '#engine/move-signal.ts';
import { confirmClock } from '#engine/time';

type Act<A extends OperatorAction['act']> = Extract<OperatorAction, { act: A }>;

/** What a person asked for. Toward safety it is done; away from safety it is checked again, here, at the click. */
export function operate(engine: ReadonlyEngine, turn: Turn, { action, facts }: Payload<'operator.acted'>): Verdict {
  switch (action.act) {
    case 'approve':
      return approve(engine, turn, action, facts);
    case 'reject':
      return reject(engine, turn, action);
    case 'override':
      return override(engine, turn, action);
    case 'resume':
      return resume(engine, turn, action.reason, facts);
    case 'lift-stop':
      return liftStop(engine, turn, action);
    case 'cancel-order':
      return cancelOrder(engine, turn, action.order);
    case 'replace-order':
      return replaceOrder(engine, turn, action);
    case 'close-position':
    case 'modify-position':
    case 'manage-position':
      return handlePosition(engine, turn, action, facts);
    case 'set-approval-mode':
      if (engine.cockpit.approvalMode === action.mode) return decided();
      return decided({ type: 'approvals.mode_set', payload: { mode: action.mode, by: turn.actor } });
    case 'acknowledge-alarm':
      return acknowledge(engine, turn, action.alarmId);
    case 'shelve-alarm':
      return shelve(engine, turn, action);
    case 'isolate-breaker':
    case 'reset-breaker':
      return moveBreaker(engine, turn, action);
    case 'rearm':
    case 'decline-proposal':
      return action.act === 'rearm' ? rearm(engine, turn, action.block, action.reason) : declineProposal(engine, turn, action);
    case 'note-news':
      return noteNews(turn, action);
    case 'drop-news':
      return dropNews(engine, action.id);
    case 'choose-rulebook':
      return chooseRulebook(engine, turn, action, facts);
    case 'choose-account':
      return chooseAccount(engine, turn, action, facts);
    case 'test-broker':
      return testBroker(engine, turn, action, facts);
    case 'confirm-clock':
      return confirmClock(engine, turn, action);
    case 'issue-token':
    case 'revoke-token':
    case 'note-act':
    case 'change-config':
      return administer(engine, turn, action);
    case 'adopt-drift':
      return adopt(engine, turn, action, facts);
    case 'set-source':
    case 'remove-source':
    case 'rotate-source':
      return changeSources(engine, turn, action);
    case 'adopt-journal':
      return adoptJournal(engine, turn, action.reason);
  }
}

function moveBreaker({ cockpit }: ReadonlyEngine, { actor }: Turn, action: Act<'isolate-breaker' | 'reset-breaker'>): Verdict {
  const { act, agent, effect, reason } = action;
  const before = breakerOf(cockpit, agent, effect);
  const [after, what] = act === 'isolate-breaker' ? [isolated(before), 'isolated'] : [CLOSED_BREAKER, 'reset'];
  return decided(...breakerMoved(agent, effect, before, after, `${what} by ${actor}: ${reason}`));
}

function resume(engine: ReadonlyEngine, { actor }: Turn, reason: string, facts: Facts | null): Verdict {
  const reasons = resumeProblems(engine, facts);
  if (reasons.length > 0)
    return { decisions: [], answer: { kind: 'refused', code: 'resume_refused', detail: reasons.join('; '), reasons } };
  return decided({ type: 'trading.changed', payload: { to: 'active', reason, actor, certificateId: null } });
}

function approve(
  engine: ReadonlyEngine,
  turn: Turn,
  { signalId, digest }: Act<'approve'>,
  facts: Payload<'operator.acted'>['facts'],
): Verdict {
  const card = engine.cockpit.pending.get(signalId);
  if (card === undefined) return notPending(engine, signalId);
  if (turn.at >= card.expiresAt) return refused('expired', 'The approval ran out before the click');
  if (card.digest !== digest) return refused('digest_changed', 'The card is no longer what was shown');
  if (engine.cockpit.trading.state !== 'active') return refused('hard_limit', `Trading is ${engine.cockpit.trading.state}`);
  const spec = facts === null ? null : specOf(facts, card.symbol);
  const moved_ = bandProblem(card, facts?.quote ?? null, spec);
  if (moved_ !== null) return refused('price_moved', moved_);
  return decided(
    ...approvalEnded(engine, turn, { signalId, how: 'approved', by: turn.actor, reason: null }),
    moveSignal(signalId, 'in_pipeline'),
  );
}

function reject(engine: ReadonlyEngine, turn: Turn, { signalId, digest, reason }: Act<'reject'>): Verdict {
  const card = engine.cockpit.pending.get(signalId);
  if (card === undefined) return notPending(engine, signalId);
  if (card.digest !== digest) return refused('digest_changed', 'The card is no longer what was shown');
  return decided(
    ...approvalEnded(engine, turn, { signalId, how: 'rejected', by: turn.actor, reason }),
    moveSignal(
      signalId,
      'rejected',
      'trader_rejected',
      reason === null || reason === '' ? 'Rejected by you' : `By you: "${reason}"`,
    ),
  );
}

/** Only soft rules can be set aside, only while the signal is fresh; a second time only for rules that failed since the first. */
function override(engine: ReadonlyEngine, turn: Turn, { signalId, digest, reason }: Act<'override'>): Verdict {
  const life = engine.cockpit.signals.get(signalId);
  if (life === undefined) return refused('unknown_signal', `There is no signal ${signalId}`);
  if (life.state !== 'rejected' || (life.approval !== null && life.approval.how !== 'overridden'))
    return refused('not_pending', `Signal ${signalId} is ${life.state} and cannot be overridden`);
  if (turn.at - life.receivedAt > engine.cockpit.config.intake.maxAgeMs)
    return refused('expired', 'The signal is too old to be overridden');
  if (signalDigest(engine.cockpit, life) !== digest) return refused('digest_changed', 'The refusal is no longer what was shown');
  const failed = failedRules(life);
  if (failed.hard.length > 0)
    return refused('hard_limit', `${life.reason?.text ?? failed.hard.join(', ')}: a hard limit cannot be overridden`);
  if (failed.soft.every((code) => life.overrides.includes(code)))
    return refused('not_pending', 'No rule refused this signal, so there is nothing to override');
  if (engine.cockpit.trading.state !== 'active') return refused('hard_limit', `Trading is ${engine.cockpit.trading.state}`);
  return decided(
    ...approvalEnded(engine, turn, { signalId, how: 'overridden', by: turn.actor, reason }),
    moveSignal(signalId, 'in_pipeline'),
  );
}

const acknowledge = ({ cockpit }: ReadonlyEngine, { actor }: Turn, alarmId: string): Verdict =>
  cockpit.alarms.has(alarmId)
    ? decided({ type: 'alarm.acknowledged', payload: { alarmId, by: actor } })
    : refused('unknown_alarm', `There is no alarm ${alarmId}`);

function shelve(engine: ReadonlyEngine, turn: Turn, { alarmId, untilMs, reason }: Act<'shelve-alarm'>): Verdict {
  const life = engine.cockpit.alarms.get(alarmId);
  if (life === undefined) return refused('unknown_alarm', `There is no alarm ${alarmId}`);
  if (life.alarm.level === 'critical') return refused('hard_limit', 'A critical alarm cannot be shelved');
  return decided({ type: 'alarm.shelved', payload: { alarmId, untilMs, by: turn.actor, reason } });
}

/** What was held is over with a result that nobody knows; what the terminal holds in its place is not ours. */
const turnedRound = ({ signalId, position }: LedgerPosition, there: Position, reason: string): Decision[] => [
  { type: 'position.dropped', payload: { ticket: identifierOf(position), signalId, reason } },
  ...(signalId === null ? [] : [moveSignal(signalId, 'failed', 'drift_adopted', `Turned round at the terminal: ${reason}`)]),
  {
    type: 'position.opened',
    payload: { position: { ...there, clientOrderId: null }, signalId: null, strategyId: null, riskMoney: null },
  },
];

/** The trader accepts that the terminal is right: the ledger follows it, and trading goes on. */
function adopt(
  engine: ReadonlyEngine,
  turn: Turn,
  { digest, reason }: Act<'adopt-drift'>,
  facts: Payload<'operator.acted'>['facts'],
): Verdict {
  const { drift, positions, trading } = engine.cockpit;
  if (drift === null) return refused('no_drift', 'Ledger and terminal agree');
  if (digest !== undefined && digest !== drift.digest)
    return refused('digest_changed', 'The difference is no longer what was shown');
  const followed = drift.items.flatMap((item): Decision[] => {
    const held = positions.get(item.ticket);
    if (held === undefined) return [];
    const there = facts?.positions.find((one) => identifierOf(one) === item.ticket);
    if (item.kind === 'different' && there !== undefined && there.direction !== held.position.direction)
      return turnedRound(held, there, reason);
    if (item.kind === 'different') return there === undefined ? [] : [{ type: 'position.changed', payload: { position: there } }];
    if (item.kind !== 'missing_at_terminal' || there !== undefined) return [];
    const ended =
      held.signalId === null ? [] : [moveSignal(held.signalId, 'failed', 'drift_adopted', `Adopted by ${turn.actor}: ${reason}`)];
    return [{ type: 'position.dropped', payload: { ticket: item.ticket, signalId: held.signalId, reason } }, ...ended];
  });
  const back: Decision[] =
    trading.state === 'reducing'
      ? [{ type: 'trading.changed', payload: { to: 'active', reason: 'drift adopted', actor: turn.actor, certificateId: null } }]
      : [];
  return decided(...followed, { type: 'drift.changed', payload: { items: [] } }, ...back);
}

function notPending(engine: ReadonlyEngine, signalId: string): Verdict {
  const life = engine.cockpit.signals.get(signalId);
  if (life === undefined) return refused('unknown_signal', `There is no signal ${signalId}`);
  return life.state === 'expired'
    ? refused('expired', 'The approval ran out before the click')
    : refused('not_pending', `Signal ${signalId} is ${life.state}`);
}
