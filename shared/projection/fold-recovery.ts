import { faultText } from '#shared/domain';
import type { JournalRecord } from '#shared/events';
import { appended, assert, present } from '#shared/lib';
import { BOUNDS } from './bounds.ts';
import type { CalendarCopy } from './calendar.ts';
import type { CockpitState } from './state.ts';

type RecoveryRecord = Extract<
  JournalRecord,
  { type: 'recovery.began' | 'recovery.acted' | 'recovery.ended' | 'recovery.escalated' | 'calendar.read' }
>;

/** Faults under recovery, and how each recovery ended. */
export function foldRecovery(state: CockpitState, record: RecoveryRecord): void {
  switch (record.type) {
    case 'recovery.began': {
      const { id, severity, kind, subject } = record.payload;
      assert(state.recoveries.size < BOUNDS.recoveries, 'there is room for one more recovery');
      state.recoveries.set(id, {
        ...record.payload,
        startedAt: record.at,
        step: 0,
        attempt: 0,
        dueAt: record.at,
        last: '',
        actions: 0,
      });
      if (severity === 'high')
        state.highFaults = appended(
          state.highFaults,
          { at: record.at, text: `${subject} ${faultText(kind)}` },
          BOUNDS.recoveryTimes,
        );
      return;
    }
    case 'recovery.acted':
      acted(state, record);
      return;
    case 'recovery.ended': {
      const { id, verifiedBy, ms } = record.payload;
      const { component, agent, subject, kind, severity, startedAt, actions, last } = present(
        state.recoveries.get(id),
        'it began',
      );
      state.recoveries.delete(id);
      const over = { id, component, agent, subject, kind, severity, startedAt, actions, last, verifiedBy, ms };
      state.recovered = appended(state.recovered, over, BOUNDS.recovered);
      return;
    }
    case 'recovery.escalated':
      state.escalation = { at: record.at, text: record.payload.text };
      state.highFaults = [];
      return;
    case 'calendar.read':
      state.calendar = 'unchanged' in record.payload ? readAgain(state, record.payload.readAt) : record.payload;
      state.calendarFault = null;
  }
}

/** Where none is known there is none to be the same: then nothing is, and entries stay away from what they cannot see. */
const readAgain = ({ calendar }: CockpitState, readAt: number): CalendarCopy | null =>
  calendar === null ? null : { ...calendar, readAt };

function acted(state: CockpitState, { at, payload }: Extract<RecoveryRecord, { type: 'recovery.acted' }>): void {
  const { id, action, step, attempt, dueAt, text } = payload;
  const recovery = present(state.recoveries.get(id), 'a recovery acts between its beginning and its end');
  const isDone = action !== 'none';
  state.recoveries.set(id, { ...recovery, step, attempt, dueAt, last: text, actions: recovery.actions + (isDone ? 1 : 0) });
  if (!isDone) return;
  const acts = state.recoveryActs.get(recovery.component) ?? [];
  state.recoveryActs.set(recovery.component, appended(acts, at, BOUNDS.recoveryTimes));
  if (action === 'restart_component')
    state.restarts.set(recovery.agent, appended(state.restarts.get(recovery.agent) ?? [], at, BOUNDS.recoveryTimes));
}
