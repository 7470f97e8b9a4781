import { agentId, effectClass, type AgentId, type EffectClass } from '#shared/domain';
import { present } from '#shared/lib';

/** The name of one agent's breaker for one effect class. */
export type BreakerKey = `${AgentId}/${EffectClass}`;
type BreakerParts = { readonly agent: AgentId; readonly effect: EffectClass };

const PARTS: ReadonlyMap<BreakerKey, BreakerParts> = new Map(
  agentId.options.flatMap((agent) => effectClass.options.map((effect) => [`${agent}/${effect}`, { agent, effect }] as const)),
);

/** Among all breakers one is found by its key. */
export const breakerKey = (agent: AgentId, effect: EffectClass): BreakerKey => `${agent}/${effect}`;

/** Whose breaker it is, and for what. */
export const breakerParts = (key: BreakerKey): BreakerParts => present(PARTS.get(key), `${key} is a breaker`);
