import { messageOf } from '#shared/lib';
import { setJournalAside } from '../adapters/journal/index.ts';
import type { Log } from '#ports';
import { StartFault } from './options.ts';
import { diskFault } from './start-faults.ts';

/** Sets the journal of a folder aside, so that the start that follows begins a new one, halted. Throws StartFault when it cannot. */
export function beginNewJournal(dataDir: string, log: Log): void {
  try {
    const aside = setJournalAside(dataDir, Date.now());
    if (aside === null) throw new StartFault([`--new-journal: there is no journal in ${dataDir}`]);
    log.write('warn', 'The journal was set aside; a new one begins', { aside });
  } catch (error) {
    if (error instanceof StartFault) throw error;
    throw new StartFault([diskFault(error, dataDir) ?? messageOf(error)]);
  }
}
