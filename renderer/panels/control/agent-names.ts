import type { AgentId } from '#shared/domain';

/** Agents as they are named on screen, in their fixed order. */
export const AGENT_NAMES: Readonly<Record<AgentId, string>> = {
  intake: 'Intake',
  owner: 'Owner',
  orchestrator: 'Orchestrator',
  u1: 'U1 validation',
  u2: 'U2 scoring',
  u3: 'U3 risk',
  u4: 'U4 execution',
  u5: 'U5 monitoring',
  terminal: 'Terminal',
  journal: 'Journal',
  model: 'Model',
  calendar: 'Calendar',
  notifier: 'Notifier',
  detector: 'Detector',
};
