import { ALARM_ROWS_MAX, sourceKindOf } from '#shared/domain';
import { sourceGap, type ReadonlyCockpit } from '#shared/projection';
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

/** Sources whose folder cannot be read: what is put there is not seen. */
export const sourceFaultAlarms = ({ sources, sourceFaults }: ReadonlyCockpit): readonly ActiveAlarm[] =>
  [...sourceFaults].flatMap(([id, problem]): ActiveAlarm[] => {
    const source = sources.get(id);
    if (source === undefined) return [];
    return [
      {
        kind: 'source_fault',
        id: `source_fault:${id}`,
        level: 'high',
        title: `${source.name} is not read`,
        deadlineAt: null,
        cause: problem,
        consequence: 'Entries and exits that are put there are not seen.',
        action: 'Put its folder right; it is looked at again every second. What lies there is read then, if it is not too old.',
      },
    ];
  });

/** Sources that are silent for longer than their rhythm allows: a broken sender looks like a quiet market. */
export function gapAlarms(cockpit: ReadonlyCockpit, nowMs: number): readonly ActiveAlarm[] {
  return [...cockpit.sources.values()].flatMap((source): ActiveAlarm[] => {
    const gap = sourceGap(cockpit, source, nowMs);
    if (gap === null) return [];
    const { id, name, kind } = source;
    const heard = cockpit.intake.bySource?.[id]?.lastAt ?? null;
    return [
      {
        kind: 'source_gap',
        id: `source_gap:${id}`,
        level: 'high',
        title: `${name} is silent`,
        deadlineAt: null,
        cause: `${heard === null ? 'Nothing ever came' : `Last heard ${new Date(heard).toISOString()}`}; its rhythm is ${source.rhythm?.everyMinutes ?? 0} min.`,
        consequence: 'Entries and exits that it sent meanwhile are not here.',
        action: `${REMEDIES[sourceKindOf(kind).doors[0] ?? 'inside']} Then test it in Settings, Sources, or change its rhythm.`,
      },
    ];
  });
}

const REMEDIES = {
  token: 'Look whether the alert still runs at its sender, and whether the tunnel is up.',
  signature: 'Look whether the sender runs and reaches this address.',
  folder: 'Look whether files still arrive in its folder.',
  inside: 'Look whether candles arrive.',
} as const;
