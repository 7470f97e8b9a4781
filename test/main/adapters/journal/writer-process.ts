import { openJournal } from '#main/adapters/journal/index.ts';
import { systemClock } from '#main/adapters/system/index.ts';
import type { JournalRecord } from '#shared/events';

/** Run by itself: writes records to the folder named on the command line until it is killed, printing what is durable. */
const [, , dir = '', pad = '0'] = process.argv;
const journal = openJournal({ dir, key: 'the journal key', run: `run-${process.pid}`, clock: systemClock(), createdBy: '0.0.0' });
let { lastSeq: seq } = journal.stats();
for (;;) {
  const batch = Array.from({ length: 3 }, (): JournalRecord => {
    seq += 1;
    return {
      seq,
      at: Date.now(),
      run: `run-${process.pid}`,
      version: 2,
      correlationId: 'c',
      causationId: null,
      actor: 'engine',
      type: 'signal.refused',
      payload: { code: 'malformed', text: 'y'.repeat(Number(pad)), source: 'webhook', signalId: null },
    };
  });
  try {
    journal.append(batch);
    journal.commit();
    process.stdout.write(`${seq}\n`);
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}\n`);
    break;
  }
}
