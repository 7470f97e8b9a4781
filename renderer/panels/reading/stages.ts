import type { Stage } from '#shared/domain';

export const STAGE_ORDER: readonly Stage[] = ['intake', 'controller', 'owner', 'approval', 'u1', 'u2', 'u3', 'u4', 'u5'];

/** Time each station may take: 10 ms for routing, 50 ms for a judgement, together under a second. The trader's time is the card's. */
export const STAGE_BUDGET_MS: Readonly<Record<Exclude<Stage, 'approval'>, number>> = {
  intake: 50,
  controller: 10,
  owner: 50,
  u1: 50,
  u2: 50,
  u3: 50,
  u4: 600,
  u5: 50,
};
