import type { ReadonlyCockpit } from '#shared/projection';
import { isDayHeld } from '#engine/rulebook';
import { canConfirm, clockWords } from '#engine/time';
import type { ActiveAlarm } from './active-alarm.ts';

/** Clocks that do not agree: what each says, and what to do. */
export function clockAlarms(cockpit: ReadonlyCockpit): readonly ActiveAlarm[] {
  const { clock } = cockpit;
  if (clock.trusted) return [];
  const held = isDayHeld(cockpit) ? ' The firm’s day stays as it was when the time was last known.' : '';
  const vouch = canConfirm(clock) ? ' If the PC is right as it stands, confirm its clock here.' : '';
  return [
    {
      id: `clock:${clock.doubt ?? ''}`,
      kind: 'clock_unconfirmed',
      level: 'critical',
      title: "The PC's clock cannot be relied on",
      deadlineAt: null,
      cause: `${clockWords(clock)}.`,
      consequence: `No new entries. Exits, stops and the floors go on.${held}`,
      action: `Set the PC's clock (Windows: Settings, Time & language, Sync now): this ends by itself when the clocks agree.${vouch}`,
    },
  ];
}
