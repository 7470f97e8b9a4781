import { asksAdoption, scopeKey } from '#shared/domain';
import type { JournalRecord } from '#shared/events';
import { appended, assert, setBounded } from '#shared/lib';
import { BOUNDS } from './bounds.ts';
import type { CockpitState, ReadonlyCockpit } from './state.ts';

type StopRecord = Extract<
  JournalRecord,
  {
    type:
      | 'fault.seen'
      | 'journal.mended'
      | 'journal.found'
      | 'journal.adopted'
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
    case 'journal.found': {
      const { code, text } = record.payload;
      if (asksAdoption(code) && !isAdopted(state, code, text)) state.journalDoubt = { code, text, since: record.at };
      return;
    }
    case 'journal.adopted': {
      const { code, text } = record.payload;
      state.journalDoubt = null;
      state.journalAdopted = appended(state.journalAdopted, { code, text }, BOUNDS.journalAdopted);
      return;
    }
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

/** The operator has gone on in spite of exactly this before: it is not asked about again. */
export const isAdopted = ({ journalAdopted }: Pick<ReadonlyCockpit, 'journalAdopted'>, code: string, text: string): boolean =>
  journalAdopted.some((one) => one.code === code && one.text === text);
