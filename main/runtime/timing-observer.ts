import type { CallObserver } from '#engine';
import type { Clock } from '#ports';
import type { Meters } from './meters.ts';

/** Times every agent the engine asks. One may be asked within another's call, so starts are a stack. */
export function timingObserver(clock: Clock, meters: Meters): CallObserver {
  const began: number[] = [];
  return {
    enter: () => {
      began.push(clock.monoMs());
    },
    leave: (agent, failed) => {
      const ms = clock.monoMs() - (began.pop() ?? clock.monoMs());
      meters.agent(agent).record(ms, failed, clock.nowMs());
      if (
        agent === 'intake' ||
        agent === 'owner' ||
        agent === 'u1' ||
        agent === 'u2' ||
        agent === 'u3' ||
        agent === 'u4' ||
        agent === 'u5'
      )
        meters.stage(agent, ms);
      if (agent === 'orchestrator') meters.stage('controller', ms);
      if (failed) meters.failedTotal += 1;
    },
  };
}
