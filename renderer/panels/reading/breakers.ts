import { AGENT_EFFECTS, type AgentId, type Breaker, type EffectClass } from '#shared/domain';
import { breakerKey } from '#shared/projection';

const CLOSED: Breaker = { state: 'CLOSED', failures: 0, successes: 0, reopensAt: null, probing: false };
export type BreakerRow = { readonly agent: AgentId; readonly effect: EffectClass; readonly breaker: Breaker };

/** Every breaker there is, in the agents' fixed order. One that never moved is closed. */
export const breakersOf = (moved: ReadonlyMap<string, Breaker>): readonly BreakerRow[] =>
  (Object.keys(AGENT_EFFECTS) as AgentId[]).flatMap((agent) =>
    AGENT_EFFECTS[agent].map((effect) => ({ agent, effect, breaker: moved.get(breakerKey(agent, effect)) ?? CLOSED })),
  );

export const notClosed = (rows: readonly BreakerRow[]): readonly BreakerRow[] =>
  rows.filter(({ breaker }) => breaker.state !== 'CLOSED');
