import type { Facts } from '#shared/domain';
import type { LiveFrame } from '#shared/ipc';
import type { ReadonlyCockpit } from '#shared/projection';
import { nextSessionStart, nextStep, progressOf, roomOf, sessionsAt, standingsOf } from '#engine';

type TradingPart = Pick<
  LiveFrame,
  'account' | 'positions' | 'orders' | 'plans' | 'room' | 'progress' | 'sessions' | 'nextSession'
>;

/** What of a live frame follows from the state and what the terminal told, at a moment (UTC ms): the same for now and for the past. */
export const tradingPart = (cockpit: ReadonlyCockpit, facts: Facts, at: number): TradingPart => ({
  account: facts.account,
  positions: facts.positions,
  orders: facts.orders,
  plans: [...cockpit.positions.values()].flatMap(({ plan, position }) =>
    plan === undefined ? [] : [{ ticket: position.ticket, next: nextStep(plan, at) }],
  ),
  room: roomOf(cockpit, facts, at),
  progress:
    facts.account === null
      ? null
      : { ...progressOf(cockpit, facts.account), rules: [...standingsOf(cockpit, facts.positions, at)] },
  sessions: [...sessionsAt(at)],
  nextSession: nextSessionStart(at),
});
