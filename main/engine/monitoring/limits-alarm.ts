import { DAY_LOCK, type Facts } from '#shared/domain';
import type { ReadonlyCockpit } from '#shared/projection';
import { openCount } from '#engine/limits';
import type { ActiveAlarm } from './active-alarm.ts';

/** Keys that a sentence names; the rest is counted. */
const NAMED = 3;

/** Limits that were widened in the configuration file, and wait. Told once it is known that something is open. */
export function limitsAlarm(cockpit: ReadonlyCockpit, facts: Facts | null): readonly ActiveAlarm[] {
  const { limitsKept } = cockpit;
  const open = openCount(cockpit, facts) ?? 0;
  const isLocked = cockpit.blocks.has(DAY_LOCK);
  if (limitsKept === null || (open === 0 && !isLocked)) return [];
  const { widened } = limitsKept;
  const named = widened.slice(0, NAMED).map(({ path, kept, asked }) => `${path} asks for ${asked}, ${kept} stays in force`);
  const more = widened.length > NAMED ? `; and ${widened.length - NAMED} more` : '';
  return [
    {
      kind: 'limits_kept',
      level: 'high',
      title: 'Wider limits wait',
      deadlineAt: null,
      cause: `The configuration file allows more than was in force: ${named.join('; ')}${more}.`.slice(0, 500),
      consequence:
        open > 0
          ? `${open} positions and orders are open: what allows more is taken when nothing is. What allows less is in force.`
          : 'After a hard stop what allows more is taken at the next reset. What allows less is in force.',
      action: 'Put the numbers back in the file, or close what is open.',
    },
  ];
}
