import { findingTitle } from '#shared/domain';
import type { ReadonlyCockpit } from '#shared/projection';
import type { ActiveAlarm } from './active-alarm.ts';

/** A journal that cannot be written, and one that is not what it was. */
export const journalAlarms = (cockpit: ReadonlyCockpit): readonly ActiveAlarm[] => [
  ...faultAlarms(cockpit),
  ...doubtAlarms(cockpit),
];

function doubtAlarms({ journalDoubt }: ReadonlyCockpit): readonly ActiveAlarm[] {
  if (journalDoubt === null) return [];
  return [
    {
      kind: 'journal_doubt',
      level: 'critical',
      title: findingTitle(journalDoubt.code),
      deadlineAt: null,
      cause: journalDoubt.text,
      consequence: 'Trading is halted. Closing still works. What is shown as open, closed or stopped may be wrong.',
      action:
        'Compare with the terminal. Then adopt the journal as it is (type ADOPT), or stop the cockpit and restore a backup ' +
        '(npm run restore) or begin a new journal (--new-journal).',
    },
  ];
}

function faultAlarms({ journalFault }: ReadonlyCockpit): readonly ActiveAlarm[] {
  if (journalFault === null) return [];
  return [
    {
      kind: journalFault.isLost ? 'journal_lost' : 'journal_failed',
      level: 'critical',
      title: journalFault.isLost ? 'The journal is lost for this run' : 'The journal cannot be written',
      deadlineAt: null,
      cause: journalFault.detail,
      consequence: journalFault.isLost
        ? 'Trading stays halted in this run. Closing still works, but nothing of it is on record here.'
        : 'Trading is halted. Closing still works; what happens meanwhile is kept in memory.',
      action: journalFault.isLost
        ? 'Free space on the disk, or mend it; then restart the cockpit. It does not write again by itself.'
        : 'Free space, mend the disk, or put the data folder back. Writing goes on by itself within a second; then resume.',
    },
  ];
}
