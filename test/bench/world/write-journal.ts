/** Writes a sealed journal of so many records into a new folder: `write-journal.ts FOLDER COUNT [KEY]`. */
import { renameSync } from 'node:fs';
import { openJournal } from '#main/adapters/journal/index.ts';
import { systemClock } from '#main/adapters/system/index.ts';
import { RUN, runRecords } from './records.ts';

const BATCH = 500;
const [folder = '', count = '0', key = 'bench'] = process.argv.slice(2);
const dir = `${folder}-${process.pid}`;
const journal = openJournal({ dir, key, run: RUN, clock: systemClock(), createdBy: 'bench' });
const records = runRecords(Number(count));
for (let from = 0; from < records.length; from += BATCH) {
  journal.append(records.slice(from, from + BATCH));
  journal.commit();
}
journal.seal();
renameSync(dir, folder);
