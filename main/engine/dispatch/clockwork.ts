import { subjectsOf } from '#shared/domain';
import type { Decision, Payload } from '#shared/events';
import { breakerParts } from '#shared/projection';
import { breakerAt, moved as breakerMoved } from '#engine/controller';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { alarmChanges } from '#engine/monitoring';
import { decided, type Turn, type Verdict } from '#engine/turn.ts';
import { accountSizeDue } from '#engine/day';
import { limitsDue } from '#engine/limits';
import { isDayHeld } from '#engine/rulebook';
import { managementDue, nextExit } from '#engine/management';
import { missingStopsDue } from '#engine/protection';
import { groupsDue, restingDue } from '#engine/resting';
import { exitsDue } from '#engine/saga';
import { dayDue, hardStopDue, operationsDue, ownFacts, peaksDue } from '#engine/day';
import { approvalEnded } from '#engine/stages.ts';
import { unsoundNumbersDue, weekendDue } from '#engine/day';
import { moveSignal } from '#engine/move-signal.ts';

/** What is due at a moment: countdowns, half-open breakers, the firm's new day, the hard stop, alarms. */
export function tick(engine: ReadonlyEngine, turn: Turn, { facts: seen, ...read }: Payload<'time.reached'>): Verdict {
  const facts = ownFacts(engine.cockpit, seen);
  const day = dayDue(engine, turn, facts, read);
  const resting = facts === null ? [] : restingDue(engine, turn, facts);
  const exits = onceEach([...groupsDue(engine, turn), ...exitsDue(engine, turn, facts), ...resting]);
  // While a new day has no anchor yet its room is only a cautious guess: nothing is closed on a guess, the next look is a beat away.
  const closing = day.length === 0 ? closingDue(engine, turn, facts) : [];
  const look = facts === null ? null : { at: null, link: facts.link, positions: facts.positions };
  const protecting = look === null ? [] : missingStopsDue(engine, turn, look, [...exits, ...closing]);
  return decided(
    ...approvalsDue(engine, turn),
    ...breakersDue(engine, turn),
    ...exits,
    ...operationsDue(engine, facts),
    ...day,
    ...accountSizeDue(engine, turn, facts),
    ...unsoundNumbersDue(engine, facts),
    // Other limits may begin another day: never in the turn in which one begins by itself.
    ...(day.length === 0 ? limitsDue(engine.cockpit, facts, turn.at) : []),
    // A new day records its own peaks, with those that nobody saw: one look does not take them back.
    ...(day.length === 0 ? peaksDue(engine, facts) : []),
    ...closing,
    ...protecting,
    ...managementDue(engine, turn, facts, [...exits, ...closing, ...protecting]),
    ...alarmChanges(engine.cockpit, facts, turn.at),
  );
}

/** Several want the same position or order gone: in one turn it is asked for once. */
function onceEach(decisions: readonly Decision[]): readonly Decision[] {
  const asked = new Set<string>();
  return decisions.filter((one) => {
    const subjects = one.type === 'order.intended' ? subjectsOf(one.payload.request) : [];
    if (subjects.some((subject) => asked.has(subject))) return false;
    for (const subject of subjects) asked.add(subject);
    return true;
  });
}

/** One stop is enough: the floors go before the weekend. */
function closingDue(engine: ReadonlyEngine, turn: Turn, facts: Payload<'time.reached'>['facts']): readonly Decision[] {
  const stop = hardStopDue(engine, turn, facts);
  return stop.length > 0 ? stop : weekendDue(engine, turn, facts);
}

/** The next moment at which something of the engine's own is due (UTC ms), or null. The runtime calls back then. */
export function nextDeadline(engine: ReadonlyEngine): number | null {
  let next = Infinity;
  for (const card of engine.cockpit.pending.values()) next = Math.min(next, card.expiresAt);
  for (const breaker of engine.cockpit.breakers.values())
    if (breaker.state === 'OPEN') next = Math.min(next, breaker.reopensAt ?? Infinity);
  for (const { dueAt } of engine.cockpit.recoveries.values()) next = Math.min(next, dueAt);
  if (engine.cockpit.day !== null && !isDayHeld(engine.cockpit)) next = Math.min(next, engine.cockpit.day.resetsAt);
  next = Math.min(next, nextExit(engine, engine.cockpit.lastAt) ?? Infinity);
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
        moveSignal(signalId, 'in_pipeline'),
      ];
    }
    const seconds = Math.round((card.expiresAt - card.askedAt) / 1000);
    return [
      ...approvalEnded(engine, turn, { signalId, how: 'expired', by: 'clock', reason: null }),
      moveSignal(
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
    const { agent, effect } = breakerParts(key);
    return [...breakerMoved(agent, effect, breaker, breakerAt(breaker, turn.at), 'a probe may pass now')];
  });
}
