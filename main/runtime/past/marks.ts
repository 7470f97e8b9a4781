import type { EventType, JournalRecord } from '#shared/events';
import type { PastMark } from '#shared/ipc';
import type { Journal } from '#ports';
import { pagesBackwards } from '../journal-pages.ts';

const TYPES: readonly EventType[] = ['position.closed', 'trading.changed', 'alarm.raised', 'run.started'];
const MARKS_MAX = 300;
/** Records of one look. They are found by an index, so a look is short however much lies between them. */
const STEP = 5_000;
/** Looks of one question: an idle year is not walked through for its last mark. */
const LOOKS_MAX = 200;

/** The newest marks, oldest first. */
export async function marksOf(journal: Pick<Journal, 'stats' | 'find'>): Promise<readonly PastMark[]> {
  const marks: PastMark[] = [];
  let looks = 0;
  for await (const { records } of pagesBackwards(journal, { before: journal.stats().lastSeq + 1, step: STEP, types: TYPES })) {
    marks.push(
      ...records
        .map(markOf)
        .filter((mark) => mark !== null)
        .reverse(),
    );
    looks += 1;
    if (marks.length >= MARKS_MAX || looks >= LOOKS_MAX) break;
  }
  return marks.slice(0, MARKS_MAX).reverse();
}

function markOf(record: JournalRecord): PastMark | null {
  const { seq, at } = record;
  switch (record.type) {
    case 'position.closed': {
      const { symbol, pnl } = record.payload.trade;
      return { seq, at, kind: 'trade', text: `${symbol} closed, ${pnl.toFixed(2)}` };
    }
    case 'trading.changed':
      if (record.payload.to !== 'halted') return null;
      return { seq, at, kind: 'stop', text: `Halted: ${record.payload.reason}`.slice(0, 200) };
    case 'alarm.raised':
      return { seq, at, kind: 'alarm', text: record.payload.alarm.title.slice(0, 200) };
    case 'run.started':
      return { seq, at, kind: 'run', text: 'The cockpit was started' };
    default:
      return null;
  }
}
