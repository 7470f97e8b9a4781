import { expect, test } from 'vitest';
import { AGENT_ROLES, agentId, type AgentId } from '#shared/domain';
import { emptyCockpit } from '#shared/projection';
import { agentsOf, CLOSED_BREAKER, isolated, servedBy } from '#engine/controller';

const none: ReadonlySet<AgentId> = new Set();

test('every agent serves its own role, and only the roles with stand-ins have more than one', () => {
  for (const agent of agentId.options) expect(agentsOf(AGENT_ROLES[agent])).toContain(agent);
  expect(new Set(agentId.options.map((agent) => AGENT_ROLES[agent])).size).toBe(agentId.options.length - 1);
});

test('the preferred agent serves while it can be asked; then its stand-in, and why is told', () => {
  const cockpit = emptyCockpit();
  const well = servedBy(cockpit, 'signal scorer', 0, none);
  const absent = servedBy(cockpit, 'signal scorer', 0, new Set<AgentId>(['model']));
  cockpit.breakers.set('model/read', isolated(CLOSED_BREAKER));
  expect([well, absent, servedBy(cockpit, 'signal scorer', 0, none)]).toEqual([
    { agent: 'model', passedOver: [] },
    { agent: 'u2', passedOver: [{ agent: 'model', why: 'there is none' }] },
    { agent: 'u2', passedOver: [{ agent: 'model', why: 'its breaker is open' }] },
  ]);
});

test('when nobody can be asked it is the last one, whose own breaker says why; an unknown role is a bug', () => {
  const cockpit = emptyCockpit();
  cockpit.breakers.set('model/read', isolated(CLOSED_BREAKER)).set('u2/read', isolated(CLOSED_BREAKER));
  expect(servedBy(cockpit, 'signal scorer', 0, none)).toEqual({
    agent: 'u2',
    passedOver: [{ agent: 'model', why: 'its breaker is open' }],
  });
  expect(() => servedBy(cockpit, 'nobody', 0, none)).toThrow('the role nobody has an agent');
});
