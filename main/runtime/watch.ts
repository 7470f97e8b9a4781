import type { Watch } from '../engine/index.ts';
import type { Clock } from '../ports/index.ts';
import type { Meters } from './meters.ts';

/** Times every agent the engine asks. Agents that are asked within another agent's call do not exist, so one start time is enough. */
export function watchWith(clock: Clock, meters: Meters): Watch {
  let began = 0;
  return {
    enter: () => {
      began = clock.monoMs();
    },
    leave: (agent, failed) => {
      const ms = clock.monoMs() - began;
      meters.agent(agent).record(ms, failed, clock.nowMs());
      if (agent === 'owner' || agent === 'u1' || agent === 'u2' || agent === 'u3' || agent === 'u4' || agent === 'u5')
        meters.stage(agent, ms);
      if (failed) meters.failedTotal += 1;
    },
  };
}
