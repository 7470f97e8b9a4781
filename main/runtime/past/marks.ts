import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventType, JournalRecord } from '#shared/events';
import type { PastMark } from '#shared/ipc';
import type { Journal } from '#ports';

const TYPES: readonly EventType[] = ['position.closed', 'trading.changed', 'alarm.raised', 'run.started'];
const MARKS_MAX = 300;
/** Records of one look. They are found by an index, so a look is short however much lies between them. */
const STEP = 5_000;
/** Looks of one question: an idle year is not walked through for its last mark. */
const LOOKS_MAX = 200;

/** The newest marks, oldest first. */
export async function marksOf(journal: Pick<Journal, 'stats' | 'find'>): Promise<readonly PastMark[]> {
  const marks: PastMark[] = [];
  let end = journal.stats().lastSeq + 1;
  for (let look = 0; end > 1 && marks.length < MARKS_MAX && look < LOOKS_MAX; look += 1) {
    const since = Math.max(0, end - 1 - STEP);
    const found = journal.find({
      ...{ since, before: end, limit: STEP, types: TYPES, correlationId: null, from: null, to: null },
    });
    marks.push(
      ...found
        .map(markOf)
        .filter((mark) => mark !== null)
        .reverse(),
    );
    end = since + 1;
    await nextTurn();
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
