import type { JournalRecord } from '#shared/events';
import type { AlarmStep, Reply, Request } from '#shared/ipc';
import type { Journal } from '#ports';
import { pagesBackwards } from './journal-pages.ts';

const TYPES = ['alarm.raised', 'alarm.acknowledged', 'alarm.shelved', 'alarm.cleared'] as const;
type AlarmRecord = Extract<JournalRecord, { type: (typeof TYPES)[number] }>;
const isOfAlarm = (record: JournalRecord): record is AlarmRecord => (TYPES as readonly string[]).includes(record.type);

/** Records that one page spans; the index finds those of alarms among them. */
const STEP = 5_000;
/** Records that one question looks at; `before` of its answer goes on from there. */
const LOOK_MAX = 200_000;

/** What alarms went through, newest first: raised, acknowledged, shelved, returned. Changed rows of one that stands are no step. */
export async function alarmHistory(
  journal: Pick<Journal, 'stats' | 'find'>,
  { before, limit }: Request<'alarm.history'>,
): Promise<Reply<'alarm.history'>> {
  const top = Math.min(before ?? Infinity, journal.stats().lastSeq + 1);
  const found: AlarmRecord[] = [];
  let end = top;
  for await (const { records, since } of pagesBackwards(journal, { before: top, step: STEP, types: TYPES })) {
    const steps = records.filter(isOfAlarm).filter(isStep).reverse();
    const room = limit - found.length;
    found.push(...steps.slice(0, room));
    end = steps.length > room ? (found.at(-1)?.seq ?? since + 1) : since + 1;
    if (found.length >= limit || top - end >= LOOK_MAX) break;
  }
  return { steps: told(found), before: end > 1 ? end : null };
}

const isStep = (record: AlarmRecord): boolean => record.type !== 'alarm.raised' || record.payload.isUpdate !== true;

/** Each step with the title that its alarm was raised with. */
function told(newestFirst: readonly AlarmRecord[]): AlarmStep[] {
  const titles = new Map<string, Pick<AlarmStep, 'title' | 'level'>>();
  return newestFirst
    .toReversed()
    .map((record): AlarmStep => {
      const { seq, at } = record;
      if (record.type === 'alarm.raised') {
        const { id: alarmId, title, level, cause } = record.payload.alarm;
        titles.set(alarmId, { title, level });
        return { seq, at, alarmId, what: 'raised', title, level, by: null, text: cause, until: null };
      }
      const { alarmId } = record.payload;
      const known = { seq, at, alarmId, ...(titles.get(alarmId) ?? { title: null, level: null }) };
      switch (record.type) {
        case 'alarm.acknowledged':
          return { ...known, what: 'acknowledged', by: record.payload.by, text: null, until: null };
        case 'alarm.shelved':
          return { ...known, what: 'shelved', by: record.payload.by, text: record.payload.reason, until: record.payload.untilMs };
        case 'alarm.cleared':
          return { ...known, what: 'returned', by: null, text: null, until: null };
      }
    })
    .reverse();
}
