import type { RecoveryConfig, RecoveryStep } from '#shared/config';
import { present, sha256Hex } from '#shared/lib';
import type { Recovery } from '#shared/projection';

/** The step to take now, and when the one after it is due. */
export type Planned = {
  readonly step: number;
  readonly attempt: number;
  readonly action: RecoveryStep['action'];
  readonly waitMs: number;
};

/** The first step of a policy. */
export const firstStep = (config: RecoveryConfig, id: string, component: Recovery['component']): Planned =>
  planned(config, id, component, 0, 1);

/** The step after the last one taken. Behind the last the first is repeated at leisure: health is watched until it is back. */
export function nextStep(config: RecoveryConfig, { id, component, step, attempt }: Recovery): Planned {
  const steps = config.policies[component];
  const current = steps[step];
  if (current !== undefined && attempt < current.attempts) return planned(config, id, component, step, attempt + 1);
  return planned(config, id, component, step + 1, 1);
}

function planned(config: RecoveryConfig, id: string, component: Recovery['component'], step: number, attempt: number): Planned {
  const steps = config.policies[component];
  const taken = steps[step];
  if (taken === undefined) {
    const first = present(steps[0], 'a policy has a step');
    // What opens a breaker or falls back is not done twice: after it, health is looked at.
    const action = first.action === 'circuit_break' || first.action === 'fallback' ? 'retry' : first.action;
    return { step, attempt, action, waitMs: config.watchEveryMs };
  }
  return { step, attempt, action: taken.action, waitMs: pause(taken, id, step, attempt) };
}

/** Exponential backoff; chance takes a share off, derived from the recovery's own id so that a replay waits as long. */
function pause({ baseMs, maxMs, jitter }: RecoveryStep, id: string, step: number, attempt: number): number {
  const full = Math.min(maxMs, baseMs * 2 ** (attempt - 1));
  const share = Number.parseInt(sha256Hex(`${id}|${step}|${attempt}`).slice(0, 8), 16) / 0x1_0000_0000;
  return Math.max(50, Math.round(full * (1 - jitter * share)));
}
