import { useState } from 'react';
import { Button } from '../../controls/index.ts';
import { useAct } from '../../store/index.ts';

const FORMATS = [
  ['html', 'Page'],
  ['csv', 'CSV'],
  ['json', 'JSON'],
] as const;

/** The report as a file on this PC. */
export function ExportRun({ id }: { readonly id: string }) {
  const act = useAct();
  const [said, setSaid] = useState<string | null>(null);
  const write = async (format: (typeof FORMATS)[number][0]): Promise<void> => {
    setSaid('Writing…');
    const answer = await act.exportReplay(id, format);
    setSaid(answer.ok ? `Written to ${answer.value.file}` : answer.error.detail);
  };
  return (
    <div className="row">
      <span className="dim">Export</span>
      {FORMATS.map(([format, text]) => (
        <Button key={format} size="small" needs="replay.export" about="of the report" onClick={() => void write(format)}>
          {text}
        </Button>
      ))}
      <span className="wrap" role="status">
        {said}
      </span>
    </div>
  );
}
