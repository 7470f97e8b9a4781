import type { Facts } from '../../../shared/domain/index.ts';
import type { Decision, Payload } from '../../../shared/events/index.ts';
import { rulebookOf } from '../../../shared/rulebooks/index.ts';
import { breakerAt, moved as breakerMoved } from '../controller/index.ts';
import type { ReadonlyEngine } from '../engine.ts';
import { alarmChanges } from '../monitoring/index.ts';
import { moved } from '../orders/index.ts';
import { anchorValue, balanceAt, dayWindow, roomOf, stopLevel } from '../risk/index.ts';
import { decided, type Turn, type Verdict } from '../turn.ts';
import { exitsDue } from './exits.ts';
import { halt } from './stop.ts';
import { approvalEnded } from './stages.ts';

/** What is due at a moment: countdowns, half-open breakers, the firm's new day, the hard stop, alarms. */
export function tick(engine: ReadonlyEngine, turn: Turn, { facts, recentDeals }: Payload<'time.reached'>): Verdict {
  const day = dayDue(engine, turn, facts, recentDeals);
  return decided(
    ...approvalsDue(engine, turn),
    ...breakersDue(engine, turn),
    ...exitsDue(engine, turn),
    ...day,
    // While a new day has no anchor yet its room is only a cautious guess: nothing is closed on a guess, the next look is a beat away.
    ...(day.length === 0 ? hardStopDue(engine, turn, facts) : []),
    ...alarmChanges(engine.cockpit, facts, turn.at),
  );
}

/** The next moment at which something of the engine's own is due (UTC ms), or null. The runtime calls back then. */
export function nextDeadline(engine: ReadonlyEngine): number | null {
  let next = Infinity;
  for (const card of engine.cockpit.pending.values()) next = Math.min(next, card.expiresAt);
  for (const breaker of engine.cockpit.breakers.values())
    if (breaker.state === 'OPEN') next = Math.min(next, breaker.reopensAt ?? Infinity);
  for (const { dueAt } of engine.cockpit.recoveries.values()) next = Math.min(next, dueAt);
  if (engine.cockpit.day !== null) next = Math.min(next, engine.cockpit.day.resetsAt);
  return next === Infinity ? null : next;
}

/** A veto card that is found this long after its zero was not on any screen at its end: silence then is not consent. */
const VETO_LATE_MS = 5_000;

/** At zero a card is dropped (confirm) or executed (veto), as it said it would. */
function approvalsDue(engine: ReadonlyEngine, turn: Turn): readonly Decision[] {
  return [...engine.cockpit.pending.values()].flatMap((card): Decision[] => {
    if (turn.at < card.expiresAt) return [];
    const { signalId } = card;
    const isLate = turn.at - card.expiresAt > VETO_LATE_MS;
    if (card.mode === 'veto' && !isLate) {
      return [
        ...approvalEnded(engine, turn, { signalId, how: 'unvetoed', by: 'clock', reason: null }),
        { type: 'signal.moved', payload: { signalId, state: 'in_pipeline', reason: null } },
      ];
    }
    const seconds = Math.round((card.expiresAt - card.askedAt) / 1000);
    return [
      ...approvalEnded(engine, turn, { signalId, how: 'expired', by: 'clock', reason: null }),
      moved(
        signalId,
        'expired',
        'approval_expired',
        isLate && card.mode === 'veto'
          ? 'The cockpit was not running when the veto ran out, not traded'
          : `Approval ran out after ${seconds} s, not traded`,
      ),
    ];
  });
}

function breakersDue(engine: ReadonlyEngine, turn: Turn): readonly Decision[] {
  return [...engine.cockpit.breakers].flatMap(([key, breaker]) => {
    const [agent, effect] = key.split('/') as [Parameters<typeof breakerMoved>[0], Parameters<typeof breakerMoved>[1]];
    return [...breakerMoved(agent, effect, breaker, breakerAt(breaker, turn.at), 'a probe may pass now')];
  });
}

/** An account that is seen this soon after a reset is the account of the reset. */
const RESET_SEEN_MS = 60_000;

/**
 * The firm's midnight: the balance at that moment is the anchor of the new day's floor. A midnight that was missed is rebuilt
 * from the deals since; where they are not known, the first day starts at least from the initial capital.
 */
function dayDue(
  engine: ReadonlyEngine,
  turn: Turn,
  facts: Facts | null,
  deals: Payload<'time.reached'>['recentDeals'],
): readonly Decision[] {
  const { day, config } = engine.cockpit;
  if (facts === null || facts.account === null || (day !== null && turn.at < day.resetsAt)) return [];
  const rulebook = rulebookOf(config.rulebook.preset);
  const window = dayWindow(turn.at, rulebook);
  const { balance, equity } = facts.account;
  if (deals !== null && rulebook.daily.anchor === 'balance') {
    return [{ type: 'day.anchored', payload: { ...window, balance: balanceAt(window.anchorAt, balance, deals) } }];
  }
  const now = anchorValue(rulebook, balance, equity);
  // The equity at a reset that was missed is not known; it counts as no less than what the day before began with.
  const isMissed = rulebook.daily.anchor !== 'balance' && turn.at - window.anchorAt > RESET_SEEN_MS;
  const before = day?.balance ?? config.rulebook.initialBalance;
  const anchor = day === null || isMissed ? Math.max(now, before) : now;
  return [{ type: 'day.anchored', payload: { ...window, balance: anchor } }];
}

/** Close to the floor everything is closed, because the next tick may not ask. */
function hardStopDue(engine: ReadonlyEngine, turn: Turn, facts: Facts | null): readonly Decision[] {
  const { trading, config } = engine.cockpit;
  if (facts === null || facts.account === null || facts.link === 'down') return [];
  const room = roomOf(engine.cockpit, facts, turn.at);
  if (room === null || stopLevel(room, config.rulebook) !== 'hard') return [];
  const current = trading.certificateId === null ? undefined : engine.cockpit.certificates.get(trading.certificateId);
  if (trading.state === 'halted' && current?.flatten === true) return [];
  const snapshot = { at: turn.at, account: facts.account, positions: [...facts.positions], orders: [...facts.orders] };
  const reason = `Hard stop: ${room.dayRoom.toFixed(2)} ${facts.account.currency} left above the day's floor`;
  return halt(engine, { ...turn, actor: 'engine' }, { reason, flatten: true, snapshot }).decisions;
}
