import { useState } from 'react';
import type { ReplayOverview, ReplayRefusedRow } from '#shared/ipc';
import { ok } from '#shared/lib';
import { Button, DataTable, Empty, Panel, type Column } from '../../controls/index.ts';
import { countText, rText } from '../../format/index.ts';
import { useAct } from '../../store/index.ts';
import { historyTime } from './history-time.ts';
import { useAnswer } from './use-answer.ts';

/** The refused signals one by one, a page at a time, each with what it would have made. */
export function RefusedTable({ id, report }: { readonly id: string; readonly report: ReplayOverview }) {
  const act = useAct();
  const [page, setPage] = useState(0);
  const { counts, rowsPerPage } = report;
  const { value, why } = useAnswer(`${id} ${String(page)}`, () =>
    counts.refused === 0 ? Promise.resolve(ok([])) : act.replayRefused(id, page),
  );
  if (counts.refused === 0) return null;
  const last = Math.ceil(counts.refused / rowsPerPage) - 1;
  return (
    <Panel title="Refused signals" note={countText(counts.refused)} className="replay-trades">
      {value === null ? (
        <Empty>{why ?? 'Reading…'}</Empty>
      ) : (
        <div className="panel-body" tabIndex={0} role="group" aria-label="Refused signals">
          <DataTable
            caption="Refused signals"
            columns={COLUMNS}
            rows={value.map((row, place) => ({ ...row, place }))}
            rowKey={({ place }) => `refused-${String(place)}`}
          />
        </div>
      )}
      {last > 0 && (
        <div className="pad row">
          <Button size="small" unavailable={page === 0 ? 'These are the first' : null} onClick={() => setPage(page - 1)}>
            Earlier
          </Button>
          <Button size="small" unavailable={page === last ? 'These are the last' : null} onClick={() => setPage(page + 1)}>
            Later
          </Button>
        </div>
      )}
    </Panel>
  );
}

const ENDS: Readonly<Record<string, string>> = { stop: 'stop', target: 'target', data: 'the data ended' };

const COLUMNS: readonly Column<ReplayRefusedRow & { readonly place: number }>[] = [
  { title: 'Time, UTC', cell: ({ at }) => historyTime(at) },
  { title: 'Side', cell: ({ side }) => side },
  { title: 'Why', cell: ({ text, code }) => (text === '' ? code : text), look: 'wrap' },
  {
    title: 'Would have made',
    cell: ({ shadow }) => (shadow === null ? 'not followed' : `${rText(shadow.r)} R, ${ENDS[shadow.end] ?? shadow.end}`),
    align: 'right',
  },
];
