import { ALARM_ROWS_MAX } from '#shared/domain';
import type { ReadonlyCockpit } from '#shared/projection';
import type { ActiveAlarm } from './active-alarm.ts';

/** What was to end a trade and could not be obeyed, while a position that it may have meant is still open. */
export function intakeAlarms({ intake, positions }: ReadonlyCockpit): readonly ActiveAlarm[] {
  const own = [...positions.values()].filter(({ foreign }) => !foreign);
  const meant = (at: number, symbol: string | null) =>
    own.filter(({ position }) => (symbol === null || position.symbol === symbol) && position.openedAt <= at);
  const refused = (intake.turnedAway ?? []).flatMap((one) => {
    const held = one.ends === undefined ? [] : meant(one.at, one.ends.symbol);
    return held.length === 0 ? [] : [{ ...one, held }];
  });
  const newest = refused.at(-1);
  if (newest === undefined) return [];
  const open = [...new Set(refused.flatMap(({ held }) => held.map(({ position }) => `${position.symbol} ${position.ticket}`)))];
  return [
    {
      kind: 'exit_not_read',
      level: 'high',
      title: refused.length === 1 ? 'An exit was refused' : `${refused.length} exits were refused`,
      deadlineAt: null,
      cause: `${newest.source}: ${newest.text}`.slice(0, 400),
      consequence: `${open.slice(0, 3).join(', ')}${open.length > 3 ? ` and ${open.length - 3} more` : ''} may be held against the will of its sender.`,
      action: 'Close it by hand if it should be closed, then mend the message of the sender.',
      rows: refused.slice(-ALARM_ROWS_MAX).map(({ at, text, excerpt }) => ({
        subject: String(at),
        text: `${excerpt ?? ''} | ${text}`.slice(0, 300),
      })),
    },
  ];
}
