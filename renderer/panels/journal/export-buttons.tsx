import { useState } from 'react';
import type { JournalFilter } from '#shared/ipc';
import { Button } from '../../controls/index.ts';
import { countedText } from '../../format/index.ts';
import { useAct } from '../../store/index.ts';

const FORMATS = [
  ['csv', 'Export CSV'],
  ['jsonl', 'Export JSONL'],
] as const;

/** All that is found into a file, also what the window does not show. */
export function ExportButtons({ filter }: { readonly filter: JournalFilter }) {
  const act = useAct();
  const [isAsked, setAsked] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const write = async (format: 'csv' | 'jsonl'): Promise<void> => {
    setAsked(true);
    setSaid('Writing…');
    const answer = await act.exportJournal({ ...filter, format });
    setAsked(false);
    setSaid(answer.ok ? `${countedText(answer.value.records, 'record')} written to ${answer.value.file}` : answer.error.detail);
  };
  return (
    <>
      {FORMATS.map(([format, text]) => (
        <Button
          key={format}
          needs="journal.export"
          size="small"
          look="quiet"
          unavailable={isAsked ? 'A file is being written' : null}
          onClick={() => void write(format)}
        >
          {text}
        </Button>
      ))}
      <span className="wrap" role="status">
        {said}
      </span>
    </>
  );
}
