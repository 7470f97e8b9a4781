import { scopeKey } from '#shared/domain';
import type { JournalRecord } from '#shared/events';
import { appended, assert, setBounded } from '#shared/lib';
import { BOUNDS } from './bounds.ts';
import type { CockpitState } from './state.ts';

type StopRecord = Extract<
  JournalRecord,
  {
    type:
      | 'fault.seen'
      | 'journal.mended'
      | 'stop.progressed'
      | 'stop.latched'
      | 'stop.lifted'
      | 'drill.ended'
      | 'controller.observed';
  }
>;

/** What stands in the way of trading: stops, a journal that cannot be written, agents and lanes that are not well. */
export function foldStops(state: CockpitState, record: StopRecord): void {
  switch (record.type) {
    case 'fault.seen':
      if (record.payload.agent === 'calendar') state.calendarFault = record.payload.detail;
      if (record.payload.agent === 'journal')
        state.journalFault = {
          since: state.journalFault?.since ?? record.at,
          detail: record.payload.detail,
          isLost: record.payload.kind === 'lost',
        };
      return;
    case 'journal.mended':
      state.journalFault = null;
      return;
    case 'stop.progressed':
      setBounded(
        state.certificates,
        record.payload.certificate.id,
        record.payload.certificate,
        BOUNDS.certificates,
        (old) => old.endedAt !== null,
      );
      return;
    case 'stop.latched': {
      const { scope, reason, actor, certificateId } = record.payload;
      assert(state.stops.size < BOUNDS.stops || state.stops.has(scopeKey(scope)), 'there is room for one more scoped stop');
      state.stops.set(scopeKey(scope), { scope, reason, actor, since: record.at, certificateId });
      return;
    }
    case 'stop.lifted':
      state.stops.delete(scopeKey(record.payload.scope));
      return;
    case 'controller.observed':
      for (const { agent, health, why } of record.payload.health) state.health.set(agent, { health, why, since: record.at });
      for (const { lane, refused, max } of record.payload.lanes)
        if (refused === 0) state.fullLanes.delete(lane);
        else state.fullLanes.set(lane, { since: record.at, max });
      return;
    case 'drill.ended':
      state.drills = appended(state.drills, record.payload.drill, BOUNDS.drills);
      return;
  }
}
