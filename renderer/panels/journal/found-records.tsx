import { useEffect, useState } from 'react';
import type { JournalFilter, Reply } from '#shared/ipc';
import { Button, Empty, Panel } from '../../controls/index.ts';
import { countText } from '../../format/index.ts';
import { useAct, useEngine } from '../../store/index.ts';
import { ExportButtons } from './export-buttons.tsx';
import { newestFirst } from './journal-lines.ts';
import { RecordList } from './record-list.tsx';

const PAGE = 500;
/** A word is asked for when it is typed, not letter by letter. */
const TYPED_MS = 250;

type Found = Reply<'journal.search'> & { readonly question: string; readonly asOf: number };
type FoundProps = {
  readonly filter: JournalFilter;
  readonly seq: number | null;
  readonly onOpen: (seq: number) => void;
};

/** Looks through the journal for what a question names, and on from where the answer ended. */
function useFound(filter: JournalFilter, question: string) {
  const act = useAct();
  const [found, setFound] = useState<Found | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const current = found?.question === question ? found : null;
  const look = async (asked: string, before: number | null, isWanted: () => boolean): Promise<void> => {
    const answer = await act.searchJournal({ ...filter, before, limit: PAGE });
    if (!isWanted()) return;
    setRefused(answer.ok ? null : answer.error.detail);
    if (!answer.ok) return;
    setFound((old) => {
      const earlier = before !== null && old?.question === asked ? old : null;
      return {
        ...answer.value,
        lines: [...(earlier?.lines ?? []), ...answer.value.lines],
        looked: (earlier?.looked ?? 0) + answer.value.looked,
        question: asked,
        asOf: earlier?.asOf ?? (answer.value.before ?? 1) + answer.value.looked - 1,
      };
    });
  };
  useEffect(() => {
    let isWanted = true;
    const timer = setTimeout(() => void look(question, null, () => isWanted), TYPED_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
    // The question is all that a look depends on.
  }, [question]);
  return { current, refused, lookOn: () => void look(question, current?.before ?? null, () => true) };
}

/** What the engine finds in the whole journal, not only in what this window holds. */
export function FoundRecords({ filter, seq, onOpen }: FoundProps) {
  const lastSeq = useEngine(({ cockpit }) => cockpit.lastSeq);
  const [round, setRound] = useState(0);
  const question = JSON.stringify([filter, round]);
  const { current, refused, lookOn } = useFound(filter, question);
  const lines = newestFirst(current?.lines ?? []);
  const newer = current === null ? 0 : Math.max(0, lastSeq - current.asOf);
  const note = current === null ? 'looking…' : `${countText(lines.length)} found in ${countText(current.looked)} looked at`;
  return (
    <Panel title="Found" note={note} end="newest first">
      {current === null || lines.length === 0 ? (
        <Empty>{refused ?? emptyText(current)}</Empty>
      ) : (
        <RecordList lines={lines} question={question} seq={seq} onOpen={onOpen} />
      )}
      <div className="ending">
        <Button
          size="small"
          unavailable={
            current === null ? 'The journal is being looked through' : current.before === null ? 'All of it was looked at' : null
          }
          onClick={lookOn}
        >
          Look further back
        </Button>
        <span role="status">
          {current?.before === null ? `The whole journal up to ${countText(current.asOf)} was looked at.` : ''}
          {newer > 0 ? ` ${countText(newer)} newer.` : ''}
        </span>
        {newer > 0 && (
          <Button size="small" look="quiet" onClick={() => setRound(round + 1)}>
            Look again
          </Button>
        )}
        <ExportButtons filter={filter} />
      </div>
    </Panel>
  );
}

function emptyText(current: Found | null): string {
  if (current === null) return 'Looking through the journal…';
  return current.before === null
    ? 'No record of the journal fits. Type, number, actor, correlation and content were looked at.'
    : `None of the newest ${countText(current.looked)} records fits. Look further back for older ones.`;
}
