import { AGENT_ROLES, agentId, STAND_INS, type AgentId } from '#shared/domain';
import { present } from '#shared/lib';
import type { ReadonlyCockpit } from '#shared/projection';
import { admits } from './breaker.ts';
import { breakerOf } from './call.ts';

/** A message is addressed to what has to be done, not to who does it. */
export type Served = {
  readonly agent: AgentId;
  /** Those before it in the order of preference that cannot be asked now, and why. */
  readonly passedOver: readonly { readonly agent: AgentId; readonly why: string }[];
};

/** Everybody who can serve a role, the preferred one first. */
export function agentsOf(role: string): readonly AgentId[] {
  return STAND_INS[role] ?? agentId.options.filter((agent) => AGENT_ROLES[agent] === role);
}

/**
 * Who serves a role now: the first that is there and whose breaker lets a question pass. When none does, the last of
 * them: its own breaker then says why. `absent` are agents this installation does not have.
 */
export function servedBy(cockpit: ReadonlyCockpit, role: string, nowMs: number, absent: ReadonlySet<AgentId>): Served {
  const passedOver: { agent: AgentId; why: string }[] = [];
  const agents = agentsOf(role);
  for (const agent of agents) {
    if (absent.has(agent)) passedOver.push({ agent, why: 'there is none' });
    else if (admits(breakerOf(cockpit, agent, 'read'), nowMs)) return { agent, passedOver };
    else passedOver.push({ agent, why: 'its breaker is open' });
  }
  return { agent: present(agents.at(-1), `the role ${role} has an agent`), passedOver: passedOver.slice(0, -1) };
}
