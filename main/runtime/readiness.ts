import type { Health } from '#ports';
import type { Runtime } from './runtime.ts';

export const NOT_READY = 'The cockpit is still starting';

/** Whether the cockpit works, and whether it can take signals now, with every reason. `strain`: what keeps the machine from serving. */
export function readiness({ loop, ready, startup, options }: Runtime, strain: string | null): Health {
  const isLinked = options.terminal.link().state !== 'down';
  const reasons = [
    loop.fault,
    ready ? null : startup.view().phase === 'failed' ? 'The start failed' : NOT_READY,
    isLinked ? null : 'The terminal link is down',
    strain,
  ];
  return {
    healthy: loop.fault === null,
    ready: ready && loop.fault === null && isLinked && strain === null,
    reasons: reasons.filter((reason) => reason !== null),
  };
}
