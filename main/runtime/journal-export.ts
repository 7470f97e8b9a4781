import { setImmediate as nextTurn } from 'node:timers/promises';
import type { JournalRecord } from '#shared/events';
import type { JournalFilter, Refusal, Reply, Request } from '#shared/ipc';
import { csvCell, err, messageOf, ok, type Result } from '#shared/lib';
import type { HostDesk, Journal } from '#ports';
import { keptFile, NO_HOST } from './kept-file.ts';
import { fitterOf, indexedOf } from './journal-search.ts';

/** Records that one page reads; between two pages the loop has a turn. */
const STEP = 500;

type Means = {
  readonly journal: Pick<Journal, 'stats' | 'find'>;
  readonly host: HostDesk | null;
  readonly secrets: () => readonly string[];
};
type Told = Result<Reply<'journal.export'>, Refusal>;

/** What was found, whole and oldest first, into a file on this PC. One at a time. */
export function exportHandler(means: Means): (ask: Request<'journal.export'>) => Promise<Told> {
  let isUnderWay = false;
  return async (ask) => {
    if (means.host === null) return err(NO_HOST);
    if (isUnderWay) return err({ kind: 'refused', code: 'already_asked', detail: 'Another export is being written' });
    isUnderWay = true;
    try {
      return await exported(means.host, means, ask);
    } catch (error) {
      return err({ kind: 'refused', code: 'setup_failed', detail: `The file could not be written: ${messageOf(error)}` });
    } finally {
      isUnderWay = false;
    }
  };
}

async function exported(
  host: HostDesk,
  { journal, secrets }: Means,
  { format, ...filter }: Request<'journal.export'>,
): Promise<Told> {
  let records = 0;
  async function* texts(): AsyncGenerator<string> {
    if (format === 'csv') yield `${COLUMNS.join(',')}\r\n`;
    for await (const page of pagesOf(journal, filter)) {
      records += page.length;
      yield page.map(format === 'csv' ? csvLine : jsonLine).join('');
    }
  }
  const kept = await keptFile(host, `journal.${format}`, texts(), secrets());
  return ok({ ...kept, records });
}

/** What fits, oldest first; what is written meanwhile is not in it. */
async function* pagesOf(journal: Means['journal'], filter: JournalFilter): AsyncGenerator<readonly JournalRecord[]> {
  const fits = fitterOf(filter);
  const before = journal.stats().lastSeq + 1;
  let since = 0;
  for (;;) {
    const page = journal.find({ ...indexedOf(filter), since, before, limit: STEP });
    const last = page.at(-1);
    if (last === undefined) return;
    yield page.filter(fits);
    since = last.seq;
    await nextTurn();
  }
}

const COLUMNS = ['seq', 'at_utc', 'type', 'actor', 'correlation_id', 'causation_id', 'run', 'payload'] as const;

const csvLine = ({ seq, at, type, actor, correlationId, causationId, run, payload }: JournalRecord): string =>
  `${[String(seq), new Date(at).toISOString(), type, actor, correlationId, causationId ?? '', run, JSON.stringify(payload)].map(csvCell).join(',')}\r\n`;
const jsonLine = (record: JournalRecord): string => `${JSON.stringify(record)}\n`;
