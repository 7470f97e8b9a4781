import type { Facts, Quote, SymbolSpec } from '#shared/domain';
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

/** A price as a window shows it: how old it is at a moment, and how wide in points. */
export const quoteAt = (quote: Quote, { point, digits }: SymbolSpec, at: number): LiveFrame['quotes'][number] => ({
  ...quote,
  ageMs: Math.max(0, at - quote.at),
  spreadPoints: Math.round((quote.ask - quote.bid) / point),
  digits,
});

/** How many signals are on their way, and how those that are over ended. */
export function pipelineCounts({ signals }: ReadonlyCockpit): Omit<LiveFrame['pipelines'], 'latency'> {
  const lives = [...signals.values()];
  const count = (...states: readonly string[]): number => lives.filter((life) => states.includes(life.state)).length;
  return {
    active: count('received', 'evaluated', 'awaiting_approval', 'in_pipeline', 'ordered', 'unknown'),
    completed: count('open', 'closed'),
    rejected: count('rejected', 'expired', 'cancelled'),
    failed: count('failed'),
  };
}
