import type { Lane } from '#shared/domain';
import type { ReadonlyCockpit } from '#shared/projection';
import type { ActiveAlarm } from './active-alarm.ts';

const LANE_LOSS: Readonly<Record<Lane, string>> = {
  critical: 'Stops still work: they do not pass the lanes. Approvals and answers of the terminal may have to be repeated.',
  high: 'Looks at clock and account were skipped; the next one makes up for them.',
  normal: 'Senders of signals were told to try again.',
  low: 'Snapshots and reviews were skipped; the next look makes up for them.',
};

/** Lanes that turned messages away. Nothing that was queued is dropped. */
export const laneAlarms = ({ fullLanes }: ReadonlyCockpit): readonly ActiveAlarm[] =>
  [...fullLanes].map(([lane, { max }]) => ({
    id: `lane:${lane}`,
    kind: 'lane_full',
    level: lane === 'low' ? 'advisory' : 'high',
    title: `The ${lane} lane is full`,
    deadlineAt: null,
    cause: `${max} messages wait in it, its limit; further ones were refused.`,
    consequence: LANE_LOSS[lane],
    action: 'Find what sends so much, under Signals and Control; the alarm ends a minute after the last one was turned away.',
  }));
